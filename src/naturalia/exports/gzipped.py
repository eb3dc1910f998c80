"""Text in gzip: members follow each other (RFC 1952), so parts are compressed apart and joined unread."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

LEVEL = 4
PART = "part.gz"
BATCH = 1000


def write_member(lines: Iterable[str], separator: str, path: Path) -> None:
    """Compress lines into a file that is one member, or an empty file for no line."""
    with path.open("wb") as file:
        batches = _batches(lines)
        first = next(batches, None)
        if first is None:
            return
        with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as member:
            member.write(separator.join(first).encode("utf-8", "replace"))
            for batch in batches:
                member.write((separator + separator.join(batch)).encode("utf-8", "replace"))


def join_members(texts: Iterable[str | Path], target: Path) -> None:
    """A file of texts and of parts that are compressed already, one after the other."""
    draft = target.with_name(target.name + ".draft")
    with draft.open("wb") as output:
        for text in texts:
            if isinstance(text, str):
                output.write(gzip.compress(text.encode(), LEVEL, mtime=0))
            else:
                with text.open("rb") as member:
                    shutil.copyfileobj(member, output, 1 << 20)
    draft.replace(target)


def separated(
    head: str, first: str, parts: Sequence[Path], separator: str, tail: str
) -> Iterator[str | Path]:
    """Head, first line, parts and tail, with the separator between whatever is there."""
    yield head + first
    waiting = separator if first else ""
    for part in parts:
        if part.stat().st_size:
            if waiting:
                yield waiting
            yield part
            waiting = separator
    yield tail


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, BATCH)):
        yield batch

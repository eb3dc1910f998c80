"""Physical lines of a data file, in blocks: memory stays flat, however long a line is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from naturalia.sources.encodings import Encoding, Width, decode_line, recoded
from naturalia.sources.errors import Notebook
from naturalia.sources.streams import GuardedStream

BLOCK = 1024 * 1024


class Truncated(str):
    """The beginning of a line that is longer than the limit. Ends with NUL, so that it looks odd at once."""

    __slots__ = ()


def lines(
    stream: GuardedStream, file: str, encoding: Encoding, terminator: str, longest: int, notes: Notebook
) -> Iterator[str]:
    """The lines of a file without their terminator.

    A line longer than ``longest`` bytes comes as Truncated; lines in another encoding than declared
    are decoded in the one that fits, with a note.
    """
    blocks = _blocks(stream, encoding.bom, min(BLOCK, longest))
    name = encoding.name
    if encoding.width is Width.WIDE:
        blocks, name = recoded(blocks, name), "utf-8"
    whole = _whole_lines(blocks, terminator.encode(name, "replace"), longest)
    return chain.from_iterable(_decoded(whole, file, name, terminator, longest, notes))


def _blocks(stream: GuardedStream, skip: int, size: int) -> Iterator[bytes]:
    stream.read(skip)
    while block := stream.read(size):
        yield block


def _whole_lines(blocks: Iterator[bytes], end: bytes, longest: int) -> Iterator[bytes]:
    """Blocks cut at line ends. Of a line that is too long only the beginning is kept."""
    tail, skipping = b"", False
    for block in blocks:
        data = tail + block
        if skipping:
            data, skipping = _after(data, end)
        cut = data.rfind(end)
        if cut >= 0:
            yield data[:cut]
        tail = data[cut + len(end) :] if cut >= 0 else data
        if len(tail) > longest and not skipping:
            yield tail[: longest + 1]
            tail, skipping = b"", True
    if tail and not skipping:
        yield tail


def _after(data: bytes, end: bytes) -> tuple[bytes, bool]:
    """What follows the end of a skipped line, and whether it is still to be skipped."""
    _, found, rest = data.partition(end)
    return (rest, False) if found else (data[-len(end) + 1 :] if len(end) > 1 else b"", True)


def _decoded(
    whole: Iterator[bytes], file: str, name: str, terminator: str, longest: int, notes: Notebook
) -> Iterator[list[str]]:
    count = 0
    end = terminator.encode(name, "replace")
    for data in whole:
        found = _decoded_block(data, file, name, terminator, end, count, notes)
        count += len(found)
        if len(data) > longest and max(map(len, found)) > longest:
            found = [Truncated(line[:longest] + "\0") if len(line) > longest else line for line in found]
        yield found


def _decoded_block(
    data: bytes, file: str, name: str, terminator: str, end: bytes, count: int, notes: Notebook
) -> list[str]:
    if name == "utf-8" or data.isascii():
        try:
            return data.decode("utf-8").split(terminator)
        except UnicodeDecodeError:
            pass
    numbered = enumerate(data.split(end), start=count + 1)
    return [_noted(line, name, file, number, notes) for number, line in numbered]


def _noted(line: bytes, name: str, file: str, number: int, notes: Notebook) -> str:
    text, actual = decode_line(line, name)
    if actual != name and not line.isascii():
        notes.add(file, f"lines in {actual} instead of {name}", number)
    return text

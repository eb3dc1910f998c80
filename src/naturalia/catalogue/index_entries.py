"""The index documents of a part, on their way to the search index in a file of the work folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec
import zstandard

LENGTH_BYTES = 4
LEVEL = 1


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The document of a specimen; ``new`` if the catalogue has only now registered it."""

    specimen_id: int
    new: bool
    document: str


class EntryWriter:
    """Writes the index documents of a part to its file in the work folder, batch by batch."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("wb")
        self._compress = zstandard.ZstdCompressor(level=LEVEL).compress

    def add(self, entries: Sequence[Entry]) -> None:
        """Append a batch."""
        frame = self._compress(msgspec.msgpack.encode(entries))
        self._file.write(len(frame).to_bytes(LENGTH_BYTES, "big") + frame)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def entries_path(work: Path, number: int) -> Path:
    """Where a part leaves its index documents."""
    return work / "index" / f"{number:05d}.entries"


def read_entries(path: Path) -> Iterator[list[Entry]]:
    """The batches of a part."""
    decode = msgspec.msgpack.Decoder(list[Entry]).decode
    decompress = zstandard.ZstdDecompressor().decompress
    with path.open("rb") as file:
        while prefix := file.read(LENGTH_BYTES):
            yield decode(decompress(file.read(int.from_bytes(prefix, "big"))))

"""Buckets on disk: rows of any number, divided by a hash of the core id.

All rows of one object land in the same bucket, whichever file they come from, so that core and
extensions are joined one bucket at a time and memory does not grow with the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32

import msgspec

BUFFER_BYTES = 32 << 20
"""Memory for the buffers of all buckets together."""

LENGTH_BYTES = 4
DIVISION = "2"
"""Version of ``bucket_of``: under another one a row is not where the last harvest had it."""

_LAST_DIGITS = re.compile(r"(?<=[0-9]{3})[0-9]{2}(?![0-9])")


class CoreEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A core row on its way to a part: where it stood, whose it is, and its terms as JSON.

    ``extensions`` are the rows that stood inside it, by row type, where the format nests them.
    """

    file: int
    line: int
    key: str
    institution: int
    physical_id: str
    terms: bytes
    extensions: dict[str, list[bytes]] = {}


class ExtensionEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An extension row on its way to a part; ``table`` is its place among the source's extensions."""

    table: int
    file: int
    line: int
    key: str
    terms: bytes


Entry = CoreEntry | ExtensionEntry


def bucket_of(key: str, buckets: int) -> int:
    """The bucket of an object: a power of two of them, so that counts can double and still align.

    Objects whose ids differ only in the last two digits of long numbers share one: neighbours in a
    collection often come from one place, day and collector, which is then interpreted once.
    """
    return crc32(_LAST_DIGITS.sub("", key).encode("utf-8", "surrogatepass")) & (buckets - 1)


class SpillWriter:
    """Appends entries to ``buckets`` files in a folder, opened only to empty a buffer: any number works."""

    def __init__(self, folder: Path, buckets: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = [bucket_path(folder, number) for number in range(buckets)]
        self._buffers = [bytearray() for _ in range(buckets)]
        self._buckets = buckets
        self._flush_bytes = min(1 << 20, BUFFER_BYTES // buckets)
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, entry: Entry) -> None:
        """Append an entry to the bucket of its key; rows without one are spread by their line."""
        content = self._encode(entry)
        bucket = bucket_of(entry.key or str(entry.line), self._buckets)
        buffer = self._buffers[bucket]
        buffer += len(content).to_bytes(LENGTH_BYTES, "big")
        buffer += content
        if len(buffer) >= self._flush_bytes:
            self._flush(bucket)

    def close(self) -> None:
        """Write what is buffered."""
        for bucket, buffer in enumerate(self._buffers):
            if buffer:
                self._flush(bucket)

    def _flush(self, bucket: int) -> None:
        with self._paths[bucket].open("ab") as file:
            file.write(self._buffers[bucket])
        self._buffers[bucket].clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def core_folder(work: Path) -> Path:
    """Where a harvest keeps the buckets of its core."""
    return work / "core"


def extension_folder(work: Path, place: int) -> Path:
    """Where a harvest keeps the buckets of one of its extensions."""
    return work / "extensions" / f"{place:03d}"


def bucket_path(folder: Path, number: int) -> Path:
    """The file of one bucket."""
    return folder / f"{number:05d}.msgpack"


def read_core(path: Path) -> Iterator[CoreEntry]:
    """The core entries of a bucket, in the order of the source."""
    decode = msgspec.msgpack.Decoder(CoreEntry).decode
    return (decode(content) for content in _frames(path))


def read_extensions(path: Path) -> Iterator[ExtensionEntry]:
    """The extension entries of a bucket, in the order of the source."""
    decode = msgspec.msgpack.Decoder(ExtensionEntry).decode
    return (decode(content) for content in _frames(path))


def _frames(path: Path) -> Iterator[bytes]:
    if not path.exists():
        return
    with path.open("rb", buffering=1 << 20) as file:
        while prefix := file.read(LENGTH_BYTES):
            yield file.read(int.from_bytes(prefix, "big"))

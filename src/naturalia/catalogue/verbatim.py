"""Verbatim records: what the source said, kept for ever, addressed by the hash of each record.

A file is JSON Lines in independent Zstandard frames of a few records: ``zstdcat`` reads the whole, and
one record is read by seeking to its frame.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard
from blake3 import blake3

from naturalia.sources.records import VerbatimRecord

RECORDS_PER_FRAME = 64
LEVEL = 3
READ_AT_ONCE = 1 << 15
"""Bytes: more than most frames have."""


class Address(msgspec.Struct, frozen=True, gc=False):
    """Where a record is: first byte of its frame in the file, and its line in the frame."""

    offset: int
    index: int


class VerbatimWriter:
    """Appends records to a file, frame by frame."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._compress = zstandard.ZstdCompressor(level=LEVEL).compress
        self._lines: list[bytes] = []
        self._offset = 0

    def add(self, record: bytes) -> Address:
        """Append an encoded record (no line break within) and return where it will be."""
        if len(self._lines) == RECORDS_PER_FRAME:
            self.flush()
        self._lines.append(record)
        return Address(self._offset, len(self._lines) - 1)

    def flush(self) -> None:
        """Write the frame that is being filled."""
        if self._lines:
            frame = self._compress(b"\n".join(self._lines) + b"\n")
            self._file.write(frame)
            self._offset += len(frame)
            self._lines.clear()


def encode_record(core: bytes, extensions: dict[str, list[bytes]]) -> bytes:
    """One record from the JSON of its core terms and of its extension rows by row type.

    The bytes decode as :class:`VerbatimRecord`; the same rows always give the same bytes.
    """
    if not extensions:
        return b'{"core":' + core + b"}"
    parts = [
        msgspec.json.encode(row_type) + b":[" + b",".join(extensions[row_type]) + b"]"
        for row_type in sorted(extensions)
    ]
    return b'{"core":' + core + b',"extensions":{' + b",".join(parts) + b"}}"


def record_hash(record: bytes) -> bytes:
    """The address of a record's content: BLAKE3, 32 bytes."""
    return blake3(record).digest()


class VerbatimReader:
    """Reads records by address; the last frame is kept, as neighbours are often read together."""

    def __init__(self) -> None:
        self._frame: tuple[Path, int] | None = None
        self._lines: list[bytes] = []

    def read(self, path: Path, address: Address) -> bytes:
        """The encoded record at an address.

        Raises OSError if the file cannot be read, LookupError if it has no such record.
        """
        if self._frame != (path, address.offset):
            self._lines = _read_frame(path, address.offset)
            self._frame = (path, address.offset)
        if address.index >= len(self._lines):
            raise LookupError(f"{path.name} has no record {address.index} at {address.offset}")
        return self._lines[address.index]


def read_record(path: Path, address: Address) -> bytes:
    """One encoded record; raises as :meth:`VerbatimReader.read`."""
    return VerbatimReader().read(path, address)


def _read_frame(path: Path, offset: int) -> list[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        try:
            return _first_frame(file).split(b"\n")[:-1]
        except zstandard.ZstdError as error:
            raise LookupError(f"{path.name} is damaged at {offset}: {error}") from error


def _first_frame(file: BinaryIO) -> bytes:
    """The content of the frame that begins here, and not a byte of the next."""
    frame, parts = zstandard.ZstdDecompressor().decompressobj(), []
    while not frame.eof:
        packed = file.read(READ_AT_ONCE)
        if not packed:
            raise zstandard.ZstdError("it ends within a frame")
        parts.append(frame.decompress(packed))
    return b"".join(parts)


def decode_record(record: bytes) -> VerbatimRecord:
    """The terms of an encoded record."""
    return msgspec.json.decode(record, type=VerbatimRecord)

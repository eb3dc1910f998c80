"""Compressed pieces: parts of a file that are compressed apart and joined without unpacking them.

A piece of a zip entry is a run of raw deflate blocks that ends on a byte (RFC 1951, full flush): pieces
follow each other, and an empty last block closes them. The checksum of the whole follows from those of the
pieces (CRC-32 is linear over GF(2)). Parts of an export are therefore compressed in parallel.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

LEVEL = 1
LIST = "pieces.json"
BUFFER = 1 << 18
LAST_BLOCK = b"\x03\x00"
MADE = (1980, 1, 1, 0, 0, 0)
"""Date of every entry: the same content makes the same bytes."""

_POLYNOMIAL = 0xEDB88320


class Piece(msgspec.Struct, frozen=True):
    """A piece: its file, and the CRC-32 and size in bytes of what was compressed."""

    path: str
    crc: int
    size: int


class PieceWriter:
    """Compresses lines of text into a piece."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        self._lines: list[str] = []
        self._waiting = 0
        self._crc = 0
        self._size = 0

    def write(self, text: str) -> None:
        """Append text."""
        self._lines.append(text)
        self._waiting += len(text)
        if self._waiting > BUFFER:
            self._flush()

    def close(self) -> Piece:
        """Finish the piece."""
        self._flush()
        self._file.write(self._deflate.flush(zlib.Z_FULL_FLUSH))
        self._file.close()
        return Piece(str(self._path), self._crc, self._size)

    def _flush(self) -> None:
        data = "".join(self._lines).encode("utf-8", "replace")
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._file.write(self._deflate.compress(data))
        self._lines.clear()
        self._waiting = 0


def keep_pieces(folder: Path, pieces: Mapping[str, Piece]) -> None:
    """Note the pieces of a part, by table."""
    (folder / LIST).write_bytes(msgspec.json.encode(pieces))


def kept_pieces(folder: Path) -> dict[str, Piece]:
    """The pieces of a part, by table."""
    return msgspec.json.decode((folder / LIST).read_bytes(), type=dict[str, Piece])


class Package:
    """A zip file that takes documents and pieces. Nothing but a complete one gets its name."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._draft = target.with_name(target.name + ".draft")
        self._zip = ZipFile(self._draft, "w", ZIP_DEFLATED, allowZip64=True)

    def document(self, name: str, content: bytes | str) -> None:
        """Add a small document."""
        entry = ZipInfo(name, MADE)
        entry.compress_type = ZIP_DEFLATED
        self._zip.writestr(entry, content)

    def file(self, name: str, path: Path) -> None:
        """Add a file as it is: it is compressed already."""
        with path.open("rb") as source, self._zip.open(ZipInfo(name, MADE), "w", force_zip64=True) as entry:
            while chunk := source.read(BUFFER):
                entry.write(chunk)

    def pieces(self, name: str, pieces: Iterable[Piece], head: str = "") -> None:
        """Add an entry made of pieces, with ``head`` before the first."""
        info = ZipInfo(name, MADE)
        info.compress_type = ZIP_STORED  # the bytes are deflated already; the header says so below
        data = head.encode()
        deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        crc, size = zlib.crc32(data), len(data)
        with self._zip.open(info, "w", force_zip64=True) as entry:
            entry.write(deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH))
            for piece in pieces:
                with Path(piece.path).open("rb") as source:
                    while chunk := source.read(BUFFER):
                        entry.write(chunk)
                crc, size = combined_crc(crc, piece.crc, piece.size), size + piece.size
            entry.write(LAST_BLOCK)
        info.compress_type, info.CRC, info.file_size = ZIP_DEFLATED, crc, size
        self._rewrite_header(info)

    def _rewrite_header(self, info: ZipInfo) -> None:
        file = self._zip.fp
        assert file is not None  # noqa: S101 - open until the package is closed
        end = file.tell()
        file.seek(info.header_offset)
        file.write(info.FileHeader(zip64=True))
        file.seek(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        if error is None:
            self._draft.replace(self._target)
        else:
            self._draft.unlink(missing_ok=True)


def combined_crc(first: int, second: int, length: int) -> int:
    """CRC-32 of two texts one after the other, from the CRC of each and the length of the second in bytes."""
    return _times(_power(8 * length), first) ^ second


def _times(a: int, b: int) -> int:
    """Product of two polynomials over GF(2), modulo that of CRC-32; the highest bit is the constant."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product


def _power(exponent: int) -> int:
    """The power of x with this exponent, modulo the polynomial of CRC-32."""
    result, square = 1 << 31, 1 << 30
    while exponent:
        if exponent & 1:
            result = _times(square, result)
        square = _times(square, square)
        exponent >>= 1
    return result

"""Identities of one harvest: which rows claim an identity that an earlier row has.

Every core row leaves a small record in one of many files, divided by a hash of its identity, so that
equal identities meet in one file and each file is small enough to look through at once.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import msgspec
from blake3 import blake3

RECORD = struct.Struct("<16siiq")
"""Digest of the physical id, institution (its place in the harvest's list), file, line."""

FLUSH_BYTES = 1 << 15
DUPLICATE = "duplicate identifier:"


class IdentityLog:
    """Collects the identities of a harvest's core rows in ``partitions`` files (a power of two)."""

    def __init__(self, folder: Path, partitions: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._paths = [folder / f"{number:05d}.identities" for number in range(partitions)]
        for path in self._paths:
            path.unlink(missing_ok=True)
        self._buffers = [bytearray() for _ in self._paths]
        self._mask = partitions - 1

    def add(self, physical_id: str, institution: int, file: int, line: int) -> None:
        """Note that a row claims an identity."""
        digest = blake3(physical_id.encode("utf-8", "surrogatepass")).digest(16)
        partition = digest[0] | digest[1] << 8
        buffer = self._buffers[partition & self._mask]
        buffer += RECORD.pack(digest, institution, file, line)
        if len(buffer) >= FLUSH_BYTES:
            self._flush(partition & self._mask)

    def duplicates(self, institutions: Sequence[int | None], file_names: Sequence[str]) -> dict[str, str]:
        """``file:line`` of each row whose identity an earlier row has -> the reason to refuse it.

        ``institutions`` maps the harvest's own numbering to the registry, where two spellings may be
        one institution. Rows without institution claim nothing.
        """
        reasons: dict[str, str] = {}
        for partition, path in enumerate(self._paths):
            self._flush(partition)
            reasons.update(_duplicates(path, institutions, file_names))
        return reasons

    def _flush(self, partition: int) -> None:
        with self._paths[partition].open("ab") as file:
            file.write(self._buffers[partition])
        self._buffers[partition].clear()


def _duplicates(path: Path, institutions: Sequence[int | None], file_names: Sequence[str]) -> dict[str, str]:
    first: dict[tuple[bytes, int], tuple[int, int]] = {}
    reasons: dict[str, str] = {}
    for digest, institution, file, line in RECORD.iter_unpack(path.read_bytes()):
        registered = institutions[institution]
        if registered is None:
            continue
        before = first.setdefault((digest, registered), (file, line))
        if before != (file, line):
            reasons[f"{file}:{line}"] = (
                f"{DUPLICATE} {file_names[before[0]]} line {before[1]} has the same physical specimen id"
            )
    return reasons


def duplicates_path(work: Path) -> Path:
    """Where a harvest keeps its refused duplicates for its parts."""
    return work / "duplicates.msgpack"


def write_duplicates(path: Path, reasons: dict[str, str]) -> None:
    """Keep the refused rows for the parts."""
    path.write_bytes(msgspec.msgpack.encode(reasons))


def read_duplicates(path: Path) -> dict[str, str]:
    """The refused rows, as ``file:line`` -> reason."""
    return msgspec.msgpack.decode(path.read_bytes(), type=dict[str, str])

"""The outcome of every row that a harvest read, as Parquet files: one a part.

They answer three questions: what became of a row (the curator's download), what the source held last
time (the ledger that the next harvest compares with), and what has vanished since.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from naturalia.catalogue.files import FileStore


class Outcome(StrEnum):
    """What became of a row. The first four add up to the core rows read."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    VANISHED = "vanished"
    ORPHANED = "orphaned"
    UNREADABLE = "unreadable"


READ = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REJECTED)
HELD = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)


class RowOutcome(msgspec.Struct, frozen=True, gc=False):
    """One row, where it stood, what became of it and why.

    ``verbatim_*`` say where the record is kept: the harvest and part that wrote it, and the address in
    that part's file.
    """

    file: str
    line: int
    key: str
    outcome: Outcome
    reason: str = ""
    pid: str = ""
    specimen_id: int | None = None
    version: int | None = None
    issues: int = 0
    verbatim_hash: bytes | None = None
    verbatim_harvest: int | None = None
    verbatim_part: int | None = None
    verbatim_offset: int | None = None
    verbatim_index: int | None = None


SCHEMA = pa.schema(
    [
        ("file", pa.dictionary(pa.int32(), pa.string())),
        ("line", pa.int64()),
        ("key", pa.string()),
        ("outcome", pa.dictionary(pa.int32(), pa.string())),
        ("reason", pa.string()),
        ("pid", pa.string()),
        ("specimen_id", pa.int64()),
        ("version", pa.int32()),
        ("issues", pa.int32()),
        ("verbatim_hash", pa.binary(32)),
        ("verbatim_harvest", pa.int64()),
        ("verbatim_part", pa.int32()),
        ("verbatim_offset", pa.int64()),
        ("verbatim_index", pa.int16()),
    ]
)
ROWS_PER_GROUP = 10_000
DOWNLOAD_COLUMNS = ("file", "line", "key", "outcome", "reason", "pid", "version", "issues")


class OutcomeWriter:
    """Appends rows to a Parquet file, a group at a time, and counts them.

    ``counts`` maps outcomes, and ``issues``, to numbers of rows; ``digest`` is known when the file is kept.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.counts: dict[str, int] = {}
        self.digest = ""
        self._parquet = pq.ParquetWriter(file, SCHEMA, compression="zstd")
        self._rows: list[RowOutcome] = []

    def add(self, row: RowOutcome) -> None:
        """Append a row."""
        self.counts[row.outcome] = self.counts.get(row.outcome, 0) + 1
        self.counts["issues"] = self.counts.get("issues", 0) + row.issues
        self._rows.append(row)
        if len(self._rows) == ROWS_PER_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and the end of the file."""
        self._flush()
        self._parquet.close()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*map(msgspec.structs.astuple, self._rows), strict=True)
            arrays = [
                pa.array(column, type=field.type) for field, column in zip(SCHEMA, columns, strict=True)
            ]
            self._parquet.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA))
            self._rows.clear()


@contextmanager
def keep_outcomes(store: FileStore) -> Iterator[OutcomeWriter]:
    """A writer of outcomes whose file is kept in the store when the block ends."""
    with store.create("outcomes") as draft:
        writer = OutcomeWriter(draft.file)
        try:
            yield writer
        finally:
            writer.close()
    writer.digest = draft.digest


def read_outcomes(paths: Iterable[Path], columns: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Rows of several files, one dictionary a row, in batches: memory does not grow with their number."""
    wanted = None if columns is None else list(columns)
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=8192, columns=wanted):
            yield from batch.to_pylist()


def write_csv(paths: Iterable[Path], output: TextIO, columns: Iterable[str] = DOWNLOAD_COLUMNS) -> None:
    """The outcomes as CSV with a header, for people and spreadsheets."""
    names = list(columns)
    writer = csv.writer(output)
    writer.writerow(names)
    for row in read_outcomes(paths, names):
        writer.writerow(["" if row[name] is None else guarded(row[name]) for name in names])


def guarded(value: object) -> object:
    """A cell that a spreadsheet will not run as a formula (OWASP: CSV injection)."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value


class LedgerRow(msgspec.Struct, frozen=True, gc=False):
    """What the last harvest made of a row: enough to repeat it when the row has not changed."""

    outcome: str
    reason: str
    pid: str
    specimen_id: int | None
    version: int | None
    issues: int
    verbatim_hash: bytes
    verbatim_harvest: int | None
    verbatim_part: int | None
    verbatim_offset: int | None
    verbatim_index: int | None


def read_ledger(paths: Iterable[Path]) -> dict[str, LedgerRow]:
    """Row key -> what the last harvest made of it, for the rows whose verbatim record it kept."""
    ledger: dict[str, LedgerRow] = {}
    names = list(LedgerRow.__struct_fields__)
    for path in paths:
        table = pq.read_table(path, columns=["key", *names])
        keys, *columns = (table.column(name).to_pylist() for name in ["key", *names])
        for key, row in zip(keys, zip(*columns, strict=True), strict=True):
            if row[6] is not None and row[0] != Outcome.VANISHED:
                ledger[key] = LedgerRow(*row)
    return ledger

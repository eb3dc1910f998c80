"""Outcomes are counted, kept, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from naturalia.catalogue.files import FileStore
from naturalia.catalogue.ledger import repeat
from naturalia.catalogue.outcomes import (
    Outcome,
    RowOutcome,
    guarded,
    keep_outcomes,
    read_ledger,
    read_outcomes,
    write_csv,
)

HASH = b"h" * 32
ROWS = [
    RowOutcome("a.txt", 2, "k1", Outcome.CREATED, pid="p/1", specimen_id=1, version=1, verbatim_hash=HASH),
    RowOutcome("a.txt", 3, "k2", Outcome.REJECTED, "no identifier", verbatim_hash=HASH, issues=1),
    RowOutcome("b.txt", 9, "k3", Outcome.VANISHED, pid="p/3", specimen_id=3),
]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[FileStore, Path]:
    store = FileStore(tmp_path)
    with keep_outcomes(store) as writer:
        for row in ROWS:
            writer.add(row)
    assert writer.counts == {"created": 1, "rejected": 1, "vanished": 1, "issues": 1}
    return store, store.path("outcomes", writer.digest)


def test_rows_come_back_as_they_were_written(kept: tuple[FileStore, Path]) -> None:
    rows = list(read_outcomes([kept[1]]))
    assert [(row["file"], row["line"], row["outcome"]) for row in rows] == [
        (row.file, row.line, row.outcome) for row in ROWS
    ]


def test_the_ledger_has_what_the_source_held_and_said(kept: tuple[FileStore, Path]) -> None:
    ledger = read_ledger([kept[1]])
    assert set(ledger) == {"k1", "k2"}
    assert ledger["k1"].specimen_id == 1


def test_repeating_a_harvest_makes_what_was_held_unchanged(kept: tuple[FileStore, Path]) -> None:
    store, path = kept
    digest, counts = repeat(path, store)
    assert counts == {"unchanged": 1, "rejected": 1, "issues": 1}
    outcomes = [row["outcome"] for row in read_outcomes([store.path("outcomes", digest)])]
    assert outcomes == ["unchanged", "rejected"]


def test_the_download_has_a_header_and_a_line_for_each_row(kept: tuple[FileStore, Path]) -> None:
    output = StringIO()
    write_csv([kept[1]], output)
    header, *lines = csv.reader(StringIO(output.getvalue()))
    assert header[:5] == ["file", "line", "key", "outcome", "reason"]
    assert lines[1][:5] == ["a.txt", "3", "k2", "rejected", "no identifier"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded("Carex") == "Carex"

"""What goes out comes in again: a law for any record in any context, and for the files that carry it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings

from naturalia.exports import Description, ExportObject, format_named, published
from naturalia.exports.package import VERBATIM, rows_of
from naturalia.exports.verbatim import verbatim_rows
from naturalia.interpret import Context, interpret
from naturalia.sources import BrokenRow, open_source
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.fingerprint import fingerprint, fingerprint_document
from tests.exports.making import contexts, exported, records

NOWHERE = Context()


def description(count: int = 1) -> Description:
    return Description(
        number=1,
        title="Objects of a test",
        query=(("country", "Sweden"),),
        publication=3,
        created="2026-01-02T03:04:05+00:00",
        software="Naturalia 0.1.0",
        count=count,
    )


def fingerprint_of(one: ExportObject) -> bytes:
    return fingerprint_document(msgspec.json.decode(one.document))


@given(records, contexts)
@settings(max_examples=300)
def test_a_row_means_the_same_without_its_dataset(record: VerbatimRecord, context: Context) -> None:
    one = exported(record, context)
    rows = verbatim_rows(one)
    again = interpret(VerbatimRecord(rows.core, rows.extensions), NOWHERE, rows.key)
    assert fingerprint(again.specimen) == fingerprint_of(one)


@given(records, contexts)
@settings(max_examples=60)
def test_an_archive_gives_its_rows_back_to_the_character(record: VerbatimRecord, context: Context) -> None:
    one = exported(record, context)
    rows = verbatim_rows(one)
    with tempfile.TemporaryDirectory() as folder:
        archive = write("dwca", [one], Path(folder))
        with open_source(archive) as source:
            (row,) = source.core.rows()
            assert not isinstance(row, BrokenRow)
            assert (row.key, row.terms) == (rows.key, rows.core)
            read = {
                table.row_type: [r.terms for r in table.rows() if not isinstance(r, BrokenRow)]
                for table in source.extensions
            }
            assert read == rows.extensions


@given(records, contexts)
@settings(max_examples=60)
def test_a_line_of_open_ds_and_a_record_of_a_data_package_bring_the_object_back(
    record: VerbatimRecord, context: Context
) -> None:
    one = exported(record, context)
    assert fingerprint_document(msgspec.json.decode(published(one))) == fingerprint_of(one)
    (row,) = [row for table, row in rows_of(one) if table == VERBATIM]
    kept = msgspec.json.decode(row["record"], type=VerbatimRecord)
    again = interpret(kept, NOWHERE, row["key"])
    assert fingerprint(again.specimen) == fingerprint_of(one)


def write(name: str, objects: list[ExportObject], folder: Path, parts: int = 1) -> Path:
    """The file of some objects, made in several parts."""
    chosen = format_named(name)
    shape = chosen.shape(chosen.survey(objects), ())
    folders = [folder / f"{number}" for number in range(parts)]
    for number, place in enumerate(folders):
        place.mkdir()
        chosen.write_part(objects[number::parts], shape, place)
    target = folder / f"file{chosen.suffix}"
    chosen.assemble(folders, shape, description(len(objects)), target)
    return target

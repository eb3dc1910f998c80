"""openDS documents come in whole, one a line or in a list, and what is none is told with its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from naturalia.interpret import Context, interpret
from naturalia.sources import BrokenRow, Row, open_source
from naturalia.sources.records import VerbatimRecord

DOCUMENT: dict[str, Any] = {
    "@id": "https://doi.org/10.5072/BCD-FGH-JKM-NPQ",
    "@type": "ods:DigitalSpecimen",
    "dcterms:identifier": "https://doi.org/10.5072/BCD-FGH-JKM-NPQ",
    "ods:version": 3,
    "ods:status": "Active",
    "dcterms:created": "2026-01-01T00:00:00+00:00",
    "ods:midsLevel": 1,
    "ods:normalisedPhysicalSpecimenID": "herb:7",
    "ods:physicalSpecimenID": "7",
    "ods:physicalSpecimenIDType": "Local",
    "ods:organisationCode": "TEST",
    "dwc:basisOfRecord": "PreservedSpecimen",
    "ods:specimenName": "Carex alba",
    "ods:topicDiscipline": "Botany",
    "ods:hasEvents": [{"@type": "ods:Event", "dwc:eventDate": "1999-05-03"}],
}


def read(path: Path) -> list[Row | BrokenRow]:
    with open_source(path) as source:
        assert source.format == "opends"
        return list(source.core.rows())


def row_of(document: dict[str, Any], folder: Path) -> Row:
    path = folder / "one.json"
    path.write_text(json.dumps(document))
    (row,) = read(path)
    assert isinstance(row, Row)
    return row


@pytest.mark.parametrize("shape", ["lines", "list", "graph", "pretty", "export", "answer"])
def test_documents_are_found_in_whatever_shape_they_come(tmp_path: Path, shape: str) -> None:
    two = [DOCUMENT, DOCUMENT | {"ods:normalisedPhysicalSpecimenID": "herb:8"}]
    lines = [json.dumps(each) for each in two]
    text = {
        "lines": "\n".join(lines) + "\n",
        "list": json.dumps(two),
        "graph": json.dumps({"@context": {}, "@graph": two}),
        "pretty": json.dumps(two, indent=2),
        "export": '{"@context":{},"@graph":[\n' + ",\n".join(lines) + "\n]}\n",
        "answer": json.dumps({"data": [{"id": "x", "attributes": each} for each in two]}),
    }[shape]
    path = tmp_path / "documents.json"
    path.write_text(text)
    rows = read(path)
    assert [row.terms["ods:normalisedPhysicalSpecimenID"] for row in rows if isinstance(row, Row)] == [
        "herb:7",
        "herb:8",
    ]
    assert len(rows) == 2


def test_compressed_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(DOCUMENT) + "\n").encode()))
    assert len(read(path)) == 1


def test_a_specimen_is_what_its_document_says_without_what_a_catalogue_adds(tmp_path: Path) -> None:
    row = row_of(DOCUMENT, tmp_path)
    specimen = interpret(VerbatimRecord(row.terms), Context()).specimen
    assert (specimen.id, specimen.version, specimen.status, specimen.created) == (None, None, None, None)
    assert specimen.normalised_physical_specimen_id == "herb:7"
    assert specimen.has_events[0].event_date == "1999-05-03"


def test_properties_that_opends_does_not_know_are_listed(tmp_path: Path) -> None:
    odd = json.loads(json.dumps(DOCUMENT)) | {"x:colour": "green", "x:size": {"cm": 3}}
    odd["ods:hasEvents"][0]["x:weather"] = "rain"
    row = row_of(odd, tmp_path)
    left = interpret(VerbatimRecord(row.terms), Context()).specimen.not_carried_over
    assert left == {"x:colour": "green", "x:size": '{"cm":3}', "ods:hasEvents/0/x:weather": "rain"}


def test_a_line_that_is_no_document_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    bad = json.dumps(DOCUMENT | {"ods:hasEvents": "none"})
    tombstone = json.dumps(DOCUMENT | {"ods:status": "Tombstone"})
    path.write_text("\n".join([json.dumps(DOCUMENT), "{broken", bad, tombstone, json.dumps(DOCUMENT)]))
    rows = read(path)
    broken = [row for row in rows if isinstance(row, BrokenRow)]
    assert [row.line for row in rows] == [1, 2, 3, 4, 5]
    assert [row.line for row in broken] == [2, 3, 4]
    assert "ods:hasEvents" in broken[1].reason
    assert "tombstone" in broken[2].reason

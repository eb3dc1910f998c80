"""Every format: read by others' readers, the same in one part or in several."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pyarrow.parquet as pq
import pytest
import shapely
from lxml import etree
from python_calamine import CalamineWorkbook
from rdflib import Graph

from naturalia.exports import (
    FORMATS,
    ColumnError,
    ExportObject,
    TooManyObjectsError,
    UnknownFormatError,
    format_named,
)
from naturalia.exports.package import KEYS, PRIMARY, REFERENCES
from naturalia.exports.table import column
from naturalia.interpret import Context
from naturalia.sources.records import VerbatimRecord
from tests.exports.making import exported
from tests.exports.test_round_trip_law import write

CORE = {
    "dwc:occurrenceID": "urn:catalog:TEST:1",
    "dwc:basisOfRecord": "PreservedSpecimen",
    "dwc:institutionCode": "TEST",
    "dwc:catalogNumber": "007",
    "dwc:scientificName": "Carex alba Scop.",
    "dwc:country": "Sweden",
    "dwc:locality": 'By the "old" bridge, north',
    "dwc:decimalLatitude": "58.5",
    "dwc:decimalLongitude": "12.25",
    "dwc:eventDate": "1899-05-12",
    "dwc:recordedBy": "A. Alm | B. Berg",
    "dwc:formation": "Slite",
    "dcterms:license": "CC BY 4.0",
    "http://example.org/terms/colour": "=red",
}
EXTENSIONS = {
    "dwc:Identification": [
        {"dwc:scientificName": "Carex nigra (L.) Reichard", "dwc:identifiedBy": "C. Ceder"}
    ],
    "ac:Multimedia": [{"ac:accessURI": "https://example.org/1.jpg", "dcterms:format": "image/jpeg"}],
    "dwc:MeasurementOrFact": [{"dwc:measurementType": "length", "dwc:measurementValue": "3"}],
    "gbif:Reference": [{"dcterms:bibliographicCitation": "Alm 1900"}],
}


def objects() -> list[ExportObject]:
    """Three objects: one that says much, one without a place, one that says hardly anything."""
    full = exported(VerbatimRecord(CORE, EXTENSIONS), Context())
    placeless = {term: text for term, text in CORE.items() if "decimal" not in term}
    second = exported(VerbatimRecord(placeless | {"dwc:occurrenceID": "urn:catalog:TEST:2"}), Context())
    third = exported(VerbatimRecord({"dwc:catalogNumber": "3"}), Context())
    pids = ("10.5072/BCD-FGH-JKM-NPQ", "10.5072/BCD-FGH-JKM-NP1", "10.5072/BCD-FGH-JKM-NP2")
    return [
        msgspec.structs.replace(one, pid=pid) for one, pid in zip((full, second, third), pids, strict=True)
    ]


def text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_from_one_part_several_and_empty_ones(name: str, tmp_path: Path) -> None:
    for parts in (1, 2, 5):
        folder = tmp_path / str(parts)
        folder.mkdir()
        assert write(name, objects(), folder, parts).stat().st_size > 0


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_tables_are_read_by_the_csv_module(name: str, tmp_path: Path) -> None:
    delimiter = "," if name == "csv" else "\t"
    rows = list(csv.DictReader(io.StringIO(text(write(name, objects(), tmp_path, 5))), delimiter=delimiter))
    assert [row["digitalSpecimenID"][-3:] for row in rows] == ["NPQ", "NP1", "NP2"]
    assert rows[0]["locality"] == CORE["dwc:locality"]
    assert rows[0]["recordedBy"] == "A. Alm | B. Berg"
    assert rows[0]["associatedMedia"] == "https://example.org/1.jpg"


def test_geojson_has_a_point_only_where_there_is_one(tmp_path: Path) -> None:
    found = json.loads(text(write("geojson", objects(), tmp_path, 5)))
    assert found["type"] == "FeatureCollection"
    points = [feature["geometry"] for feature in found["features"]]
    assert points == [{"type": "Point", "coordinates": [12.25, 58.5]}, None, None]


def test_json_ld_is_a_graph_of_all_objects(tmp_path: Path) -> None:
    graph = Graph().parse(data=text(write("jsonld", objects(), tmp_path, 2)), format="json-ld")
    assert len({s for s in graph.subjects() if str(s).startswith("https://doi.org/10.5072/")}) == 3


def test_open_ds_is_one_document_a_line(tmp_path: Path) -> None:
    lines = text(write("opends", objects(), tmp_path, 2)).splitlines()
    assert {json.loads(line)["@id"][-3:] for line in lines} == {"NPQ", "NP1", "NP2"}


def test_a_workbook_has_texts_only(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(write("xlsx", objects(), tmp_path)))
    head, *rows = book.get_sheet_by_name("specimens").to_python()
    assert rows[0][head.index("catalogNumber")] == "007"
    assert (
        rows[0][head.index("colour") if "colour" in head else head.index("http://example.org/terms/colour")]
        == "=red"
    )
    assert book.sheet_names == ["specimens", "about"]


def test_parquet_has_types_and_geoparquet_points(tmp_path: Path) -> None:
    table = pq.read_table(write("geoparquet", objects(), tmp_path))
    assert table.column("decimalLatitude").to_pylist() == [58.5, None, None]
    assert table.column("year").to_pylist()[0] == 1899
    point = shapely.from_wkb(table.column("geometry").to_pylist()[0])
    assert (point.x, point.y) == (12.25, 58.5)
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"]["geometry"]["bbox"] == [12.25, 58.5, 12.25, 58.5]


def test_an_archive_has_a_file_for_every_row_type(tmp_path: Path) -> None:
    with ZipFile(write("dwca", objects(), tmp_path, 2)) as archive:
        root = etree.fromstring(archive.read("meta.xml"))
        types = [str(one.get("rowType")).rpartition("/")[2] for one in root]
        assert types == ["Occurrence", "Multimedia", "Identification", "MeasurementOrFact", "Reference"]
        eml = etree.fromstring(archive.read("eml.xml"))
        assert eml.findtext("dataset/title") == "Objects of a test"


def test_an_interpreted_archive_says_what_was_understood_and_loses_no_term(tmp_path: Path) -> None:
    with ZipFile(write("dwca-interpreted", objects(), tmp_path)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("occurrence.txt").decode()), delimiter="\t"))
        assert rows[0]["license"] == "http://creativecommons.org/licenses/by/4.0/"
        assert rows[0]["countryCode"] == "SE"
        assert rows[0]["http://example.org/terms/colour"] == "=red"


def test_the_keys_of_a_data_package_hold(tmp_path: Path) -> None:
    with ZipFile(write("dwc-dp", objects(), tmp_path, 2)) as package:
        described = json.loads(package.read("datapackage.json"))
        tables: dict[str, list[dict[str, str]]] = {}
        for resource in described["resources"]:
            rows = list(csv.DictReader(io.StringIO(package.read(resource["path"]).decode(), newline="")))
            assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])
            tables[resource["name"]] = rows
    for table, key in PRIMARY.items():
        keys = [row[key] for row in tables.get(table, ())]
        assert len(set(keys)) == len(keys), table
    for table, rows in tables.items():
        for name in set(KEYS[table]) & set(REFERENCES):
            target, field = REFERENCES[name]
            assert {row[name] for row in rows} <= {row[field] for row in tables[target]}, (table, name)
    assert {row["isAcceptedIdentification"] for row in tables["identification"]} == {"true", "false"}


def test_a_crate_describes_every_file_in_it(tmp_path: Path) -> None:
    with ZipFile(write("ro-crate", objects(), tmp_path)) as crate:
        graph: list[dict[str, Any]] = json.loads(crate.read("ro-crate-metadata.json"))["@graph"]
        names = set(crate.namelist())
        entities = {one["@id"]: one for one in graph}
        parts = {one["@id"] for one in entities["./"]["hasPart"]}
        assert parts | {"ro-crate-metadata.json"} == names
        assert entities["ro-crate-metadata.json"]["conformsTo"]["@id"].startswith(
            "https://w3id.org/ro/crate/1."
        )
        assert json.loads(crate.read("query.json"))["query"] == [["country", "Sweden"]]
        assert gzip.decompress(crate.read("data/specimens.opends.jsonl.gz")).count(b"\n") == 3


def test_columns_are_chosen_by_name_and_mistakes_are_told() -> None:
    assert [column(name) for name in ("country", "dwc:country", "scientificname")] == [
        "dwc:country",
        "dwc:country",
        "dwc:scientificName",
    ]
    with pytest.raises(ColumnError, match="country"):
        column("contry")


def test_what_a_workbook_cannot_hold_is_refused_before_it_is_made() -> None:
    with pytest.raises(TooManyObjectsError, match="1,048,575"):
        format_named("xlsx").check(2_000_000)


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownFormatError, match="dwca, "):
        format_named("marc")

"""Data packages: tables are joined by their keys into objects, and nothing of a table is lost."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from naturalia.sources import BrokenRow, Row, SourceError, open_source

TABLES = {
    "material": "materialEntityID,eventID,catalogNumber,institutionCode,collectedBy,odd\n"
    "m2,e1,2,TEST,Née,\nm1,e1,1,TEST,Née,strange\n",
    "event": "eventID,eventDate,country,locality\ne1,1999-05-03,Spain,\"Lugo, town\"\n",
    "identification": "identificationID,basedOnMaterialEntityID,scientificName,isAcceptedIdentification\n"
    "i1,m1,Carex nigra,false\ni2,m1,Carex alba,true\ni3,m2,Carex alba,true\n",
    "media": "mediaID,accessURI\np1,https://example.org/1.jpg\n",
    "material-media": "materialEntityID,mediaID\nm1,p1\n",
    "material-assertion": "assertionID,materialEntityID,assertionType,assertionValue\na1,m2,length,3\n",
    "survey": "surveyID,surveyTitle\ns1,Whatever\n",
}  # fmt: skip


def package(folder: Path, tables: dict[str, str]) -> Path:
    path = folder / "package.zip"
    resources = [{"name": name, "path": f"{name}.csv", "schema": {"fields": []}} for name in tables]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"title": "Sedges", "resources": resources}))
        for name, text in tables.items():
            archive.writestr(f"{name}.csv", text)
    return path


def read(path: Path) -> tuple[dict[str, Row], list[BrokenRow], str]:
    with open_source(path) as source:
        assert source.format == "dwc-dp"
        found = list(source.core.rows())
        rows = {row.key: row for row in found if isinstance(row, Row)}
        return rows, [r for r in found if isinstance(r, BrokenRow)], "\n".join(map(str, source.notes))


def test_tables_are_joined_to_objects(tmp_path: Path) -> None:
    rows, broken, notes = read(package(tmp_path, TABLES))
    assert (set(rows), broken) == ({"m1", "m2"}, [])
    first, second = rows["m1"], rows["m2"]
    assert first.line == 3
    assert first.terms["dwc:locality"] == "Lugo, town"
    assert first.terms["dwc:recordedBy"] == "Née"
    assert first.terms["dwc:scientificName"] == "Carex alba"
    assert first.terms["dwc-dp:material/odd"] == "strange"
    assert first.extensions is not None
    assert len(first.extensions["dwc:Identification"]) == 2
    assert first.extensions["ac:Multimedia"][0]["ac:accessURI"] == "https://example.org/1.jpg"
    assert second.extensions is not None
    assert second.extensions["dwc:MeasurementOrFact"][0]["dwc:measurementValue"] == "3"
    assert "survey is tied to no object" in notes


def test_occurrences_are_the_objects_where_there_is_no_material(tmp_path: Path) -> None:
    rows, _, _ = read(
        package(tmp_path, {"occurrence": "occurrenceID,eventID\no1,e1\n", "event": TABLES["event"]})
    )
    assert rows["o1"].terms["dwc:country"] == "Spain"


def test_the_records_of_our_own_exports_come_back_as_they_were(tmp_path: Path) -> None:
    record = json.dumps({"core": {"dwc:catalogNumber": "9"}, "extensions": {"x:Y": [{"x:a": "1"}]}})
    quoted = record.replace('"', '""')
    tables = TABLES | {"verbatim-record": f'materialEntityID,key,record\nm1,k1,"{quoted}"\nm2,k2,nonsense\n'}
    rows, broken, _ = read(package(tmp_path, tables))
    assert rows["k1"].terms == {"dwc:catalogNumber": "9"}
    assert rows["k1"].extensions == {"x:Y": [{"x:a": "1"}]}
    assert [(each.file, each.line) for each in broken] == [("verbatim-record.csv", 3)]


def test_a_package_without_objects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="neither material nor occurrence"):
        open_source(package(tmp_path, {"event": TABLES["event"]}))


def test_a_descriptor_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", '{"resources": 7}')
    with pytest.raises(SourceError, match=r"datapackage\.json: no description"):
        open_source(path)

"""What MIDS finds in a document of ABCD, it finds in the record that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from naturalia.sources import Opening, Row, open_as
from naturalia.specimen.mids import Rules, assess
from naturalia.specimen.mids_abcd import abcd_values
from tests.shared import shared_file
from tests.sources.abcd.making import ABCD, written

ELEMENTS = {
    "UnitID": "7",
    "UnitGUID": "https://example.org/7",
    "SourceInstitutionID": "TEST",
    "Owner/Organisation/OrganisationGUID": "https://example.org/museum",
    "Identifications/Identification/Result/TaxonIdentified/ScientificName/FullScientificNameString": "Carex",
    "Identifications/Identification/Result/TaxonIdentified/InformalNameString": "a sedge",
    "KindOfUnit": "sheet",
    "IPRStatements/Licenses/License/URI": "https://creativecommons.org/licenses/by/4.0/",
    "DateLastEdited": "2020-01-01",
    "Gathering/LocalityText": "Lugo",
    "Gathering/Country/Name": "Spain",
    "Gathering/NamedAreas/NamedArea/AreaName": "Galicia",
    "Gathering/NearNamedPlaces/NamedPlaceRelation/NearNamedPlace": "Vigo",
    "Gathering/Agents/GatheringAgent/AgentText": "Née",
    "Gathering/Agents/GatheringAgent/Person/FullName": "Luis Née",
    "Gathering/DateTime/ISODateTimeBegin": "1794-05-03",
    "Gathering/DateTime/DateText": "May 1794",
    "CollectorsFieldNumber": "12",
    "MultiMediaObjects/MultiMediaObject/FileURI": "https://example.org/7.jpg",
}
HIGHEST = 2
"""The published mapping of ABCD has no rules above this level."""


def met(terms: Mapping[str, str], extensions: Mapping[str, list[dict[str, str]]], rules: Rules) -> set[str]:
    found = assess(terms, extensions, "biology", rules=rules)
    return {one.element for one in found.elements if one.met and one.level <= HIGHEST}


def nested(path: str, text: str) -> str:
    for step in reversed(path.split("/")):
        text = f"<abcd:{step}>{text}</abcd:{step}>"
    return text


@pytest.mark.parametrize("path", ELEMENTS)
def test_an_element_of_abcd_that_counts_for_mids_counts_after_reading(path: str, tmp_path: Path) -> None:
    unit = f"<abcd:Unit>{nested(path, ELEMENTS[path])}<abcd:RecordBasis>Fossil</abcd:RecordBasis></abcd:Unit>"
    text = (
        f'<abcd:DataSets xmlns:abcd="{ABCD}"><abcd:DataSet><abcd:Units>{unit}</abcd:Units></abcd:DataSet>'
        "</abcd:DataSets>"
    )
    before, after = both(written(tmp_path, text))[0]
    assert before == after != set()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["biocase-smns.xml", "biocase-type-specimen.xml"])
def test_units_of_providers_meet_the_same_elements_before_and_after_reading(name: str) -> None:
    assert all(before == after for before, after in both(shared_file("data", "abcd", name)))


def both(path: Path) -> list[tuple[set[str], set[str]]]:
    """The elements met by each unit as ABCD has it, and by its row."""
    root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
    units = [
        abcd_values(dataset, unit)
        for dataset in root.iter("{*}DataSet")
        for unit in dataset.iterfind("{*}Units/{*}Unit")
    ]
    with open_as(Opening(path)) as source:
        rows = [row for row in source.core.rows() if isinstance(row, Row)]
    return [
        (met(values, {}, Rules.ABCD2), met(row.terms, row.extensions or {}, Rules.DWCA))
        for values, row in zip(units, rows, strict=True)
    ]

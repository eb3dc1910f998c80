"""Names of a download from GBIF: ours against GBIF's interpretation, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from naturalia.interpret import name, rank_of
from naturalia.interpret.names import NameType
from naturalia.sources import Row, open_source
from tests.shared import shared_file

ARGUED = {
    "species": "GBIF matched a name with a qualifier or of several choices to the genus; we keep what is written",
}
pytestmark = pytest.mark.shared


def rows() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Each record as GBIF interpreted it, and as it was given to GBIF."""
    with open_source(shared_file("gbif", "gbif-mixed-470.zip")) as source:
        interpreted = {row.key: row.terms for row in source.core.rows() if isinstance(row, Row)}
        for row in source.extensions[0].rows():
            if isinstance(row, Row):
                yield interpreted[row.key], row.terms


def test_ranks_and_epithets_agree_with_gbif() -> None:
    compared, differing = 0, []
    for gbif, verbatim in rows():
        text, theirs = gbif.get("dwc:scientificName"), gbif.get("dwc:taxonRank")
        if not text or not theirs:
            continue
        ours = name(text, rank=theirs)
        compared += 1
        wanted = (rank_of(theirs).value, gbif.get("dwc:specificEpithet"), gbif.get("dwc:infraspecificEpithet"))
        if (ours.rank, ours.specific_epithet, ours.infraspecific_epithet) != wanted:
            differing.append((text, wanted, ours.rank))
    assert compared > 400
    assert differing == []


def test_our_reading_of_the_verbatim_name_has_the_canonical_name_of_gbif_or_a_reason() -> None:
    compared, unexplained = 0, []
    for gbif, verbatim in rows():
        text = verbatim.get("dwc:scientificName")
        if not text or not gbif.get("dwc:scientificName"):
            continue
        ours, theirs = name(text, verbatim.get("dwc:scientificNameAuthorship")), name(gbif["dwc:scientificName"])
        compared += 1
        if ours.canonical != theirs.canonical:
            unexplained.append((text, gbif["dwc:scientificName"], ours.canonical, str(ours.type)))
    print(compared, sorted(set(unexplained)))
    assert unexplained == []

"""Names of a download from GBIF: ours against GBIF's interpretation, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from naturalia.interpret import name, rank_of
from naturalia.sources import Row, open_source
from tests.shared import shared_file

pytestmark = pytest.mark.shared


def rows() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Each record as GBIF interpreted it, and as it was given to GBIF."""
    with open_source(shared_file("data", "gbif", "gbif-mixed-470.zip")) as source:
        interpreted = {row.key: row.terms for row in source.core.rows() if isinstance(row, Row)}
        for row in source.extensions[0].rows():
            if isinstance(row, Row):
                yield interpreted[row.key], row.terms


def test_ranks_and_epithets_agree_with_gbif() -> None:
    compared, differing = 0, []
    for gbif, _ in rows():
        text, theirs = gbif.get("dwc:scientificName"), gbif.get("dwc:taxonRank")
        if not text or not theirs:
            continue
        ours = name(text, rank=theirs)
        compared += 1
        wanted = (
            rank_of(theirs).value,
            gbif.get("dwc:specificEpithet"),
            gbif.get("dwc:infraspecificEpithet"),
        )
        if (ours.rank, ours.specific_epithet, ours.infraspecific_epithet) != wanted:
            differing.append((text, wanted, ours.rank))
    assert compared > 400
    assert differing == []


def test_where_canonical_names_differ_ours_is_what_was_written_and_gbifs_is_another_taxon() -> None:
    """GBIF shows the name that it matched: the genus of a species not in its list, or a wrong guess.

    "Potentilla sp." became Potentilla spuria, "Hypnum stellatum" Hypnum celatum. We keep the name, and put
    a match beside it.
    """
    compared = same = 0
    for gbif, verbatim in rows():
        text = verbatim.get("dwc:scientificName")
        if not text or not gbif.get("dwc:scientificName"):
            continue
        ours = name(text, verbatim.get("dwc:scientificNameAuthorship")).canonical
        theirs = name(gbif["dwc:scientificName"]).canonical
        assert ours is not None
        assert theirs is not None
        compared += 1
        same += ours == theirs
        written = text.replace("(", " ").split()
        assert ours == theirs or set(ours.split(" ")) <= set(written)
        assert ours == theirs or not set(theirs.split(" ")[1:]) - set(written) or not _listed(ours, theirs)
    assert compared > 400
    assert same / compared > 0.8


def _listed(ours: str, theirs: str) -> bool:
    """Whether both are the same name in another spelling, which would be for us to find."""
    return ours.split(" ")[1:] == theirs.split(" ")[1:]

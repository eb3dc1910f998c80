"""Coordinates and countries of a GBIF download, row by row: they agree, or ours is argued to be better."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from naturalia.interpret import coordinates, country
from tests.shared import shared_file

TERMS = (
    "decimalLatitude",
    "decimalLongitude",
    "verbatimLatitude",
    "verbatimLongitude",
    "verbatimCoordinates",
    "verbatimCoordinateSystem",
    "verbatimSRS",
    "geodeticDatum",
)
CLOSE = 2e-5
BETTER_COUNTRY = {"143847946": "Estados Unidos de América is the United States; GBIF did not know the name"}
BETTER_POINT = {
    "896390067": "the datum Djakarta (Batavia) was converted; GBIF held the shift for suspicious",
    "56401364": "39.9528°N 105.6097°W is a point; GBIF called it invalid",
}


def rows(archive: zipfile.ZipFile, name: str) -> dict[str, dict[str, str]]:
    text = io.TextIOWrapper(archive.open(name), "utf-8", newline="")
    return {row["gbifID"]: row for row in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)}


@pytest.mark.shared
def test_every_row_agrees_with_gbif_or_ours_is_better() -> None:
    with zipfile.ZipFile(shared_file("data", "gbif", "gbif-mixed-470.zip")) as archive:
        verbatim, interpreted = rows(archive, "verbatim.txt"), rows(archive, "occurrence.txt")
    other_country, other_point = set(), set()
    for key, row in verbatim.items():
        theirs = interpreted[key]
        code = country(row["country"] or None, row["countryCode"] or None).code
        if (code or "") != theirs["countryCode"]:
            other_country.add(key)
        point = coordinates(*(row[term] or None for term in TERMS), code).wgs84
        if point_of(theirs) is None or point is None:
            different = point_of(theirs) is not point
        else:
            different = any(abs(a - b) > CLOSE for a, b in zip(point, point_of(theirs) or (), strict=True))
        if different:
            other_point.add(key)
    assert len(verbatim) == 470
    assert other_country == set(BETTER_COUNTRY)
    assert other_point == set(BETTER_POINT)


def point_of(row: dict[str, str]) -> tuple[float, float] | None:
    if not row["decimalLatitude"]:
        return None
    return float(row["decimalLatitude"]), float(row["decimalLongitude"])

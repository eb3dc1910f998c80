"""Decimal coordinates that can be filled in from verbatim ones."""

from __future__ import annotations

import re

from naturalia.interpret.coordinates import Coordinates, coordinates
from naturalia.quality.datum import code_of
from naturalia.quality.point import LATITUDE, LONGITUDE
from naturalia.quality.reading import number, written
from naturalia.quality.registry import Parameters, Said, answers
from naturalia.quality.response import NOT_AMENDED, Answer, filled_in, missing

_PAIR = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\Z")
_WORDS = (
    (re.compile(r"\s*degrees?\b", re.IGNORECASE), "°"),
    (re.compile(r"\s*minutes?\b", re.IGNORECASE), "'"),
    (re.compile(r"\s*seconds?\b", re.IGNORECASE), '"'),
    (re.compile(r"\s*\b(n|s|e|w)(?:orth|outh|ast|est)\b", re.IGNORECASE), r"\1"),
)


@answers("AMENDMENT_COORDINATES_FROM_VERBATIM")
def from_verbatim(said: Said, _: Parameters) -> Answer:
    """The verbatim pair, else latitude and longitude; with the datum, if it is stated and known."""
    both, north, east = (said.get(f"dwc:verbatim{name}") for name in ("Coordinates", "Latitude", "Longitude"))
    if LATITUDE in said or LONGITUDE in said or (both is None and (north is None or east is None)):
        return missing("There are no verbatim coordinates, or the decimal ones are filled in already.")
    point = _pair(both) if both is not None else _point(north or "", east or "")
    if point is None:
        return NOT_AMENDED
    proposal = {LATITUDE: written(point[0]), LONGITUDE: written(point[1])}
    datum = code_of(said.get("dwc:verbatimSRS", ""))
    return filled_in({**proposal, "dwc:geodeticDatum": datum} if datum else proposal)


def _pair(text: str) -> tuple[float, float] | None:
    if match := _PAIR.match(text):
        return _told_apart(float(match[1]), float(match[2]))
    return _geographic(coordinates(None, None, None, None, _with_signs(text)))


def _told_apart(first: float, second: float) -> tuple[float, float] | None:
    """Two numbers without letters are only told apart where one of them can be no latitude."""
    readings = {(n, e) for n, e in ((first, second), (second, first)) if abs(n) <= 90 and abs(e) <= 180}
    return readings.pop() if len(readings) == 1 else None


def _point(north: str, east: str) -> tuple[float, float] | None:
    latitude, longitude = number(north), number(east)
    if latitude is not None and longitude is not None:
        return _known(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
    return _geographic(coordinates(None, None, _with_signs(north), _with_signs(east)))


def _geographic(found: Coordinates) -> tuple[float, float] | None:
    """Degrees as they are written; a reference to a grid is no geographic coordinate."""
    return _known(found.latitude, found.longitude) if found.system is None else None


def _known(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _with_signs(text: str) -> str:
    for words, sign in _WORDS:
        text = words.sub(sign, text)
    return text

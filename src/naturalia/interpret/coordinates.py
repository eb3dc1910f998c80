"""Coordinates: decimal degrees, and the simple verbatim forms as a second source.

Understood are decimal degrees (point or comma) and degrees, minutes, seconds with the hemisphere letters
N, S, E and W. O is not understood: it is Ost in German and oeste or ouest in Spanish and French.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.numbers import number

_DECIMAL = re.compile(r"^([NSEW])?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEW])?$", re.IGNORECASE)
_SEXAGESIMAL = re.compile(
    r"^([NSEW])?\s*(-?\d{1,3})\s*[°ºd\s:]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’´`m:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"
    r"(?:\"|″|”|''|′′|’’|´´|s)?)?)?\s*([NSEW])?$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"^(.*?[NS])[\s,;/]+(.*?[EW])$|^([^,;/]+)[;/]([^,;/]+)$|^([^,;/]+),\s+([^,;/]+)$", re.IGNORECASE
)
_PLAIN_PAIR = re.compile(r"^([+-]?\d{1,3}\.\d+)\s*[,\s]\s*([+-]?\d{1,3}\.\d+)$")


class Coordinates(msgspec.Struct, frozen=True, gc=False):
    """Latitude and longitude in decimal degrees, which terms they come from, and what is odd."""

    latitude: float | None = None
    longitude: float | None = None
    code: IssueCode | None = None
    from_verbatim: bool = False


@lru_cache(maxsize=1 << 14)
def coordinates(
    latitude: str | None,
    longitude: str | None,
    verbatim_latitude: str | None = None,
    verbatim_longitude: str | None = None,
    verbatim_coordinates: str | None = None,
) -> Coordinates:
    """What the terms say of a point. The verbatim ones count only where the decimal ones are both blank."""
    if latitude or longitude:
        return _point(latitude, longitude, _decimal)
    found = Coordinates()
    if verbatim_latitude and verbatim_longitude:
        found = _point(verbatim_latitude, verbatim_longitude, _verbatim)
    elif verbatim_coordinates:
        found = _point(*_split(verbatim_coordinates.strip()), _verbatim)
    if found.latitude is None or found.longitude is None:
        return Coordinates()
    return Coordinates(found.latitude, found.longitude, found.code, from_verbatim=True)


def _point(
    latitude: str | None, longitude: str | None, read: Callable[[str, str], float | None]
) -> Coordinates:
    if not latitude or not longitude:
        return Coordinates(code=IssueCode.COORDINATES_INCOMPLETE)
    north, east = read(latitude, "NS"), read(longitude, "EW")
    if north is None or east is None:
        return Coordinates(code=IssueCode.COORDINATES_INVALID)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        return Coordinates(code=IssueCode.COORDINATES_OUT_OF_RANGE)
    return Coordinates(north, east, IssueCode.COORDINATES_ZERO if north == east == 0 else None)


def _decimal(text: str, _: str) -> float | None:
    reading = number(text)
    if reading.code is IssueCode.NUMBER_AMBIGUOUS:
        return float(text.strip().replace(",", "."))  # degrees have no thousands
    return reading.value


def _verbatim(text: str, hemispheres: str) -> float | None:
    trimmed = text.strip().replace("−", "-")
    if match := _DECIMAL.match(trimmed):
        return _signed(_number(match[2]), match[1] or match[3], hemispheres)
    match = _SEXAGESIMAL.match(trimmed)
    if match is None:
        return None
    degrees, minutes, seconds = _number(match[2]), _number(match[3]), _number(match[4] or "0")
    if minutes >= 60 or seconds >= 60:
        return None
    size = abs(degrees) + minutes / 60 + seconds / 3600
    return _signed(-size if match[2].startswith("-") else size, match[1] or match[5], hemispheres)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _signed(value: float, letter: str | None, hemispheres: str) -> float | None:
    """South and west are negative; a letter of the other axis, or a sign beside a letter, is a mistake."""
    if letter is None:
        return round(value, 7)
    if letter.upper() not in hemispheres or value < 0:
        return None
    return round(-value if letter.upper() in "SW" else value, 7)


def _split(text: str) -> tuple[str | None, str | None]:
    """The two halves of a pair; numbers without hemisphere must be plainly decimal degrees."""
    if match := _PLAIN_PAIR.match(text):
        return match[1], match[2]
    if match := _PAIR.match(text):
        left, right = (part for part in match.groups() if part is not None)
        if match[1] or ("." in left and "." in right):
            return left, right
    return None, None

"""Grids: MGRS, UTM, the lettered grids of Britain and Ireland, and easting and northing of a named system.

MGRS after NGA.STND.0037 (2014); British National Grid after Ordnance Survey, A guide to coordinate systems
in Great Britain; tetrads by the DINTY scheme. A square becomes its middle, and half its diagonal the
uncertainty.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec
import pyproj

from naturalia.interpret.coordinates.datums import WGS84, datum, to_wgs84, transformer
from naturalia.vocabulary.geography.names import key
from naturalia.vocabulary.geography.tables import rows

BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_DINTY = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
_MGRS = re.compile(
    r"^(?:(?:utm|mgrs|usng|wgs ?84|ed ?50)\W*)*(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])\s*([A-HJ-NP-V])\s*"
    r"(\d{0,10}|\d{1,5}\s+\d{1,5}|\d{1,5}[-/,]\s*\d{1,5})(?:\W*(?:ed ?50|wgs ?84|etrs ?89|utm|mgrs))*$",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:\b(?:utm|zone|zona|huso|fuso|fuseau|zon|tsoon)\b\W*)*\b(\d{1,2})\s*([C-HJ-NP-X])?(?![\d.])(?=\b|\d)",
    re.I,
)
_BRITISH = re.compile(
    r"^(?:(?:osgb|bng|ngr|os|grid ref\w*)\W*)*([STNHOJ])([A-HJ-Z])\s*(\d*)\s*(\d*)\s*([A-NP-Z]|[NS][EW])?$",
    re.I,
)
_IRISH = re.compile(
    r"^(?:(?:irish grid|ig|igr|osi|osni|grid ref\w*)\W*)*I?([A-HJ-Z])\s*(\d*)\s*(\d*)\s*([A-NP-Z])?$", re.I
)
_METRES = re.compile(r"(?<![\d.,])(\d{3,8}(?:[.,]\d+)?)(?![\d.,]*\d)")
_SPACED = re.compile(r"(?<=\d)[ '’ ](?=\d{3}(?:\D|$))")


class GridPoint(msgspec.Struct, frozen=True, gc=False):
    """The middle of a square in WGS84 degrees, half its diagonal in metres, its system and its CRS."""

    latitude: float
    longitude: float
    half_diagonal: float
    system: str
    crs: str


@lru_cache(maxsize=1 << 10)
def grid_points(
    text: str, system: str | None = None, srs: str | None = None, country: str | None = None
) -> tuple[GridPoint, ...]:
    """All points that a reference to a grid may mean: none if it is no such reference, one if it is
    certain.
    """
    trimmed = " ".join(text.strip().rstrip(".").split())
    hint = f"{system or ''} {srs or ''} {text}"
    if found := mgrs(trimmed, hint):
        return (found,)
    if found := _british(trimmed):
        return (found,)
    if (_is_irish(hint) or country in ("IE", "GB")) and (found := _irish(trimmed)):
        return (found,)
    return tuple(_projected(trimmed, system or "", srs or "")) or tuple(utm(trimmed, system or "", srs or ""))


def mgrs(text: str, hint: str = "") -> GridPoint | None:
    """A reference of the Military Grid Reference System (UTM part) at any precision."""
    match = _MGRS.match(text)
    if match is None:
        return None
    zone, band = int(match[1]), match[2].upper()
    digits = _halves(match[5])
    columns = _COLUMNS[(zone - 1) % 3]
    if not 1 <= zone <= 60 or digits is None or match[3].upper() not in columns:
        return None
    size = 10.0 ** (5 - len(digits[0]))
    easting = (columns.index(match[3].upper()) + 1) * 100_000 + int(digits[0] or 0) * size + size / 2
    offset = 5 if zone % 2 == 0 else 0
    row = (_ROWS.index(match[4].upper()) - offset) % 20 * 100_000 + int(digits[1] or 0) * size + size / 2
    northing = _in_band(zone, band, easting, row)
    if northing is None:
        return None
    return _of_utm(zone, band >= "N", easting, northing, size, "MGRS", hint)


def _halves(digits: str) -> tuple[str, str] | None:
    parts = re.split(r"\D+", digits)
    if len(parts) == 2:
        return (parts[0], parts[1]) if len(parts[0]) == len(parts[1]) else None
    half, odd = divmod(len(parts[0]), 2)
    return None if odd or half > 5 else (parts[0][:half], parts[0][half:])


def _in_band(zone: int, band: str, easting: float, row: float) -> float | None:
    """The northing of a row of squares (they repeat every 2,000 km) that lies in a band of latitude."""
    south = -80 + 8 * BANDS.index(band)
    north = 84 if band == "X" else south + 8
    for cycle in range(6):
        northing = row + cycle * 2_000_000
        latitude, _ = _inverse(zone, band >= "N", easting, northing, WGS84)
        if south - 0.5 <= latitude <= north + 0.5:
            return northing
    return None


def utm(text: str, system: str = "", srs: str = "") -> Iterator[GridPoint]:
    """Easting and northing with a zone; a letter is a band, or N and S a hemisphere: both if both fit."""
    hint = f"{system} {srs} {text}"
    zone = _ZONE.search(text) or _ZONE.search(system) or _ZONE.search(srs)
    metres = list(_METRES.finditer(_SPACED.sub("", text)))
    if zone is None or len(metres) != 2 or not 1 <= int(zone[1]) <= 60:
        return
    if not re.search(r"\b(?:utm|zone|zona|huso|fuso|fuseau)", hint, re.I) and not zone[2]:
        return
    easting, northing = (match[1] for match in metres)
    if (
        re.match(r"\s*m?\s*N", _SPACED.sub("", text)[metres[0].end() :])
        or float(easting.replace(",", ".")) > 1_000_000
    ):
        easting, northing = northing, easting
    size = (
        1000.0 if len(re.split("[.,]", easting)[0]) == 3 and len(re.split("[.,]", northing)[0]) <= 5 else 1.0
    )
    x, y = float(easting.replace(",", ".")) * size, float(northing.replace(",", ".")) * size
    if not (100_000 <= x <= 1_000_000 and 0 <= y <= 10_000_000):
        return
    x, y = (x + size / 2, y + size / 2) if size > 1 else (x, y)
    for is_north in _hemispheres((zone[2] or "").upper(), y, hint):
        if found := _of_utm(int(zone[1]), is_north, x, y, size, "UTM", hint):
            yield found


def _hemispheres(letter: str, northing: float, hint: str) -> tuple[bool, ...]:
    """North or south. S is the band of 32 to 40 degrees north, where the northing can be of it, else
    south.
    """
    if re.search(r"\b(?:south|sur|sul|sud|süd|southern)\b", hint, re.I):
        return (False,)
    if letter == "S":
        return (True, False) if 3_540_000 <= northing <= 4_430_000 else (False,)
    return (letter >= "N",) if letter else (True,)


def _inverse(zone: int, is_north: bool, easting: float, northing: float, code: str) -> tuple[float, float]:
    """Latitude and longitude on the datum's own ellipsoid."""
    x, y = _utm_projection(zone, is_north, code)(easting, northing, inverse=True)
    return float(y), float(x)


@lru_cache(maxsize=512)
def _utm_projection(zone: int, is_north: bool, code: str) -> pyproj.Proj:
    body = pyproj.CRS(code).ellipsoid
    shape = f"+a={body.semi_major_metre} +rf={body.inverse_flattening}" if body else "+ellps=WGS84"
    return pyproj.Proj(f"+proj=utm +zone={zone} {'' if is_north else '+south'} {shape} +units=m")


def _of_utm(
    zone: int, is_north: bool, easting: float, northing: float, size: float, system: str, hint: str
) -> GridPoint | None:
    code = _datum_in(hint)
    latitude, longitude = _inverse(zone, is_north, easting, northing, code)
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 84.5):
        return None
    place = to_wgs84(round(latitude, 7), round(longitude, 7), code)
    return GridPoint(*place, _half_diagonal(size), system, code) if place else None


@lru_cache(maxsize=1 << 12)
def _datum_in(hint: str) -> str:
    """The datum named anywhere in the words around a reference, WGS84 if none is."""
    for words in re.findall(r"[A-Za-zÀ-ÿ]+[ -]?\d{2,4}", hint):
        if code := datum(words).code:
            return code
    return WGS84


def _half_diagonal(size: float) -> float:
    return round(size * math.sqrt(2) / 2, 1)


def _british(text: str) -> GridPoint | None:
    match = _BRITISH.match(text)
    if match is None or not (match[3] or match[5]):
        return None
    first, second = (_LETTERS.index(match[number].upper()) for number in (1, 2))
    east = (first - 2) % 5 * 5 + second % 5
    north = 19 - first // 5 * 5 - second // 5
    if not (0 <= east <= 7 and 0 <= north <= 13):
        return None
    return _square(match[3] + match[4], match[4], match[5], east * 1e5, north * 1e5, "EPSG:27700", "OSGB")


def _irish(text: str) -> GridPoint | None:
    match = _IRISH.match(text)
    if match is None or not match[2]:
        return None
    index = _LETTERS.index(match[1].upper())
    east, north = index % 5 * 1e5, (4 - index // 5) * 1e5
    return _square(match[2] + match[3], match[3], match[4], east, north, "EPSG:29902", "Irish Grid")


def _square(
    digits: str, second: str, letter: str | None, east: float, north: float, crs: str, system: str
) -> GridPoint | None:
    """The middle of a square of a lettered grid; a letter after two digits is a tetrad, two letters a
    quadrant.
    """
    half, odd = divmod(len(digits), 2)
    if odd or half > 5 or (second and len(second) != half):
        return None
    size = 10.0 ** (5 - half)
    east, north = east + int(digits[:half] or 0) * size, north + int(digits[half:] or 0) * size
    if letter and len(letter) == 2 and half == 1:
        size /= 2
        east, north = east + size * (letter[1].upper() == "E"), north + size * (letter[0].upper() == "N")
    elif letter and len(letter) == 1 and half == 1:
        column, row = divmod(_DINTY.index(letter.upper()), 5)
        size /= 5
        east, north = east + column * size, north + row * size
    elif letter:
        return None
    return _point(east + size / 2, north + size / 2, size, crs, system)


def _point(easting: float, northing: float, size: float, crs: str, system: str) -> GridPoint | None:
    """A point of a projected CRS, None outside twice the reach of the CRS."""
    found = transformer(crs)
    if found is None:
        return None
    x, y = found.transform(easting, northing)
    if not (math.isfinite(x) and math.isfinite(y) and _reaches(crs, y, x)):
        return None
    return GridPoint(round(y, 7), round(x, 7), _half_diagonal(size), system, crs)


@lru_cache(maxsize=256)
def _reach(crs: str) -> tuple[float, float, float, float]:
    area = pyproj.CRS(crs).area_of_use
    return area.bounds if area else (-180.0, -90.0, 180.0, 90.0)


def _reaches(crs: str, latitude: float, longitude: float) -> bool:
    west, south, east, north = _reach(crs)
    return south - 1 <= latitude <= north + 1 and west - 1 <= longitude <= east + 1


@cache
def _systems() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Name in one spelling, CRS of its zones, English name; the longest name first."""
    found = []
    for names, codes, _ in rows("grids"):
        words = names.split("|")
        crs = tuple(f"EPSG:{code}" for code in codes.split("|"))
        found += [(key(word), crs, words[0]) for word in words]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


@lru_cache(maxsize=1 << 12)
def system_of(text: str) -> tuple[tuple[str, ...], str] | None:
    """The projected CRS (one for each zone) that a text names, with the name of the system."""
    if match := re.search(r"epsg\W*(\d{4,6})", text, re.IGNORECASE):
        return _registered(match[1])
    words = f" {key(text)} "
    return next(((crs, name) for word, crs, name in _systems() if f" {word} " in words), None)


def _registered(number: str) -> tuple[tuple[str, ...], str] | None:
    try:
        crs = pyproj.CRS.from_epsg(int(number))
    except pyproj.exceptions.CRSError:
        return None
    return ((f"EPSG:{number}",), crs.name) if crs.is_projected else None


def _is_irish(hint: str) -> bool:
    return bool(
        re.search(r"irish|\bIGR?\b|\bOS[NI]I?\b(?!GB)|\btm65\b|\btm75\b|ireland", hint, re.IGNORECASE)
    )


def _projected(text: str, system: str, srs: str) -> Iterator[GridPoint]:
    """Easting and northing of a named system, in the order that falls into its country; both if both do."""
    named = system_of(system) or system_of(srs) or system_of(text)
    numbers = [match[1] for match in _METRES.finditer(_SPACED.sub("", _unnamed(text)))]
    if named is None or len(numbers) != 2:
        return
    first, second = (float(number.replace(",", ".")) for number in numbers)
    size = _size_of(numbers)
    found = {}
    for crs in named[0]:
        for easting, northing in ((first, second), (second, first)):
            if point := _point(
                easting * size + size / 2 * (size > 1),
                northing * size + size / 2 * (size > 1),
                size,
                crs,
                named[1],
            ):
                found[(point.latitude, point.longitude)] = point
                break
    yield from _fitting(list(found.values()), first, second)


def _fitting(points: list[GridPoint], first: float, second: float) -> list[GridPoint]:
    """Of several zones the one whose number the easting carries (Gauss-Krüger: 3 in 3,512,345)."""
    if len(points) < 2:
        return points
    zones = {"EPSG:31466": 2, "EPSG:31467": 3, "EPSG:31468": 4, "EPSG:31469": 5}
    carried = [point for point in points if zones.get(point.crs) in (int(first // 1e6), int(second // 1e6))]
    alone = [point for point in points if point.crs not in zones][:1]
    return carried[:1] or alone or points


def _unnamed(text: str) -> str:
    """The text without what belongs to the name of a system: years and codes."""
    return re.sub(
        r"epsg\W*\d+|\b(?:rt|lv|mn|sweref|lambert|ch|bd|tm)[- ]?\d{2,4}\+?|zone \w+|2[.,]5",
        " ",
        text,
        flags=re.IGNORECASE,
    )


def _size_of(numbers: list[str]) -> float:
    """Kilometres where both numbers are of three or four digits, else metres."""
    return 1000.0 if all(len(re.split("[.,]", number)[0]) <= 4 for number in numbers) else 1.0

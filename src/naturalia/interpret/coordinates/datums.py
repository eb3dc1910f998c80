"""Geodetic datums: what a text means, and positions on it as WGS84."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec
import pyproj
from pyproj.exceptions import CRSError, ProjError

from naturalia.vocabulary.geography.names import key
from naturalia.vocabulary.geography.tables import rows

WGS84 = "EPSG:4326"
UNKNOWN_DATUM_METRES = 3552.0
"""The most that a position on an unnamed datum may be off anywhere on Earth (Chapman & Wieczorek 2020,
3.4.8).
"""
_EPSG = re.compile(r"(?:epsg|esri|crs)\W*(?::+|\s)?\W*(\d{4,6})\b", re.IGNORECASE)
_NONE = frozenset(
    [
        "unknown",
        "not recorded",
        "unk",
        "desconocido",
        "desconhecido",
        "not known",
        "not stated",
        "none",
        "null",
        "n a",
        "na",
        "no data",
        "inconnu",
        "unbekannt",
        "unspecified",
        "not specified",
        "not given",
        "not available",
        "undefined",
        "no disponible",
        "indeterminate",
        "nd",
        "-",
        "?",
    ]
)


class Datum(msgspec.Struct, frozen=True, gc=False):
    """A geographic CRS and how well it is converted to WGS84 (metres); ``code`` is None if it is not
    known.
    """

    code: str | None
    accuracy: float = 0.0
    stated: bool = True


@cache
def _names() -> dict[str, tuple[str, float]]:
    found = {}
    for names, code, accuracy in rows("datums"):
        for name in names.split("|"):
            found[key(name).replace(" ", "")] = (f"EPSG:{code}", float(accuracy))
    return found


@lru_cache(maxsize=1 << 12)
def datum(text: str | None) -> Datum:
    """The datum that a text names; blank or a word for nothing is not stated, ``Datum(None,
    stated=False)``.
    """
    if not text or key(text) in _NONE or not re.search(r"\w", text):
        return Datum(None, stated=False)
    if match := _EPSG.search(text):
        return _registered(match[1])
    known = _names()
    for part in (text, re.sub(r"\(.*?\)", "", text), *re.split(r"[;,|/(]", text)):
        if found := known.get(key(part).replace(" ", "")):
            return Datum(*found)
    return Datum(None)


@lru_cache(maxsize=1 << 10)
def _registered(number: str) -> Datum:
    """The geographic CRS of a code of the EPSG registry; a projected one gives that it is based on."""
    known = dict(_names().values())
    try:
        crs = pyproj.CRS.from_epsg(int(number))
        base = crs.geodetic_crs
        code = f"EPSG:{base.to_epsg()}" if base is not None and base.to_epsg() else None
    except (CRSError, ProjError):
        return Datum(None)
    return Datum(code, known.get(code or "", 5.0))


@lru_cache(maxsize=256)
def transformer(code: str) -> pyproj.Transformer | None:
    """From a CRS (longitude or easting first) to WGS84 longitude and latitude; None if PROJ has none."""
    try:
        return pyproj.Transformer.from_crs(code, WGS84, always_xy=True)
    except (CRSError, ProjError):
        return None


@lru_cache(maxsize=1 << 10)
def to_wgs84(latitude: float, longitude: float, code: str) -> tuple[float, float] | None:
    """A position on a datum as WGS84 (latitude, longitude); None where the conversion does not reach."""
    if code == WGS84:
        return latitude, longitude
    found = transformer(code)
    if found is None:
        return None
    x, y = found.transform(longitude, latitude)
    return (round(y, 7), round(x, 7)) if abs(y) <= 90 and abs(x) <= 180 else None

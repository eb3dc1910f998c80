"""Uncertainty by the point-radius method.

Source: Wieczorek, Guo & Hijmans (2004), The point-radius method for georeferencing locality descriptions,
doi:10.1080/13658810412331280211; Chapman & Wieczorek (2020), Georeferencing Best Practices,
doi:10.15468/doc-gg7h-s853; map accuracy: National Map Accuracy Standards (1/30 inch, 1/50 inch from
1:20,000 up).
"""

from __future__ import annotations

import math
from functools import lru_cache

import pyproj

from naturalia.interpret.coordinates.datums import UNKNOWN_DATUM_METRES, datum
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted

POINT_RADIUS_VERSION = "1"
LARGEST = 20_037_508.0
"""Half the circumference of the Earth, in metres."""
_WGS84 = pyproj.Geod(ellps="WGS84")
_FOOT_US = 1200 / 3937


class PointRadius(Interpreted, frozen=True, kw_only=True, gc=False):
    """The radius in metres within which the place lies, and what it is the sum of (name, metres)."""

    metres: float | None = None
    contributions: tuple[tuple[str, float], ...] = ()


@lru_cache(maxsize=1 << 12)
def point_radius(
    latitude: float,
    longitude: float,
    precision: float = 0.0,
    geodetic_datum: str | None = "WGS84",
    extent: float = 0.0,
    map_scale: float | None = None,
    gps_accuracy: float = 0.0,
    distance_precision: float = 0.0,
    stated: float | None = None,
) -> PointRadius:
    """How far from a point (decimal degrees) the place may be, in metres.

    ``precision``: of the coordinates, degrees (1/3600 for whole seconds). ``geodetic_datum``: as text;
    unknown adds the most that a datum may be off. ``extent``: radius of the named place, metres.
    ``map_scale``: the denominator. ``distance_precision``: of an offset, metres. ``stated``: an uncertainty
    that the source gives, metres.
    """
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or min(precision, extent, gps_accuracy) < 0:
        return PointRadius(issues=(IssueCode.COORDINATES_OUT_OF_RANGE,), version=POINT_RADIUS_VERSION)
    known = datum(geodetic_datum)
    off = known.accuracy if known.code else UNKNOWN_DATUM_METRES
    parts = (
        ("coordinate precision", coordinate_precision(latitude, longitude, precision)),
        ("datum", off),
        ("extent", extent),
        ("map scale", map_accuracy(map_scale) if map_scale else 0.0),
        ("gps", gps_accuracy),
        ("distance precision", distance_precision),
        ("stated", stated or 0.0),
    )
    issues = (
        () if known.code else (IssueCode.DATUM_UNKNOWN if known.stated else IssueCode.DATUM_ASSUMED_WGS84,)
    )
    return PointRadius(
        metres=round(min(sum(metres for _, metres in parts), LARGEST), 1),
        contributions=tuple((name, round(metres, 1)) for name, metres in parts if metres),
        issues=issues,
        rule="point-radius method",
        version=POINT_RADIUS_VERSION,
    )


def coordinate_precision(latitude: float, longitude: float, precision: float) -> float:
    """The diagonal in metres of a step of both coordinates at a latitude: what rounding may hide."""
    if precision <= 0:
        return 0.0
    north = min(latitude + precision, 90.0) if latitude <= 0 else max(latitude - precision, -90.0)
    east = longitude + precision if longitude <= 0 else longitude - precision
    _, _, metres = _WGS84.inv(longitude, latitude, longitude, north)
    _, _, across = _WGS84.inv(longitude, latitude, east, latitude)
    return float(math.hypot(metres, across))


def map_accuracy(scale: float) -> float:
    """The horizontal accuracy in metres of a map of a scale, given by its denominator."""
    inches = 1 / 30 if scale <= 20_000 else 1 / 50
    return scale * inches * _FOOT_US / 12

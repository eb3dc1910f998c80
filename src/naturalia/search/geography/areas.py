"""Areas that a search names: polygons as WKT, and circles. The edge belongs to the area.

Polygons are OGC Simple Features (06-103r4) in longitude and latitude, decimal degrees of WGS 84, with
straight edges in degrees, as maps draw them; the direction of their rings has no meaning. One that crosses
the date line goes on beyond 180 or -180 degrees. Circles are measured on a sphere of the Earth's mean radius.
"""

from __future__ import annotations

import re

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from naturalia.search.errors import QueryError

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG 1980)."""

MOST_VERTICES = 5000
LONGEST_WKT = 200_000
FARTHEST = 20_038_000.0
"""Metres: half way round the globe."""

_WHOLE_TURNS = (-360.0, 0.0, 360.0)
_NUMBER = r"([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)"
_CIRCLE = re.compile(rf"{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*(km|m)?", re.ASCII)
_DIGITS = 7  # of a coordinate: a centimetre

Degrees = NDArray[np.float64]
Truths = NDArray[np.bool_]


class Polygon(msgspec.Struct, frozen=True):
    """A POLYGON or MULTIPOLYGON as well-known text in its one spelling."""

    wkt: str


class Circle(msgspec.Struct, frozen=True):
    """All points within ``metres`` of a point in decimal degrees."""

    latitude: float
    longitude: float
    metres: float


Area = Polygon | Circle


def parse_polygon(text: str) -> Polygon:
    """The polygon that a text describes; raises ``QueryError`` that says what is wrong with it."""
    if len(text) > LONGEST_WKT:
        raise QueryError("geometry", "more than %(most)s characters; simplify the polygon", most=LONGEST_WKT)
    try:
        shape = shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise QueryError(
            "geometry", "not well-known text such as POLYGON((10 50, 20 50, 20 60, 10 50))"
        ) from error
    return Polygon(shapely.to_wkt(_checked(shape), rounding_precision=_DIGITS, trim=True))


def _checked(shape: BaseGeometry | None) -> BaseGeometry:
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise QueryError("geometry", "a POLYGON or MULTIPOLYGON is needed")
    if shapely.count_coordinates(shape) > MOST_VERTICES:
        raise QueryError("geometry", "more than %(most)s points; simplify the polygon", most=MOST_VERTICES)
    west, south, east, north = shape.bounds
    if not (-90 <= south <= north <= 90 and -540 <= west <= east <= 540 and east - west <= 360):
        raise QueryError("geometry", "longitudes come first, latitudes are -90 to 90, one turn at most")
    if not shape.is_valid:
        raise QueryError("geometry", "the polygon is not valid: %(why)s", why=shapely.is_valid_reason(shape))
    return shape


def parse_circle(text: str) -> Circle:
    """``latitude,longitude,distance`` with the distance in m (also without unit) or km, as GBIF has it."""
    found = _CIRCLE.fullmatch(text.strip())
    if found is None:
        raise QueryError("geoDistance", "latitude,longitude,distance is needed, such as 59.3,18.1,5km")
    latitude, longitude, distance = (float(part) for part in found.groups()[:3])
    metres = distance * (1000.0 if found[4] == "km" else 1.0)
    if abs(latitude) > 90 or abs(longitude) > 180 or not 0 < metres <= FARTHEST:
        raise QueryError("geoDistance", "latitude -90 to 90, longitude -180 to 180, distance up to 20,000 km")
    return Circle(latitude + 0.0, longitude + 0.0, metres)


def write_circle(circle: Circle) -> str:
    """The circle as it stands in a URL."""
    numbers = (circle.latitude, circle.longitude, circle.metres)
    return ",".join(repr(number).removesuffix(".0") for number in numbers) + "m"


def shape_of(polygon: Polygon) -> BaseGeometry:
    """The polygon, made ready for many questions."""
    shape = shapely.from_wkt(polygon.wkt)
    shapely.prepare(shape)
    return shape


def contains(area: Area, latitudes: Degrees, longitudes: Degrees) -> Truths:
    """Which points lie in the area."""
    if isinstance(area, Circle):
        return distance(area.latitude, area.longitude, latitudes, longitudes) <= area.metres
    shape = shape_of(area)
    found = np.zeros(len(latitudes), dtype=bool)
    for turn in _WHOLE_TURNS:
        found |= shapely.intersects_xy(shape, longitudes + turn, latitudes)
    return found


def distance(latitude: float, longitude: float, latitudes: Degrees, longitudes: Degrees) -> Degrees:
    """Great-circle distances in metres from one point to others (haversine formula)."""
    phi, others = np.radians(latitude), np.radians(latitudes)
    half_phi = (others - phi) / 2
    half_lambda = np.radians(longitudes - longitude) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi) * np.cos(others) * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))

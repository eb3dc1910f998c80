"""Where a specimen was gathered: a small map with the circle of its uncertainty."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from naturalia.portal.results.world import land_path
from naturalia.search import BoundingBox
from naturalia.specimen.event import Georeference

ACROSS = 12.0
"""Degrees of latitude that the map shows at least: a country and its neighbours."""

_METRES = 111_195.0  # of a degree on a sphere of the Earth's mean radius
_CORNERS = 64


@dataclass(frozen=True)
class Locator:
    """The map: ``scale`` narrows degrees of longitude as they are at the latitude of the point; the radii of
    the circle are in degrees, 0 where no uncertainty is stated. ``circle`` is GeoJSON for the map to zoom.
    """

    view_box: str
    scale: float
    land: str
    longitude: float
    down: float
    radius_across: float
    radius_down: float
    dot_across: float
    dot_down: float
    metres: float
    circle: str
    bounds: str


def locator(georeference: Georeference | None) -> Locator | None:
    """The map of a georeference; None where it has no position on the globe."""
    if georeference is None:
        return None
    latitude = _first(georeference.wgs84_latitude, georeference.decimal_latitude)
    longitude = _first(georeference.wgs84_longitude, georeference.decimal_longitude)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    metres = georeference.point_radius_in_meters or georeference.coordinate_uncertainty_in_meters or 0.0
    return _drawn(latitude, longitude, metres if 0 < metres < 5_000_000 else 0.0)


def _first(one: float | None, other: float | None) -> float | None:
    return other if one is None else one


def _drawn(latitude: float, longitude: float, metres: float) -> Locator:
    scale = max(math.cos(math.radians(latitude)), 0.1)
    down = metres / _METRES
    half = max(ACROSS / 2, down * 1.6)
    box = BoundingBox(
        max(longitude - half * 1.5 / scale, -180.0),
        max(latitude - half, -90.0),
        min(longitude + half * 1.5 / scale, 180.0),
        min(latitude + half, 90.0),
    )
    near = max(down * 2, 0.02)
    return Locator(
        view_box=f"{box.west * scale:.3f} {-box.north:.3f} {(box.east - box.west) * scale:.3f} "
        f"{box.north - box.south:.3f}",
        scale=round(scale, 5),
        land=land_path(_coarse(box)),
        longitude=longitude,
        down=-latitude,
        radius_across=down / scale,
        radius_down=down,
        dot_across=half / 30 / scale,
        dot_down=half / 30,
        metres=metres,
        circle=_geojson(latitude, longitude, down / scale, down),
        bounds=",".join(
            f"{side:.5f}"
            for side in (longitude - near / scale, latitude - near, longitude + near / scale, latitude + near)
        ),
    )


def _coarse(box: BoundingBox) -> BoundingBox:
    """The box widened to whole degrees, so that neighbours share one drawing of the land."""
    return BoundingBox(math.floor(box.west), math.floor(box.south), math.ceil(box.east), math.ceil(box.north))


def _geojson(latitude: float, longitude: float, across: float, down: float) -> str:
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    shapes = [point, *([_polygon(latitude, longitude, across, down)] if down else [])]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _polygon(latitude: float, longitude: float, across: float, down: float) -> dict[str, object]:
    turns = [2 * math.pi * corner / _CORNERS for corner in (*range(_CORNERS), 0)]
    ring = [
        [round(longitude + across * math.cos(turn), 6), round(latitude + down * math.sin(turn), 6)]
        for turn in turns
    ]
    return {"type": "Polygon", "coordinates": [ring]}

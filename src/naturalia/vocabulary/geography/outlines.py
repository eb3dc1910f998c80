"""Outlines of countries to draw a map with, made from the borders by running this module.

Natural Earth (public domain) at 1:10,000,000, simplified so that neighbours keep one border between them.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import shapely

from naturalia.vocabulary.geography.cells import CELL, COLUMNS
from naturalia.vocabulary.geography.storage import DATA, Borders, read

SOURCE = "Natural Earth, public domain, 1:10,000,000, as cut in borders.npz.zst; version 2026-11-25"
TOLERANCE = 0.06
"""Degrees by which a simplified border may differ from the source."""

SMALLEST = 0.004
"""Square degrees below which an island of a country that has larger ones is left out."""

FILE = DATA / "outlines.geojson"


def outlines(borders: Borders) -> list[tuple[str, Any]]:
    """The code and the simplified MultiPolygon of each country, in the order of the codes."""
    shapes = np.array([_country(borders, number) for number in range(len(borders.codes))], dtype=object)
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    pairs = zip(borders.codes, simple, strict=True)
    return [(code, _without_specks(shape)) for code, shape in pairs]


def _country(borders: Borders, number: int) -> Any:
    """A country in one piece: its whole cells and the pieces of the others."""
    cells = np.asarray(borders.cells)
    owner = np.append(borders.country_of_unit, -1)
    whole = np.flatnonzero((cells >= 0) & (owner[np.maximum(cells, -1)] == number))
    west, south = whole % COLUMNS * CELL - 180, whole // COLUMNS * CELL - 90
    boxes = shapely.box(west, south, west + CELL, south + CELL)
    pieces = borders.pieces[owner[borders.piece_unit] == number]
    return shapely.set_precision(shapely.union_all(np.concatenate([boxes, pieces]), grid_size=1e-3), 1e-3)


def _without_specks(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    return shapely.multipolygons(parts[(areas >= SMALLEST) | (areas == areas.max(initial=0))])


def collection(pairs: list[tuple[str, Any]]) -> str:
    """The outlines as GeoJSON (RFC 7946), coordinates rounded to 0.01 degree."""
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": _rounded(shape)}
        for code, shape in pairs
        if not shape.is_empty
    ]
    return json.dumps(
        {"type": "FeatureCollection", "source": SOURCE, "features": features}, separators=(",", ":")
    )


def _rounded(shape: Any) -> dict[str, Any]:
    rings = [
        [[[round(x, 2), round(y, 2)] for x, y in ring.coords] for ring in (p.exterior, *p.interiors)]
        for p in shape.geoms
    ]
    return {"type": "MultiPolygon", "coordinates": rings}


@cache
def shapes() -> Any:
    """The outlines in the file as an array of MultiPolygons."""
    found = json.loads(FILE.read_bytes())
    return shapely.make_valid(
        [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in found["features"]]
    )


if __name__ == "__main__":
    FILE.write_text(collection(outlines(read())))

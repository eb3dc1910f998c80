"""Covering an area with cells of the index: those wholly inside, and those that its edge may cross.

Inside, a cell is as good as a test of each point. Only the points in cells at the edge need one, and there
are few of them: the edge is followed down to the finest indexed cells, as a limit on their number allows.
"""

from __future__ import annotations

import msgspec
import numpy as np
import shapely

from naturalia.search.geography.areas import Area, Circle, Degrees, Polygon, Truths, distance, shape_of
from naturalia.search.geography.grid import INDEXED, Cells, interleave, key, width

MOST_CELLS = 20_000
"""Cells of one level that are looked at; beyond, the edge stays as coarse as it is."""

ROUNDING = 1e-9
"""Degrees by which rounding may put a point into the cell beside its own: a tenth of a millimetre."""

_WHOLE_TURNS = (-360.0, 0.0, 360.0)


class Covering(msgspec.Struct, frozen=True):
    """Values of the index: cells in which every point lies in the area, and cells in which some may."""

    inside: list[int]
    edge: list[int]


def cover(area: Area) -> Covering:
    """The cells that cover an area."""
    first = INDEXED[0]
    grid = np.meshgrid(np.arange(1 << first), np.arange(1 << (first - 1)))
    columns, rows = (axis.ravel().astype(np.int64) for axis in grid)
    inside: list[int] = []
    for place, level in enumerate(INDEXED):
        within, crossed = _relation(area, level, columns, rows)
        inside += _keys(level, columns[within], rows[within])
        columns, rows = columns[crossed], rows[crossed]
        following = INDEXED[place + 1] if place + 1 < len(INDEXED) else level
        parts = 1 << (following - level)
        if parts == 1 or len(columns) * parts * parts > MOST_CELLS:
            return Covering(inside, _keys(level, columns, rows))
        columns, rows = _divided(columns, parts, across=True), _divided(rows, parts, across=False)
    raise AssertionError("unreachable: the last level returns")


def _keys(level: int, columns: Cells, rows: Cells) -> list[int]:
    found: list[int] = key(level, interleave(columns, rows)).tolist()
    return found


def _divided(places: Cells, parts: int, *, across: bool) -> Cells:
    """The columns (across) or rows of all parts of cells, in the same order for both."""
    steps = np.arange(parts)
    steps = np.tile(steps, parts) if across else np.repeat(steps, parts)
    return (places[:, None] * parts + steps).ravel()


def _relation(area: Area, level: int, columns: Cells, rows: Cells) -> tuple[Truths, Truths]:
    """Which cells lie wholly inside, and which others are touched."""
    side = width(level)
    west, south = _degrees(columns, side, -180.0), _degrees(rows, side, -90.0)
    if isinstance(area, Circle):
        return _circle_relation(area, west, south, side)
    return _polygon_relation(area, west, south, side)


def _degrees(places: Cells, side: float, origin: float) -> Degrees:
    return np.asarray(places * side + origin, dtype=np.float64)


def _polygon_relation(area: Polygon, west: Degrees, south: Degrees, side: float) -> tuple[Truths, Truths]:
    shape = shape_of(area)
    within, touched = np.zeros(len(west), dtype=bool), np.zeros(len(west), dtype=bool)
    for turn in _WHOLE_TURNS:
        left, bottom = west + turn - ROUNDING, south - ROUNDING
        boxes = shapely.box(left, bottom, left + side + 2 * ROUNDING, bottom + side + 2 * ROUNDING)
        touched |= shapely.intersects(shape, boxes)
        within |= shapely.contains(shape, boxes)
    return within, touched & ~within


def _circle_relation(area: Circle, west: Degrees, south: Degrees, side: float) -> tuple[Truths, Truths]:
    """By the circle round each cell, which is easy to be sure of; what is doubtful is edge."""
    half = side / 2
    middle_north, middle_east = south + half, west + half
    away = distance(area.latitude, area.longitude, middle_north, middle_east)
    reach = _radius_of_cells(side)
    within = away + reach <= area.metres
    return within, (away - reach <= area.metres) & ~within


def _radius_of_cells(side: float) -> float:
    """Metres from the middle of a cell that none of its points exceeds: half a diagonal at the equator."""
    return float(distance(0.0, 0.0, np.array([side / 2]), np.array([side / 2]))[0]) * 1.01

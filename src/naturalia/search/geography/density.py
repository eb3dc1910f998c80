"""How many of the found specimens lie in each cell of a part of the globe."""

from __future__ import annotations

import msgspec
from tantivy import FieldType, Query

from naturalia.search.deadline import check_time
from naturalia.search.geography.grid import FINEST, separate, span, width
from naturalia.search.index import Snapshot
from naturalia.search.matching import narrowed
from naturalia.search.schema import POINT
from naturalia.search.values import BoundingBox

MOST_CELLS = 60_000
"""Cells of one answer: what the index counts at once."""


class Cell(msgspec.Struct, frozen=True):
    """A cell by its column and row at a level, from the south-west, and the specimens in it."""

    column: int
    row: int
    count: int


class Window(msgspec.Struct, frozen=True):
    """A block of cells of one level: first and last column and row."""

    level: int
    columns: tuple[int, int]
    rows: tuple[int, int]

    @property
    def box(self) -> BoundingBox:
        """The degrees that the cells cover."""
        side = width(self.level)
        return BoundingBox(
            self.columns[0] * side - 180.0,
            self.rows[0] * side - 90.0,
            min((self.columns[1] + 1) * side - 180.0, 180.0),
            min((self.rows[1] + 1) * side - 90.0, 90.0),
        )


def window(box: BoundingBox, level: int) -> Window:
    """The cells of a level that touch a box, which does not cross the date line."""
    columns = span(box.west, box.east, level, origin=-180.0, cells=1 << level)
    rows = span(box.south, box.north, level, origin=-90.0, cells=1 << (level - 1))
    return Window(level, columns, rows)


def density(snapshot: Snapshot, wanted: Query, part: Window) -> list[Cell]:
    """The cells of a window with specimens in them, from south-west to north-east along the curve."""
    interval = 1 << 2 * (FINEST - part.level)
    request = {"cells": {"histogram": {"field": POINT, "interval": interval, "min_doc_count": 1}}}
    check_time()
    answer = snapshot.searcher.aggregate(narrowed(wanted, in_box(snapshot, part.box)), request)
    found = []
    for bucket in answer["cells"]["buckets"]:
        column, row = separate(int(bucket["key"]) // interval)
        if part.columns[0] <= column <= part.columns[1] and part.rows[0] <= row <= part.rows[1]:
            found.append(Cell(column, row, bucket["doc_count"]))
    return found


def in_box(snapshot: Snapshot, box: BoundingBox) -> Query:
    """Specimens with a point in a box that does not cross the date line."""
    ranges = (("decimalLatitude", box.south, box.north), ("decimalLongitude", box.west, box.east))
    north_south, west_east = (
        Query.range_query(snapshot.schema, name, FieldType.Float, low, high) for name, low, high in ranges
    )
    return narrowed(north_south, west_east)

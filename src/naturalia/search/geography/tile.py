"""Map tiles of a search: squares of density, and single specimens where there are few.

Tiles are those of Web Mercator (EPSG:3857), addressed by zoom, column from the west and row from the north.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from naturalia.search.errors import QueryError
from naturalia.search.execute import found_by
from naturalia.search.geography.density import Cell, density, in_box, window
from naturalia.search.geography.grid import width
from naturalia.search.geography.vector_tile import EXTENT, Feature, Layer, encode, point, square
from naturalia.search.index import Snapshot, SpecimenIndex
from naturalia.search.matching import narrowed
from naturalia.search.query import SpecimenQuery
from naturalia.search.schema import SPECIMEN_ID, SUMMARY
from naturalia.search.summary import read_summary
from naturalia.search.values import BoundingBox

DEEPEST = 18
SPLIT = 5
"""Levels between a tile and its squares: 32 squares across, 16 pixels each on a tile of 512."""

FEW = 200
"""Up to so many specimens of a tile are shown one by one."""

_MARGIN = EXTENT // 64


class TileAddress(msgspec.Struct, frozen=True):
    """Zoom, column and row of a tile; ``QueryError`` if there is no such tile."""

    zoom: int
    column: int
    row: int

    def __post_init__(self) -> None:
        side = 1 << self.zoom if 0 <= self.zoom <= DEEPEST else 0
        if not (0 <= self.column < side and 0 <= self.row < side):
            raise QueryError(
                "tile", "there is no tile %(name)s", name=f"{self.zoom}/{self.column}/{self.row}"
            )

    @property
    def box(self) -> BoundingBox:
        """The degrees that the tile covers."""
        side = 1 << self.zoom
        west, east = (column / side * 360.0 - 180.0 for column in (self.column, self.column + 1))
        north, south = (_latitude(row / side) for row in (self.row, self.row + 1))
        return BoundingBox(west, south, east, north)

    def place(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a point lies on the tile, in its units from the upper left."""
        side = 1 << self.zoom
        across = ((longitude + 180.0) / 360.0 * side - self.column) * EXTENT
        down = (_from_north(latitude) * side - self.row) * EXTENT
        return round(across), round(down)


def _latitude(from_north: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * from_north))))


def _from_north(latitude: float) -> float:
    """The share of the map that lies north of a latitude; beyond 85.06 degrees there is no map."""
    sine = math.sin(math.radians(max(-85.06, min(85.06, latitude))))
    return 0.5 - math.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)


def tile(index: SpecimenIndex, query: SpecimenQuery, address: TileAddress) -> bytes:
    """The vector tile of what a query finds: the layer ``density`` of squares with their ``count``, and, if
    there are few, the layer ``specimens`` of points with ``pid`` and ``name``.
    """
    snapshot = index.snapshot()
    wanted = found_by(query, snapshot).wanted
    cells = density(snapshot, wanted, window(address.box, address.zoom + SPLIT))
    layers = [Layer("density", tuple(_squares(address, cells)))]
    if 0 < sum(cell.count for cell in cells) <= FEW:
        layers.append(Layer("specimens", tuple(_points(snapshot, query, address))))
    return encode(layers)


def _squares(address: TileAddress, cells: list[Cell]) -> Iterator[Feature]:
    side = width(address.zoom + SPLIT)
    for cell in cells:
        west, south = cell.column * side - 180.0, cell.row * side - 90.0
        left, bottom = address.place(south, west)
        right, top = address.place(south + side, west + side)
        edges = (_clipped(left), _clipped(top), _clipped(right), _clipped(bottom))
        yield Feature(square(*edges), {"count": cell.count})


def _clipped(number: int) -> int:
    return max(-_MARGIN, min(EXTENT + _MARGIN, number))


def _points(snapshot: Snapshot, query: SpecimenQuery, address: TileAddress) -> Iterator[Feature]:
    wanted = found_by(query, snapshot).wanted
    nearby = in_box(snapshot, window(address.box, address.zoom + SPLIT).box)
    _, hits = snapshot.counted(narrowed(wanted, nearby), FEW, SPECIMEN_ID)
    addresses = [document for _, document in hits]
    latitudes = snapshot.searcher.fast_field_values("decimalLatitude", addresses)
    longitudes = snapshot.searcher.fast_field_values("decimalLongitude", addresses)
    for document, latitude, longitude in zip(addresses, latitudes, longitudes, strict=True):
        summary = read_summary(snapshot.searcher.doc(document)[SUMMARY][0])
        properties: dict[str, str | int] = {"pid": summary.pid, "name": summary.scientific_name}
        yield Feature(point(*address.place(float(latitude or 0), float(longitude or 0))), properties)

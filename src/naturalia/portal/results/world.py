"""The map of a result without script: a drawing of its densest squares on the outlines of countries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import msgspec
import shapely

from naturalia.portal.finding.form import AREAS
from naturalia.portal.search_page import search_url
from naturalia.search import BoundingBox, SpecimenIndex, SpecimenQuery, to_params
from naturalia.search.execute import found_by
from naturalia.search.geography import Area, Circle
from naturalia.search.geography.areas import shape_of
from naturalia.search.geography.density import Cell, Window, density, window
from naturalia.search.geography.grid import width
from naturalia.vocabulary.geography.outlines import shapes

WORLD = BoundingBox(-180.0, -60.0, 180.0, 85.0)
ACROSS = 64
"""Squares from side to side, about."""

DENSEST = 12
SIDES = ("west", "south", "east", "north")
STEPS = 5
"""Shades of squares, from few specimens to many."""

DEEPEST = 18
_KILOMETRES = 111.2  # of a degree on a meridian


@dataclass(frozen=True)
class Square:
    """A square of the grid: where it lies, how many specimens it has, its shade and its search."""

    west: float
    south: float
    side: float
    count: int
    shade: int
    url: str

    @property
    def place(self) -> str:
        """Its middle as people write coordinates."""
        return degrees(self.south + self.side / 2, self.west + self.side / 2)

    @property
    def top(self) -> float:
        """Down, in the drawing."""
        return -(self.south + self.side)


@dataclass(frozen=True)
class Drawing:
    """A map of a box in degrees: the land, the squares, and the densest of them for the table."""

    view_box: str
    land: str
    squares: tuple[Square, ...]
    densest: tuple[Square, ...]
    legend: tuple[tuple[int, str], ...]
    tiles: str
    bounds: str
    sides: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    located: int


def drawing(index: SpecimenIndex, query: SpecimenQuery) -> Drawing:
    """The map of what a query finds, on the part of the globe that it asks for."""
    params = [pair for pair in to_params(query) if pair[0] not in ("cursor", "limit", "sort")]
    box = _box(query)
    part = window(box, _level(box))
    snapshot = index.snapshot()
    cells = density(snapshot, found_by(msgspec.structs.replace(query, cursor=""), snapshot).wanted, part)
    highest = max((cell.count for cell in cells), default=1)
    squares = tuple(_square(params, part, cell, highest) for cell in cells)
    return Drawing(
        view_box=f"{box.west:g} {-box.north:g} {box.east - box.west:g} {box.north - box.south:g}",
        land=land_path(box),
        squares=squares,
        densest=tuple(sorted(squares, key=lambda one: (-one.count, one.west, one.south))[:DENSEST]),
        legend=tuple(_legend(highest)),
        tiles=f"/api/v1/tiles/{{z}}/{{x}}/{{y}}.mvt?{urlencode(params)}",
        bounds=f"{box.west:g},{box.south:g},{box.east:g},{box.north:g}",
        sides=_sides(query.box),
        kept=tuple(pair for pair in params if pair[0] not in AREAS),
        located=sum(cell.count for cell in cells),
    )


def _sides(box: BoundingBox | None) -> tuple[tuple[str, str], ...]:
    """The sides of the box that a query asks for, as a form has them."""
    return tuple((side, f"{getattr(box, side):g}" if box else "") for side in SIDES)


def degrees(latitude: float, longitude: float) -> str:
    """Coordinates with the letters of their hemispheres, to a hundredth of a degree."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def _box(query: SpecimenQuery) -> BoundingBox:
    """The part of the globe that a query asks for, if it is one part and does not cross the date line."""
    boxes = [query.box] if query.box else [_bounds(area) for area in query.areas]
    if not boxes or any(one is None or one.west >= one.east for one in boxes):
        return WORLD
    known = [one for one in boxes if one is not None]
    west, south = min(one.west for one in known), min(one.south for one in known)
    east, north = max(one.east for one in known), max(one.north for one in known)
    return _roomy(west, south, east, north)


def _bounds(area: Area) -> BoundingBox | None:
    if isinstance(area, Circle):
        high = area.metres / 1000 / _KILOMETRES
        wide = high / max(math.cos(math.radians(area.latitude)), 0.05)
        sides = (area.longitude - wide, area.latitude - high, area.longitude + wide, area.latitude + high)
    else:
        sides = shape_of(area).bounds
    west, south, east, north = sides
    return BoundingBox(*sides) if west >= -180 and east <= 180 and south >= -90 and north <= 90 else None


def _roomy(west: float, south: float, east: float, north: float) -> BoundingBox:
    """A box with a margin, at least some hundred metres wide."""
    margin = max((east - west) * 0.08, (north - south) * 0.08, 0.002)
    return BoundingBox(
        max(west - margin, -180.0),
        max(south - margin, -90.0),
        min(east + margin, 180.0),
        min(north + margin, 90.0),
    )


def _level(box: BoundingBox) -> int:
    across = max(box.east - box.west, (box.north - box.south) * 2)
    return max(5, min(DEEPEST, round(math.log2(360.0 / across * ACROSS))))


def _square(params: list[tuple[str, str]], part: Window, cell: Cell, highest: int) -> Square:
    side = width(part.level)
    west, south = cell.column * side - 180.0, cell.row * side - 90.0
    box = ",".join(f"{edge:g}" for edge in (west, south, west + side, south + side))
    kept = [pair for pair in params if pair[0] != "bbox"]
    return Square(
        west,
        south,
        side,
        cell.count,
        shade(cell.count, highest),
        search_url([*kept, ("bbox", box), ("view", "map")]),
    )


def shade(count: int, highest: int) -> int:
    """The shade of a count from 1 to ``STEPS``, on a scale of logarithms."""
    return 1 + min(STEPS - 1, int(STEPS * math.log(count) / math.log(highest))) if highest > 1 else STEPS


def _legend(highest: int) -> Iterable[tuple[int, str]]:
    """The least count of each shade."""
    for step in range(1, STEPS + 1):
        least = math.ceil(highest ** ((step - 1) / STEPS))
        if shade(max(least, 1), highest) == step:
            yield step, f"{least:,}"


@lru_cache(maxsize=64)
def land_path(box: BoundingBox) -> str:
    """The land in a box as the path of a drawing, as fine as it can be seen; down is south."""
    clipped = shapely.clip_by_rect(shapes(), box.west, box.south, box.east, box.north)
    seen = shapely.simplify(clipped[~shapely.is_empty(clipped)], (box.east - box.west) / 700)
    digits = max(1, math.ceil(-math.log10((box.east - box.west) / 2000)))
    rings = (shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(seen)))
    return "".join(_ring(ring.tolist(), digits) for ring in rings if len(ring) > 3)


def _ring(points: list[list[float]], digits: int) -> str:
    return "M" + "L".join(f"{x:.{digits}f} {-y:.{digits}f}" for x, y in points[:-1]) + "Z"

"""In which country and state a point lies: a million points a second, by the cell and then by its pieces.

Four fifths of all cells lie in a single unit or in the sea, and answer at once. In the others the pieces of the
cell are asked, the largest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from naturalia.vocabulary.geography import storage
from naturalia.vocabulary.geography.cells import BORDER, CELL, COLUMNS, ROWS, SEA, Floats, Integers, cell_of
from naturalia.vocabulary.geography.coasts import KILOMETRES_IN_DEGREE

TOLERANCE = 5.56
"""Kilometres (0.05 degree of latitude) by which a border of the map may be wrong: drawn at 1:10,000,000."""
_DIRECTIONS = np.radians(np.arange(0, 360, 22.5))
_RINGS = (0.5, 1.0)
OUTSIDE = -1


class BorderIndex:
    """Look-up of units (states) and countries of many points; latitudes and longitudes in WGS84 degrees."""

    def __init__(self, borders: storage.Borders) -> None:
        self.codes = borders.codes
        self._number = {code: number for number, code in enumerate(borders.codes)}
        self._country_of_unit = np.append(borders.country_of_unit, OUTSIDE)  # unit -1: no country
        self._cells = np.asarray(borders.cells, np.int64)
        self._unit = borders.piece_unit
        self._pieces = borders.pieces
        shapely.prepare(self._pieces)
        everywhere = np.arange(ROWS * COLUMNS)
        self._first = np.searchsorted(borders.piece_cell, everywhere, side="left")
        self._last = np.searchsorted(borders.piece_cell, everywhere, side="right")
        self._coast_sets, self._coasts = borders.coast_sets, borders.coasts

    def units(self, latitudes: Floats, longitudes: Floats) -> Integers:
        """The number of the unit of each point, -1 in the sea. NaN and points outside the globe are -1 too."""
        latitudes, longitudes = np.asarray(latitudes, np.float64), np.asarray(longitudes, np.float64)
        found = np.full(latitudes.shape, SEA, np.int64)
        good = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
        if good.all():
            return self._units(latitudes, longitudes)
        found[good] = self._units(latitudes[good], longitudes[good])
        return found

    def _units(self, latitudes: Floats, longitudes: Floats) -> Integers:
        cells = cell_of(latitudes, longitudes)
        found = self._cells[cells]
        left = np.flatnonzero(found == BORDER)
        found[left] = SEA
        piece, last = self._first[cells[left]], self._last[cells[left]]
        x, y = longitudes[left], latitudes[left]
        while len(left):
            inside = shapely.intersects_xy(self._pieces[piece], x, y)
            found[left[inside]] = self._unit[piece[inside]]
            more = ~inside & (piece + 1 < last)
            left, piece, last, x, y = left[more], piece[more] + 1, last[more], x[more], y[more]
        return found

    def unit(self, latitude: float, longitude: float) -> int:
        """The number of the unit of one point on the globe, -1 in the sea."""
        row = min(int((latitude + 90) / CELL), ROWS - 1)
        cell = row * COLUMNS + min(int((longitude + 180) / CELL), COLUMNS - 1)
        found = int(self._cells[cell])
        if found != BORDER:
            return found
        for piece in range(self._first[cell], self._last[cell]):
            if shapely.intersects_xy(self._pieces[piece], longitude, latitude):
                return int(self._unit[piece])
        return SEA

    def countries(self, latitudes: Floats, longitudes: Floats) -> Integers:
        """The number (in ``codes``) of the country of each point, -1 in the sea."""
        found: Integers = self._country_of_unit[self.units(latitudes, longitudes)]
        return found

    def numbers(self, codes: Sequence[str | None]) -> Integers:
        """The numbers of countries by ISO 3166-1 alpha-2 code, -1 for one that is not on the map."""
        return np.array([self._number.get(code or "", OUTSIDE) for code in codes], np.int64)

    def near(self, latitudes: Floats, longitudes: Floats, countries: Integers, kilometres: float) -> Any:
        """Whether land of the stated country lies within some kilometres: probed on two rings of 16 points."""
        found = np.zeros(len(latitudes), bool)
        for ring in _RINGS:
            step = ring * kilometres / KILOMETRES_IN_DEGREE
            for direction in _DIRECTIONS:
                left = np.flatnonzero(~found)
                if not len(left):
                    return found
                y = np.clip(latitudes[left] + step * np.sin(direction), -90, 90)
                wide = np.cos(np.radians(np.clip(latitudes[left], -89.9, 89.9)))
                x = (longitudes[left] + step * np.cos(direction) / wide + 540) % 360 - 180
                found[left] = self.countries(y, x) == countries[left]
        return found

    def in_zone(self, latitudes: Floats, longitudes: Floats, countries: Integers) -> Any:
        """Whether a point of the sea lies in a zone of 370 km around the land of a country (cells of 0.5 degree)."""
        sets = self._coasts[cell_of(latitudes, longitudes)]
        return self._coast_sets[sets, countries] & (countries >= 0)

    def coasts(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The countries with land within 370 km of the cell of a point of the sea."""
        number = self._coasts[cell_of(np.array([latitude]), np.array([longitude]))][0]
        return tuple(self.codes[each] for each in np.flatnonzero(self._coast_sets[number]))

    def shapes(self) -> tuple[Any, Integers]:
        """All pieces and whole cells as shapes with their unit: what the look-up must agree with."""
        whole = np.flatnonzero(self._cells >= 0)
        west, south = whole % COLUMNS * CELL - 180, whole // COLUMNS * CELL - 90
        boxes = shapely.box(west, south, west + CELL, south + CELL)
        return np.concatenate([self._pieces, boxes]), np.concatenate([self._unit, self._cells[whole]])


@cache
def border_index(path: Path | None = None) -> BorderIndex:
    """The borders that come with the package, or those of a file of the same format. Takes half a second once."""
    return BorderIndex(storage.read(path) if path else storage.read())

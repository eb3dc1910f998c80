"""In which country and state a point lies: a million points a second, by the cell and then by its pieces.

Seven of eight cells lie in a single unit or in the sea, and answer at once. In the others the pieces of
the cell are asked, the largest first.
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
_RINGS = (0.1, 0.25, 0.5, 1.0)
OUTSIDE = -1


class BorderIndex:
    """Look-up of units (states) and countries of many points; latitudes and longitudes in WGS84 degrees."""

    def __init__(self, borders: storage.Borders) -> None:
        self.codes = borders.codes
        self._number = {code: number for number, code in enumerate(borders.codes)}
        self._country_of_unit = np.append(borders.country_of_unit, OUTSIDE)  # unit -1: no country
        self._cells = np.asarray(borders.cells, np.int64)
        self._unit = borders.piece_unit
        self._pieces, self._piece_cell = borders.pieces, borders.piece_cell
        shapely.prepare(self._pieces)
        everywhere = np.arange(ROWS * COLUMNS)
        self._first = np.searchsorted(borders.piece_cell, everywhere, side="left")
        self._last = np.searchsorted(borders.piece_cell, everywhere, side="right")
        self._boxes = self._country_boxes(borders)
        self._coast_sets, self._coasts = borders.coast_sets, borders.coasts
        self._coast_counts = borders.coast_sets.sum(axis=1)

    def _country_boxes(self, borders: storage.Borders) -> Floats:
        """West, south, east, north of the cells of each country; all around for one at the 180th meridian."""
        whole = np.flatnonzero(self._cells >= 0)
        cells = np.concatenate([whole, borders.piece_cell])
        countries = self._country_of_unit[np.concatenate([self._cells[whole], self._unit])]
        boxes = np.tile(np.array([180.0, 90.0, -180.0, -90.0]), (len(self.codes), 1))
        west, south = cells % COLUMNS * CELL - 180, cells // COLUMNS * CELL - 90
        for axis, values in ((0, west), (1, south)):
            np.minimum.at(boxes[:, axis], countries, values)
            np.maximum.at(boxes[:, axis + 2], countries, values + CELL)
        around = (boxes[:, 0] <= -180 + CELL) | (boxes[:, 2] >= 180 - CELL)
        boxes[around, 0], boxes[around, 2] = -180, 180
        return boxes

    def units(self, latitudes: Floats, longitudes: Floats) -> Integers:
        """The number of the unit of each point, -1 in the sea. NaN and points outside the globe are -1
        too.
        """
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
        """The same for one point, without the cost of arrays."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return SEA
        row = min(int((latitude + 90) / CELL), ROWS - 1)
        number = row * COLUMNS + min(int((longitude + 180) / CELL), COLUMNS - 1)
        found = int(self._cells[number])
        if found != BORDER:
            return found
        for piece in range(self._first[number], self._last[number]):
            if shapely.intersects_xy(self._pieces[piece], longitude, latitude):
                return int(self._unit[piece])
        return SEA

    def country(self, latitude: float, longitude: float) -> str | None:
        """The code of the country of one point, None in the sea."""
        number = self._country_of_unit[self.unit(latitude, longitude)]
        return self.codes[number] if number >= 0 else None

    def countries(self, latitudes: Floats, longitudes: Floats) -> Integers:
        """The number (in ``codes``) of the country of each point, -1 in the sea."""
        found: Integers = self._country_of_unit[self.units(latitudes, longitudes)]
        return found

    def numbers(self, codes: Sequence[str | None]) -> Integers:
        """The numbers of countries by ISO 3166-1 alpha-2 code, -1 for one that is not on the map."""
        return np.array([self._number.get(code or "", OUTSIDE) for code in codes], np.int64)

    def near(self, latitudes: Floats, longitudes: Floats, countries: Integers, kilometres: float) -> Any:
        """Whether land of the stated country lies within some kilometres: probed on four rings of 16
        points.
        """
        found = np.zeros(len(latitudes), bool)
        possible = np.flatnonzero(self._in_box(latitudes, longitudes, countries, kilometres))
        found[possible] = self._probed(
            latitudes[possible], longitudes[possible], countries[possible], kilometres
        )
        return found

    def _in_box(self, latitudes: Floats, longitudes: Floats, countries: Integers, kilometres: float) -> Any:
        """Whether a point lies in the box of a country, widened by some kilometres and a cell."""
        west, south, east, north = self._boxes[countries].T
        high = kilometres / KILOMETRES_IN_DEGREE + CELL
        wide = high / np.cos(np.radians(np.clip(latitudes, -89.0, 89.0)))
        inside = (latitudes >= south - high) & (latitudes <= north + high)
        return inside & (longitudes >= west - wide) & (longitudes <= east + wide) & (countries >= 0)

    def _probed(self, latitudes: Floats, longitudes: Floats, countries: Integers, kilometres: float) -> Any:
        found = np.zeros(len(latitudes), bool)
        if len(latitudes) == 1:
            steps = np.repeat(_RINGS, len(_DIRECTIONS)) * kilometres / KILOMETRES_IN_DEGREE
            y, x = _moved(latitudes, longitudes, steps, np.tile(_DIRECTIONS, len(_RINGS)))
            return found | (self.countries(y, x) == countries[0]).any()
        for step, direction in ((ring * kilometres, each) for ring in _RINGS for each in _DIRECTIONS):
            left = np.flatnonzero(~found)
            if not len(left):
                break
            y, x = _moved(latitudes[left], longitudes[left], step / KILOMETRES_IN_DEGREE, direction)
            found[left] = self.countries(y, x) == countries[left]
        return found

    def near_units(
        self, latitude: Floats, longitude: Floats, units: Sequence[int], kilometres: float
    ) -> bool:
        """Whether one of some units lies within some kilometres of one point, on the same rings."""
        for ring in _RINGS:
            y, x = _moved(latitude, longitude, ring * kilometres / KILOMETRES_IN_DEGREE, _DIRECTIONS)
            if np.isin(self.units(y, x), list(units)).any():
                return True
        return False

    def in_zone(self, latitudes: Floats, longitudes: Floats, countries: Integers) -> Any:
        """Whether a point of the sea lies in a zone of 370 km around the land of a country (cells of 0.5
        degree).
        """
        sets = self._coasts[cell_of(latitudes, longitudes)]
        return self._coast_sets[sets, countries] & (countries >= 0)

    def coasts(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The countries with land within 370 km of the cell of a point of the sea."""
        number = self._coasts[cell_of(np.array([latitude]), np.array([longitude]))][0]
        return tuple(self.codes[each] for each in np.flatnonzero(self._coast_sets[number]))

    def coast_counts(self, latitudes: Floats, longitudes: Floats) -> Integers:
        """How many countries have land within 370 km of each point of the sea."""
        counts: Integers = self._coast_counts[self._coasts[cell_of(latitudes, longitudes)]]
        return counts

    def neighbours(self, code: str) -> frozenset[str]:
        """The countries with land in a cell where a country has land too: those it borders, and near
        islands.
        """
        countries = self._country_of_unit[self._unit]
        cells = np.unique(self._piece_cell[countries == self._number.get(code, OUTSIDE)])
        return frozenset(self.codes[each] for each in np.unique(countries[np.isin(self._piece_cell, cells)]))

    def shapes(self) -> tuple[Any, Integers]:
        """All pieces and whole cells as shapes with their unit: what the look-up must agree with."""
        whole = np.flatnonzero(self._cells >= 0)
        west, south = whole % COLUMNS * CELL - 180, whole // COLUMNS * CELL - 90
        boxes = shapely.box(west, south, west + CELL, south + CELL)
        return np.concatenate([self._pieces, boxes]), np.concatenate([self._unit, self._cells[whole]])


def _moved(latitudes: Floats, longitudes: Floats, degrees: Any, direction: Any) -> tuple[Floats, Floats]:
    """Points some degrees of a great circle away, across the 180th meridian too (plane near the point)."""
    wide = np.cos(np.radians(np.clip(latitudes, -89.9, 89.9)))
    y = np.clip(latitudes + degrees * np.sin(direction), -90, 90)
    return y, (longitudes + degrees * np.cos(direction) / wide + 540) % 360 - 180


@cache
def border_index(path: Path | None = None) -> BorderIndex:
    """The borders that come with the package, or those of a file of the same format. Takes half a second
    once.
    """
    return BorderIndex(storage.read(path) if path else storage.read())

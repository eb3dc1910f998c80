"""Which countries have a coast near each cell: exclusive economic zones, approximated.

A zone ends 200 nautical miles (370.4 km) from the baseline (UN Convention on the Law of the Sea, art. 57).
Its true limits may not be redistributed, so a cell knows every country with land that near its middle.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from naturalia.vocabulary.geography.cells import CELL, COLUMNS, ROWS

ZONE = 370.4
"""Kilometres."""
KILOMETRES_IN_DEGREE = 111.195
"""Of a great circle on a sphere of the mean radius of the Earth, 6371.0088 km."""
_STEP = 0.1


def reachable_countries(pieces: Any, countries: Any, cells: Any) -> tuple[Any, Any]:
    """For each cell the number of its set of countries, and the sets as rows of booleans by country."""
    near = np.zeros((ROWS, COLUMNS, int(countries.max()) + 1), bool)
    for country in range(near.shape[2]):
        for latitude, longitude in _landmarks(pieces[countries == country]):
            _mark(near[:, :, country], latitude, longitude)
    near[cells >= 0] = False
    sets, numbers = np.unique(near.reshape(ROWS * COLUMNS, -1), axis=0, return_inverse=True)
    return sets, numbers.reshape(ROWS, COLUMNS).astype(np.uint16)


def _landmarks(pieces: Any) -> Any:
    """The vertices of a country's borders and shores, thinned to one in a tenth of a degree."""
    points = shapely.get_coordinates(pieces)[:, ::-1]
    return np.unique(np.round(points / _STEP).astype(np.int64), axis=0) * _STEP


def _mark(near: Any, latitude: float, longitude: float) -> None:
    reach = ZONE / KILOMETRES_IN_DEGREE
    low, high = (int((latitude + 90 + side * reach) // CELL) for side in (-1, 1))
    for row in range(max(low, 0), min(high, ROWS - 1) + 1):
        middle = np.radians((row + 0.5) * CELL - 90)
        cosine = (np.cos(np.radians(reach)) - np.sin(middle) * np.sin(np.radians(latitude))) / max(
            np.cos(middle) * np.cos(np.radians(latitude)), 1e-9
        )
        if cosine <= 1:
            width = np.degrees(np.arccos(max(cosine, -1)))
            columns = np.arange(
                np.ceil((longitude + 180 - width) / CELL - 0.5), (longitude + 180 + width) / CELL - 0.5
            )
            near[row, columns.astype(np.int64) % COLUMNS] = True

"""The grid on which borders are cut: cells of a fixed size in degrees, rows from the south, columns from
-180.
"""

from __future__ import annotations

from typing import Any

import numpy as np

CELL = 0.5
COLUMNS, ROWS = int(360 / CELL), int(180 / CELL)
SEA, BORDER = -1, -2
"""What a cell holds where no single unit fills it: nothing, or pieces."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


def cell_of(latitude: Floats, longitude: Floats) -> Integers:
    """The number of the cell of each point; the pole and the 180th meridian belong to the last ones."""
    row = np.clip(((latitude + 90) / CELL).astype(np.int64), 0, ROWS - 1)
    column = np.clip(((longitude + 180) / CELL).astype(np.int64), 0, COLUMNS - 1)
    number: Integers = row * COLUMNS + column
    return number

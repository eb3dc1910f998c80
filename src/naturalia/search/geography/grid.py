"""The grid of the index: square cells of degrees, each divided into four by the next level.

Level ``n`` has ``2**n`` columns round the globe, 360 degrees, and half as many rows. The code of a point
interleaves the bits of its column and row at the finest level (Morton 1966, a Z-order curve), so that a cell
of any level is one contiguous run of codes: a histogram over codes counts cells.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int64]

FINEST = 26
"""Levels: cells of 5.4e-6 degrees, some 0.6 m. Twice 26 bits are exact in the floats of a histogram."""

INDEXED = (5, 8, 11, 14)
"""Levels whose cells are values of the index: 11.25 degrees, 1.4 degrees, 20 km and 2.4 km."""

_SIDE = 1 << FINEST
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _spread(number: Any) -> Any:
    """A zero before every bit of a number of 32 bits; also for arrays."""
    for shift, mask in _SPREAD:
        number = (number | (number << shift)) & mask
    return number


def interleave(column: Any, row: Any) -> Any:
    """The code of a cell from its column and row, counted from the south-west; also for arrays."""
    return _spread(column) | (_spread(row) << 1)


def separate(code: int) -> tuple[int, int]:
    """Column and row of a code."""
    return _gather(code), _gather(code >> 1)


def _gather(number: int) -> int:
    number &= 0x5555555555555555
    for shift, mask in ((1, 0x3333333333333333), (2, 0x0F0F0F0F0F0F0F0F), (4, 0x00FF00FF00FF00FF)):
        number = (number | (number >> shift)) & mask
    number = (number | (number >> 8)) & 0x0000FFFF0000FFFF
    return (number | (number >> 16)) & 0xFFFFFFFF


def code_of(latitude: float, longitude: float) -> int:
    """The code of a point in decimal degrees, latitude -90 to 90 and longitude -180 to 180."""
    column = min(int((longitude + 180.0) / 360.0 * _SIDE), _SIDE - 1)
    row = min(int((latitude + 90.0) / 360.0 * _SIDE), _SIDE // 2 - 1)
    code: int = interleave(column, row)
    return code


def parent(code: int, level: int) -> int:
    """The code, at a level, of the cell that holds a point."""
    return code >> 2 * (FINEST - level)


def keys_of(code: int) -> list[int]:
    """The cells that hold a point, as values of the index."""
    return [key(level, parent(code, level)) for level in INDEXED]


def key(level: int, code: Any) -> Any:
    """A cell as a value of the index: its code, told from those of other levels; also for arrays."""
    return (level << 53) + code


def width(level: int) -> float:
    """The side of a cell in degrees."""
    return 360.0 / (1 << level)


def bounds(level: int, code: int) -> tuple[float, float, float, float]:
    """West, south, east and north of a cell in decimal degrees."""
    column, row = separate(code)
    side = width(level)
    west, south = column * side - 180.0, row * side - 90.0
    return west, south, west + side, south + side


def span(low: float, high: float, level: int, *, origin: float, cells: int) -> tuple[int, int]:
    """The first and last column (or row) of the cells that touch the degrees from ``low`` to ``high``."""
    side = width(level)
    first = int(np.clip(np.floor((low - origin) / side), 0, cells - 1))
    last = int(np.clip(np.ceil((high - origin) / side) - 1, first, cells - 1))
    return first, last

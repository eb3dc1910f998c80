"""The file of cut borders: how it is written and read.

Coordinates are whole steps of ``QUANTUM`` degrees from the south-west corner of their cell, stored as the
difference from the one before; Zstandard makes them a tenth of the size of the shapes they are made of.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import shapely
import zstandard

from naturalia.vocabulary.geography.cells import CELL, COLUMNS

DATA = Path(__file__).parents[1] / "data"
QUANTUM = 1e-4
"""Degrees: some 11 m on a meridian, well below the accuracy of the source (1:10,000,000)."""


class Borders(msgspec.Struct, frozen=True):
    """Units by number with their country, cells, pieces with their cell and unit, and coasts near each
    cell.
    """

    codes: tuple[str, ...]
    country_of_unit: Any
    cells: Any
    piece_cell: Any
    piece_unit: Any
    pieces: Any
    coast_sets: Any
    coasts: Any


def write(path: Path, borders: Borders) -> None:
    """Write the file; the same borders give the same bytes."""
    kind, coordinates, (rings, polygons, pieces) = shapely.to_ragged_array(borders.pieces, include_z=False)
    if kind is not shapely.GeometryType.MULTIPOLYGON:
        raise ValueError("pieces must be multipolygons")
    owner = np.repeat(borders.piece_cell, np.diff(rings[polygons[pieces]]))
    steps = np.round((coordinates - _corners(owner)) / QUANTUM).astype(np.int32)
    steps[1:] -= steps[:-1].copy()
    arrays = {
        "codes": np.array(borders.codes),
        "country_of_unit": borders.country_of_unit,
        "cells": borders.cells,
        "piece_cell": np.diff(borders.piece_cell, prepend=0).astype(np.uint16),
        "piece_unit": borders.piece_unit,
        "steps": steps.astype(np.int16).view(np.uint8).reshape(-1, 2, 2).transpose(1, 2, 0).copy(),
        "rings": np.diff(rings).astype(np.uint16),
        "polygons": np.diff(polygons).astype(np.uint16),
        "pieces": np.diff(pieces).astype(np.uint16),
        "coast_sets": np.packbits(borders.coast_sets, axis=1),
        "coasts": borders.coasts,
    }
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    path.write_bytes(zstandard.ZstdCompressor(level=19).compress(buffer.getvalue()))


def read(path: Path = DATA / "borders.npz.zst") -> Borders:
    """Read the file that ``write`` made."""
    with np.load(io.BytesIO(zstandard.ZstdDecompressor().decompress(path.read_bytes()))) as arrays:
        found = {name: arrays[name] for name in arrays.files}
    offsets = tuple(
        np.concatenate([[0], np.cumsum(found[n], dtype=np.int64)]) for n in ("rings", "polygons", "pieces")
    )
    piece_cell = np.cumsum(found["piece_cell"], dtype=np.int64)
    rings, polygons, pieces = offsets
    owner = np.repeat(piece_cell, np.diff(rings[polygons[pieces]]))
    steps = found["steps"].transpose(2, 0, 1).copy().view(np.int16).reshape(-1, 2)
    steps = np.cumsum(steps.astype(np.int16), axis=0, dtype=np.int16)
    coordinates = steps * QUANTUM + _corners(owner)
    codes = tuple(str(code) for code in found["codes"])
    return Borders(
        codes,
        found["country_of_unit"].astype(np.int64),
        found["cells"].reshape(-1),
        piece_cell,
        found["piece_unit"].astype(np.int64),
        shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coordinates, offsets),
        np.unpackbits(found["coast_sets"], axis=1, count=len(codes)).astype(bool),
        found["coasts"].reshape(-1),
    )


def _corners(cell: Any) -> Any:
    return np.stack([cell % COLUMNS * CELL - 180, cell // COLUMNS * CELL - 90], axis=1)

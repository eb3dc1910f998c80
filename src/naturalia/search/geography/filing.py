"""Filing the point of a specimen in the index."""

from __future__ import annotations

from typing import Any

from naturalia.search.geography.grid import code_of, keys_of
from naturalia.search.schema import CELL, POINT


def add_point(fields: dict[str, Any]) -> None:
    """The place on the grid of the coordinates that the fields of a document have, if they have any."""
    latitude = fields.get("decimalLatitude")
    if latitude is not None:
        code = code_of(latitude, fields["decimalLongitude"])
        fields[POINT], fields[CELL] = code, keys_of(code)

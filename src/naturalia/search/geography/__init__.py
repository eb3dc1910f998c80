"""Where: the grid of the index, areas that searches name, and how many specimens lie in which cell."""

from naturalia.search.geography.areas import (
    Area,
    Circle,
    Polygon,
    contains,
    parse_circle,
    parse_polygon,
    write_circle,
)

__all__ = ["Area", "Circle", "Polygon", "contains", "parse_circle", "parse_polygon", "write_circle"]

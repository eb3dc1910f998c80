"""Coordinates: any way of writing them as a point, with its datum, its uncertainty and what is odd about
it.
"""

from naturalia.interpret.coordinates.checks import (
    PointCheck,
    Proposal,
    Verdict,
    against_countries,
    point_check,
    proposals,
)
from naturalia.interpret.coordinates.datums import Datum, datum, to_wgs84
from naturalia.interpret.coordinates.grids import GridPoint, grid_points, mgrs
from naturalia.interpret.coordinates.point import COORDINATES_VERSION, Coordinates, coordinates
from naturalia.interpret.coordinates.uncertainty import PointRadius, point_radius

__all__ = [
    "COORDINATES_VERSION",
    "Coordinates",
    "Datum",
    "GridPoint",
    "PointCheck",
    "PointRadius",
    "Proposal",
    "Verdict",
    "against_countries",
    "coordinates",
    "datum",
    "grid_points",
    "mgrs",
    "point_check",
    "point_radius",
    "proposals",
    "to_wgs84",
]

"""Places: locations with their georeference, vertical position, higher geography and geological context."""

from naturalia.interpret.places.geography import (
    GEOGRAPHY_VERSION,
    Continent,
    HigherGeography,
    StateProvince,
    WaterBody,
    continent,
    higher_geography,
    state_province,
    water_body,
)
from naturalia.interpret.places.location import PLACE_CLASSES, place
from naturalia.interpret.places.vertical import VERTICAL_VERSION, VerticalRange, depth, elevation

__all__ = [
    "GEOGRAPHY_VERSION",
    "PLACE_CLASSES",
    "VERTICAL_VERSION",
    "Continent",
    "HigherGeography",
    "StateProvince",
    "VerticalRange",
    "WaterBody",
    "continent",
    "depth",
    "elevation",
    "higher_geography",
    "place",
    "state_province",
    "water_body",
]

"""The gazetteer that the package carries: borders and names of Natural Earth, asked one place at a time."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

import numpy as np
import shapely

from naturalia.quality.authorities import State, provide_places
from naturalia.quality.registry import rows_of
from naturalia.vocabulary import fold
from naturalia.vocabulary.geography.borders import BorderIndex, border_index
from naturalia.vocabulary.geography.states import states
from naturalia.vocabulary.geography.tables import rows

NAMES = (
    "10m-admin-1 boundaries",
    "10m-admin-1 boundaries UNION with Exclusive Economic Zones",
    "Union of NaturalEarth 10m-physical-vectors for Land and NaturalEarth Minor Islands",
    "GBIF Catalogue of Country Centroides",
)
"""The authorities of BDQ whose part it takes. Waters are all that is within 200 nautical miles of land."""
METRES_IN_DEGREE = 111_195.0
"""Of a great circle on a sphere of the mean radius of the Earth."""
_DIRECTIONS = np.radians(np.arange(0, 360, 22.5))
_GENERIC = (
    *("oblast", "province", "provincia", "prov", "state", "estado", "departamento", "department", "region"),
    *("kray", "krai", "territory", "prefecture", "county", "stateof", "provinceof", "provinciade"),
    *("departamentode", "estadode", "estadodo", "regionof", "provincede"),
)


class NaturalEarth:
    """Countries, their waters, states and provinces, and land."""

    @cached_property
    def _index(self) -> BorderIndex:
        return border_index()

    @cached_property
    def _units(self) -> tuple[tuple[str, str], ...]:
        """Code and country of each state or province, in the order of their numbers."""
        return tuple((state.code, state.country) for state in states())

    @cached_property
    def _by_name(self) -> dict[str, tuple[State, ...]]:
        found: dict[str, tuple[State, ...]] = {}
        for code, country, name, others, *_ in rows("states"):
            for word in dict.fromkeys(map(_bare, (name, *others.split("|")))):
                found[word] = (*found.get(word, ()), State(code, country))
        return found

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self._index.codes)

    @cached_property
    def _areas(self) -> dict[str, float]:
        shapes, units = self._index.shapes()
        middle = shapely.get_y(shapely.centroid(shapes))
        sizes = shapely.area(shapes) * METRES_IN_DEGREE**2 * np.cos(np.radians(middle))
        areas: dict[str, float] = {}
        for unit, size in zip(units, sizes, strict=True):
            country = self._units[unit][1]
            areas[country] = areas.get(country, 0.0) + float(size)
        return areas

    def knows_country(self, code: str) -> bool:
        """Whether the country is on the map."""
        return code in self._codes

    def in_country(self, code: str, latitude: float, longitude: float, buffer: float) -> bool:
        """On its land, in its waters, or within the buffer around its land."""
        return _in_country(code, latitude, longitude, buffer)

    def countries_at(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The country on land; at sea every country with land within 370 km."""
        unit = unit_at(latitude, longitude)
        return (self._units[unit][1],) if unit >= 0 else self._index.coasts(latitude, longitude)

    def states(self, name: str) -> tuple[State, ...]:
        """The states and provinces that are called so in one of several languages."""
        return self._by_name.get(fold(name)) or self._by_name.get(_bare(name), ())

    def in_state(self, state: State, latitude: float, longitude: float, buffer: float) -> bool:
        """On its land or within the buffer around it."""
        unit = unit_at(latitude, longitude)
        if unit >= 0 and self._units[unit] == (state.code, state.country):
            return True
        around = self._around(latitude, longitude, buffer)
        return any(unit >= 0 and self._units[unit] == (state.code, state.country) for unit in around)

    def on_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        """On land, or land is within the buffer."""
        return unit_at(latitude, longitude) >= 0 or max(self._around(latitude, longitude, buffer)) >= 0

    def at_sea(self, latitude: float, longitude: float, buffer: float) -> bool:
        """At sea, or the sea is within the buffer."""
        return unit_at(latitude, longitude) < 0 or min(self._around(latitude, longitude, buffer)) < 0

    def centres(self, code: str) -> tuple[tuple[float, float], ...]:
        """The middles of a country that gazetteers are known to use."""
        return _centres().get(code, ())

    def area(self, code: str) -> float:
        """Square metres of land."""
        return self._areas.get(code, 0.0)

    def _around(self, latitude: float, longitude: float, metres: float) -> list[int]:
        """The units at sixteen points around a point."""
        step = metres / METRES_IN_DEGREE
        wide = max(float(np.cos(np.radians(latitude))), 0.01)
        north = np.clip(latitude + step * np.sin(_DIRECTIONS), -90, 90)
        east = (longitude + step * np.cos(_DIRECTIONS) / wide + 540) % 360 - 180
        return [int(unit) for unit in self._index.units(north, east)]


@lru_cache(maxsize=1 << 12)
def unit_at(latitude: float, longitude: float) -> int:
    """The number of the state or province at a point, -1 at sea."""
    return border_index().unit(latitude, longitude)


@lru_cache(maxsize=1 << 12)
def _in_country(code: str, latitude: float, longitude: float, buffer: float) -> bool:
    units, index = gazetteer()._units, border_index()
    unit = unit_at(latitude, longitude)
    if unit >= 0 and units[unit][1] == code:
        return True
    north, east, number = np.array([latitude]), np.array([longitude]), index.numbers([code])
    if unit < 0 and index.in_zone(north, east, number)[0]:
        return True
    return buffer > 0 and bool(index.near(north, east, number, buffer / 1000)[0])


@cache
def gazetteer() -> NaturalEarth:
    """The one gazetteer of a process."""
    return NaturalEarth()


def provide() -> None:
    """Hand the gazetteer over to the tests."""
    for name in NAMES:
        provide_places(name, gazetteer())


def _bare(name: str) -> str:
    """A name folded, without the words for state, province and the like."""
    folded = fold(name)
    for word in _GENERIC:
        if folded != word and (folded.startswith(word) or folded.endswith(word)):
            return folded.removeprefix(word).removesuffix(word)
    return folded


@cache
def _centres() -> dict[str, tuple[tuple[float, float], ...]]:
    centres: dict[str, tuple[tuple[float, float], ...]] = {}
    known = [(code, *place) for code, _, *place in rows("centroids")]
    for code, latitude, longitude in (*known, *rows_of("country-centres")):
        centres[code] = (*centres.get(code, ()), (float(latitude), float(longitude)))
    return centres

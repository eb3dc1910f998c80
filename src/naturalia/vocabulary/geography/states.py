"""States and provinces: their names in many languages, by country, and the units of the map that they are."""

from __future__ import annotations

from functools import cache

import msgspec

from naturalia.vocabulary.geography.names import key
from naturalia.vocabulary.geography.tables import rows


class State(msgspec.Struct, frozen=True):
    """A unit of the map: ISO 3166-2 code, country, name, the larger regions it lies in, centroid in
    degrees.
    """

    number: int
    code: str
    country: str
    name: str
    larger: tuple[str, ...]
    centroid: tuple[float, float] | None


@cache
def states() -> tuple[State, ...]:
    """All units in the order of their numbers on the map."""
    return tuple(_state(number, row) for number, row in enumerate(rows("states")))


def _state(number: int, row: list[str]) -> State:
    code, country, name, _, larger, *place = row
    middle = (float(place[0]), float(place[1])) if place and place[0] else None
    return State(number, code, country, name, tuple(filter(None, larger.split("|"))), middle)


@cache
def _units() -> dict[tuple[str, str], tuple[int, ...]]:
    """(country, key of a name or code) -> numbers of units; a larger region has several."""
    found: dict[tuple[str, str], dict[int, None]] = {}
    larger: dict[tuple[str, str], dict[int, None]] = {}
    for number, (code, country, name, others, regions, *_) in enumerate(rows("states")):
        for word in (code, code.partition("-")[2], name, *others.split("|")):
            found.setdefault((country, key(word)), {})[number] = None
        for word in regions.split("|"):
            larger.setdefault((country, key(word)), {})[number] = None
    return {word: tuple(units) for word, units in {**larger, **found}.items() if word[1]}


def units_named(country: str, name: str) -> tuple[int, ...]:
    """The numbers of the units that a name of a state or larger region means in a country; () if unknown."""
    return _units().get((country, key(name)), ())


@cache
def _countries_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for country, word in _units():
        if len(word) >= 4:
            found.setdefault(word, {})[country] = None
    return {word: tuple(countries) for word, countries in found.items()}


def countries_with(name: str) -> tuple[str, ...]:
    """The countries that have a state or region of a name (four letters or more)."""
    return _countries_of().get(key(name), ())

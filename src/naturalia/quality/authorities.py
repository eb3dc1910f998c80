"""The authorities that tests ask: what is known of places and taxa, and by whom.

An authority is asked by the name that a test's parameter gives. The vocabularies of the package, ISO 3166 and
the EPSG register are always there; a gazetteer and checklists are handed over with :func:`provide_places` and
:func:`provide_taxa`. What nobody has handed over is not available, and the tests say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Protocol

import msgspec

from naturalia.quality.registry import rows_of

BUNDLED_TOPICS = frozenset({"words", "status", "political", "datum"})
"""Topics whose default authorities the package carries."""


class State(msgspec.Struct, frozen=True):
    """A state or province: its code of ISO 3166-2 or of the gazetteer, and the country it belongs to."""

    code: str
    country: str


class Places(Protocol):
    """What a gazetteer with borders tells. Coordinates are decimal degrees, distances metres."""

    def knows_country(self, code: str) -> bool:
        """Whether it has the borders of a country (ISO 3166-1 alpha-2)."""

    def in_country(self, code: str, latitude: float, longitude: float, buffer: float) -> bool:
        """Whether a point lies in a country or its waters, or within the buffer around them."""

    def countries_at(self, latitude: float, longitude: float) -> tuple[str, ...]:
        """The countries that a point may belong to, their waters included; none on the high seas."""

    def states(self, name: str) -> tuple[State, ...]:
        """The states and provinces of this name."""

    def in_state(self, state: State, latitude: float, longitude: float, buffer: float) -> bool:
        """Whether a point lies in a state, or within the buffer around it."""

    def on_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        """Whether a point lies on land or within the buffer of a shore."""

    def at_sea(self, latitude: float, longitude: float, buffer: float) -> bool:
        """Whether a point lies at sea or within the buffer of a shore."""

    def centres(self, code: str) -> tuple[tuple[float, float], ...]:
        """Points (latitude, longitude) that stand for a whole country."""

    def area(self, code: str) -> float:
        """The area of a country in square metres."""


class Taxon(msgspec.Struct, frozen=True):
    """A name of a checklist: identifier, name without author, author, rank, and higher taxa by rank.

    ``accepted`` is the accepted name of a synonym; ``marine`` is None where the checklist does not say.
    """

    id: str
    name: str
    authorship: str
    rank: str
    higher: Mapping[str, str]
    marine: bool | None = None
    accepted: str = ""

    @property
    def full_name(self) -> str:
        """The name with its author."""
        return f"{self.name} {self.authorship}".strip()


class Checklist(Protocol):
    """What a checklist tells."""

    def named(self, name: str) -> tuple[Taxon, ...]:
        """The taxa whose name without author is this."""

    def identified(self, identifier: str) -> Taxon | None:
        """The taxon of an identifier."""


_places: dict[str, Places] = {}
_taxa: dict[str, Checklist] = {}


def places(name: str) -> Places | None:
    """The gazetteer of this name, None if there is none."""
    return _places.get(name)


def taxa(name: str) -> Checklist | None:
    """The checklist of this name, None if there is none."""
    return _taxa.get(name)


def provide_places(name: str, authority: Places) -> None:
    """Hand over a gazetteer under the name that parameters use."""
    _places[name] = authority


@contextmanager
def provided_taxa(name: str, authority: Checklist) -> Iterator[None]:
    """A checklist under the name that parameters use, for as long as the block lasts."""
    before = _taxa.get(name)
    _taxa[name] = authority
    try:
        yield
    finally:
        if before is None:
            del _taxa[name]
        else:
            _taxa[name] = before


@cache
def _bundled() -> frozenset[str]:
    parameters = (row[8] for row in rows_of("tests") if row[0] in BUNDLED_TOPICS)
    pairs = (part.partition("=") for text in parameters for part in text.split(" | "))
    return frozenset(value for name, _, value in pairs if name == "sourceAuthority")


def is_known(name: str) -> bool:
    """Whether the package carries the authority of this name."""
    return name in _bundled()

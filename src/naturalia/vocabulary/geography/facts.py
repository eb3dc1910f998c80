"""Facts of countries: numeric code, continents, sovereign, capital; which codes may stand for one another."""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from naturalia.vocabulary.geography.tables import rows


class CountryFacts(msgspec.Struct, frozen=True):
    """A country or territory of ISO 3166-1; the capital as (name, latitude, longitude) in degrees."""

    code: str
    numeric: str
    continents: tuple[str, ...]
    sovereign: str | None
    capital: tuple[str, float, float] | None


@cache
def country_facts() -> dict[str, CountryFacts]:
    """Facts by ISO 3166-1 alpha-2 code."""
    return {row[0]: _facts(*row) for row in rows("country-facts")}


def _facts(code: str, numeric: str, continents: str, sovereign: str, name: str, *place: str) -> CountryFacts:
    capital = (name, float(place[0]), float(place[1])) if name else None
    return CountryFacts(code, numeric, tuple(continents.split("|")), sovereign or None, capital)


_SAME = (
    {"XK", "RS"},
    {"EH", "MA"},
    {"PS", "IL"},
    {"CQ", "GG"},
    {"TW", "CN"},
    {"MF", "SX"},
    {"GB", "IE"},
    {"CW", "BQ", "AW", "SX"},
)
"""Neighbours and former wholes that labels often take for one another."""


@lru_cache(maxsize=1 << 12)
def equivalent(one: str, other: str) -> bool:
    """Whether a place in the one country may be said to be in the other: a territory and its sovereign."""
    facts = country_facts()
    owners = {(facts[code].sovereign or code) if code in facts else code for code in (one, other)}
    return one == other or (len(owners) == 1 and bool({one, other} & owners))


@lru_cache(maxsize=1 << 12)
def confusable(one: str, other: str) -> bool:
    """Whether labels take these two countries for one another, or they are territories of one sovereign."""
    facts = country_facts()
    owners = [facts[code].sovereign for code in (one, other) if code in facts]
    siblings = len(owners) == 2 and owners[0] is not None and owners[0] == owners[1]
    return siblings or any({one, other} <= pair for pair in _SAME)

"""Points against what else is said of the place: country, state, sea, centroids, capitals, the institution.

Nothing is mended: a point that fits after a swap or a change of sign comes back as a proposal. For columns
of points see ``against_countries``: a million points a second, numpy arrays in and out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any

import msgspec
import numpy as np

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.vocabulary.geography.borders import OUTSIDE, TOLERANCE, border_index
from naturalia.vocabulary.geography.coasts import KILOMETRES_IN_DEGREE
from naturalia.vocabulary.geography.facts import confusable, country_facts, equivalent
from naturalia.vocabulary.geography.states import State, states, units_named
from naturalia.vocabulary.geography.tables import rows

CHECK_VERSION = "1"
CENTROID_KILOMETRES = 1.0
CAPITAL_KILOMETRES = 2.0
INSTITUTION_KILOMETRES = 1.0
ANTARCTIC = -60.0


class Verdict(IntEnum):
    """How a point lies to the stated country; what is below ``OUTSIDE`` agrees."""

    INSIDE = 0
    TERRITORY = 1
    BORDER = 2
    WATERS = 3
    CONFUSABLE = 4
    OUTSIDE = 5
    HIGH_SEAS = 6
    UNCHECKED = 7


class Proposal(msgspec.Struct, frozen=True, gc=False):
    """Other coordinates that fit the stated country: what was done to the stated ones, latitude,
    longitude.
    """

    change: str
    latitude: float
    longitude: float


class PointCheck(Interpreted, frozen=True, kw_only=True, gc=False):
    """How a point lies: the verdict on the stated country, where the point is, proposals, what it stands on.

    ``country`` and ``state`` are those of the map at the point, None in the sea; ``coasts`` the countries
    with land within 370 km of a point in the sea; ``suspicious`` names the centroid, capital or institution
    that it is.
    """

    verdict: Verdict = Verdict.UNCHECKED
    country: str | None = None
    state: State | None = None
    coasts: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    suspicious: str | None = None


def against_countries(
    latitudes: Any, longitudes: Any, codes: Sequence[str | None] | Any, kilometres: float = TOLERANCE
) -> np.ndarray[Any, np.dtype[np.int8]]:
    """The ``Verdict`` of each point on its stated country (ISO 3166-1 alpha-2, None for none).

    Latitudes and longitudes are arrays of WGS84 degrees of one length; ``codes`` is a sequence of that
    length, or an array of numbers from ``border_index().numbers``. ``kilometres`` is the tolerance at
    borders.
    """
    index = border_index()
    latitudes, longitudes = np.asarray(latitudes, np.float64), np.asarray(longitudes, np.float64)
    stated = codes if isinstance(codes, np.ndarray) and codes.dtype.kind == "i" else index.numbers(codes)
    here = index.countries(latitudes, longitudes)
    found = np.full(len(latitudes), Verdict.OUTSIDE, np.int8)
    found[here == stated] = Verdict.INSIDE
    on_globe = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
    found[(stated == OUTSIDE) | ~on_globe] = Verdict.UNCHECKED
    same, confused = _relations()
    left = np.flatnonzero((found == Verdict.OUTSIDE) & (here >= 0))
    found[left[confused[stated[left], here[left]]]] = Verdict.CONFUSABLE
    found[left[same[stated[left], here[left]]]] = Verdict.TERRITORY
    _beyond(found, here, stated, latitudes, longitudes, kilometres)
    return found


def _beyond(found: Any, here: Any, stated: Any, latitudes: Any, longitudes: Any, kilometres: float) -> None:
    """Points outside the stated country: near its border, in its waters, or on the high seas."""
    index = border_index()
    sea = np.flatnonzero((found == Verdict.OUTSIDE) & (here == OUTSIDE))
    found[sea] = np.where(
        index.in_zone(latitudes[sea], longitudes[sea], stated[sea]), Verdict.WATERS, Verdict.HIGH_SEAS
    )
    antarctic = index.numbers(["AQ"])[0]
    found[sea[(stated[sea] == antarctic) & (latitudes[sea] < ANTARCTIC)]] = Verdict.WATERS
    high = sea[found[sea] == Verdict.HIGH_SEAS]
    found[high[~_no_coast(latitudes[high], longitudes[high])]] = Verdict.OUTSIDE
    left = np.flatnonzero((found == Verdict.OUTSIDE) | (found == Verdict.CONFUSABLE))
    near = index.near(latitudes[left], longitudes[left], stated[left], kilometres)
    found[left[near]] = Verdict.BORDER


def _no_coast(latitudes: Any, longitudes: Any) -> Any:
    return border_index().coast_counts(latitudes, longitudes) == 0


@cache
def _relations() -> tuple[Any, Any]:
    """Which countries of the map may stand for one another, and which are taken for one another."""
    codes = border_index().codes
    same = np.array([[equivalent(one, other) for other in codes] for one in codes])
    confused = np.array([[confusable(one, other) for other in codes] for one in codes])
    return same, confused


@lru_cache(maxsize=1 << 10)
def point_check(
    latitude: float,
    longitude: float,
    country_code: str | None = None,
    state: str | None = None,
    institution: tuple[float, float] | None = None,
    kilometres: float = TOLERANCE,
) -> PointCheck:
    """Where a point (WGS84 degrees) lies, and whether that fits what is stated. Never raises for any
    numbers.
    """
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return PointCheck(issues=(IssueCode.COORDINATES_OUT_OF_RANGE,), version=CHECK_VERSION)
    unit = border_index().unit(latitude, longitude)
    here = states()[unit] if unit >= 0 else None
    verdict = _verdict(latitude, longitude, country_code, here, kilometres)
    issues, offered = _country_issues(latitude, longitude, country_code, verdict)
    spot, code = _suspicious(latitude, longitude, institution)
    if code:
        issues.append(code)
    if (
        verdict < Verdict.OUTSIDE
        and state
        and here
        and _other_state((latitude, longitude), unit, here, state, kilometres)
    ):
        issues.append(IssueCode.COORDINATES_STATE_MISMATCH)
    return PointCheck(
        verdict=verdict,
        country=here.country if here else None,
        state=here,
        coasts=border_index().coasts(latitude, longitude) if here is None else (),
        proposals=offered,
        suspicious=spot,
        issues=tuple(issues),
        rule="point in country",
        version=CHECK_VERSION,
    )


def _country_issues(
    latitude: float, longitude: float, code: str | None, verdict: Verdict
) -> tuple[list[IssueCode], tuple[Proposal, ...]]:
    if verdict not in (Verdict.OUTSIDE, Verdict.HIGH_SEAS) or code is None:
        return [], ()
    offered = proposals(latitude, longitude, code)
    issues = [IssueCode.COORDINATES_COUNTRY_MISMATCH]
    if any("swapped" in each.change for each in offered):
        issues.append(IssueCode.COORDINATES_PRESUMED_SWAPPED)
    if any("negated" in each.change for each in offered):
        issues.append(IssueCode.COORDINATES_PRESUMED_NEGATED)
    return issues, offered


@lru_cache(maxsize=1 << 12)
def proposals(latitude: float, longitude: float, country_code: str) -> tuple[Proposal, ...]:
    """Swapped or negated coordinates that lie in the stated country, the simplest change first."""
    tried = (
        ("latitude negated", -latitude, longitude),
        ("longitude negated", latitude, -longitude),
        ("both negated", -latitude, -longitude),
        ("swapped", longitude, latitude),
        ("swapped, latitude negated", -longitude, latitude),
        ("swapped, longitude negated", longitude, -latitude),
        ("swapped, both negated", -longitude, -latitude),
    )
    others = [each for each in tried if (each[1], each[2]) != (latitude, longitude)]
    return tuple(Proposal(*each) for each in others if _is_land_of(country_code, each[1], each[2]))


def _is_land_of(country_code: str, latitude: float, longitude: float) -> bool:
    here = border_index().country(latitude, longitude)
    return here is not None and equivalent(here, country_code)


def _verdict(
    latitude: float, longitude: float, country_code: str | None, here: State | None, kilometres: float
) -> Verdict:
    """What ``against_countries`` says of one point; most lie in their country, which is seen at once."""
    if country_code is None:
        return Verdict.UNCHECKED
    if here is not None and here.country == country_code:
        return Verdict.INSIDE
    if here is not None and country_code in border_index().codes and equivalent(country_code, here.country):
        return Verdict.TERRITORY
    if here is None and border_index().is_in_zone(latitude, longitude, country_code):
        return Verdict.WATERS
    elsewhere = here is not None and not confusable(country_code, here.country)
    if elsewhere and border_index().is_far(latitude, longitude, country_code, kilometres):
        return Verdict.OUTSIDE
    at = np.array([latitude]), np.array([longitude])
    return Verdict(int(against_countries(*at, [country_code], kilometres)[0]))


def _other_state(point: tuple[float, float], unit: int, here: State, state: str, kilometres: float) -> bool:
    """Whether the stated state is known in the country of the point, and the point is clearly in another."""
    named = units_named(here.country, state)
    if not named or unit in named:
        return False
    return not border_index().near_units(*point, named, kilometres)


def kilometres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points on a sphere, in kilometres (haversine)."""
    (south, west), (north, east) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half)))) * KILOMETRES_IN_DEGREE


def _suspicious(
    latitude: float, longitude: float, institution: tuple[float, float] | None
) -> tuple[str | None, IssueCode | None]:
    here = (latitude, longitude)
    if institution and kilometres_between(here, institution) <= INSTITUTION_KILOMETRES:
        return "institution", IssueCode.COORDINATES_AT_INSTITUTION
    for name, code, reach in _spots().get((round(latitude), round(longitude)), ()):
        if abs(latitude - reach[0]) < 0.05 and kilometres_between(here, reach[:2]) <= reach[2]:
            return name, code
    return None, None


@cache
def _spots() -> dict[tuple[int, int], list[tuple[str, IssueCode, tuple[float, float, float]]]]:
    """Centroids and capitals by the whole degrees around them."""
    found: dict[tuple[int, int], list[tuple[str, IssueCode, tuple[float, float, float]]]] = {}

    def add(name: str, code: IssueCode, latitude: float, longitude: float, reach: float) -> None:
        for row in (math.floor(latitude), math.ceil(latitude)):
            for column in (math.floor(longitude), math.ceil(longitude)):
                found.setdefault((row, column), []).append((name, code, (latitude, longitude, reach)))

    for country, what, latitude, longitude in rows("centroids"):
        name = f"centroid of {country} ({what})"
        add(name, IssueCode.COORDINATES_AT_CENTROID, float(latitude), float(longitude), CENTROID_KILOMETRES)
    for state in states():
        if state.centroid:
            name = f"centroid of {state.code} ({state.name})"
            add(name, IssueCode.COORDINATES_AT_CENTROID, *state.centroid, CENTROID_KILOMETRES)
    for facts in country_facts().values():
        if facts.capital:
            capital = facts.capital
            name = f"capital of {facts.code} ({capital[0]})"
            add(name, IssueCode.COORDINATES_AT_CAPITAL, capital[1], capital[2], CAPITAL_KILOMETRES)
    return found

"""Geological ages: the ten chronostratigraphic terms of Darwin Core, read by the international chart.

Regional stages are not in the chart and stay unmatched. Ages are in Ma (million years before present).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.interpret.words import term
from naturalia.interpret.words.result import Qualifier
from naturalia.vocabulary import Concept, vocabulary

CHART = "chronostratigraphy"
TERMS = (
    "dwc:earliestEonOrLowestEonothem",
    "dwc:latestEonOrHighestEonothem",
    "dwc:earliestEraOrLowestErathem",
    "dwc:latestEraOrHighestErathem",
    "dwc:earliestPeriodOrLowestSystem",
    "dwc:latestPeriodOrHighestSystem",
    "dwc:earliestEpochOrLowestSeries",
    "dwc:latestEpochOrHighestSeries",
    "dwc:earliestAgeOrLowestStage",
    "dwc:latestAgeOrHighestStage",
)
"""The terms in the order of the arguments of :func:`chronostratigraphy`."""
_RANKS = ("eon", "era", "period", "epoch", "age")
_ALLOWED = {
    "eon": {"eon", "supereon"},
    "era": {"era"},
    "period": {"period", "subperiod"},
    "epoch": {"epoch", "subperiod"},
    "age": {"age"},
}
_EPOCH_AS_WELL = frozenset({"Upper Pleistocene", "Chibanian"})
"""Ages of the chart that many call epochs: Late and Middle Pleistocene."""


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A unit of the chart as a term states it; ``begin`` and ``end`` in Ma, ``begin`` being the older."""

    term: str
    written: str
    name: str
    rank: str
    uri: str
    begin: float
    end: float
    doubtful: bool = False


class Chronostratigraphy(Interpreted, frozen=True, kw_only=True, gc=False):
    """The geological age of an object.

    ``begin`` and ``end`` in Ma are the widest limits that the finest units leave; None if nothing was
    understood. ``proposals`` are (term, value) pairs of higher ranks that follow from the units stated.
    ``noted`` tells which term each issue is about.
    """

    units: tuple[Unit, ...] = ()
    begin: float | None = None
    end: float | None = None
    proposals: tuple[tuple[str, str], ...] = ()
    noted: tuple[tuple[str, IssueCode], ...] = ()

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None


@lru_cache(maxsize=1 << 13)
def chronostratigraphy(
    earliest_eon: str | None = None,
    latest_eon: str | None = None,
    earliest_era: str | None = None,
    latest_era: str | None = None,
    earliest_period: str | None = None,
    latest_period: str | None = None,
    earliest_epoch: str | None = None,
    latest_epoch: str | None = None,
    earliest_age: str | None = None,
    latest_age: str | None = None,
) -> Chronostratigraphy:
    """The units, limits in Ma, and proposals for higher ranks that ten texts give; blank ones say nothing."""
    texts = (
        *(earliest_eon, latest_eon, earliest_era, latest_era, earliest_period),
        *(latest_period, earliest_epoch, latest_epoch, earliest_age, latest_age),
    )
    noted: list[tuple[str, IssueCode]] = []
    units: dict[str, Unit] = {}
    for place, text in enumerate(texts):
        if text and text.strip():
            unit = _unit(TERMS[place], text, latest=bool(place % 2), noted=noted)
            if unit is not None:
                units[TERMS[place]] = unit
    _check_ranks(units, noted)
    _check_parents(units, noted)
    begin, end = _limits(units, noted)
    proposals = _proposals(units)
    codes = [code for _, code in noted] + ([IssueCode.GEOLOGICAL_AGE_INFERRED] if proposals else [])
    return Chronostratigraphy(
        units=tuple(units.values()),
        begin=begin,
        end=end,
        proposals=proposals,
        noted=tuple(noted),
        issues=tuple(dict.fromkeys(codes)),
        rule="international chart" if units else "",
        version=vocabulary(CHART).version,
    )


def _unit(name: str, text: str, latest: bool, noted: list[tuple[str, IssueCode]]) -> Unit | None:
    """The unit of a text; of several the oldest or, for a latest age, the youngest."""
    found = term(CHART, text)
    if not found.values:
        if found.state is None:
            noted.append((name, IssueCode.GEOLOGICAL_AGE_UNKNOWN))
        return None
    concepts = [vocabulary(CHART).concepts[value] for value in found.values]
    chosen = min(concepts, key=_end) if latest else max(concepts, key=_begin)
    doubtful = found.qualifier is Qualifier.DOUBTFUL
    if found.rest:
        noted.append((name, IssueCode.VALUE_PARTLY_UNDERSTOOD))
    if doubtful:
        noted.append((name, IssueCode.VALUE_DOUBTFUL))
    rank, uri = chosen.more["rank"], chosen.uri or ""
    return Unit(name, text.strip(), chosen.value, rank, uri, _begin(chosen), _end(chosen), doubtful)


def _begin(concept: Concept) -> float:
    return float(concept.more["begin"])


def _end(concept: Concept) -> float:
    return float(concept.more["end"])


def _rank_of(name: str) -> str:
    return _RANKS[TERMS.index(name) // 2]


def _check_ranks(units: dict[str, Unit], noted: list[tuple[str, IssueCode]]) -> None:
    for name, unit in units.items():
        rank = _rank_of(name)
        fits = unit.rank in _ALLOWED[rank] or (rank == "epoch" and unit.name in _EPOCH_AS_WELL)
        if not fits and not (unit.name == "Pridoli" and rank == "age"):
            noted.append((name, IssueCode.GEOLOGICAL_AGE_RANK_MISMATCH))


def _ancestors(name: str) -> list[str]:
    concepts, found = vocabulary(CHART).concepts, []
    while parent := concepts[name].more["parent"]:
        found.append(parent)
        name = parent
    return found


def _check_parents(units: dict[str, Unit], noted: list[tuple[str, IssueCode]]) -> None:
    """The units of one side, coarse to fine: each must lie within those above it."""
    for side in (0, 1):
        stated = [units[name] for name in TERMS[side::2] if name in units]
        for coarse, fine in pairwise(stated):
            if fine.name != coarse.name and coarse.name not in _ancestors(fine.name):
                noted.append((fine.term, IssueCode.GEOLOGICAL_AGE_PARENT_MISMATCH))


def _limits(units: dict[str, Unit], noted: list[tuple[str, IssueCode]]) -> tuple[float | None, float | None]:
    """The limits by the finest unit of each side; a side that says nothing is as the other."""
    sides = [[units[name] for name in TERMS[side::2] if name in units] for side in (0, 1)]
    for name, unit in units.items():
        place = TERMS.index(name)
        other = units.get(TERMS[place + 1]) if place % 2 == 0 else None
        if other is not None and unit.begin < other.begin:
            noted.append((name, IssueCode.GEOLOGICAL_AGE_RANGE_INVALID))
    earliest, latest = (side[-1] if side else None for side in sides)
    first, last = earliest or latest, latest or earliest
    if first is None or last is None:
        return None, None
    invalid = (first.term, IssueCode.GEOLOGICAL_AGE_RANGE_INVALID)
    if first.begin <= last.end:
        if not any(code is IssueCode.GEOLOGICAL_AGE_RANGE_INVALID for _, code in noted):
            noted.append(invalid)
        return None, None
    return first.begin, last.end


def _proposals(units: dict[str, Unit]) -> tuple[tuple[str, str], ...]:
    """The higher ranks that the finest unit of each side lies in, where their terms are blank."""
    made: list[tuple[str, str]] = []
    for side in (0, 1):
        stated = [name for name in TERMS[side::2] if name in units]
        if not stated:
            continue
        by_rank = {
            vocabulary(CHART).concepts[name].more["rank"]: name for name in _ancestors(units[stated[-1]].name)
        }
        coarser = TERMS[side::2][: TERMS[side::2].index(stated[-1])]
        made += [
            (name, by_rank[_rank_of(name)])
            for name in coarser
            if name not in units and _rank_of(name) in by_rank
        ]
    return tuple(made)

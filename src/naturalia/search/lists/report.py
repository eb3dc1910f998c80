"""What became of each line of a list: found, not found, or ambiguous."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator

import msgspec
from tantivy import Query

from naturalia.search.analysis import fold
from naturalia.search.index import Snapshot, SpecimenIndex
from naturalia.search.lists.finding import EPITHETS, HIGHER, IDENTIFIERS, by_name, by_number
from naturalia.search.lists.pasted import PastedList
from naturalia.search.schema import SPECIMEN_ID, SUMMARY
from naturalia.search.summary import read_summary

SHOWN = 3
"""PIDs told of a line that finds several specimens."""


class Outcome(enum.StrEnum):
    """What a line found; a number ought to find one specimen, a name may find many."""

    FOUND = "found"
    NOT_FOUND = "not found"
    AMBIGUOUS = "ambiguous"


class Line(msgspec.Struct, frozen=True):
    """A line, and how many specimens it finds: ``kind`` says as what, ``pids`` names the first of them."""

    value: str
    outcome: Outcome
    kind: str = ""
    count: int = 0
    pids: tuple[str, ...] = ()


class ListReport(msgspec.Struct, frozen=True):
    """The outcome of every line; the counts add up to the number of lines."""

    id: str
    lines: tuple[Line, ...]
    counts: dict[str, int]


def report(index: SpecimenIndex, made: PastedList) -> ListReport:
    """Look every line of a list up in the index as it is now."""
    snapshot = index.snapshot()
    lines = tuple(_lines(snapshot, made))
    counted = Counter(line.outcome for line in lines)
    return ListReport(made.id, lines, {outcome.value: counted[outcome] for outcome in Outcome})


def _lines(snapshot: Snapshot, made: PastedList) -> Iterator[Line]:
    for value in made.values:
        found = _as_number(snapshot, value) if made.has_numbers else None
        if found is None and made.has_names:
            found = _as_name(snapshot, value, made.names.get(value, ()))
        yield found or Line(value, Outcome.NOT_FOUND)


def _as_number(snapshot: Snapshot, value: str) -> Line | None:
    if not _any_of(snapshot, IDENTIFIERS, fold(value)):
        return None
    count, pids = _first(snapshot, by_number(snapshot.schema, value))
    outcome = Outcome.FOUND if count == 1 else Outcome.AMBIGUOUS
    return Line(value, outcome, "number", count, pids) if count else None


def _as_name(snapshot: Snapshot, value: str, parts: tuple[str, ...]) -> Line | None:
    last = (HIGHER if len(parts) == 1 else EPITHETS, parts[-1] if parts else "")
    if not _any_of(snapshot, ("scientificName",), fold(value)) and not _any_of(snapshot, *last):
        return None
    count, pids = _first(snapshot, by_name(snapshot.schema, value, parts))
    return Line(value, Outcome.FOUND, "name", count, pids) if count else None


def _any_of(snapshot: Snapshot, terms: tuple[str, ...], key: str) -> bool:
    """Whether the dictionary of the index has the value at all: quicker than to search for it."""
    return any(snapshot.searcher.doc_freq(term, key) for term in terms)


def _first(snapshot: Snapshot, query: Query) -> tuple[int, tuple[str, ...]]:
    count, hits = snapshot.counted(query, SHOWN, SPECIMEN_ID)
    stored = (snapshot.searcher.doc(address)[SUMMARY][0] for _, address in hits)
    return count, tuple(read_summary(one).pid for one in stored)

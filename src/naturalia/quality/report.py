"""The quality report of a source: numbers with a few examples, small enough to keep for every harvest."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

MOST_VALUES = 20
"""Values that are told of one kind of finding."""


class Place(msgspec.Struct, frozen=True):
    """Where a record stands: file, line and the archive's own id; ``pid`` once it is in the catalogue."""

    file: str
    line: int
    key: str
    pid: str = ""


class ValueCount(msgspec.Struct, frozen=True):
    """A verbatim value with the records that have it, one of them, and what is proposed for it."""

    value: str
    records: int
    example: Place
    proposal: str = ""


class FindingCount(msgspec.Struct, frozen=True):
    """One kind of finding: how many records, what it means, what to do, which values, and examples."""

    code: str
    kind: str
    term: str
    records: int
    explanation: str
    action: str
    distinct: int
    values: tuple[ValueCount, ...]
    examples: tuple[Place, ...]
    dimension: str = ""

    @property
    def of_values(self) -> bool:
        """Whether it is about values that repeat, not about each record by itself."""
        return bool(self.values)


class TermCount(msgspec.Struct, frozen=True):
    """A term with the number of records that say something, and of distinct values as far as counted."""

    term: str
    records: int


class Step(msgspec.Struct, frozen=True):
    """Something to mend first: what, and how many records gain by it."""

    text: str
    records: int
    code: str
    term: str
    values: tuple[str, ...]


class MidsCount(msgspec.Struct, frozen=True):
    """How many records reach each level (-1 to 3) under one set of rules, and what most of them lack."""

    profile: str
    rules: str
    levels: dict[str, int]
    lacking: dict[str, int]


class Suspicion(msgspec.Struct, frozen=True):
    """A record that does not fit the others: by which check, why, and where it stands."""

    check: str
    text: str
    place: Place


class Suspicions(msgspec.Struct, frozen=True):
    """What one check over all records found: how many records, and the first of them."""

    check: str
    explanation: str
    records: int
    examples: tuple[Suspicion, ...]


class Refusal(msgspec.Struct, frozen=True):
    """Rows that are not taken into a catalogue, or could not be read."""

    reason: str
    records: int
    example: Place


class Report(msgspec.Struct, frozen=True):
    """What is known about the quality of a source after one reading.

    ``shares`` are records by the value of a few terms; ``outcomes`` say for each validation how many records
    are compliant, not compliant, lack prerequisites, or wait for an authority.
    """

    title: str
    source: str
    records: int
    rules: str
    terms: tuple[TermCount, ...]
    findings: tuple[FindingCount, ...]
    first: tuple[Step, ...]
    unmatched: tuple[FindingCount, ...]
    mids: tuple[MidsCount, ...]
    mids_differ: int
    suspicions: tuple[Suspicions, ...]
    refusals: tuple[Refusal, ...]
    shares: dict[str, dict[str, int]]
    outcomes: dict[str, tuple[int, int, int, int]]

    def places(self) -> Iterator[Place]:
        """All records that are named as examples."""
        for finding in (*self.findings, *self.unmatched):
            yield from finding.examples
            yield from (value.example for value in finding.values)
        for found in self.suspicions:
            yield from (one.place for one in found.examples)
        yield from (refusal.example for refusal in self.refusals)

    def share(self, records: int) -> float:
        """The share of all records, 0 to 1."""
        return records / self.records if self.records else 0.0

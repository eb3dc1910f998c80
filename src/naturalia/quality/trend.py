"""What changed suddenly between two reports of a source."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from naturalia.quality.report import Report

RECORDS = 0.05
"""Share of records gained or lost that is worth a word."""
POINTS = 0.05
"""Change of a share (completeness of a term, records with a finding, records of a country) worth a word."""


class Change(msgspec.Struct, frozen=True):
    """A number then and now: shares are 0 to 1, records are whole."""

    what: str
    kind: str
    before: float
    after: float

    @property
    def size(self) -> float:
        """How great the change is."""
        return abs(self.after - self.before)


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """Sudden changes, the greatest first: of the number of records, then of shares."""
    records = tuple(_records(before, after))
    shares = (*_completeness(before, after), *_findings(before, after), *_values(before, after))
    return records + tuple(sorted(shares, key=lambda change: (-change.size, change.what)))


def _records(before: Report, after: Report) -> Iterator[Change]:
    if abs(after.records - before.records) > RECORDS * max(before.records, 1):
        yield Change("records", "records", before.records, after.records)


def _completeness(before: Report, after: Report) -> Iterator[Change]:
    then = {count.term: before.share(count.records) for count in before.terms}
    now = {count.term: after.share(count.records) for count in after.terms}
    yield from _sudden(then, now, "completeness")


def _findings(before: Report, after: Report) -> Iterator[Change]:
    then = {f"{one.code} {one.term}": before.share(one.records) for one in before.findings}
    now = {f"{one.code} {one.term}": after.share(one.records) for one in after.findings}
    yield from _sudden(then, now, "finding")


def _values(before: Report, after: Report) -> Iterator[Change]:
    for term, counts in after.shares.items():
        then = {f"{term} {value}": before.share(n) for value, n in before.shares.get(term, {}).items()}
        now = {f"{term} {value}": after.share(n) for value, n in counts.items()}
        yield from _sudden(then, now, "value")


def _sudden(then: dict[str, float], now: dict[str, float], kind: str) -> Iterator[Change]:
    for what in sorted(then.keys() | now.keys()):
        before, after = then.get(what, 0.0), now.get(what, 0.0)
        if abs(after - before) > POINTS:
            yield Change(what, kind, before, after)

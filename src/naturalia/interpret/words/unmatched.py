"""Texts that no vocabulary understood, counted, so that a curator maps each of them once for a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from naturalia.interpret.issues import Issue, IssueCode

UNMATCHED_CODES = frozenset(
    {
        IssueCode.TYPE_STATUS_UNKNOWN,
        IssueCode.SEX_UNKNOWN,
        IssueCode.LIFE_STAGE_UNKNOWN,
        IssueCode.TAXON_RANK_UNKNOWN,
        IssueCode.BASIS_OF_RECORD_UNKNOWN,
        IssueCode.LICENCE_UNKNOWN,
        IssueCode.COUNTRY_UNKNOWN,
        IssueCode.VALUE_UNKNOWN,
        IssueCode.VALUE_MISPLACED,
    }
)
"""Issues that a mapping of values solves."""


class UnmatchedValue(msgspec.Struct, frozen=True, gc=False):
    """A text of a term that was not understood, and in how many records it stands."""

    term: str
    value: str
    count: int
    code: IssueCode


def unmatched(issues: Iterable[Issue]) -> tuple[UnmatchedValue, ...]:
    """The texts that were not understood, those that concern most records first.

    ``issues`` are those of all records of a source, one for each record that has it.
    """
    counts = Counter((each.term, each.value, each.code) for each in issues if each.code in UNMATCHED_CODES)
    values = (UnmatchedValue(term, value, count, code) for (term, value, code), count in counts.items())
    return tuple(sorted(values, key=lambda each: (-each.count, each.term, each.value, each.code)))


def merged(parts: Iterable[Iterable[UnmatchedValue]]) -> tuple[UnmatchedValue, ...]:
    """The unmatched values of several parts of a source as those of the whole."""
    counts: Counter[tuple[str, str, IssueCode]] = Counter()
    for part in parts:
        for each in part:
            counts[each.term, each.value, each.code] += each.count
    values = (UnmatchedValue(term, value, count, code) for (term, value, code), count in counts.items())
    return tuple(sorted(values, key=lambda each: (-each.count, each.term, each.value, each.code)))

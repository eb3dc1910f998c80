"""When a date is hard to believe: bounds of the field, the collector's life, the institution's founding.

A date out of bounds is told, never dropped. Bounds: 1582 for events (TDWG BDQ Core,
VALIDATION_EVENTDATE_INRANGE), 1753 for identifications (Linnaeus, Species Plantarum; GBIF uses the same),
1970 for changes of data.
"""

from __future__ import annotations

import datetime

from naturalia.interpret.dates.evidence import DateContext
from naturalia.interpret.issues import IssueCode

YOUNGEST_COLLECTOR = 5
"""Years of age below which nobody has collected."""


def implausible(first: datetime.date, last: datetime.date, context: DateContext) -> list[IssueCode]:
    """The issues with a date between two days."""
    codes: list[IssueCode] = []
    if first.year < context.since:
        codes.append(IssueCode.DATE_UNLIKELY)
    if not context.doubts:
        return codes
    too_early = context.born is not None and last.year < context.born + YOUNGEST_COLLECTOR
    too_late = context.died is not None and first.year > context.died
    if too_early or too_late:
        codes.append(IssueCode.DATE_OUTSIDE_COLLECTORS_LIFE)
    if context.founded is not None and last.year < context.founded:
        codes.append(IssueCode.DATE_BEFORE_INSTITUTION)
    return codes

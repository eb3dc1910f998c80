"""Dates: what a text says, as ISO 8601, as far as it is certain.

Understood are ISO dates and date-times, the timestamps of databases, years and year-months, dates with zeros
for what is unknown ("2006-00-00"), and ranges of these with "/". Never a guess: what may be read in two ways
is not understood.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode

_ISO = re.compile(
    r"^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?"
    r"(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_SHORT_END = re.compile(r"^(?:(\d{2})-)?(\d{2})$")
_MIDNIGHT = re.compile(r"^00:00(?::00(?:\.0+)?)?$")
OLDEST = 1


class Day(msgspec.Struct, frozen=True, gc=False):
    """A day, month or year, as precise as it was stated; ``time`` is the ISO time with zone, if any."""

    year: int
    month: int | None = None
    day: int | None = None
    time: str | None = None

    @property
    def iso(self) -> str:
        """The ISO 8601 form."""
        text = f"{self.year:04}"
        for part in (self.month, self.day):
            if part is None:
                return text
            text += f"-{part:02}"
        return f"{text}T{self.time}" if self.time else text

    @property
    def first(self) -> datetime.date:
        """The first day that it may be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)


class InterpretedDate(msgspec.Struct, frozen=True, gc=False):
    """A date or range of dates as understood; both ends are the same Day for a single date.

    ``code`` tells what is odd; ``complete`` is False where the text says more (or something impossible).
    """

    start: Day | None = None
    end: Day | None = None
    code: IssueCode | None = None
    complete: bool = True

    @property
    def iso(self) -> str | None:
        """ISO 8601 date or interval, None if nothing was understood."""
        if self.start is None or self.end is None:
            return None
        return self.start.iso if self.start == self.end else f"{self.start.iso}/{self.end.iso}"


NOTHING = InterpretedDate()
NOT_UNDERSTOOD = InterpretedDate(code=IssueCode.DATE_INVALID, complete=False)


@lru_cache(maxsize=1 << 15)
def date(text: str) -> InterpretedDate:
    """What a text says of a date, as far as it is certain."""
    trimmed = text.strip()
    single = _day(trimmed)
    if single.start is not None or single.code is not IssueCode.DATE_INVALID:
        return single
    first, slash, last = trimmed.partition("/")
    if not slash:
        return single
    return _range(_day(first.strip()), last.strip())


def date_of_parts(year: str | None, month: str | None, day: str | None) -> InterpretedDate:
    """A date from the three columns; what follows a missing or impossible part is not used."""
    if not year or not year.strip().isdigit() or int(year) < OLDEST or len(year.strip()) > 4:
        return NOTHING
    return _checked(int(year), _part(month), _part(day), None)


def _part(text: str | None) -> int | None:
    trimmed = (text or "").strip().removesuffix(".0")
    return int(trimmed) if trimmed.isdecimal() and len(trimmed) <= 2 else None


def _day(text: str) -> InterpretedDate:
    match = _ISO.match(text) or _COMPACT.match(text)
    if match is None:
        return NOT_UNDERSTOOD
    month, day, time, zone = (*match.groups()[1:], None, None)[:4]
    if time and _MIDNIGHT.match(time) and not zone:
        time = None
    stated = f"{time}{zone or ''}" if time else None
    return _checked(int(match[1]), int(month) if month else None, int(day) if day else None, stated)


def _checked(year: int, month: int | None, day: int | None, time: str | None) -> InterpretedDate:
    """Keep the parts up to the first that is missing or impossible."""
    incomplete = InterpretedDate(code=IssueCode.DATE_INCOMPLETE, complete=False)
    if year < OLDEST:
        return incomplete
    if month is None:
        return _single(Day(year), complete=day is None)
    if not 1 <= month <= 12:
        return _single(Day(year), complete=False)
    if day is None:
        return _single(Day(year, month))
    try:
        datetime.date(year, month, day)
    except ValueError:
        return _single(Day(year, month), complete=False)
    return _single(Day(year, month, day, time))


def _single(day: Day, complete: bool = True) -> InterpretedDate:
    code = None if complete else IssueCode.DATE_INCOMPLETE
    if day.first > datetime.date.today():
        code = IssueCode.DATE_IN_FUTURE
    return InterpretedDate(day, day, code, complete)


def _range(first: InterpretedDate, last: str) -> InterpretedDate:
    if first.start is None:
        return NOT_UNDERSTOOD
    second = _shortened(first.start, last) or _day(last)
    if second.start is None:
        return NOT_UNDERSTOOD
    if second.start.first < first.start.first:
        return InterpretedDate(code=IssueCode.DATE_RANGE_SWAPPED, complete=False)
    return InterpretedDate(
        first.start, second.start, first.code or second.code, first.complete and second.complete
    )


def _shortened(start: Day, text: str) -> InterpretedDate | None:
    """ISO 8601 lets an interval's end leave out what it shares with its beginning: 2001-03-04/07."""
    match = _SHORT_END.match(text)
    if match is None or start.month is None:
        return None
    if start.day is None:
        return _checked(start.year, int(match[2]), None, None) if match[1] is None else None
    return _checked(start.year, int(match[1]) if match[1] else start.month, int(match[2]), None)

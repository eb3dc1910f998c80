"""What a date is: days as precise as stated, periods, and the result of reading a text."""

from __future__ import annotations

import calendar
import datetime
from enum import StrEnum

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted


class Precision(StrEnum):
    """How exactly a moment is stated."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Qualifier(StrEnum):
    """What the text says of the certainty of its date; ``supplied`` is a date in square brackets."""

    UNCERTAIN = "uncertain"
    APPROXIMATE = "approximate"
    SUPPLIED = "supplied"


class Calendar(StrEnum):
    """The calendar that a text states; nothing stated counts as Gregorian."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"


class DateState(StrEnum):
    """What became of a text. ``partial`` dates lack the year or its century: only EDTF can write them."""

    UNDERSTOOD = "understood"
    PARTIAL = "partial"
    AMBIGUOUS = "ambiguous"
    STATED_UNKNOWN = "stated unknown"
    IN_FUTURE = "in the future"
    NOT_UNDERSTOOD = "not understood"


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

    @property
    def last(self) -> datetime.date:
        """The last day that it may be."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


class Period(msgspec.Struct, frozen=True, gc=False):
    """One reading of a text: its ends (equal for a single date, None where open) and its EDTF form."""

    start: Day | None
    end: Day | None
    edtf: str
    precision: Precision = Precision.DAY

    @property
    def iso(self) -> str | None:
        """ISO 8601 date or interval; None if an end is open."""
        if self.start is None or self.end is None:
            return None
        return self.start.iso if self.start == self.end else f"{self.start.iso}/{self.end.iso}"

    def __str__(self) -> str:
        return self.iso or self.edtf


class InterpretedDate(Interpreted, frozen=True, kw_only=True, gc=False):
    """What a text says of a date.

    ``start`` and ``end`` are as precise as stated and equal for a single date; both are None unless there is
    one reading. ``iso`` follows from them. ``edtf`` (Extended Date/Time Format, ISO 8601-2) also tells what
    ISO 8601-1 cannot: doubt, decades, seasons, open ends, missing digits, one of several. ``alternatives``
    are the readings of an ambiguous text; a date after the reference day is the only one of its kind there.
    ``earliest`` and ``latest`` are the first and last day that it may be (None: open). ``stated`` is the date
    in the calendar that the text names, if that is not the Gregorian one. ``complete`` is False where the
    text says more than the value. ``issues``, ``rule`` and ``version`` are those of every interpreter.
    """

    verbatim: str = ""
    start: Day | None = None
    end: Day | None = None
    edtf: str | None = None
    alternatives: tuple[Period, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    precision: Precision | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    calendar: Calendar = Calendar.GREGORIAN
    stated: str | None = None
    state: DateState = DateState.NOT_UNDERSTOOD
    complete: bool = True

    @property
    def iso(self) -> str | None:
        """ISO 8601 date or interval; None unless there is one reading with both ends."""
        return Period(self.start, self.end, "").iso

    @property
    def code(self) -> IssueCode | None:
        """The first issue, None if there is none."""
        return self.issues[0] if self.issues else None

    @property
    def shared(self) -> Day | None:
        """What both ends, or all readings of an ambiguous text, have in common: day, month or year."""
        days = [d for p in self.alternatives for d in (p.start, p.end)] or [self.start, self.end]
        return common(days)

    @property
    def year(self) -> int | None:
        """The year, if both ends or all readings share it."""
        return self.shared.year if self.shared else None

    @property
    def month(self) -> int | None:
        """The month, if both ends or all readings share it."""
        return self.shared.month if self.shared else None

    @property
    def day(self) -> int | None:
        """The day of the month, if both ends or all readings share it."""
        return self.shared.day if self.shared else None

    @property
    def ambiguous(self) -> bool:
        """Whether the text has several readings."""
        return self.state is DateState.AMBIGUOUS

    @property
    def is_range(self) -> bool:
        """Whether the date has two different ends, or an open one."""
        return self.edtf is not None and not self.alternatives and self.start != self.end


def common(days: list[Day | None]) -> Day | None:
    """The year, month and day that all days share; None without a shared year."""
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days) or len({day.year for day in known}) > 1:
        return None
    first = known[0]
    if first.month is None or any(day.month != first.month for day in known):
        return Day(first.year)
    if first.day is None or any(day.day != first.day for day in known):
        return Day(first.year, first.month)
    return Day(first.year, first.month, first.day)

"""Instants: single moments as grammar finds them, with what may be missing, and their EDTF form.

EDTF: Extended Date/Time Format, Library of Congress 2019, part of ISO 8601-2:2019.
"""

from __future__ import annotations

import calendar
import datetime

import msgspec

from naturalia.interpret.dates.values import Day, Period, Precision

SEASONS = range(21, 25)
_WINTER = 24


class Instant(msgspec.Struct, frozen=True, gc=False):
    """A moment as stated.

    ``year`` is None if it is not stated; ``missing`` counts its unknown last digits (189x: 1, 18xx: 2), and
    ``open_century`` says that its first two are unknown. ``season`` is a code of EDTF (21 spring
    to 24 winter), ``into_next_year`` marks one that is stated with two years (winter 1950-51), ``incomplete``
    marks a month or day that is impossible and left out.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    missing: int = 0
    open_century: bool = False
    season: int | None = None
    time: str | None = None
    into_next_year: bool = False
    incomplete: bool = False

    @property
    def known(self) -> bool:
        """Whether the year is known."""
        return self.year is not None and not self.open_century

    @property
    def start(self) -> Day:
        """The first year, month or day; ValueError without a year."""
        if self.year is None or self.open_century:
            raise ValueError("no year")
        if self.missing:
            return Day(self.year)
        return Day(self.year, self.month, self.day, self.time)

    @property
    def end(self) -> Day:
        """The last year, month or day; ValueError without a year."""
        if self.into_next_year:
            return Day(self.start.year + 1)
        if not self.missing:
            return self.start
        return Day(self.start.year + 10**self.missing - 1)

    @property
    def latest(self) -> datetime.date:
        """The last day that it may be; the winter of a year may end in the next one."""
        if self.season == _WINTER and self.start.year < datetime.MAXYEAR:
            return datetime.date(self.start.year + 1, 3, 20)
        return self.end.last

    @property
    def precision(self) -> Precision:
        """How exactly it is stated."""
        if self.missing:
            return Precision.DECADE if self.missing == 1 else Precision.CENTURY
        if self.season:
            return Precision.SEASON
        if self.day is not None:
            return Precision.TIME if self.time else Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def edtf(self) -> str:
        """The EDTF form."""
        parts = [self._edtf_year()]
        if self.season:
            parts.append(f"{self.season:02}")
        elif self.month is not None or self.day is not None:
            parts.append("XX" if self.month is None else f"{self.month:02}")
        if self.day is not None:
            parts.append(f"{self.day:02}")
        text = "-".join(parts)
        return f"{text}T{self.time}" if self.time else text

    def _edtf_year(self) -> str:
        if self.year is None:
            return "XXXX"
        if self.open_century:
            digits = f"{self.year % 100:02}"
            return f"XX{digits[: 2 - self.missing]}{'X' * self.missing}"
        text = f"{self.year:04}"
        return text[: 4 - self.missing] + "X" * self.missing

    def in_century(self, century: int) -> Instant:
        """The same in a century (18 means 1800-1899); a 29 February that it does not have is left out."""
        year = century * 100 + (self.year or 0) % 100
        return msgspec.structs.replace(self, year=year, open_century=False)


def exists(year: int, month: int | None, day: int | None) -> bool:
    """Whether the calendar has such a day, month and year."""
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or (month is not None and 1 <= day <= calendar.monthrange(year, month)[1])


Ends = tuple[Instant, Instant]
_ORDER = tuple(Precision)


def period(items: tuple[Ends, ...], qualifier: str = "") -> Period:
    """One reading: a single item, or several dates with the interval that encloses them."""
    if len(items) == 1 and items[0][0] is items[0][1]:
        only = items[0][0]
        start = only.start
        return Period(start, only.end, only.edtf + qualifier, only.precision)
    precision = max((end.precision for item in items for end in item), key=_ORDER.index)
    starts = [item[0].start for item in items]
    ends = [item[1].end for item in items]
    first = min(starts, key=lambda day: day.first)
    last = max(ends, key=lambda day: day.last)
    return Period(first, last, edtf_of(items, qualifier), precision)


def edtf_of(items: tuple[Ends, ...], qualifier: str = "") -> str:
    """The EDTF form: a date, an interval, or a set in braces."""
    if len(items) == 1:
        first, last = items[0]
        text = first.edtf + qualifier
        return text if first == last else f"{text}/{last.edtf}{qualifier}"
    members = (a.edtf + qualifier if a == b else f"{a.edtf}..{b.edtf}" for a, b in items)
    return "{" + ",".join(members) + "}"

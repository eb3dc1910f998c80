"""Dates and intervals of ISO 8601 as BDQ wants them: valid or not, and from when to when.

Stricter than interpretation, which understands what people write; here a text is valid or it is not.
Zones are read and checked, but days are those of the place, as they are written.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec

_TIME = re.compile(
    r"(?P<hour>[01]\d|2[0-4])(?::?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d|60)(?:[.,]\d+)?)?)?"
    r"(?P<zone>Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?\Z"
)
_CALENDAR = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?\Z")
_BASIC = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)\Z")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})\Z")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?\Z")
_SHORT = re.compile(r"(?:(\d\d)-)?(\d\d)\Z")
_DAY = timedelta(days=1)


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A stated time: when it begins and ends, how precise it is, and whether it is a time of the day."""

    start: datetime
    end: datetime
    precision: str

    @property
    def timed(self) -> bool:
        """Whether an hour is stated."""
        return self.precision == "time"


class Interval(msgspec.Struct, frozen=True, gc=False):
    """A date or interval: the moments that it goes from and to."""

    first: Moment
    last: Moment

    @property
    def start(self) -> datetime:
        """The beginning."""
        return self.first.start

    @property
    def end(self) -> datetime:
        """The end: the first instant that is no longer in it, or the stated time of the day."""
        if self.first is not self.last and self.last.timed:
            return self.last.start
        return self.last.end

    @property
    def last_day(self) -> datetime:
        """An instant of the last day."""
        return self.last.start if self.last.timed else self.last.end - _DAY

    @property
    def to_the_day(self) -> bool:
        """Whether both ends are stated to the day or finer."""
        return {self.first.precision, self.last.precision} <= {"day", "time"}

    @property
    def to_the_month(self) -> bool:
        """Whether both ends are stated to the month or finer."""
        return "year" not in (self.first.precision, self.last.precision)

    @property
    def within_year(self) -> bool:
        """Whether it lies in one year."""
        return self.start.year == self.last_day.year

    @property
    def within_month(self) -> bool:
        """Whether it lies in one month."""
        return self.within_year and self.start.month == self.last_day.month

    @property
    def within_day(self) -> bool:
        """Whether it lies in one day."""
        return self.start.date() == self.last_day.date()

    @property
    def seconds(self) -> int:
        """How long it is."""
        return round((self.end - self.start).total_seconds())


@lru_cache(maxsize=1 << 13)
def interval(text: str) -> Interval | None:
    """The interval that a valid ISO 8601 date or interval states, None if it is not valid."""
    first, slash, last = text.strip().partition("/")
    start = _moment(first)
    if start is None:
        return None
    end = (_shortened(start, last) or _moment(last)) if slash else start
    if end is None or end.start < start.start:
        return None
    return Interval(start, end)


def _moment(text: str) -> Moment | None:
    date, separator, time = text.partition("T")
    day = _date(date)
    if day is None or not separator:
        return day
    match = _TIME.match(time)
    if match is None or day.precision != "day":
        return None
    return _timed(day.start, match)


def _timed(day: datetime, match: re.Match[str]) -> Moment | None:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if hour == 24 and (minute or second):
        return None
    start = day + timedelta(hours=hour, minutes=minute, seconds=second)
    unit = timedelta(seconds=1) if match["second"] else timedelta(minutes=1)
    return Moment(start, start + (unit if match["minute"] else timedelta(hours=1)), "time")


def _date(text: str) -> Moment | None:
    match = _CALENDAR.match(text) or _BASIC.match(text)
    if match:
        return calendar_date(*(int(part) if part else None for part in match.groups()))
    if match := _ORDINAL.match(text):
        return ordinal_date(int(match[1]), int(match[2]))
    if match := _WEEK.match(text):
        return _week(int(match[1]), int(match[2]), int(match[3] or 0))
    return None


def calendar_date(year: int | None, month: int | None = None, day: int | None = None) -> Moment | None:
    """A year, month or day; None if there is no such."""
    if not year or year > 9998 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Moment(datetime(year, 1, 1), datetime(year + 1, 1, 1), "year")
    days = monthrange(year, month)[1]
    if day is None:
        start = datetime(year, month, 1)
        return Moment(start, start + timedelta(days=days), "month")
    if not 1 <= day <= days:
        return None
    start = datetime(year, month, day)
    return Moment(start, start + _DAY, "day")


def ordinal_date(year: int, day: int) -> Moment | None:
    """A day of a year, None if there is no such."""
    if not 1 <= year <= 9998 or not 1 <= day <= 365 + isleap(year):
        return None
    start = datetime(year, 1, 1) + timedelta(days=day - 1)
    return Moment(start, start + _DAY, "day")


def _week(year: int, week: int, day: int) -> Moment | None:
    try:
        start = datetime.fromisocalendar(year, week, day or 1)
    except ValueError:
        return None
    return Moment(start, start + (_DAY if day else timedelta(days=7)), "day")


def _shortened(start: Moment, text: str) -> Moment | None:
    """The end of an interval may leave out what it shares with the beginning: 1880-05-08/10."""
    match = _SHORT.match(text)
    if match is None or start.precision == "year":
        return None
    if start.precision == "month":
        return None if match[1] else calendar_date(start.start.year, int(match[2]))
    month = int(match[1]) if match[1] else start.start.month
    return calendar_date(start.start.year, month, int(match[2]))

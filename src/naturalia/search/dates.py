"""Dates as numbers: a day, month, year or interval of ISO 8601 as the first and last day it covers.

Days count from 1970-01-01, negative before; instants are seconds from then, UTC. A date outside the years 1
to 9999, or one that is not ISO 8601, has no number.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.,]*(?:Z|[+-]\d{2}(?::?\d{2})?)?)?", re.ASCII)
_PARTIAL_END = re.compile(r"\d{2}(?:-\d{2})?", re.ASCII)


def _days_of_date(text: str) -> tuple[int, int] | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = datetime.date(year or 0, month or 1, day or 1)
        last = first.replace(month=month or 12)
        last = last.replace(day=day or calendar.monthrange(last.year, last.month)[1])
    except ValueError:
        return None
    return first.toordinal() - _EPOCH, last.toordinal() - _EPOCH


def _completed_end(start: str, end: str) -> str:
    """The end of an interval written short, as in 1998-05-01/07, with what it leaves out."""
    date = start.partition("T")[0]
    return date[: -len(end)] + end if _PARTIAL_END.fullmatch(end) and len(end) < len(date) else end


@lru_cache(maxsize=1 << 13)
def days_of(text: str) -> tuple[int, int] | None:
    """First and last day of an ISO 8601 date or interval; ``None`` where the text is neither."""
    start, slash, end = text.strip().partition("/")
    first = _days_of_date(start)
    last = _days_of_date(_completed_end(start, end)) if slash else first
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def year_of(text: str) -> int | None:
    """The year of a date or interval that lies within one year."""
    days = days_of(text)
    if days is None:
        return None
    first, last = (datetime.date.fromordinal(day + _EPOCH).year for day in days)
    return first if first == last else None


def seconds_of(text: str) -> tuple[int, int] | None:
    """First and last second of a date (a whole day, month or year in UTC) or of a date with time."""
    if "T" not in text:
        days = days_of(text) if "/" not in text else None
        return None if days is None else (days[0] * 86_400, days[1] * 86_400 + 86_399)
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        second = int(moment.timestamp() // 1)
    except (ValueError, OverflowError):
        return None
    return second, second

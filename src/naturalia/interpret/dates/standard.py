"""The standard forms: ISO 8601 dates, times, weeks, days of the year and intervals; EDTF as input."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from naturalia.interpret.dates.calendars import day_of_week, day_of_year
from naturalia.interpret.dates.instants import SEASONS, Ends, Instant, exists

_DATE = re.compile(
    r"(\d{4})(?:([-/])(\d{1,2})(?:\2(\d{1,2}))?)?"
    r"(?:(?<=[-/]\d\d|[-/]\d.)[T ]\s?(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})")
_SHORT_END = re.compile(r"(?:(\d{1,2})-)?(\d{1,2})(?:T.*)?")
_MIDNIGHT = re.compile(r"00:00(?::00(?:[.,]0+)?)?")
_EDTF = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%])?")
LOOKS_STANDARD = re.compile(r"\[?\{?\.{0,2}/?-?[0-9X]{4}")


class Standard(msgspec.Struct, frozen=True):
    """A date in a standard form; ``open_start`` and ``open_end`` for an interval without an end (..).

    ``one_of`` marks an EDTF set in brackets: one of its members is meant.
    """

    items: tuple[Ends, ...]
    rule: str
    qualifier: str = ""
    open_start: bool = False
    open_end: bool = False
    one_of: bool = False


def iso(text: str) -> Instant | None:
    """A single date by ISO 8601, or None; zeros and impossible parts are left out."""
    match = _DATE.fullmatch(text)
    if match is not None:
        return _dated(match)
    match = _COMPACT.fullmatch(text)
    if match is not None and exists(int(match[1]), int(match[2]), int(match[3])):
        time = ":".join(part for part in match.group(4, 5, 6) if part)
        return _checked(int(match[1]), match[2], match[3], _time(time or None, match[7]))
    return _counted(text)


def _dated(match: re.Match[str]) -> Instant | None:
    year, _, month, day, time, zone = match.groups()
    if time and (int(time[:2]) > 24 or int(time[3:5]) > 59):
        time = None
    if month and int(month) > 12:
        return None
    return _checked(int(year), month, day, _time(time, zone))


def _time(time: str | None, zone: str | None) -> str | None:
    """The time with its zone; midnight without a zone is how databases write a day."""
    if not time or (_MIDNIGHT.fullmatch(time) and not zone) or time.startswith("24"):
        return None
    if zone and len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return time.replace(",", ".") + (zone or "")


def _checked(year: int, month: str | None, day: str | None, time: str | None) -> Instant | None:
    if not exists(year, None, None):
        return None
    months = int(month) if month else 0
    if months > 12:
        return None
    if not months:
        return Instant(year, incomplete=month is not None)
    if not day or not exists(year, months, int(day)):
        return Instant(year, months, incomplete=day is not None)
    return Instant(year, months, int(day), time=time)


def _counted(text: str) -> Instant | None:
    """A day by week or by number in the year. A whole week is no single day: see ``interval``."""
    if match := _WEEK.fullmatch(text):
        found = day_of_week(int(match[1]), int(match[2]), int(match[3])) if match[3] else None
    elif match := _ORDINAL.fullmatch(text):
        found = day_of_year(int(match[1]), int(match[2]))
    else:
        return None
    return Instant(found.year, found.month, found.day) if found else None


def standard(text: str) -> Standard | None:
    """A date or interval by ISO 8601 or EDTF; None if the text is neither."""
    single = iso(text)
    if single is not None:
        return Standard(((single, single),), "ISO 8601")
    if "/" in text and (interval := _interval(text)):
        return interval
    return _week(text) or _edtf(text)


def _week(text: str) -> Standard | None:
    match = _WEEK.fullmatch(text)
    first = match and not match[3] and day_of_week(int(match[1]), int(match[2]), 1)
    last = match and first and day_of_week(int(match[1]), int(match[2]), 7)
    if not first or not last:
        return None
    ends = (Instant(first.year, first.month, first.day), Instant(last.year, last.month, last.day))
    return Standard((ends,), "ISO 8601 week")


def _interval(text: str) -> Standard | None:
    first, _, last = (part.strip() for part in text.partition("/"))
    start = iso(first)
    if start is None or (first.isdigit() and len(last) < 4):
        return None
    end = _shortened(start, last) or iso(last)
    return Standard(((start, end),), "ISO 8601 interval") if end is not None else None


def _shortened(start: Instant, text: str) -> Instant | None:
    """ISO 8601 lets an interval's end leave out what it shares with its beginning: 2001-03-04/07."""
    match = _SHORT_END.fullmatch(text)
    if match is None or start.month is None or start.year is None:
        return None
    if start.day is None:
        return _checked(start.year, match[2], None, None) if match[1] is None else None
    return _checked(start.year, match[1] or str(start.month), match[2], None)


def _edtf(text: str) -> Standard | None:
    if text[:1] in "[{" and text[-1:] in "]}" and "," in text:
        return _edtf_set(text)
    first, slash, last = text.partition("/")
    start, end = _edtf_date(first), _edtf_date(last) if slash else None
    if not slash:
        return start and Standard(((start[0], start[0]),), "EDTF", start[1])
    if first == ".." and end:
        return Standard(((end[0], end[0]),), "EDTF interval", end[1], open_start=True)
    if last == ".." and start:
        return Standard(((start[0], start[0]),), "EDTF interval", start[1], open_end=True)
    if start and end and start[1] == end[1]:
        return Standard(((start[0], end[0]),), "EDTF interval", start[1])
    return None


def _edtf_set(text: str) -> Standard | None:
    members = [_edtf_date(member.strip()) for member in text[1:-1].split(",")]
    if len(members) > 8 or not all(member and not member[1] for member in members):
        return None
    items = tuple((member[0], member[0]) for member in members if member)
    return Standard(items, "EDTF set", one_of=text[0] == "[")


def _edtf_date(text: str) -> tuple[Instant, str] | None:
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day, qualifier = match.groups()
    instant = _edtf_year(year)
    if instant is None:
        return None
    made = _edtf_parts(instant, month, day)
    return (made, qualifier or "") if made is not None else None


def _edtf_year(text: str) -> Instant | None:
    digits = text.rstrip("X")
    if text == "XXXX":
        return Instant()
    if text.startswith("XX") and text[2:].isdigit():
        return Instant(int(text[2:]), open_century=True)
    missing = 4 - len(digits)
    if not digits.isdigit() or missing > 2 or int(digits) == 0:
        return None
    return Instant(int(digits) * 10**missing, missing=missing)


def _edtf_parts(instant: Instant, month: str | None, day: str | None) -> Instant | None:
    change: Callable[..., Instant] = msgspec.structs.replace
    if month is None or (month == "XX" and day in (None, "XX")):
        return instant
    if month == "XX" or not month.isdigit():
        return None
    if int(month) in SEASONS and day is None:
        return change(instant, season=int(month)) if instant.known else None
    known = day if day and day.isdigit() else None
    if not exists(instant.year if instant.known and instant.year else 2000, int(month), int(known or 1)):
        return None
    return change(instant, month=int(month), day=int(known) if known else None)

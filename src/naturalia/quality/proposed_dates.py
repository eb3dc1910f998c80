"""Amendments of dates: what may be proposed because it can be read in one way only."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from babel import Locale

from naturalia.quality.iso import Moment, calendar_date, interval, ordinal_date
from naturalia.quality.reading import integer
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with
from naturalia.quality.response import NOT_AMENDED, Answer, amended, filled_in, missing
from naturalia.quality.time import PARTS, parts_of
from naturalia.vocabulary import fold

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "et", "ca", "gl")
_EARLIEST = 1000
"""A number of four digits with a leading zero is more likely something else than a year."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DAY_SUFFIX = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|º|ª|\.º)\b", re.IGNORECASE)
_DECADE = re.compile(r"(\d{3}0)'?s\Z")
_HAN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?\Z")
_UNKNOWN_DAY = re.compile(r"\A(?:x{1,2}|\?{1,2}|-{1,2}|0{1,2})[\s./-]+", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"\s*(\d{1,2})\s*(?:st|nd|rd|th|er|re|º|ª|\.)?\s*\Z", re.IGNORECASE)


@cache
def _month_names() -> dict[str, int]:
    """Folded names and abbreviations of months; those that mean two months in two languages are left out."""
    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    names.setdefault(fold(name), set()).add(number)
    return {name: min(numbers) for name, numbers in names.items() if len(numbers) == 1 and len(name) > 2}


@cache
def _day_names() -> frozenset[str]:
    return frozenset(
        fold(name)
        for language in LANGUAGES
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in Locale.parse(language).days[form][width].values()
    )


def _month(word: str) -> int | None:
    folded = fold(word)
    if folded in _ROMAN:
        return _ROMAN.index(folded) + 1
    return _month_names().get(folded)


@answers("AMENDMENT_MONTH_STANDARDIZED")
def month_standardized(said: Said, _: Parameters) -> Answer:
    """A Roman numeral or a name in one of several languages."""
    text = said.get("dwc:month")
    if text is None:
        return missing("dwc:month is empty.")
    month = None if integer(text) is not None else _month(text.strip(" ."))
    return amended({"dwc:month": str(month)}, f"{text!r} is the month {month}.") if month else NOT_AMENDED


@answers("AMENDMENT_DAY_STANDARDIZED")
def day_standardized(said: Said, _: Parameters) -> Answer:
    """A number with an ending, as in 23rd."""
    text = said.get("dwc:day")
    if text is None:
        return missing("dwc:day is empty.")
    match = _DAY_NUMBER.match(text)
    if match is None or integer(text) is not None or not 1 <= int(match[1]) <= 31:
        return NOT_AMENDED
    return amended({"dwc:day": str(int(match[1]))}, f"{text!r} is the day {int(match[1])}.")


@lru_cache(maxsize=1 << 14)
def certain_date(text: str) -> str | None:
    """The ISO 8601 form of a text that can be read as a date in one way only, else None.

    >>> certain_date("18/V/1981")
    '1981-05-18'
    >>> certain_date("03/04/2020") is None
    True
    """
    trimmed = _UNKNOWN_DAY.sub("", text.strip().strip("[]()"))
    if interval(trimmed):
        return trimmed if integer(trimmed[:4]) and int(trimmed[:4]) >= _EARLIEST else None
    if match := _DECADE.match(trimmed):
        return f"{match[1]}-01-01/{int(match[1]) + 9}-12-31"
    if match := _HAN.match(trimmed):
        return _iso(*(int(part) if part else None for part in match.groups()))
    return _range(trimmed) or _single(trimmed)


def _single(text: str) -> str | None:
    tokens = _TOKEN.findall(_DAY_SUFFIX.sub("", text))
    tokens = [
        token for token in tokens if fold(token) not in _day_names() and fold(token) not in ("de", "of")
    ]
    if not tokens or not 2 <= len(tokens) <= 3 or any(character in text for character in "?:"):
        return None
    years = [place for place, token in enumerate(tokens) if token.isdecimal() and len(token) == 4]
    if len(years) != 1 or years[0] not in (0, len(tokens) - 1) or int(tokens[years[0]]) < _EARLIEST:
        return None
    year = int(tokens.pop(years[0]))
    return _with_year(year, tokens, year_first=years[0] == 0)


def _with_year(year: int, tokens: list[str], *, year_first: bool) -> str | None:
    months = [_month(token) if not token.isdecimal() else None for token in tokens]
    named = [month for month in months if month]
    numbers = [int(token) for token in tokens if token.isdecimal()]
    if (
        len(named) + len(numbers) != len(tokens)
        or len(named) > 1
        or any(len(t) > 2 for t in tokens if t.isdecimal())
    ):
        return None
    if named:
        return _iso(year, named[0], *numbers)
    if len(numbers) == 1:
        return _iso(year, numbers[0])
    first, second = numbers
    return _numeric(year, first, second, year_first=year_first)


def _numeric(year: int, first: int, second: int, *, year_first: bool) -> str | None:
    """A year in front is followed by month and day, unless only the other order gives a date."""
    readings = {_iso(year, first, second), _iso(year, second, first)} - {None}
    if len(readings) == 1:
        return readings.pop()
    return _iso(year, first, second) if year_first and readings else None


def _range(text: str) -> str | None:
    """Two dates with one year at the end: "9.ii-10.iii.2000", "12-15.vi.1987"."""
    match = re.fullmatch(r"(.+?)\s*(?:-|–|—|\bto\b|\bbis\b)\s*(.+)", text)
    if match is None:
        return None
    end = _single(match[2])
    if end is None or len(end) != len("2000-01-01"):
        return None
    tokens = _TOKEN.findall(match[1])
    month = int(end[5:7])
    if len(tokens) == 2 and not tokens[1].isdecimal() and _month(tokens[1]):
        month = _month(tokens[1]) or month
    elif len(tokens) != 1 or not tokens[0].isdecimal():
        return None
    start = _iso(int(end[:4]), month, int(tokens[0])) if tokens[0].isdecimal() else None
    return f"{start}/{end}" if start and start < end else None


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    if calendar_date(year, month, day) is None:
        return None
    return "-".join(
        f"{part:0{width}}" for part, width in ((year, 4), (month, 2), (day, 2)) if part is not None
    )


def _proposed(term: str) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        text = said.get(term)
        if text is None:
            return missing(f"{term} is empty.")
        date = None if interval(text) else certain_date(text)
        return amended({term: date}, f"{text!r} is {date}.") if date else NOT_AMENDED

    return function


answers_with("AMENDMENT_EVENTDATE_STANDARDIZED", _proposed("dwc:eventDate"))
answers_with("AMENDMENT_DATEIDENTIFIED_STANDARDIZED", _proposed("dwc:dateIdentified"))


@answers("AMENDMENT_EVENTDATE_FROM_VERBATIM")
def from_verbatim(said: Said, _: Parameters) -> Answer:
    """The verbatim date, if it can be read in one way only."""
    text = said.get("dwc:verbatimEventDate")
    if text is None or "dwc:eventDate" in said:
        return missing("There is no verbatim date, or the date is filled in already.")
    date = certain_date(text)
    return filled_in({"dwc:eventDate": date}, f"{text!r} is {date}.") if date else NOT_AMENDED


@answers("AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY")
def from_parts(said: Said, _: Parameters) -> Answer:
    """As much of year, month and day as there is; nothing if they make no date."""
    year = integer(said.get("dwc:year"))
    if year is None or "dwc:eventDate" in said:
        return missing("There is no year, or the date is filled in already.")
    month = _part(said.get("dwc:month"))
    day = integer(said.get("dwc:day")) if month is not None else None
    date = _iso(year, month, day) if year > 0 else None
    return filled_in({"dwc:eventDate": date}) if date else NOT_AMENDED


def _part(text: str | None) -> int | None:
    if text is None:
        return None
    number = integer(text)
    return number if number is not None else _month(text.strip(" .")) or 0


@answers("AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR")
def from_days_of_year(said: Said, _: Parameters) -> Answer:
    """The days of the year, if the first is before the last."""
    terms = ("dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear")
    if "dwc:eventDate" in said or not all(term in said for term in terms):
        return missing("A part is missing, or the date is filled in already.")
    year, start, end = (integer(said[term]) for term in terms)
    if year is None:
        return missing("dwc:year is no number.")
    if start is None or end is None or start >= end:
        return NOT_AMENDED
    first, last = ordinal_date(year, start), ordinal_date(year, end)
    if first is None or last is None:
        return NOT_AMENDED
    return filled_in({"dwc:eventDate": f"{_day(first)}/{_day(last)}"})


def _day(moment: Moment) -> str:
    return moment.start.date().isoformat()


@answers("AMENDMENT_EVENT_FROM_EVENTDATE")
def parts_from_date(said: Said, _: Parameters) -> Answer:
    """The parts that the date says and that are not filled in."""
    text = said.get("dwc:eventDate")
    when = interval(text) if text is not None else None
    if when is None:
        return missing("There is no valid ISO 8601 date.")
    follow = parts_of(when)
    parts = {term: str(follow[term]) for term in PARTS if term in follow and term not in said}
    return filled_in(parts, f"{text} says so.") if parts else NOT_AMENDED

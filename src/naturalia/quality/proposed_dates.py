"""Amendments of dates: what may be proposed because it can be read in one way only."""

from __future__ import annotations

import re

from naturalia.interpret import date
from naturalia.interpret.dates.columns import month_number
from naturalia.quality.iso import Moment, calendar_date, interval, ordinal_date
from naturalia.quality.reading import integer
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with
from naturalia.quality.response import NOT_AMENDED, Answer, amended, filled_in, missing
from naturalia.quality.time import PARTS, parts_of

_DAY_NUMBER = re.compile(r"\s*(\d{1,2})\s*(?:st|nd|rd|th|er|re|º|ª|\.)?\s*\Z", re.IGNORECASE)


@answers("AMENDMENT_MONTH_STANDARDIZED")
def month_standardized(said: Said, _: Parameters) -> Answer:
    """A Roman numeral or a name in one of several languages."""
    text = said.get("dwc:month")
    if text is None:
        return missing("dwc:month is empty.")
    month = None if integer(text) is not None else month_number(text.strip(" ."))
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


def certain_date(text: str) -> str | None:
    """The ISO 8601 form of a text that can be read as a date in one way only and without doubt, else None.

    >>> certain_date("18/V/1981")
    '1981-05-18'
    >>> certain_date("03/04/2020") is None
    True
    """
    found = date(text)
    if found.issues or found.iso is None:
        return None
    if "/" not in found.iso:
        return found.iso
    return f"{found.earliest}/{found.latest}" if found.earliest and found.latest else None


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
    return number if number is not None else month_number(text.strip(" .")) or 0


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

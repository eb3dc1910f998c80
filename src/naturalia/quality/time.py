"""Tests of when: dates of collecting and identifying, their parts, and whether they agree."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from naturalia.quality.iso import Interval, interval
from naturalia.quality.reading import integer
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with
from naturalia.quality.response import COMPLIANT, Answer, complies, found, missing

_EVENT_DATE = "dwc:eventDate"
_IDENTIFIED = "dwc:dateIdentified"
_NO_DATE = missing("There is no valid ISO 8601 date.")


def date_of(said: Said, term: str = _EVENT_DATE) -> Interval | None:
    """The valid date of a term."""
    text = said.get(term)
    return interval(text) if text is not None else None


def _valid_date(term: str) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        if term not in said:
            return missing(f"{term} is empty.")
        return complies(interval(said[term]) is not None, f"{said[term]!r} is no ISO 8601 date.")

    return function


answers_with("VALIDATION_EVENTDATE_STANDARD", _valid_date(_EVENT_DATE))
answers_with("VALIDATION_DATEIDENTIFIED_STANDARD", _valid_date(_IDENTIFIED))


def _bound(text: str) -> Interval:
    """A limit of a range; the present is written in braces."""
    return _bound_on(text, date.today())


@lru_cache(maxsize=64)
def _bound_on(text: str, today: date) -> Interval:
    present = {"{current year}": f"{today.year:04}", "{current day}": today.isoformat()}
    limit = interval(present.get(text, text))
    if limit is None:
        raise ValueError(f"{text!r} is no ISO 8601 date for a limit")
    return limit


@answers("VALIDATION_EVENTDATE_INRANGE")
def event_date_in_range(said: Said, parameters: Parameters) -> Answer:
    """The whole interval has to lie within the limits."""
    when = date_of(said)
    if when is None:
        return _NO_DATE
    earliest, latest = _bound(parameters["earliestValidDate"]), _bound(parameters["latestValidDate"])
    return complies(
        earliest.start <= when.start and when.end <= latest.end,
        f"{said[_EVENT_DATE]} is not between {parameters['earliestValidDate']} and now.",
    )


@answers("VALIDATION_YEAR_INRANGE")
def year_in_range(said: Said, parameters: Parameters) -> Answer:
    """The year has to be one of those between the limits."""
    year = integer(said.get("dwc:year"))
    if year is None:
        return missing("dwc:year is empty or no number.")
    earliest, latest = _bound(parameters["earliestValidDate"]), _bound(parameters["latestValidDate"])
    return complies(
        earliest.start.year <= year <= latest.start.year,
        f"{year} is not between {parameters['earliestValidDate']} and now.",
    )


@answers("VALIDATION_DATEIDENTIFIED_INRANGE")
def identified_in_range(said: Said, parameters: Parameters) -> Answer:
    """Between the limits, and not before the object was collected."""
    identified = date_of(said, _IDENTIFIED)
    collected = date_of(said)
    with_event = parameters["includeEventDate"] == "true" and _EVENT_DATE in said
    if identified is None or (with_event and collected is None):
        return _NO_DATE
    earliest, latest = _bound(parameters["earliestValidDate"]), _bound(parameters["latestValidDate"])
    if not (earliest.start <= identified.start and identified.end <= latest.end):
        return complies(False, f"{said[_IDENTIFIED]} is not between 1753 and now.")
    early = with_event and collected is not None and identified.end <= collected.start
    return complies(not early, f"{said[_IDENTIFIED]} is before {said.get(_EVENT_DATE)}.")


@answers("MEASURE_EVENTDATE_DURATIONINSECONDS")
def duration(said: Said, _: Parameters) -> Answer:
    """How long the time of collecting is."""
    when = date_of(said)
    return _NO_DATE if when is None else found(when.seconds)


@answers("VALIDATION_MONTH_STANDARD")
def month_standard(said: Said, _: Parameters) -> Answer:
    """A number from 1 to 12."""
    return _number_between(said, "dwc:month", 12)


@answers("VALIDATION_DAY_STANDARD")
def day_standard(said: Said, _: Parameters) -> Answer:
    """A number from 1 to 31."""
    return _number_between(said, "dwc:day", 31)


def _number_between(said: Said, term: str, most: int) -> Answer:
    if term not in said:
        return missing(f"{term} is empty.")
    number = integer(said[term])
    return complies(
        number is not None and 1 <= number <= most, f"{said[term]!r} is no number from 1 to {most}."
    )


@answers("VALIDATION_DAY_INRANGE")
def day_in_range(said: Said, _: Parameters) -> Answer:
    """The day exists in its month; the year is only asked for the 29 February."""
    day, month = integer(said.get("dwc:day")), integer(said.get("dwc:month"))
    if day is None:
        return missing("dwc:day is empty or no number.")
    if not 29 <= day <= 31:
        return complies(1 <= day <= 28, f"No month has a day {day}.")
    if month is None or not 1 <= month <= 12:
        return missing("dwc:month is no month.")
    year = _year_for(day, month, said)
    if year is None:
        return missing("dwc:year is no year.")
    return complies(day <= monthrange(year, month)[1], f"The month {month} has no day {day} in {year}.")


def _year_for(day: int, month: int, said: Said) -> int | None:
    if (day, month) != (29, 2):
        return 2000
    year = integer(said.get("dwc:year"))
    return year if year is not None and 1 <= year <= 9999 else None


def _day_of_year(term: str, at_end: bool) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        if term not in said:
            return missing(f"{term} is empty.")
        number = integer(said[term])
        if number != 366:
            return complies(number is not None and 1 <= number <= 365, f"{said[term]!r} is no day of a year.")
        when = date_of(said)
        if when is None:
            return missing("dwc:eventDate tells no year.")
        year = (when.last_day if at_end else when.start).year
        return complies(isleap(year), f"{year} has 365 days.")

    return function


answers_with("VALIDATION_STARTDAYOFYEAR_INRANGE", _day_of_year("dwc:startDayOfYear", at_end=False))
answers_with("VALIDATION_ENDDAYOFYEAR_INRANGE", _day_of_year("dwc:endDayOfYear", at_end=True))


def parts_of(when: Interval) -> dict[str, int]:
    """The terms that follow from a date, each only where the date is precise enough and says one value."""
    parts: dict[str, int] = {}
    if when.within_day and when.to_the_day:
        parts["dwc:day"] = when.start.day
    if when.within_month and when.to_the_month:
        parts["dwc:month"] = when.start.month
    if when.within_year:
        parts["dwc:year"] = when.start.year
    if when.to_the_day:
        parts["dwc:startDayOfYear"] = _number_of(when.start)
        parts["dwc:endDayOfYear"] = _number_of(when.last_day)
    return parts


def _number_of(day: datetime) -> int:
    return (day - datetime(day.year, 1, 1)) // timedelta(days=1) + 1


PARTS = ("dwc:day", "dwc:month", "dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear")


@answers("VALIDATION_EVENT_CONSISTENT")
def event_consistent(said: Said, _: Parameters) -> Answer:
    """Each part that is stated follows from the date."""
    stated = [term for term in PARTS if term in said]
    if _EVENT_DATE not in said or not stated:
        return missing("There is no date, or no part of one to compare it with.")
    when = date_of(said)
    follow = parts_of(when) if when is not None else {}
    wrong = [term for term in stated if term not in follow or integer(said[term]) != follow[term]]
    if not wrong:
        return COMPLIANT
    told = ", ".join(f"{term} {said[term]!r}" for term in wrong)
    return complies(False, f"{told} does not follow from {said[_EVENT_DATE]!r}.")

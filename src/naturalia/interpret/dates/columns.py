"""The columns of a record that tell when: eventDate, year, month, day, days of the year, verbatimEventDate.

They are read apart and compared. The first that is understood counts; another that agrees with it and is more
precise refines it, and one that cannot mean the same is told with both values.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from naturalia.interpret.dates.calendars import day_of_year
from naturalia.interpret.dates.evidence import DateContext
from naturalia.interpret.dates.instants import exists
from naturalia.interpret.dates.reading import VERSION, date
from naturalia.interpret.dates.tokens import tokens
from naturalia.interpret.dates.values import DateState, InterpretedDate, Period, Precision
from naturalia.interpret.issues import MEANINGS, Issue, IssueCode
from naturalia.interpret.reading import Interpreted

_NO_CONTEXT = DateContext()
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NUMBER = re.compile(r"(\d{1,4})(?:\.0+)?")
EVENT_DATE, YEAR, START_DAY, VERBATIM = (
    "dwc:eventDate",
    "dwc:year",
    "dwc:startDayOfYear",
    "dwc:verbatimEventDate",
)
_FROM = {
    YEAR: IssueCode.DATE_FROM_PARTS,
    START_DAY: IssueCode.DATE_FROM_DAY_OF_YEAR,
    VERBATIM: IssueCode.DATE_FROM_VERBATIM,
}
_AGAINST = {
    YEAR: IssueCode.DATE_PARTS_DISAGREE,
    START_DAY: IssueCode.DATE_DAY_OF_YEAR_DISAGREES,
    VERBATIM: IssueCode.DATE_VERBATIM_DISAGREES,
}
_NOTHING = InterpretedDate()


class Told(msgspec.Struct, frozen=True, gc=False):
    """What one source says: its term, the text (of several columns joined by blanks), and how it is read."""

    term: str
    text: str
    date: InterpretedDate


class EventDate(Interpreted, frozen=True, kw_only=True, gc=False):
    """When an event was, from all its columns.

    ``date`` is the date that counts and ``source`` the Darwin Core term that it was read from (empty if none
    says one); ``agreeing`` and ``disagreeing`` are the terms of the others (dwc:year stands for year, month
    and day). ``told`` lists each source with its reading. ``notes`` are the issues with term, value and a
    message that names both values of a contradiction.
    """

    date: InterpretedDate = _NOTHING
    source: str = ""
    agreeing: tuple[str, ...] = ()
    disagreeing: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    notes: tuple[Issue, ...] = ()


@lru_cache(maxsize=1 << 12)
def event_date(
    event: str | None = None,
    verbatim: str | None = None,
    year: str | None = None,
    month: str | None = None,
    day: str | None = None,
    start_day: str | None = None,
    end_day: str | None = None,
    context: DateContext = _NO_CONTEXT,
) -> EventDate:
    """When an event was, by the texts of its columns; ``start_day`` and ``end_day`` are days of the year."""
    told = _told(event, verbatim, (year, month, day), (start_day, end_day), context)
    settled = tuple(_settled(each, told) for each in told)
    winner = next((each for each in settled if _understood(each.date)), None)
    if winner is None:
        return _without(settled)
    refined = next((each for each in settled if each is not winner and _refines(each, winner)), winner)
    return _result(settled, winner, refined)


def _told(
    event: str | None,
    verbatim: str | None,
    parts: tuple[str | None, str | None, str | None],
    days: tuple[str | None, str | None],
    context: DateContext,
) -> tuple[Told, ...]:
    found = []
    if event and event.strip():
        found.append(Told(EVENT_DATE, event, date(event, context)))
    if any(parts):
        text = " ".join(part for part in parts if part)
        found.append(Told(YEAR, text, parts_date(*parts, context)))
    if parts[0] and days[0]:
        text = "-".join(number for number in days if number)
        found.append(Told(START_DAY, f"{text} {parts[0]}", numbered_days(parts[0], *days, context)))
    if verbatim and verbatim.strip():
        found.append(Told(VERBATIM, verbatim, date(verbatim, context)))
    return tuple(found)


def _understood(found: InterpretedDate) -> bool:
    return found.state is DateState.UNDERSTOOD


def _settled(told: Told, others: tuple[Told, ...]) -> Told:
    """An ambiguous date is settled if another source fits only one of its readings."""
    if len(told.date.alternatives) < 1 or told.date.state not in (DateState.AMBIGUOUS, DateState.PARTIAL):
        return told
    left = [
        reading
        for reading in told.date.alternatives
        if all(_overlap(_of(reading), other.date) for other in others if _understood(other.date))
    ]
    if len(left) != 1 or not any(_understood(other.date) for other in others):
        return told
    return msgspec.structs.replace(told, date=_chosen(told.date, left[0]))


def _of(reading: Period) -> InterpretedDate:
    first, last = reading.start, reading.end
    return InterpretedDate(
        start=first,
        end=last,
        edtf=reading.edtf,
        precision=reading.precision,
        earliest=first.first if first else None,
        latest=last.last if last else None,
        state=DateState.UNDERSTOOD,
    )


def _chosen(found: InterpretedDate, reading: Period) -> InterpretedDate:
    chosen = _of(reading)
    return msgspec.structs.replace(
        found,
        start=chosen.start,
        end=chosen.end,
        edtf=chosen.edtf,
        precision=chosen.precision,
        earliest=chosen.earliest,
        latest=chosen.latest,
        state=DateState.UNDERSTOOD,
        alternatives=(),
        issues=tuple(code for code in found.issues if code not in _OPEN),
        rule=f"{found.rule}, other columns decide",
        complete=True,
    )


_OPEN = (IssueCode.DATE_AMBIGUOUS, IssueCode.DATE_CENTURY_UNKNOWN, IssueCode.DATE_MAYBE_SERIAL)


def _overlap(one: InterpretedDate, other: InterpretedDate) -> bool:
    """Whether two dates can mean the same day."""
    starts = [each.earliest for each in (one, other) if each.earliest is not None]
    ends = [each.latest for each in (one, other) if each.latest is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _refines(told: Told, winner: Told) -> bool:
    """Whether a source is more precise than the one that counts. Columns often hold a range's first day."""
    fine, coarse = told.date, winner.date
    if not _understood(fine) or None in (fine.earliest, fine.latest, coarse.earliest, coarse.latest):
        return False
    if coarse.is_range and coarse.precision is Precision.DAY:
        return told.term == VERBATIM and _strictly_within(fine, coarse)
    return _span(fine) < _span(coarse) and _within(fine, coarse)


def _span(found: InterpretedDate) -> int:
    """Days that it may be, less one; none for an open end."""
    first, last = found.earliest, found.latest
    return (last - first).days if first is not None and last is not None else 0


def _within(fine: InterpretedDate, coarse: InterpretedDate) -> bool:
    if fine.earliest is None or fine.latest is None or coarse.earliest is None or coarse.latest is None:
        return False
    return coarse.earliest <= fine.earliest and fine.latest <= coarse.latest


def _strictly_within(fine: InterpretedDate, coarse: InterpretedDate) -> bool:
    at_an_end = fine.earliest == coarse.earliest or fine.latest == coarse.latest
    return _within(fine, coarse) and (not at_an_end or fine.is_range) and _span(fine) < _span(coarse)


def _without(told: tuple[Told, ...]) -> EventDate:
    """No source is understood: the first that is ambiguous or partial tells what is left."""
    ranked = sorted(told, key=lambda each: _RANK.get(each.date.state, 9))
    notes = [_note(each, code) for each in told for code in each.date.issues]
    best = ranked[0] if ranked else None
    return EventDate(
        date=best.date if best else _NOTHING,
        source=best.term if best and best.date.edtf else "",
        told=told,
        notes=tuple(notes),
        issues=tuple(note.code for note in notes),
        rule=best.date.rule if best else "",
        version=VERSION,
    )


_RANK = {
    DateState.AMBIGUOUS: 0,
    DateState.PARTIAL: 1,
    DateState.STATED_UNKNOWN: 2,
    DateState.NOT_UNDERSTOOD: 3,
}


def _result(told: tuple[Told, ...], winner: Told, refined: Told) -> EventDate:
    notes, agreeing, disagreeing = [], [], []
    for each in told:
        if each.term in (EVENT_DATE, refined.term):
            notes += [_note(each, code) for code in each.date.issues]
        if each is winner or not _understood(each.date):
            continue
        if _overlap(each.date, winner.date):
            agreeing.append(each.term)
        else:
            disagreeing.append(each.term)
            notes.append(_contradiction(each, winner))
    if refined is not winner:
        notes.append(_contradiction(refined, winner, IssueCode.DATE_REFINED))
    elif winner.term in _FROM:
        notes.append(_note(winner, _FROM[winner.term]))
    return EventDate(
        date=refined.date,
        source=refined.term,
        agreeing=tuple(agreeing),
        disagreeing=tuple(disagreeing),
        told=told,
        notes=tuple(notes),
        issues=tuple(dict.fromkeys(note.code for note in notes)),
        rule=refined.date.rule,
        version=VERSION,
    )


def _note(told: Told, code: IssueCode) -> Issue:
    return Issue(told.term, told.text, code, MEANINGS[code])


def _contradiction(told: Told, winner: Told, code: IssueCode | None = None) -> Issue:
    chosen = code or _AGAINST.get(told.term, IssueCode.DATE_PARTS_DISAGREE)
    one = f"{told.term} says {told.text!r} ({told.date.edtf})"
    names = f"{one}, {winner.term} says {winner.text!r} ({winner.date.edtf})."
    return Issue(told.term, told.text, chosen, f"{MEANINGS[chosen]} {names}")


@lru_cache(maxsize=1 << 12)
def parts_date(
    year: str | None, month: str | None, day: str | None, context: DateContext = _NO_CONTEXT
) -> InterpretedDate:
    """A date from year, month and day; months may be names or Roman numerals, days a range ("12-15")."""
    years, months, days = (part.strip() if part else "" for part in (year, month, day))
    if not years:
        return InterpretedDate(version=VERSION)
    number = _NUMBER.fullmatch(years)
    month_of_year = month_number(months)
    if number is None or len(number[1]) != 4:
        return date(years, context) if number is None or not month_of_year else date(f"'{years}", context)
    return _composed(number[1], months, month_of_year, days, context)


def _composed(year: str, month: str, number: int | None, day: str, context: DateContext) -> InterpretedDate:
    """The date as far as the columns go; what follows a missing or impossible part is left out."""
    if number is None:
        found = date(year, context)
        return _incomplete(found) if (month or day) and _understood(found) else found
    match = _NUMBER.fullmatch(day)
    if not day or match is None:
        whole = date(f"{day} {_ROMAN[number - 1]} {year}" if day else f"{year}-{number:02}", context)
        return whole if _understood(whole) else _incomplete(date(f"{year}-{number:02}", context))
    if exists(int(year), number, int(match[1])):
        return date(f"{year}-{number:02}-{int(match[1]):02}", context)
    return _incomplete(date(f"{year}-{number:02}", context))


def _incomplete(found: InterpretedDate) -> InterpretedDate:
    issues = dict.fromkeys((*found.issues, IssueCode.DATE_INCOMPLETE))
    return msgspec.structs.replace(found, issues=tuple(issues), complete=False)


@lru_cache(maxsize=1 << 10)
def month_number(text: str) -> int | None:
    """The month (1-12) of a number, name or Roman numeral."""
    match = _NUMBER.fullmatch(text.strip())
    if match is not None:
        return int(match[1]) if 1 <= int(match[1]) <= 12 else None
    parts = tokens(text) if text.strip() else None
    return parts.values[0] if parts is not None and parts.kinds in ("m", "r") else None


def numbered_days(
    year: str, start: str | None, end: str | None, context: DateContext = _NO_CONTEXT
) -> InterpretedDate:
    """A date from a year and the numbers of its first and last day in it (1-366)."""
    numbers = [_NUMBER.fullmatch(text.strip()) if text else None for text in (year, start, end)]
    if numbers[0] is None or numbers[1] is None:
        return InterpretedDate(version=VERSION)
    first = day_of_year(int(numbers[0][1]), int(numbers[1][1]))
    last = day_of_year(int(numbers[0][1]), int(numbers[2][1])) if numbers[2] else first
    if first is None or last is None or last < first:
        return InterpretedDate(version=VERSION, issues=(IssueCode.DATE_INVALID,), complete=False)
    text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return msgspec.structs.replace(date(text, context), rule="day of the year")

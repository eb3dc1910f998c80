"""From the readings that remain to the result, with its qualifiers and issues."""

from __future__ import annotations

import datetime

import msgspec

from naturalia.interpret.dates.calendars import from_julian
from naturalia.interpret.dates.candidates import Candidate
from naturalia.interpret.dates.evidence import Stated
from naturalia.interpret.dates.instants import Ends, Instant, edtf_of, period
from naturalia.interpret.dates.plausibility import implausible
from naturalia.interpret.dates.selection import after, offered, valid
from naturalia.interpret.dates.tokens import Marks
from naturalia.interpret.dates.values import (
    Calendar,
    DateState,
    InterpretedDate,
    Precision,
    Qualifier,
)
from naturalia.interpret.issues import IssueCode

_CODES = {
    "uncertain": IssueCode.DATE_UNCERTAIN,
    "both": IssueCode.DATE_UNCERTAIN,
    "approximate": IssueCode.DATE_APPROXIMATE,
    "supplied": IssueCode.DATE_SUPPLIED,
    "part": IssueCode.DATE_LESS_PRECISE,
    "order": IssueCode.DATE_ORDER_FROM_COLLECTION,
}
_INCOMPLETE = frozenset({"part", "dangling"})


def nothing(stated: Stated, code: IssueCode, state: DateState = DateState.NOT_UNDERSTOOD) -> InterpretedDate:
    """A text without a date."""
    return InterpretedDate(
        verbatim=stated.text,
        issues=(code,),
        version=stated.version,
        state=state,
        complete=state is DateState.STATED_UNKNOWN,
        rule="stated unknown" if state is DateState.STATED_UNKNOWN else "",
    )


def result(found: list[Candidate], rule: str, marks: Marks, stated: Stated) -> InterpretedDate:
    """What the readings come to."""
    if not found:
        return nothing(stated, IssueCode.DATE_INVALID)
    if marks.wide and len(found) == 1:
        found = _decade_or_century(found[0])
    if len(found) == 1:
        return _single(found[0], rule, marks, stated)
    return _ambiguous(found, rule, marks, stated)


def _decade_or_century(candidate: Candidate) -> list[Candidate]:
    ((first, last),) = candidate.items[:1]
    if first != last or first.missing != 2:
        return [candidate]
    decade = msgspec.structs.replace(first, missing=1)
    return [Candidate(((decade, decade),)), candidate]


def _single(candidate: Candidate, rule: str, marks: Marks, stated: Stated) -> InterpretedDate:
    if not all(end.known for item in candidate.items for end in item):
        return _partial(candidate, rule, marks, stated)
    candidate = _bounded(candidate, marks)
    if _backward(candidate):
        return nothing(stated, IssueCode.DATE_RANGE_SWAPPED)
    calendar = Calendar.JULIAN if "julian" in marks.found else Calendar.GREGORIAN
    told = None
    if calendar is Calendar.JULIAN:
        told = period(candidate.items).iso
        candidate = _converted(candidate)
    candidate = _timed(candidate, marks)
    found = period(candidate.items, _qualifier(marks))
    first, last = _bounds(candidate.items)
    codes = _codes(candidate, marks, stated, first, last)
    future = after(candidate, stated.reference)
    complete = not candidate.incomplete and marks.found.isdisjoint(_INCOMPLETE) and _iso_tells(candidate)
    made = InterpretedDate(
        issues=(IssueCode.DATE_IN_FUTURE, *codes) if future else tuple(codes),
        rule=rule,
        version=stated.version,
        verbatim=stated.text,
        start=None if future else found.start,
        end=None if future else found.end,
        edtf=None if future else found.edtf,
        alternatives=(found,) if future else (),
        qualifiers=_qualifiers(marks),
        precision=found.precision,
        earliest=first,
        latest=last,
        calendar=calendar,
        stated=told,
        state=DateState.IN_FUTURE if future else DateState.UNDERSTOOD,
        complete=complete and not future,
    )
    return made if future or not marks.found else _opened(made, candidate, marks)


def _bounded(candidate: Candidate, marks: Marks) -> Candidate:
    """What lies after one date and before another is a range."""
    both = marks.found & {"after", "since"} and marks.found & {"before", "until"}
    if not both or len(candidate.items) != 2:
        return candidate
    marks.found -= {"after", "since", "before", "until"}
    (first, _), (_, last) = candidate.items
    return msgspec.structs.replace(candidate, items=((first, last),))


def _iso_tells(candidate: Candidate) -> bool:
    """Whether ISO 8601 tells all: not a season, nor a month of a decade."""
    ends = [end for item in candidate.items for end in item]
    return not any(end.season or (end.missing and end.month) for end in ends)


def _backward(candidate: Candidate) -> bool:
    return any(first is not last and first.start.first > last.latest for first, last in candidate.items)


def _bounds(items: tuple[Ends, ...]) -> tuple[datetime.date, datetime.date]:
    if len(items) == 1:
        return items[0][0].start.first, items[0][1].latest
    return min(item[0].start.first for item in items), max(item[1].latest for item in items)


def _timed(candidate: Candidate, marks: Marks) -> Candidate:
    if marks.time is None or len(candidate.items) > 1:
        return candidate
    first, last = candidate.items[0]
    if first != last or first.day is None or first.time is not None:
        return candidate
    timed = msgspec.structs.replace(first, time=marks.time)
    return msgspec.structs.replace(candidate, items=((timed, timed),))


def _converted(candidate: Candidate) -> Candidate:
    """Days of the Julian calendar as Gregorian ones; months and years stay as they are stated."""

    def gregorian(instant: Instant) -> Instant:
        if instant.day is None or instant.month is None or instant.year is None or instant.missing:
            return instant
        day = from_julian(instant.year, instant.month, instant.day)
        return Instant(day.year, day.month, day.day) if day else instant

    return msgspec.structs.replace(
        candidate, items=tuple((gregorian(first), gregorian(last)) for first, last in candidate.items)
    )


def _opened(found: InterpretedDate, candidate: Candidate, marks: Marks) -> InterpretedDate:
    """Before and after: an interval with an open end."""
    change = msgspec.structs.replace
    edtf, marked = found.edtf, marks.found
    if {"before", "until", "open start"} & marked:
        latest = found.latest
        if "before" in marked and found.earliest is not None:
            latest = found.earliest - datetime.timedelta(days=1)
        return change(found, start=None, edtf=f"../{edtf}", earliest=None, latest=latest)
    single = candidate.items[0][0] == candidate.items[0][1] and len(candidate.items) == 1
    if {"after", "since", "open end"} & marked or ("from" in marked and single):
        earliest = found.earliest
        if "after" in marked and found.latest is not None:
            earliest = found.latest + datetime.timedelta(days=1)
        return change(found, end=None, edtf=f"{edtf}/..", earliest=earliest, latest=None)
    return found


def _qualifier(marks: Marks) -> str:
    uncertain = "uncertain" in marks.found or "both" in marks.found
    approximate = "approximate" in marks.found or "both" in marks.found
    if uncertain and approximate:
        return "%"
    return "?" if uncertain else "~" if approximate else ""


def _qualifiers(marks: Marks) -> tuple[Qualifier, ...]:
    signs = {"?": (Qualifier.UNCERTAIN,), "~": (Qualifier.APPROXIMATE,), "": ()}
    told = signs.get(_qualifier(marks), (Qualifier.UNCERTAIN, Qualifier.APPROXIMATE))
    return (*told, Qualifier.SUPPLIED) if "supplied" in marks.found else told


def _codes(
    candidate: Candidate, marks: Marks, stated: Stated, first_day: datetime.date, last_day: datetime.date
) -> list[IssueCode]:
    codes = _marked(marks)
    if "julian" in marks.found:
        codes.append(IssueCode.DATE_CALENDAR_CONVERTED)
    if candidate.incomplete:
        codes.append(IssueCode.DATE_INCOMPLETE)
    if len(candidate.items) > 1:
        codes.append(IssueCode.DATE_SEVERAL)
    if any(end.season for item in candidate.items for end in item):
        codes.append(IssueCode.DATE_SEASON)
    first = candidate.items[0][0]
    if marks.weekday and first.known and first.day and first.start.first.isoweekday() != marks.weekday:
        codes.append(IssueCode.DATE_WEEKDAY_DISAGREES)
    return codes + implausible(first_day, last_day, stated.context)


def _marked(marks: Marks) -> list[IssueCode]:
    return [code for mark, code in _CODES.items() if mark in marks.found] if marks.found else []


def _partial(candidate: Candidate, rule: str, marks: Marks, stated: Stated) -> InterpretedDate:
    """Without a year, or with two digits of one: only EDTF can write it, and the centuries are offered."""
    ends = [end for item in candidate.items for end in item]
    open_century = all(end.year is not None for end in ends)
    code = IssueCode.DATE_CENTURY_UNKNOWN if open_century else IssueCode.DATE_YEAR_UNKNOWN
    codes = [code, *_marked(marks)]
    readings = offered(candidate, stated.reference) if open_century else []
    return InterpretedDate(
        verbatim=stated.text,
        issues=tuple(codes),
        rule=rule,
        version=stated.version,
        edtf=edtf_of(candidate.items, _qualifier(marks)),
        alternatives=tuple(period(each.items, _qualifier(marks)) for each in readings),
        qualifiers=_qualifiers(marks),
        precision=max((end.precision for end in ends), key=list(Precision).index),
        state=DateState.PARTIAL,
        complete=False,
    )


def _ambiguous(found: list[Candidate], rule: str, marks: Marks, stated: Stated) -> InterpretedDate:
    qualifier = _qualifier(marks)
    readings: list[Candidate] = []
    for each in found:
        known = all(end.known for item in each.items for end in item)
        readings += [each] * valid(each) if known else offered(each, stated.reference)
    code = IssueCode.DATE_MAYBE_SERIAL if "maybe serial" in marks.found else IssueCode.DATE_AMBIGUOUS
    periods = tuple(dict.fromkeys(period(each.items, qualifier) for each in readings))
    if not periods:
        return nothing(stated, IssueCode.DATE_INVALID)
    bounds = [_bounds(each.items) for each in readings]
    return InterpretedDate(
        verbatim=stated.text,
        issues=(code, *_marked(marks)),
        rule=rule,
        version=stated.version,
        edtf="[" + ",".join(edtf_of(each.items, qualifier).replace("/", "..") for each in found) + "]",
        alternatives=periods,
        qualifiers=_qualifiers(marks),
        precision=max((p.precision for p in periods), key=list(Precision).index),
        earliest=min(first for first, _ in bounds),
        latest=max(last for _, last in bounds),
        state=DateState.AMBIGUOUS,
        complete=False,
    )

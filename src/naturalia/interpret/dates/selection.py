"""Which of several readings remain: by points, collection, weekday, century and reference day."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import msgspec

from naturalia.interpret.dates.candidates import Candidate
from naturalia.interpret.dates.evidence import DateContext, DateOrder, Stated
from naturalia.interpret.dates.instants import Ends, Instant, exists
from naturalia.interpret.dates.tokens import Tokens

_CENTURIES = (17, 18, 19, 20)
"""Centuries that a year of two digits is offered in: older labels write the year in full."""
_ORDERS = {DateOrder.DAY_FIRST: "dm", DateOrder.MONTH_FIRST: "md"}


def select(found: list[Candidate], parts: Tokens, stated: Stated) -> tuple[list[Candidate], str]:
    """The readings that remain, and the reason if something beside the text decided."""
    if len(found) == 1 and all(end.known for item in found[0].items for end in item):
        return found, ""
    found, reason = _by_order(found, parts, stated.context)
    if any(not end.known for each in found for item in each.items for end in item):
        found, century_reason = _by_century(found, stated)
        reason = ", ".join(filter(None, (reason, century_reason)))
    found, weekday_reason = _by_weekday(found, parts)
    found, past_reason = _by_reference(found, stated.reference)
    return found, ", ".join(filter(None, (reason, weekday_reason, past_reason)))


def _by_order(found: list[Candidate], parts: Tokens, context: DateContext) -> tuple[list[Candidate], str]:
    if len({each.order for each in found}) < 2:
        return _year_first(found), ""
    if context.order is not None:
        wanted = _ORDERS[context.order]
        return _narrowed(found, lambda each: each.order in (wanted, "")), _evidence(context.order, parts)
    if set(parts.joints) <= {".", "-"} and "." in parts.joints:
        return _narrowed(found, lambda c: c.order == "dm"), "points: day first"
    return found, ""


def _evidence(order: DateOrder, parts: Tokens) -> str:
    parts.marks.found.add("order")
    return f"{order.value} as in the collection"


def _year_first(found: list[Candidate]) -> list[Candidate]:
    """Year, month, day is the standard's order; year, day, month is read only if nothing else is possible."""
    days = all(end.day is not None and end.known for each in found for item in each.items for end in item)
    return found[:1] if days and {each.order for each in found} == {""} else found


def _narrowed(found: list[Candidate], wanted: Callable[[Candidate], bool]) -> list[Candidate]:
    return [each for each in found if wanted(each)] or found


def _by_century(found: list[Candidate], stated: Stated) -> tuple[list[Candidate], str]:
    """Years of two digits stay open unless the context leaves one century."""
    context = stated.context
    if not context.decides_centuries:
        return found, ""
    closed = [made for each in found for c in _CENTURIES if _lived(made := _in_century(each, c), stated)]
    if len(closed) != 1 and not (closed and len({_years(each) for each in closed}) == 1):
        return found, ""
    return closed, "century by the pivot" if context.pivot is not None else "century by the collector's life"


def _years(candidate: Candidate) -> tuple[int | None, ...]:
    return tuple(end.year for item in candidate.items for end in item)


def offered(candidate: Candidate, reference: datetime.date) -> list[Candidate]:
    """An open century as one reading a century, latest last, none after the reference day."""
    closed = [_in_century(candidate, century) for century in _CENTURIES[1:]]
    return [each for each in closed if valid(each) and not after(each, reference)]


def _in_century(candidate: Candidate, century: int) -> Candidate:
    def placed(item: Ends) -> Ends:
        first, last = (end.in_century(century) if end.open_century else end for end in item)
        return first, last

    return msgspec.structs.replace(candidate, items=tuple(placed(item) for item in candidate.items))


def valid(candidate: Candidate) -> bool:
    """Whether the calendar has all ends, in their order."""
    ends = [end for item in candidate.items for end in item]
    if not all(end.known and exists(end.start.year, end.month, end.day) for end in ends):
        return False
    return all(first.start.first <= last.latest for first, last in candidate.items)


def _lived(candidate: Candidate, stated: Stated) -> bool:
    context = stated.context
    if not valid(candidate) or after(candidate, stated.reference):
        return False
    first = min(item[0].start.year for item in candidate.items)
    last = max(item[1].end.year for item in candidate.items)
    if context.pivot is not None:
        return context.pivot <= first and last < context.pivot + 100
    return (context.born or first) <= first and last <= (context.died or (context.born or last) + 110)


def after(candidate: Candidate, day: datetime.date) -> bool:
    """Whether a reading begins, or a range ends, after a day."""
    known = [end for item in candidate.items for end in item if end.known]
    return any(end.start.first > day for end in known)


def _by_weekday(found: list[Candidate], parts: Tokens) -> tuple[list[Candidate], str]:
    weekday = parts.marks.weekday
    if weekday is None or len(found) < 2:
        return found, ""
    fitting = [each for each in found if _is_weekday(each.items[0][0], weekday)]
    return (fitting, "weekday") if len(fitting) == 1 else (found, "")


def _is_weekday(instant: Instant, weekday: int) -> bool:
    if not instant.known or instant.month is None or instant.day is None:
        return False
    return instant.start.first.isoweekday() == weekday


def _by_reference(found: list[Candidate], reference: datetime.date) -> tuple[list[Candidate], str]:
    past = [each for each in found if not after(each, reference)]
    if past and len(past) < len(found):
        return past, "the other reading is in the future"
    return found, ""

"""Events: when, where and by whom the object was gathered, and what was noted of it then."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import msgspec

from naturalia.interpret.agents import people
from naturalia.interpret.assembly import SEPARATOR, assemble
from naturalia.interpret.dates import NOTHING, InterpretedDate, date, date_of_parts
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, said, terms_of, values_of
from naturalia.interpret.numbers import integer
from naturalia.interpret.places import PLACE_CLASSES, place
from naturalia.interpret.reading import Draft, Found
from naturalia.specimen.event import Event

EVENT_CLASSES = ("Event", "Event.Agent")
COLLECTING_EVENT = "Collecting Event"
OBJECT_TERMS = (
    "dwc:sex",
    "dwc:lifeStage",
    "dwc:reproductiveCondition",
    "dwc:caste",
    "dwc:vitality",
    "dwc:behavior",
    "dwc:occurrenceRemarks",
)
"""Of the terms of an event, those that are said of the object: they differ where the event is the same."""
_LIMITS = {
    "dwc:year": ("year", 1, 9999),
    "dwc:month": ("month", 1, 12),
    "dwc:day": ("day", 1, 31),
    "dwc:startDayOfYear": ("start_day_of_year", 1, 366),
    "dwc:endDayOfYear": ("end_day_of_year", 1, 366),
}


def event(row_type: str, row: Mapping[str, str]) -> Found[Event | None]:
    """The event that a row speaks of; None if it says nothing of one."""
    gathering = _event(
        row_type,
        values_of(row, gathering_terms(row_type)),
        values_of(row, terms_of(row_type, *PLACE_CLASSES)),
    )
    own = _of_the_object(row_type, values_of(row, OBJECT_TERMS))
    return _together(gathering, own) if own.value else gathering


@cache
def gathering_terms(row_type: str) -> tuple[str, ...]:
    """The terms of an event but those of the object."""
    return tuple(term for term in terms_of(row_type, *EVENT_CLASSES) if term not in OBJECT_TERMS)


@lru_cache(maxsize=1 << 12)
def _of_the_object(row_type: str, values: Values) -> Found[dict[str, Any]]:
    """The properties of an event that are said of the object."""
    draft = assemble(row_type, "Event", Draft(said(values, OBJECT_TERMS)))
    return draft.found(draft.fields)


def _together(gathering: Found[Event | None], own: Found[dict[str, Any]]) -> Found[Event | None]:
    event, fields = gathering.value, own.value
    issues, left = gathering.issues + own.issues, gathering.left + own.left
    if event is None:
        return Found(Event(event_type=COLLECTING_EVENT, **fields), issues, left)
    if event.event_remarks is not None and "event_remarks" in fields:
        fields = fields | {"event_remarks": _joined(event.event_remarks, fields["event_remarks"])}
    return Found(msgspec.structs.replace(event, **fields), issues, left)


def _joined(remarks: str, more: str) -> str:
    return remarks if more in remarks.split(SEPARATOR) else remarks + SEPARATOR + more


@lru_cache(maxsize=1 << 14)
def _event(row_type: str, values: Values, place_values: Values) -> Found[Event | None]:
    draft = Draft(said(values, gathering_terms(row_type)))
    assemble(row_type, "Event", draft)
    _date(draft)
    _collectors(draft)
    where = place(row_type, place_values)
    draft.issues += where.issues
    draft.left |= dict(where.left)
    if where.value is not None:
        draft.fields["has_location"] = where.value
    if not draft.fields:
        return draft.found(None)
    draft.fields.setdefault("event_type", COLLECTING_EVENT)
    return draft.found(Event(**draft.fields))


def _collectors(draft: Draft) -> None:
    names, ids = draft.said.get("dwc:recordedBy"), draft.said.get("dwc:recordedByID")
    found = people(names, ids, "collector")
    if found.code is not None:
        draft.note("dwc:recordedBy" if names else "dwc:recordedByID", found.code)
    if found.agents:
        draft.fields["has_agents"] = found.agents
    elif names:
        draft.leave("dwc:recordedBy")


def _date(draft: Draft) -> None:
    """First eventDate counts, then year, month and day, then verbatimEventDate; the text is kept."""
    _stated_parts(draft)
    found, verbatim = _found_date(draft), draft.said.get("dwc:verbatimEventDate")
    if verbatim is not None:
        draft.fields["verbatim_event_date"] = verbatim
    if found.iso is not None:
        draft.fields["event_date"] = found.iso
        _derived_parts(draft, found)


def _found_date(draft: Draft) -> InterpretedDate:
    text = draft.said.get("dwc:eventDate")
    parts = date_of_parts(*(draft.said.get(term) for term in ("dwc:year", "dwc:month", "dwc:day")))
    stated = date(text) if text is not None else NOTHING
    if stated.code is not None:
        draft.note("dwc:eventDate", stated.code)
    if text is not None and not stated.complete:
        _keep_text(draft, text)
    if stated.iso is not None:
        if parts.start is not None and not _agree(stated, parts):
            draft.note("dwc:eventDate", IssueCode.DATE_PARTS_DISAGREE)
        return stated
    if parts.iso is not None:
        draft.note("dwc:year", parts.code or IssueCode.DATE_FROM_PARTS)
        return parts
    return _verbatim_date(draft)


def _verbatim_date(draft: Draft) -> InterpretedDate:
    found = date(draft.said.get("dwc:verbatimEventDate", ""))
    if found.iso is None or not found.complete:
        return NOTHING
    draft.note("dwc:verbatimEventDate", IssueCode.DATE_FROM_VERBATIM)
    return found


def _keep_text(draft: Draft, text: str) -> None:
    """A date not fully understood becomes the verbatim date where there is none, and is listed otherwise."""
    if "dwc:verbatimEventDate" in draft.said:
        draft.leave("dwc:eventDate")
    else:
        draft.fields["verbatim_event_date"] = text


def _agree(stated: InterpretedDate, parts: InterpretedDate) -> bool:
    """Whether the columns can mean a day between the ends of the date."""
    day, start, end = parts.start, stated.start, stated.end
    if day is None or start is None or end is None:
        return True
    if not start.year <= day.year <= end.year:
        return False
    if start != end or day.month is None or start.month is None:
        return True
    return day.month == start.month and (day.day is None or start.day is None or day.day == start.day)


def _stated_parts(draft: Draft) -> None:
    for term, (attribute, lowest, highest) in _LIMITS.items():
        text = draft.said.get(term)
        if text is None:
            continue
        value = integer(text).value
        if value is not None and lowest <= value <= highest:
            draft.fields[attribute] = value
        else:
            draft.leave(term)
            if text.strip("0. "):
                draft.note(term, IssueCode.NUMBER_OUT_OF_RANGE)


def _derived_parts(draft: Draft, found: InterpretedDate) -> None:
    """Year, month and day as far as both ends of the date share them; what is stated stays."""
    start, end = found.start, found.end
    if start is None or end is None or "year" in draft.fields:
        return
    for name in ("year", "month", "day"):
        value = getattr(start, name)
        if value is None or value != getattr(end, name):
            return
        draft.fields.setdefault(name, value)

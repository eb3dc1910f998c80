"""Events: when, where and by whom the object was gathered, and what was noted of it then."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import msgspec

from naturalia.interpret.assembly import SEPARATOR, assemble
from naturalia.interpret.dates import DateContext, EventDate, InterpretedDate, event_date, month_number
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, said, terms_of, values_of
from naturalia.interpret.numbers import integer
from naturalia.interpret.people import people
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
_NO_CONTEXT = DateContext()
_VERBATIM = "dwc:verbatimEventDate"
_COLUMNS = (
    "dwc:eventDate",
    _VERBATIM,
    "dwc:year",
    "dwc:month",
    "dwc:day",
    "dwc:startDayOfYear",
    "dwc:endDayOfYear",
)
_LIMITS = {
    "dwc:year": ("year", 1, 9999),
    "dwc:month": ("month", 1, 12),
    "dwc:day": ("day", 1, 31),
    "dwc:startDayOfYear": ("start_day_of_year", 1, 366),
    "dwc:endDayOfYear": ("end_day_of_year", 1, 366),
}


def event(
    row_type: str,
    row: Mapping[str, str],
    dates: DateContext = _NO_CONTEXT,
    home: tuple[float, float] | None = None,
) -> Found[Event | None]:
    """The event that a row speaks of, None if of none; ``dates`` is what is known of its dates, ``home``
    where the institution stands that keeps the object (latitude, longitude).
    """
    gathering = _event(
        row_type,
        dates,
        values_of(row, gathering_terms(row_type)),
        values_of(row, terms_of(row_type, *PLACE_CLASSES)),
        home,
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


@lru_cache(maxsize=1 << 12)
def _event(
    row_type: str,
    dates: DateContext,
    values: Values,
    place_values: Values,
    home: tuple[float, float] | None,
) -> Found[Event | None]:
    draft = Draft(said(values, gathering_terms(row_type)))
    assemble(row_type, "Event", draft)
    year = _date(draft, dates)
    _collectors(draft)
    where = place(row_type, place_values, year, home)
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


def _date(draft: Draft, context: DateContext) -> int | None:
    """The date from all columns that tell one; what is written is kept. Gives the year, if it is certain."""
    _stated_parts(draft)
    found, verbatim = event_date(*(draft.said.get(term) for term in _COLUMNS), context), _VERBATIM
    draft.issues += found.notes
    if verbatim in draft.said:
        draft.fields["verbatim_event_date"] = draft.said[verbatim]
    _keep_text(draft, found)
    value = found.date.iso or (found.date.shared.iso if found.date.shared else None)
    if value is not None:
        draft.fields["event_date"] = value
        _derived_parts(draft, found.date)
    shared = found.date.shared
    return draft.fields.get("year") or (shared.year if shared is not None else None)


def _keep_text(draft: Draft, found: EventDate) -> None:
    """A date not fully understood becomes the verbatim date where there is none, and is listed otherwise."""
    text = draft.said.get("dwc:eventDate")
    stated = next((each.date for each in found.told if each.term == "dwc:eventDate"), None)
    if text is None or (stated is not None and stated.complete and stated.iso is not None):
        return
    if _VERBATIM in draft.said:
        draft.leave("dwc:eventDate")
    else:
        draft.fields["verbatim_event_date"] = text


def _stated_parts(draft: Draft) -> None:
    for term, (attribute, lowest, highest) in _LIMITS.items():
        text = draft.said.get(term)
        if text is None:
            continue
        value = month_number(text) if attribute == "month" else integer(text).value
        if value is not None and lowest <= value <= highest:
            draft.fields[attribute] = value
        else:
            draft.leave(term)
            if text.strip("0. "):
                draft.note(term, IssueCode.NUMBER_OUT_OF_RANGE)


def _derived_parts(draft: Draft, found: InterpretedDate) -> None:
    """Year, month and day as far as both ends of the date share them; what is stated stays."""
    shared = found.shared
    if shared is None or "year" in draft.fields:
        return
    for name in ("year", "month", "day"):
        value = getattr(shared, name)
        if value is None:
            return
        draft.fields.setdefault(name, value)

"""Dates: what a text, or the columns of a record, say of when, as ISO 8601 and EDTF, where certain."""

from naturalia.interpret.dates.calendars import Spreadsheet
from naturalia.interpret.dates.columns import EventDate, Told, event_date, month_number, parts_date
from naturalia.interpret.dates.evidence import DateContext, DateEvidence, DateOrder, Since, Witness, gather
from naturalia.interpret.dates.reading import VERSION, date
from naturalia.interpret.dates.values import (
    Calendar,
    DateState,
    Day,
    InterpretedDate,
    Period,
    Precision,
    Qualifier,
)

__all__ = [
    "VERSION",
    "Calendar",
    "DateContext",
    "DateEvidence",
    "DateOrder",
    "DateState",
    "Day",
    "EventDate",
    "InterpretedDate",
    "Period",
    "Precision",
    "Qualifier",
    "Since",
    "Spreadsheet",
    "Told",
    "Witness",
    "date",
    "event_date",
    "gather",
    "month_number",
    "parts_date",
]

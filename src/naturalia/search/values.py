"""Values of filters as text and back: whole values, ranges of numbers and dates, and the bounding box."""

from __future__ import annotations

import math
import re

import msgspec

from naturalia.search.analysis import clean_value
from naturalia.search.dates import days_of, seconds_of
from naturalia.search.errors import QueryError
from naturalia.search.term import Kind, Term

OPEN = ("", "*")
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)

Bound = int | float | str | None


class Range(msgspec.Struct, frozen=True):
    """From ``low`` to ``high``, both included; ``None`` is open. Dates and instants are ISO 8601 text."""

    low: Bound
    high: Bound


class BoundingBox(msgspec.Struct, frozen=True):
    """Decimal degrees; a box whose west is greater than its east crosses the date line."""

    west: float
    south: float
    east: float
    north: float


Value = str | Range


def parse_value(term: Term, text: str) -> Value:
    """The value of a filter on ``term``: a ``Range`` for numbers and dates, else the text itself.

    Raises ``QueryError`` for what is not a value of the kind of the term.
    """
    text = clean_value(text)
    if term.ranged:
        return _parse_range(term, text)
    if term.kind is Kind.BOOLEAN and text.lower() not in ("true", "false"):
        raise QueryError(term.name, "%(text)s is neither true nor false", text=text)
    return text.lower() if term.kind is Kind.BOOLEAN else text


def _parse_range(term: Term, text: str) -> Range:
    low_text, comma, high_text = text.partition(",")
    low = _parse_bound(term, low_text.strip())
    high = _parse_bound(term, high_text.strip()) if comma else low
    if (low is None and high is None) or "," in high_text:
        raise QueryError(term.name, "%(text)s is not a value or a range, written a,b", text=text)
    found = Range(low, high)
    first, last = numbers_of(term, found)
    if first is not None and last is not None and first > last:
        raise QueryError(term.name, "the range %(text)s ends before it begins", text=text)
    return found


def _parse_bound(term: Term, text: str) -> Bound:
    if text in OPEN:
        return None
    match term.kind:
        case Kind.INTEGER if _INTEGER.fullmatch(text):
            return int(text)
        case Kind.FLOAT if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
            return float(text) + 0.0
        case Kind.DATE if "/" not in text and days_of(text):
            return text
        case Kind.INSTANT if seconds_of(text):
            return text
    raise QueryError(term.name, NOT_OF_KIND[term.kind], text=text)


NOT_OF_KIND = {
    Kind.INTEGER: "%(text)s is not a whole number",
    Kind.FLOAT: "%(text)s is not a number",
    Kind.DATE: "%(text)s is not a date such as 1998, 1998-05 or 1998-05-21",
    Kind.INSTANT: "%(text)s is not a date or a date with time such as 1998-05-21T10:00:00Z",
}


def numbers_of(term: Term, found: Range) -> tuple[int | float | None, int | float | None]:
    """Both ends of a range as the numbers of the index; a date is its first day below and its last above."""
    return _number_of(term, found.low, 0), _number_of(term, found.high, 1)


def _number_of(term: Term, bound: Bound, end: int) -> int | float | None:
    if not isinstance(bound, str):
        return bound
    numbers = seconds_of(bound) if term.kind is Kind.INSTANT else days_of(bound)
    if numbers is None:
        raise QueryError(term.name, NOT_OF_KIND[term.kind], text=bound)
    return numbers[end]


def write_value(value: Value) -> str:
    """A value as it stands in a URL."""
    if isinstance(value, str):
        return value
    if value.low == value.high:
        return _write_bound(value.low)
    return f"{_write_bound(value.low)},{_write_bound(value.high)}"


def _write_bound(bound: Bound) -> str:
    if bound is None:
        return "*"
    return repr(bound).removesuffix(".0") if isinstance(bound, float) else str(bound)


def parse_box(text: str) -> BoundingBox:
    """``west,south,east,north`` in decimal degrees (OGC API Features, part 1)."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4 or not all(_FLOAT.fullmatch(part) for part in parts):
        raise QueryError("bbox", "four numbers west,south,east,north are needed")
    west, south, east, north = (float(part) + 0.0 for part in parts)
    if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise QueryError("bbox", "west and east are -180 to 180, south and north -90 to 90 with south first")
    return BoundingBox(west, south, east, north)


def write_box(box: BoundingBox) -> str:
    """The box as it stands in a URL."""
    return ",".join(_write_bound(side) for side in (box.west, box.south, box.east, box.north))

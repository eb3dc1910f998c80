"""Numbers as people write them: decimal commas, units, ranges. Never a guess."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Reading
from naturalia.vocabulary import fold

FOOT = 0.3048
"""Metres in an international foot (1959)."""

METRES_IN = {
    **dict.fromkeys(
        ["", "m", "mt", "mts", "mtr", "mtrs", "metre", "metres", "meter", "meters", "metro"], 1.0
    ),
    **dict.fromkeys(["metros", "metri", "msnm", "masl", "mnm", "mnn", "mslm", "mosl", "mumnn", "moh"], 1.0),
    **dict.fromkeys(["ft", "feet", "foot", "fuss", "pieds", "pies", "pes"], FOOT),
    **dict.fromkeys(["km", "kilometres", "kilometers"], 1000.0),
    **dict.fromkeys(["cm", "centimetres", "centimeters"], 0.01),
    **dict.fromkeys(["fathom", "fathoms", "fms", "fm"], 6 * FOOT),
}
_NUMBER = r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_PLAIN = re.compile(rf"^{_NUMBER}(?:[eE][+-]?\d{{1,3}})?$")
_AMBIGUOUS = re.compile(r"^[+-]?[1-9]\d{0,2},\d{3}$")
_LENGTH = re.compile(
    rf"^(?:c\.?a?\.?\s*|~\s*|±\s*)?({_NUMBER})(?:\s*(?:-|–|—|to|bis|a|à)\s*({_NUMBER}))?\s*([^\d]*)$",
    re.IGNORECASE,
)


class Span(msgspec.Struct, frozen=True, gc=False):
    """A length or range of lengths in metres; a single length has equal ends."""

    minimum: float
    maximum: float


@lru_cache(maxsize=1 << 12)
def number(text: str) -> Reading[float]:
    """A plain number with decimal point or comma. ``1,234`` is ambiguous and not understood."""
    trimmed = text.strip().replace("−", "-")
    if _AMBIGUOUS.match(trimmed):
        return Reading(None, IssueCode.NUMBER_AMBIGUOUS)
    if not _PLAIN.match(trimmed):
        return Reading(None, IssueCode.NUMBER_INVALID)
    value = float(trimmed.replace(",", "."))
    return Reading(value) if math.isfinite(value) else Reading(None, IssueCode.NUMBER_OUT_OF_RANGE)


def not_negative(text: str) -> Reading[float]:
    """A number from zero up."""
    reading = number(text)
    if reading.value is not None and reading.value < 0:
        return Reading(None, IssueCode.NUMBER_OUT_OF_RANGE)
    return reading


def integer(text: str) -> Reading[int]:
    """A whole number; ``12.0`` is one."""
    reading = number(text)
    if reading.value is None:
        return Reading(None, reading.code)
    if not reading.value.is_integer() or abs(reading.value) >= 1 << 53:
        return Reading(None, IssueCode.NUMBER_INVALID)
    return Reading(int(reading.value))


@lru_cache(maxsize=1 << 12)
def metres(text: str) -> Reading[Span]:
    """A length or range of lengths, in metres where no unit is named. Other units are converted."""
    match = _LENGTH.match(text.strip().replace("−", "-"))
    factor = METRES_IN.get(fold(match[3])) if match else None
    if match is None or factor is None:
        return Reading(None, IssueCode.NUMBER_INVALID)
    low, high = number(match[1]), number(match[2] or match[1])
    if low.value is None or high.value is None:
        return Reading(None, low.code or high.code)
    span = Span(_converted(low.value, factor), _converted(high.value, factor))
    exact = factor == 1.0 and match.start(1) == 0
    return Reading(span, None if factor == 1.0 else IssueCode.UNIT_CONVERTED, complete=exact)


def _converted(value: float, factor: float) -> float:
    return value if factor == 1.0 else round(value * factor, 3)

"""Tests of elevation and depth."""

from __future__ import annotations

import re

from naturalia.quality.reading import number, written
from naturalia.quality.registry import Function, Parameters, Said, answers_with
from naturalia.quality.response import NOT_AMENDED, Answer, complies, filled_in, missing

FOOT = 0.3048
"""Metres in an international foot (1959); a fathom has six."""
_UNITS = {
    **dict.fromkeys(("m", "m.", "metre", "metres", "meter", "meters", "mts", "mtrs", "metros", "msnm"), 1.0),
    **dict.fromkeys(("ft", "ft.", "feet", "foot", "'"), FOOT),
    **dict.fromkeys(("ftm", "fathom", "fathoms", "fm", "fms"), 6 * FOOT),
    **dict.fromkeys(("km", "kilometres", "kilometers"), 1000.0),
}
_NUMBER = r"(\d+(?:\.\d+)?)"
_LEAST = r"(?:min(?:imum)?\.?\s*(?:elevation|depth)?\s*[=:]?\s*)"
_MOST = r"(?:max(?:imum)?\.?\s*(?:elevation|depth)?\s*[=:]?\s*)"
_ONE = re.compile(rf"{_LEAST}?{_NUMBER}\s*([a-z'.]+)\Z", re.IGNORECASE)
_TWO = re.compile(
    rf"{_LEAST}?{_NUMBER}\s*([a-z'.]*?)\s*(?:-|–|—|\bto\b|,|;)\s*{_MOST}?{_NUMBER}\s*([a-z'.]+)\Z",
    re.IGNORECASE,
)


def metres(text: str) -> tuple[float, float] | None:
    """Least and greatest length in metres; None without a unit, or if only the greatest is stated.

    >>> metres("10-15 ftm")
    (18.288, 27.432)
    """
    trimmed = text.strip()
    if match := _TWO.match(trimmed):
        unit = _UNITS.get(match[4].casefold())
        first = _UNITS.get(match[2].casefold()) if match[2] else unit
        pair = (match[1], first), (match[3], unit)
    elif match := _ONE.match(trimmed):
        pair = ((match[1], _UNITS.get(match[2].casefold())),) * 2
    else:
        return None
    (low, low_unit), (high, high_unit) = pair
    if low_unit is None or high_unit is None:
        return None
    least, most = round(float(low) * low_unit, 3), round(float(high) * high_unit, 3)
    return (least, most) if least <= most else None


def _value(said: Said, term: str, least: float | None) -> float | None:
    value = number(said.get(term))
    return None if value is None or (least is not None and value < least) else value


def _in_range(term: str, kind: str, least: float | None) -> Function:
    low, high = f"minimumValid{kind}InMeters", f"maximumValid{kind}InMeters"

    def function(said: Said, parameters: Parameters) -> Answer:
        value = _value(said, term, least)
        if value is None:
            return missing(f"{term} is empty or no number{' from 0 up' if least == 0 else ''}.")
        return complies(
            float(parameters[low]) <= value <= float(parameters[high]),
            f"{said[term]} is not between {parameters[low]} and {parameters[high]}.",
        )

    return function


def _in_order(lower: str, upper: str, least: float | None) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        low, high = _value(said, lower, least), _value(said, upper, least)
        if low is None or high is None:
            return missing(f"{lower} or {upper} is empty or no number.")
        return complies(low <= high, f"{said[lower]} is more than {said[upper]}.")

    return function


def _from_verbatim(lower: str, upper: str, verbatim: str) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        text = said.get(verbatim)
        if text is None or lower in said or upper in said:
            return missing(f"{verbatim} is empty, or the metres are filled in already.")
        span = metres(text)
        if span is None:
            return NOT_AMENDED
        return filled_in({lower: written(span[0]), upper: written(span[1])}, f"{text!r} in metres.")

    return function


for _kind, _least in (("Elevation", None), ("Depth", 0.0)):
    _label = _kind.upper()
    _lower, _upper = f"dwc:minimum{_kind}InMeters", f"dwc:maximum{_kind}InMeters"
    answers_with(f"VALIDATION_MIN{_label}_INRANGE", _in_range(_lower, _kind, _least))
    answers_with(f"VALIDATION_MAX{_label}_INRANGE", _in_range(_upper, _kind, _least))
    answers_with(f"VALIDATION_MIN{_label}_LESSTHAN_MAX{_label}", _in_order(_lower, _upper, _least))
    answers_with(
        f"AMENDMENT_MIN{_label}MAX{_label}_FROM_VERBATIM",
        _from_verbatim(_lower, _upper, f"dwc:verbatim{_kind}"),
    )

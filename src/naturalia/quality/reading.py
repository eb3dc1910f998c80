"""How tests read values: what is empty, what is a number. Stricter than interpretation: a test judges."""

from __future__ import annotations

import re
from collections.abc import Mapping

_INTEGER = re.compile(r"\s*([+-]?\d{1,9})\s*\Z")
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*\Z")


def is_empty(value: str | None) -> bool:
    """Whether a value says nothing: absent, or only blanks and characters not printed (BDQ EMPTY)."""
    return not value or not any(character.isprintable() and character != " " for character in value)


def said_by(record: Mapping[str, str]) -> dict[str, str]:
    """The terms of a record that are not empty."""
    return {term: value for term, value in record.items() if not is_empty(value)}


def integer(value: str | None) -> int | None:
    """A whole number of at most nine digits, None if it is none."""
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else None


def number(value: str | None) -> float | None:
    """A number with a decimal point, None if it is none."""
    match = _NUMBER.match(value or "")
    return float(match[1]) if match else None


def written(value: float) -> str:
    """A number as text, without zeros at its end: at most seven decimals, a centimetre on the ground."""
    return f"{value:.7f}".rstrip("0").rstrip(".") or "0"

"""Dates by a pattern that people write: ``DD.MM.YYYY``, ``M/D/YYYY``, ``YYYYMMDD``, ``D MMM YYYY``."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

PATTERN_LETTERS = re.compile(r"YYYY|YY|MMM|MM|M|DD|D")
_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMM": r"(?P<name>[^\W\d]+)\.?",
    "MM": r"(?P<month>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts, end = [], 0
    for match in PATTERN_LETTERS.finditer(pattern):
        parts += [re.escape(pattern[end : match.start()]), _PARTS[match[0]]]
        end = match.end()
    return re.compile(r"\s*" + "".join(parts) + re.escape(pattern[end:]) + r"\s*")


@lru_cache(maxsize=1 << 14)
def by_pattern(text: str, pattern: str) -> str | None:
    """The ISO 8601 date that a text states in a pattern; None if it does not follow it, or is no date.

    ``YY`` is refused: two digits do not tell the century. Month names are Roman numbers or begin as in
    English. A pattern without day, or without month, gives a date of that precision.
    """
    try:
        match = _compiled(pattern).fullmatch(text)
    except re.error:
        return None
    if match is None:
        return None
    said = match.groupdict()
    month = said.get("month") or _month(said.get("name"))
    if "short" in said or ("name" in said and month is None):
        return None
    return _iso(said.get("year"), month, said.get("day"))


def _month(name: str | None) -> str | None:
    if name is None:
        return None
    word = name.lower()
    if word in _ROMAN:
        return str(_ROMAN.index(word) + 1)
    return str(_MONTHS.index(word[:3]) + 1) if word[:3] in _MONTHS else None


def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    if year is None or (day is not None and month is None):
        return None
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]

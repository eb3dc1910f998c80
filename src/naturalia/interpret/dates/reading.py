"""A text becomes a date: standard forms first, then words and numbers by their shape.

Never a guess: what can be read in several ways stays ambiguous, with all readings, unless the collection, a
weekday, the collector's life or the reference day leaves one; then the rule says so.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

import msgspec

from naturalia.interpret.dates import words
from naturalia.interpret.dates.calendars import Spreadsheet, day_of_year, from_serial
from naturalia.interpret.dates.candidates import Candidate, candidates
from naturalia.interpret.dates.evidence import DateContext, Stated
from naturalia.interpret.dates.instants import Instant, exists
from naturalia.interpret.dates.outcome import nothing, result
from naturalia.interpret.dates.selection import select
from naturalia.interpret.dates.standard import LOOKS_STANDARD, Standard, standard
from naturalia.interpret.dates.tokens import MAXIMUM_LENGTH, ROMAN, Marks, Tokens, stated_unknown, tokens
from naturalia.interpret.dates.values import DateState, Day, InterpretedDate, Precision
from naturalia.interpret.dates.words import months
from naturalia.interpret.issues import IssueCode

VERSION = f"2 ({words.version()})"
"""Version of the rules and of their data files."""

_NO_CONTEXT = DateContext()
_BEFORE_CHRIST = re.compile(r"-\d{4}")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NAMED = re.compile(r"(\d{1,2})[-. ]{0,2}([A-Za-z]{1,12})[-. ]{0,2}(\d{4})", re.ASCII)
_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SEASON_OR_RANGE = re.compile(r"\d\d(\d\d)-(\d\d)")
_NUMBERED_DAY = re.compile(
    r"(?:julian )?(?:day|doy|tag|jour|dag|d[ií]a|giorno)\W{0,3}(\d{1,3})\D{1,6}(\d{4})"
)
_BLANKS = " \t\r\n\u00a0,;:"


def date(
    text: str,
    context: DateContext = _NO_CONTEXT,
    *,
    reference: datetime.date | None = None,
    collector_life: tuple[int | None, int | None] | None = None,
    institution_founded: int | None = None,
) -> InterpretedDate:
    """What a text says of a date, as far as it is certain. Never raises; equal questions are read once.

    ``context`` tells what is known beside the text. ``reference`` (default: that of the context, else today)
    is the day after which nothing can have happened; ``collector_life`` is (year of birth, year of death),
    and ``institution_founded`` a year: short for the same in the context.
    """
    if collector_life is not None or institution_founded is not None:
        born, died = collector_life or (context.born, context.died)
        context = _with(context, born, died, institution_founded or context.founded)
    return _date(text, context, reference or context.reference or datetime.date.today())


@lru_cache(maxsize=1 << 10)
def _with(context: DateContext, born: int | None, died: int | None, founded: int | None) -> DateContext:
    return msgspec.structs.replace(context, born=born, died=died, founded=founded)


@lru_cache(maxsize=1 << 14)
def _date(text: str, context: DateContext, reference: datetime.date) -> InterpretedDate:
    if (common := _common(text, context, reference)) is not None:
        return common
    trimmed = text.strip(_BLANKS)
    stated = Stated(text, context, reference, VERSION)
    if len(trimmed) > MAXIMUM_LENGTH:
        return nothing(stated, IssueCode.DATE_INVALID)
    if trimmed.startswith("9999") and stated_unknown(trimmed):
        return _unknown(stated)
    if LOOKS_STANDARD.match(trimmed) and (found := standard(trimmed)):
        return _standard(found, trimmed, stated)
    trimmed = trimmed.strip(". ")
    if not trimmed or stated_unknown(trimmed):
        return _unknown(stated) if text.strip() else nothing(stated, IssueCode.DATE_INVALID)
    return _free(trimmed, stated)


def _common(text: str, context: DateContext, reference: datetime.date) -> InterpretedDate | None:
    """The short way for the commonest forms, whole days that can be read in one way; None for all else."""
    found = _whole_day(text, context)
    if found is None or context.doubts:
        return None
    year, month, day, rule = found
    if year < context.since or not exists(year, month, day):
        return None
    start, only = Day(year, month, day), datetime.date(year, month, day)
    if only > reference:
        return None
    return InterpretedDate(
        rule=rule,
        version=VERSION,
        verbatim=text,
        start=start,
        end=start,
        edtf=start.iso,
        precision=Precision.DAY,
        earliest=only,
        latest=only,
        state=DateState.UNDERSTOOD,
    )


def _whole_day(text: str, context: DateContext) -> tuple[int, int, int, str] | None:
    """Year, month, day and rule: ISO 8601, numbers with points, or a month by ASCII name or numeral."""
    if match := _ISO_DAY.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3]), "ISO 8601"
    if match := _NAMED.fullmatch(text):
        named = match[2].lower()
        month, rule = months().get(named), "month by name"
        if month is None:
            month, rule = ROMAN.get(named), "month by Roman numeral"
        return (int(match[3]), month, int(match[1]), rule) if month is not None else None
    if context.order is None and (match := _POINTS.fullmatch(text)):
        return int(match[3]), int(match[2]), int(match[1]), "numbers, points: day first"
    return None


def _unknown(stated: Stated) -> InterpretedDate:
    return nothing(stated, IssueCode.DATE_STATED_UNKNOWN, DateState.STATED_UNKNOWN)


def _standard(found: Standard, text: str, stated: Stated) -> InterpretedDate:
    marks = Marks()
    if all(end.year is None and end.month is None for item in found.items for end in item):
        return _unknown(stated)
    for sign, mark in (("?", "uncertain"), ("~", "approximate")):
        if found.qualifier in (sign, "%"):
            marks.found.add(mark)
    marks.found |= _open(found)
    chosen = [Candidate((item,)) for item in found.items] if found.one_of else [Candidate(found.items)]
    years = _SEASON_OR_RANGE.fullmatch(text)
    if years and found.rule == "EDTF" and years[2] > years[1]:
        end = Instant(int(text[:2] + years[2]))
        chosen.append(Candidate(((Instant(int(text[:4])), end),)))
    return result(chosen, found.rule, marks, stated)


def _open(found: Standard) -> set[str]:
    return {name for name, is_so in (("open start", found.open_start), ("open end", found.open_end)) if is_so}


def _free(text: str, stated: Stated) -> InterpretedDate:
    if _BEFORE_CHRIST.match(text):
        return nothing(stated, IssueCode.DATE_INVALID)
    if serial := _SERIAL.fullmatch(text):
        return _serial(int(serial[1]), stated)
    if day := _NUMBERED_DAY.fullmatch(text.lower()):
        return _numbered_day(int(day[1]), int(day[2]), stated)
    parts = tokens(text)
    if parts is None or not parts.kinds:
        return nothing(stated, IssueCode.DATE_INVALID)
    if set(parts.kinds) <= {"u", "v"}:
        return _unknown(stated)
    return _read(parts, stated)


def _read(parts: Tokens, stated: Stated) -> InterpretedDate:
    found, rule = candidates(parts), _rule(parts)
    if not found:
        return nothing(stated, IssueCode.DATE_INVALID)
    chosen, reason = select(found, parts, stated)
    return result(chosen, f"{rule}, {reason}" if reason else rule, parts.marks, stated)


def _numbered_day(number: int, year: int, stated: Stated) -> InterpretedDate:
    day = day_of_year(year, number)
    found = [Candidate(((i, i),)) for i in (Instant(day.year, day.month, day.day),)] if day else []
    return result(found, "day of the year", Marks(), stated)


def _rule(parts: Tokens) -> str:
    if parts.kinds == "ynn" and parts.values[1] > 12:
        return "year, day, month"
    if any(kind in "mr" for kind in parts.kinds):
        return "month by Roman numeral" if "r" in parts.kinds and "m" not in parts.kinds else "month by name"
    if "s" in parts.kinds:
        return "season"
    return "years" if set(parts.kinds) <= set("yka") else "numbers"


def _serial(number: int, stated: Stated) -> InterpretedDate:
    """Five digits are a spreadsheet's serial number only where the context says so; else they may be one."""
    systems = [stated.context.spreadsheet] if stated.context.spreadsheet else list(Spreadsheet)
    days = [from_serial(number, system) for system in systems]
    found = [Candidate(((i, i),)) for i in (Instant(d.year, d.month, d.day) for d in days if d)]
    marks = Marks()
    if stated.context.spreadsheet is None:
        marks.found.add("maybe serial")
    return result(found, "serial number of a spreadsheet", marks, stated)

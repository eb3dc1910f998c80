"""Other ways to count days: Julian calendar, ISO weeks, days of the year, serial numbers of spreadsheets."""

from __future__ import annotations

import datetime
from enum import StrEnum

_GREGORIAN_EPOCH = 1721426
"""Julian day number of 1 January of the year 1, proleptic Gregorian."""


class Spreadsheet(StrEnum):
    """The day that a spreadsheet counts from: 1900 (Excel) or 1904 (Excel for Macintosh before 2016)."""

    FROM_1900 = "1900"
    FROM_1904 = "1904"


def from_julian(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of a day of the Julian calendar, by Julian day numbers; None if there is none.

    Source: Richards, Explanatory Supplement to the Astronomical Almanac (2013), chapter 15.
    """
    if not 1 <= month <= 12 or not 1 <= day <= _julian_days(year, month):
        return None
    shifted = (14 - month) // 12
    years, months = year + 4800 - shifted, month + 12 * shifted - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    ordinal = number - _GREGORIAN_EPOCH + 1
    return datetime.date.fromordinal(ordinal) if 1 <= ordinal <= datetime.date.max.toordinal() else None


def _julian_days(year: int, month: int) -> int:
    if month == 2:
        return 28 if year % 4 else 29
    return 30 if month in (4, 6, 9, 11) else 31


def day_of_year(year: int, number: int) -> datetime.date | None:
    """The day with a number (1-366) in a year; None if the year has no such day."""
    if not 1 <= year <= 9999 or not 1 <= number <= 366:
        return None
    found = datetime.date.fromordinal(datetime.date(year, 1, 1).toordinal() + number - 1)
    return found if found.year == year else None


def day_of_week(year: int, week: int, weekday: int) -> datetime.date | None:
    """The day of an ISO week (1-53, Monday is 1); None if there is none."""
    try:
        return datetime.date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None


def from_serial(number: int, system: Spreadsheet) -> datetime.date | None:
    """The day of a serial number. The 1900 system counts a 29 February 1900 that never was (ECMA-376)."""
    start = datetime.date(1904, 1, 1) if system is Spreadsheet.FROM_1904 else datetime.date(1899, 12, 30)
    if system is Spreadsheet.FROM_1900 and number < 60:
        start = datetime.date(1899, 12, 31)
    ordinal = start.toordinal() + number
    return datetime.date.fromordinal(ordinal) if 1 <= ordinal <= datetime.date.max.toordinal() else None

"""What is known beside a text: the order of day and month in its collection, the years that are possible."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from enum import IntEnum, StrEnum

import msgspec

from naturalia.interpret.dates.calendars import Spreadsheet


class DateOrder(StrEnum):
    """Whether numbers alone are day, month, year or month, day, year."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


FEWEST = 3
"""Different dates that must prove an order before it is applied to others of the collection."""
TOLERANCE = 0.01
"""Share of dates that may prove the contrary (slips of the pen)."""
_NUMERIC = re.compile(r"^\D{0,3}(\d{1,2})([-/. ])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")


class DateEvidence(msgspec.Struct, frozen=True, gc=False):
    """What a collection tells of its dates: how many different ones can only be day first or month first.

    Made of the distinct values of a source by ``gather``; evidences of parts of a source add up with ``+``.
    """

    day_first: int = 0
    month_first: int = 0

    def __add__(self, other: DateEvidence) -> DateEvidence:
        return DateEvidence(self.day_first + other.day_first, self.month_first + other.month_first)

    @property
    def order(self) -> DateOrder | None:
        """The order that is proven; None if there is too little evidence or it is divided."""
        total = self.day_first + self.month_first
        if max(self.day_first, self.month_first) < FEWEST:
            return None
        if self.month_first <= TOLERANCE * total:
            return DateOrder.DAY_FIRST
        return DateOrder.MONTH_FIRST if self.day_first <= TOLERANCE * total else None


def gather(texts: Iterable[str]) -> DateEvidence:
    """The evidence of the distinct date texts of a source; equal texts count once."""
    day_first = month_first = 0
    for text in set(texts):
        if match := _NUMERIC.match(text):
            first, second = int(match[1]), int(match[3])
            day_first += 12 < first <= 31 and 1 <= second <= 12
            month_first += 1 <= first <= 12 < second <= 31
    return DateEvidence(day_first, month_first)


class Since(IntEnum):
    """The year before which a date of a kind is hard to believe."""

    EVENT = 1582
    IDENTIFICATION = 1753
    MODIFICATION = 1970


class DateContext(msgspec.Struct, frozen=True, gc=False):
    """What is known beside a text; all optional.

    ``order``: how the collection writes numeric dates. ``born``, ``died``: years of the collector's life.
    ``founded``: year of the institution. ``spreadsheet``: five-digit numbers are serial numbers of this kind.
    ``pivot``: two-digit years of the collection lie in the hundred years from this one on.
    ``reference``: the day after which nothing can have happened.
    ``since``: the year before which a date of its kind is hard to believe.
    """

    order: DateOrder | None = None
    born: int | None = None
    died: int | None = None
    founded: int | None = None
    spreadsheet: Spreadsheet | None = None
    pivot: int | None = None
    reference: datetime.date | None = None
    since: int = Since.EVENT

    @property
    def doubts(self) -> bool:
        """Whether a date can contradict what is known."""
        return self.born is not None or self.died is not None or self.founded is not None

    @property
    def decides_centuries(self) -> bool:
        """Whether a pivot or the collector's life can tell the century of a year of two digits."""
        return self.pivot is not None or self.born is not None or self.died is not None


class Stated(msgspec.Struct, frozen=True, gc=False):
    """The question: a text, what is known beside it, and the day after which nothing can have happened."""

    text: str
    context: DateContext
    reference: datetime.date
    version: str

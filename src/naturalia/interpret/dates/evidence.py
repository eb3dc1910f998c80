"""What is known beside a text: the order of day and month in its collection, the years that are possible."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

import msgspec

from naturalia.interpret.dates.calendars import Spreadsheet


class DateOrder(StrEnum):
    """Whether numbers alone are day, month, year or month, day, year."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


EVENT_TERMS = ("dwc:eventDate", "dwc:verbatimEventDate")
"""Terms whose texts tell in which order a source writes day and month."""
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


class Witness:
    """Gathers evidence while the texts of a source pass by; kept are only the dates that prove something."""

    def __init__(self) -> None:
        self._day_first: set[str] = set()
        self._month_first: set[str] = set()

    def hear(self, row: Mapping[str, str]) -> None:
        """Take the dates of events that a row states."""
        for term in EVENT_TERMS:
            if term in row:
                self.add(row[term])

    def add(self, text: str) -> None:
        """Take a text; the same date counts once."""
        match = _NUMERIC.match(text)
        if match is None:
            return
        first, second = int(match[1]), int(match[3])
        if 12 < first <= 31 and 1 <= second <= 12:
            self._day_first.add(match[0])
        elif 1 <= first <= 12 < second <= 31:
            self._month_first.add(match[0])

    @property
    def evidence(self) -> DateEvidence:
        """What all texts together tell."""
        return DateEvidence(len(self._day_first), len(self._month_first))


def gather(texts: Iterable[str]) -> DateEvidence:
    """The evidence of the date texts of a source; equal dates count once."""
    witness = Witness()
    for text in texts:
        witness.add(text)
    return witness.evidence


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

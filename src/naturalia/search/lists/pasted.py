"""From pasted text to a list: its lines, what they may be, and the keys by which specimens are found.

A list is a question, not its answer: it holds what was pasted, so a specimen that arrives later is found too.
"""

from __future__ import annotations

import enum
import re
from functools import cached_property

import blake3
import msgspec

from naturalia.interpret.names import NameType, name
from naturalia.search.analysis import clean_value, fold
from naturalia.search.errors import QueryError

MOST_LINES = 10_000
LONGEST_PASTE = 2_000_000  # characters
_CELLS = re.compile(r"[\t\r\n\f\v\u0085\u2028\u2029]+")
_LIKE_A_NAME = re.compile(r"[×x]?\s*[^\W\d_][^\W\d_-]+(\s|$)")
_WORDS_OF_A_NAME = 3  # genus, species, below species: the parts that the index has apart


class Lines(enum.StrEnum):
    """What the lines of a list are."""

    ANY = "any"
    NUMBERS = "numbers"
    NAMES = "names"


class PastedList(msgspec.Struct, frozen=True, dict=True):
    """Distinct lines in the order in which they were pasted."""

    lines: Lines
    values: tuple[str, ...]

    @cached_property
    def id(self) -> str:
        """The hash of its content: the same values in another order or case are the same list."""
        keys = "\n".join(sorted(map(fold, self.values)))
        return blake3.blake3(f"{self.lines}\n{keys}".encode()).hexdigest(length=12)

    @property
    def has_numbers(self) -> bool:
        """Whether lines are looked for among numbers and identifiers."""
        return self.lines is not Lines.NAMES

    @property
    def has_names(self) -> bool:
        """Whether lines are looked for among scientific names."""
        return self.lines is not Lines.NUMBERS

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Lines that read as scientific names: the folded words of each, without author and rank marker."""
        if not self.has_names:
            return {}
        found = ((value, words_of_name(value)) for value in self.values)
        return {value: parts for value, parts in found if parts}


def pasted(text: str, lines: str = Lines.ANY) -> PastedList:
    """The list of a pasted text, one value a line or a cell; raises ``QueryError`` where it is none.

    Values that differ only in case or accents are one, blank lines nothing.
    """
    if lines not in set(Lines):
        raise QueryError("lines", "one of %(names)s is needed", names=", ".join(Lines))
    if len(text) > LONGEST_PASTE:
        raise QueryError("values", "more than %(most)s characters", most=f"{LONGEST_PASTE:,}")
    distinct: dict[str, str] = {}
    for cell in _CELLS.split(text):
        value = clean_value(cell)
        if value:
            distinct.setdefault(fold(value), value)
    if not distinct:
        raise QueryError("values", "the list is empty")
    if len(distinct) > MOST_LINES:
        raise QueryError(
            "values",
            "%(lines)s lines; a list has at most %(most)s",
            lines=f"{len(distinct):,}",
            most=f"{MOST_LINES:,}",
        )
    return PastedList(Lines(lines), tuple(distinct.values()))


def words_of_name(text: str) -> tuple[str, ...]:
    """Folded genus, species and epithet below it; one word of a higher taxon; nothing of what is no name."""
    if not _LIKE_A_NAME.match(text):
        return ()
    read = name(text.capitalize() if text.isupper() else text)
    if read.type is not NameType.SCIENTIFIC or read.unparsed is not None:
        return ()
    parts = (read.canonical or "").split()
    return tuple(map(fold, parts)) if 0 < len(parts) <= _WORDS_OF_A_NAME else ()

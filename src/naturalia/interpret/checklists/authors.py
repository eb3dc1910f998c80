"""Whether two authorships mean the same authors: abbreviated, with or without brackets and years."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    [
        "ex",
        "in",
        "et",
        "al",
        "and",
        "de",
        "da",
        "do",
        "du",
        "des",
        "la",
        "le",
        "von",
        "van",
        "der",
        "den",
        "zu",
        "f",
        "fil",
        "filius",
        "jr",
    ]
)
_KNOWN = {"l": "linnaeus", "linn": "linnaeus", "linne": "linnaeus", "dc": "candolle", "candolle": "candolle"}
_APART = 2
"""Years that two dates of one publication may lie apart: on the title page, and in fact."""


@lru_cache(maxsize=1 << 15)
def authors_agree(one: str, other: str) -> bool | None:
    """Whether two authorships agree; None if one of them says nothing.

    One shared surname is enough, abbreviated or not, unless the years differ by more than two.
    """
    if not one.strip() or not other.strip():
        return None
    mine, theirs = _surnames(one), _surnames(other)
    years = set(map(int, _YEAR.findall(one))), set(map(int, _YEAR.findall(other)))
    if all(years) and min(abs(a - b) for a in years[0] for b in years[1]) > _APART:
        return False
    if not mine or not theirs:
        return True if all(years) else None
    return any(_same(a, b) for a in mine for b in theirs)


def _surnames(text: str) -> list[tuple[str, bool]]:
    """Surnames, folded, and whether each is abbreviated; initials and particles are none."""
    words = [(_plain(word), word.endswith(".")) for word in _WORD.findall(text)]
    named = [(_KNOWN.get(word, word), short and word not in _KNOWN) for word, short in words]
    return [(word, short) for word, short in named if len(word) > 1 and word not in _PARTICLES]


def _same(one: tuple[str, bool], other: tuple[str, bool]) -> bool:
    (a, a_short), (b, b_short) = one, other
    if a == b:
        return True
    return (a_short and b.startswith(a)) or (b_short and a.startswith(b))


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalpha())

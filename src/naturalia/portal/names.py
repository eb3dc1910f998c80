"""Setting scientific names as their codes ask: the name in italics, authors and rank marks upright.

International Code of Nomenclature for algae, fungi, and plants, preface; International Code of Zoological
Nomenclature, appendix B6: names of the genus and species groups are set in a different type face.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

RANK_MARKS = frozenset(
    (
        "agg.", "aff.", "cf.", "cv.", "convar.", "f.", "f.sp.", "fo.", "forma", "lusus", "morph", "nothosp.",
        "nothovar.", "sect.", "ser.", "sp.", "spp.", "ssp.", "subf.", "subg.", "subgen.", "subsect.",
        "subser.",         "subsp.", "subvar.", "var.", "×", "x", "?",
    )
)  # fmt: skip
GENUS_GROUP = frozenset({"genus", "subgenus", "section", "subsection", "series", "subseries"})
_GENUS = re.compile(r"[A-Z][a-zäëïöüæœ-]+")
_SUBGENUS = re.compile(r"\([A-Z][a-zäëïöüæœ-]+\)")
_EPITHET = re.compile(r"[a-zäëïöüæœ][a-zäëïöüæœ-]+")
_PARTICLES = frozenset(
    (
        "ab", "auct.", "d'", "da", "dal", "de", "del", "den", "der", "des", "di", "do", "du", "ex", "et",
        "in", "la", "le", "van", "von", "y", "zu",
    )
)  # fmt: skip


class NamePart(NamedTuple):
    """A piece of a name, and whether it is set in italics."""

    text: str
    italic: bool


def name_parts(name: str, rank: str = "") -> tuple[NamePart, ...]:
    """The pieces of a name; a single word is set in italics only where ``rank`` says genus.

    A name that does not begin as a scientific name does (a rock, a code) is one upright piece.
    """
    words = name.split()
    italics = _italics(words, rank)
    runs = groupby(zip(words, italics, strict=True), key=lambda pair: pair[1])
    return tuple(NamePart(" ".join(word for word, _ in run), italic) for italic, run in runs)


def _italics(words: list[str], rank: str) -> list[bool]:
    start = 1 if words[:1] in (["×"], ["x"]) else 0
    if len(words) <= start or not _GENUS.fullmatch(words[start]):
        return [False] * len(words)
    italics = [False] * start + [True] + [_is_epithet(words, place) for place in range(start + 1, len(words))]
    epithets = any(_EPITHET.fullmatch(word) for word, italic in zip(words, italics, strict=True) if italic)
    return italics if epithets or rank.lower() in GENUS_GROUP else [False] * len(words)


def _is_epithet(words: list[str], place: int) -> bool:
    """An epithet or subgenus stands after the genus, after another epithet or after a rank mark."""
    word, before = words[place], words[place - 1]
    if place == 1 and _SUBGENUS.fullmatch(word):
        return True
    if not _EPITHET.fullmatch(word) or word in RANK_MARKS or word in _PARTICLES:
        return False
    follows_name = all(
        _EPITHET.fullmatch(w) or _SUBGENUS.fullmatch(w) or w in RANK_MARKS for w in words[1:place]
    )
    return follows_name or before in RANK_MARKS

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
    """For each word whether it is set in italics."""
    if words[:1] in (["×"], ["x"]):
        return [False, *_italics(words[1:], rank)]
    upright = [False] * len(words)
    if not words or not _GENUS.fullmatch(words[0]):
        return upright
    italics = [True, *(_is_epithet(words, place) for place in range(1, len(words)))]
    is_genus = rank.lower() in GENUS_GROUP or words[1:2] == ["sp."] or words[1:2] == ["spp."]
    return italics if is_genus or any(italics[1:]) else upright


def _is_epithet(words: list[str], place: int) -> bool:
    """An epithet or subgenus stands after the genus, after another epithet or after a rank mark."""
    word = words[place]
    if place == 1 and _SUBGENUS.fullmatch(word):
        return True
    if not _EPITHET.fullmatch(word) or word in RANK_MARKS or word in _PARTICLES:
        return False
    return words[place - 1] in RANK_MARKS or all(map(_belongs_to_name, words[1:place]))


def _belongs_to_name(word: str) -> bool:
    return word in RANK_MARKS or bool(_EPITHET.fullmatch(word) or _SUBGENUS.fullmatch(word))

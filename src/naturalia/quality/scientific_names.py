"""The words of a scientific name, as far as tests compare them: name, epithets, author and year."""

from __future__ import annotations

import re
from functools import lru_cache

RANK_MARKERS = frozenset(
    [
        "ssp",
        "subsp",
        "var",
        "subvar",
        "f",
        "fo",
        "forma",
        "subf",
        "cf",
        "aff",
        "nothosubsp",
        "nothovar",
        "sp",
        "spp",
        "agg",
        "cv",
        "x",
        "×",
    ]
)
PARTICLES = frozenset(
    [
        "de",
        "den",
        "der",
        "des",
        "del",
        "di",
        "da",
        "du",
        "dos",
        "van",
        "von",
        "et",
        "ex",
        "in",
        "f",
        "filius",
        "bis",
        "la",
        "le",
        "ter",
        "zu",
        "and",
        "y",
        "e",
        "af",
        "apud",
    ]
)
_EPITHET = re.compile(r"[a-zäëïöüéèç][a-zäëïöüéèç-]+\Z")
_GENUS = re.compile(r"[×x]?\s*[A-ZÄËÏÖÜ][a-zäëïöüé-]+\Z")
_BRACKETED = re.compile(r"\([^)]*\)")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1 << 13)
def words(name: str) -> tuple[str, ...]:
    """Genus and epithets of a name, without authors, marks of rank and doubt.

    >>> words("Hakea decurrens ssp. ? physocarpa W.R.Barker")
    ('Hakea', 'decurrens', 'physocarpa')
    """
    tokens = _BRACKETED.sub(" ", name).replace("?", " ").split()
    if not tokens or not _GENUS.match(tokens[0]):
        return ()
    epithets = (token for token in tokens[1:] if _EPITHET.match(token))
    skipped = RANK_MARKERS | PARTICLES
    return (tokens[0].lstrip("×x"), *(one for one in epithets if one.rstrip(".") not in skipped))


def without_author(name: str) -> str:
    """A name of a genus, species or below without its author; other names as they are."""
    return " ".join(words(name)) or name.strip()


def author_of(name: str) -> str:
    """What follows the last epithet of a name, or the genus."""
    found = words(name)
    return name.rpartition(found[-1])[2].strip() if found else ""


def same_author(one: str, other: str) -> bool:
    """Whether two authorships may be the same: the year, if both have one, and the name or its abbreviation.

    >>> same_author("Adanson, 1763", "Adans., 1763")
    True
    """
    years = _YEAR.findall(one), _YEAR.findall(other)
    if all(years) and years[0] != years[1]:
        return False
    first, second = (_LETTERS.findall(text.casefold()) for text in (one, other))
    return bool(first and second) and (first[0].startswith(second[0]) or second[0].startswith(first[0]))

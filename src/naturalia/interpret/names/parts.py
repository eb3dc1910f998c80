"""A name against the columns that repeat its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.names.model import NameType, ScientificName
from naturalia.interpret.names.reading import name
from naturalia.interpret.names.rewriting import is_no_name
from naturalia.vocabulary import fold

_MARKERS = frozenset(
    [
        "subsp",
        "ssp",
        "var",
        "f",
        "fo",
        "forma",
        "nothosubsp",
        "nothovar",
        "x",
        "×",
        "cf",
        "aff",
        "subg",
        "sp",
        "spp",
        "indet",
    ]
)
_WORD = re.compile(r"[^\W_](?:[\w'-]*[^\W_])?")
_TERMS = ("dwc:genericName", "dwc:genus", "dwc:specificEpithet", "dwc:infraspecificEpithet")


def disagreements(parsed: ScientificName, said: Mapping[str, str]) -> tuple[tuple[str, IssueCode], ...]:
    """The (Darwin Core term, issue) pairs in which columns of a row say other than its scientific name.

    A column may hold more than its part (the whole name, a marker, a bracketed subgenus); that is no
    disagreement. ``dwc:genus`` is where the taxon is classified today, so it counts only without
    ``dwc:genericName``.
    """
    if parsed.type not in (NameType.SCIENTIFIC, NameType.INFORMAL) or parsed.canonical is None:
        return ()
    found = [(term, IssueCode.NAME_PARTS_DISAGREE) for term in _TERMS if _differs(parsed, term, said)]
    if _other_authors(parsed, said.get("dwc:scientificNameAuthorship")):
        found.append(("dwc:scientificNameAuthorship", IssueCode.NAME_AUTHORS_DISAGREE))
    return tuple(found)


def _differs(parsed: ScientificName, term: str, said: Mapping[str, str]) -> bool:
    text = said.get(term)
    if text is None or is_no_name(text) or (term == "dwc:genus" and "dwc:genericName" in said):
        return False
    words = [word for word in map(str.casefold, _WORD.findall(text)) if word not in _MARKERS]
    if not words:
        return False
    if term in ("dwc:genericName", "dwc:genus"):
        return _genus_differs(parsed, words)
    wanted = parsed.specific_epithet if term == "dwc:specificEpithet" else parsed.infraspecific_epithet
    if parsed.phrase and not wanted:
        return False
    return wanted is None or fold(wanted) not in map(fold, words)


def _genus_differs(parsed: ScientificName, words: list[str]) -> bool:
    genus = parsed.genus or (parsed.uninomial if parsed.rank in ("genus", None) else None)
    if genus is None:
        return False
    if len(genus) <= 2 or genus.endswith("."):
        return not words[0].startswith(genus.casefold().rstrip("."))
    return fold(genus) not in map(fold, words)


def _other_authors(parsed: ScientificName, column: str | None) -> bool:
    """Whether the name itself holds other authors than the column."""
    if column is None or not column.strip():
        return False
    within = name(parsed.verbatim)
    mine = _surnames(within.authorship)
    return bool(mine) and not mine & _surnames(column)


def _surnames(text: str | None) -> set[str]:
    return {fold(word)[:4] for word in _WORD.findall(text or "") if word[0].isalpha()}

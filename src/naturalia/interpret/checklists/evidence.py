"""What a row says beside the name: code, kingdom and higher taxa, held against a usage."""

from __future__ import annotations

from naturalia.interpret.checklists.model import Classification
from naturalia.vocabulary import fold, vocabulary

_KINGDOMS = {
    "animalia": "animalia",
    "metazoa": "animalia",
    "plantae": "plantae",
    "viridiplantae": "plantae",
    "fungi": "fungi",
    "bacteria": "bacteria",
    "eubacteria": "bacteria",
    "archaea": "archaea",
    "viruses": "viruses",
}
"""Kingdoms whose borders are settled; algae and protists wander, so their kingdoms decide nothing."""
_CODES = {"animalia": "ICZN", "plantae": "ICN", "fungi": "ICN", "bacteria": "ICNP", "archaea": "ICNP"}
_RANKS = (("phylum", "phylum"), ("class", "class_"), ("order", "order"), ("family", "family"))


def code_of(word: str | None, kingdom: str | None) -> str | None:
    """The nomenclatural code that a word states or a kingdom implies."""
    stated = vocabulary("nomenclatural-code").look_up(word) if word else None
    return stated or _CODES.get(_kingdom(kingdom) or "")


def contradicts(stated: Classification, code: str | None, usage: dict[str, str], usage_code: str) -> bool:
    """Whether a usage cannot be meant: another code, or another kingdom."""
    theirs = code_of(usage_code, usage.get("kingdom"))
    if code is not None and theirs is not None and code != theirs:
        return True
    mine, other = _kingdom(stated.kingdom), _kingdom(usage.get("kingdom"))
    return mine is not None and other is not None and mine != other


def agreement(stated: Classification, usage: dict[str, str]) -> int:
    """Higher taxa (kingdom to family) that agree, less those that differ."""
    score = int(
        _kingdom(stated.kingdom) is not None and _kingdom(stated.kingdom) == _kingdom(usage.get("kingdom"))
    )
    for rank, attribute in _RANKS:
        mine, theirs = getattr(stated, attribute), usage.get(rank)
        if mine and theirs:
            score += 1 if fold(mine) == fold(theirs) else -1
    return score


def differing(stated: Classification, usage: dict[str, str]) -> list[str]:
    """The ranks (phylum to family) in which the two differ."""
    return [
        rank
        for rank, attribute in _RANKS
        if (mine := getattr(stated, attribute)) and (theirs := usage.get(rank)) and fold(mine) != fold(theirs)
    ]


def _kingdom(text: str | None) -> str | None:
    return _KINGDOMS.get(fold(text)) if text else None

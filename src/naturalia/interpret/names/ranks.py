"""Ranks of names: as a marker or a row states them, and as the shape of a name shows them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from naturalia.vocabulary import vocabulary

INFRASPECIFIC = frozenset(
    {"subspecies", "variety", "subvariety", "form", "subform", "infraspecific name", "forma specialis",
     "pathovar", "serovar", "cultivar", "cultivar group", "strain"}
)  # fmt: skip
_UNSTATED = frozenset(
    {"UNRANKED", "INFRASPECIFIC_NAME", "INFRAGENERIC_NAME", "INFRASUBSPECIFIC_NAME", "OTHER"}
)
_WIRE = {"SECTION_BOTANY": "section", "SECTION_ZOOLOGY": "section", "SPECIES_AGGREGATE": "species aggregate"}
_SUFFIXES = (
    ("aceae", "family"),
    ("idae", "family"),
    ("oideae", "subfamily"),
    ("inae", "subfamily"),
    ("ineae", "suborder"),
    ("virales", "order"),
    ("viridae", "family"),
    ("mycetes", "class"),
    ("mycota", "phylum"),
    ("phyta", "phylum"),
    ("opsida", "class"),
)
"""Endings that codes reserve for a rank and that no genus has: ICZN Art. 29.2, ICN Art. 16-19."""
_SP = re.compile(r"\b(?:spp?|species|spec|n\.?\s?sp|nov|ssp|aff|cf|nr)\b", re.IGNORECASE)
_GEN = re.compile(r"^gen", re.IGNORECASE)


def rank_word(text: str | None) -> str | None:
    """The rank that a row's word means, None if there is none or it is not known."""
    return vocabulary("taxon-rank").look_up(text) if text else None


def of_uninomial(text: str) -> str | None:
    """The rank that the ending of a name of one word shows."""
    return next(
        (rank for ending, rank in _SUFFIXES if text.endswith(ending) and len(text) >= len(ending) + 2), None
    )


def follows_a_genus(phrase: str) -> bool:
    """Whether a phrase in open nomenclature ("sp. 2") makes what it follows a genus."""
    return _SP.search(phrase) is not None and _GEN.match(phrase) is None


def from_marker(wire: str, marked: str) -> str | None:
    """The rank that a marker in the name states (var., sect., agg.)."""
    if (
        wire in _UNSTATED
        or wire in ("SPECIES", "GENUS")
        or (wire == "SUBSPECIES" and " subsp. " not in marked)
    ):
        return None
    if wire not in ("SECTION_BOTANY", "SECTION_ZOOLOGY") and " " not in marked:
        return None
    word = _WIRE.get(wire, wire.lower().replace("_", " "))
    return vocabulary("taxon-rank").look_up(word) or word


def from_shape(said: dict[str, Any], code: str | None) -> str | None:
    """The rank that the shape of a name shows.

    In zoology a name of three words without a marker is a subspecies (ICZN Art. 5.2, 45.6).
    """
    if said.get("cultivarEpithet"):
        return "cultivar group" if said["rank"] == "CULTIVAR_GROUP" else "cultivar"
    if said.get("infraspecificEpithet"):
        return "subspecies" if code == "ICZN" or said["rank"] == "SUBSPECIES" else None
    if said.get("specificEpithet"):
        return "species"
    if said.get("infragenericEpithet"):
        return "subgenus" if said["rank"] == "SUBGENUS" else None
    return of_uninomial(said.get("uninomial") or "")


def fits(rank: str, said: dict[str, Any]) -> bool:
    """Whether a name of this shape can have a rank."""
    if rank in ("unranked", "hybrid", "strain"):
        return True
    if said.get("cultivarEpithet") or said.get("infraspecificEpithet"):
        return rank in INFRASPECIFIC
    if said.get("specificEpithet"):
        return rank in ("species", "species aggregate") or (
            rank in INFRASPECIFIC and said["type"] != "SCIENTIFIC"
        )
    return is_above_species(rank)


def is_above_species(rank: str) -> bool:
    """Whether a rank is higher than species."""
    order = _order()
    return rank in order and order[rank] < min(order["species"], order["species aggregate"])


def is_higher(rank: str | None, other: str | None) -> bool:
    """Whether a rank is higher than another one; False if either is not known."""
    order = _order()
    return rank in order and other in order and order[rank] < order[other]


@cache
def _order() -> dict[str, int]:
    return {rank: place for place, rank in enumerate(vocabulary("taxon-rank").values)}

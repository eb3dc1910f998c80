"""The name of an object: as stated, or composed of its parts."""

from __future__ import annotations

from collections.abc import Mapping

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Reading
from naturalia.vocabulary import fold, vocabulary

INDETERMINATE = frozenset({"sp", "spec", "species", "indet", "spp", "sp1", "sp2"})
_HIGHER = ("tribe", "subfamily", "family", "superfamily", "order", "class", "phylum", "kingdom")
_MARKERS = {
    "subspecies": "subsp.",
    "variety": "var.",
    "form": "f.",
    "subvariety": "subvar.",
    "subform": "subf.",
}


def composed_name(said: Mapping[str, str]) -> str | None:
    """A scientific name from genus and epithets, else the lowest higher taxon; None if there is none.

    ``said`` maps Darwin Core terms to texts. Botanical infraspecific ranks are marked, zoological are not.
    """
    genus = said.get("dwc:genus") or said.get("dwc:genericName")
    if not genus:
        return next((value for rank in _HIGHER if (value := said.get(f"dwc:{rank}"))), None)
    parts = [genus]
    if epithet := said.get("dwc:specificEpithet"):
        parts.append(epithet)
        if lowest := said.get("dwc:infraspecificEpithet"):
            parts += [*_marker(said), lowest]
    if cultivar := said.get("dwc:cultivarEpithet"):
        parts.append(f"'{cultivar.strip(chr(39))}'")
    return " ".join(part.strip() for part in parts)


def _marker(said: Mapping[str, str]) -> list[str]:
    rank = rank_of(said.get("dwc:taxonRank", "")).value or ""
    zoological = fold(said.get("dwc:nomenclaturalCode", "")) == "iczn" or fold(
        said.get("dwc:kingdom", "")
    ) in (
        "animalia",
        "metazoa",
    )
    marker = _MARKERS.get(rank)
    return [] if zoological or marker is None else [marker]


def rank_of(text: str) -> Reading[str]:
    """The rank that a word or abbreviation means."""
    value = vocabulary("taxon-rank").look_up(text) if text else None
    return Reading(value) if value else Reading(text or None, IssueCode.TAXON_RANK_UNKNOWN if text else None)

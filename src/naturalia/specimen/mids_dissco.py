"""The levels of MIDS as DiSSCo works them out: a second profile, to show where the two differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from naturalia.specimen.mids import MidsAssessment, Rules, assess

_BIOLOGY = frozenset({"animalia", "plantae", "bacteria"})
_EARTH = ("fossil", "meteorite", "rock", "mineral")


def dissco_group(core: Mapping[str, str]) -> str:
    """The group of rules for a Darwin Core record: by basisOfRecord, else by one of three kingdoms.

    Fungi, chromists, protists and viruses are in none of them, and so never get beyond level 1.
    """
    basis = core.get("dwc:basisOfRecord", "").casefold()
    if any(word in basis for word in _EARTH):
        return "earth"
    return "biology" if core.get("dwc:kingdom", "").strip().casefold() in _BIOLOGY else "other"


def assess_dissco(
    core: Mapping[str, str],
    extensions: Mapping[str, Sequence[Mapping[str, str]]],
    supplied: frozenset[str] = frozenset(),
) -> MidsAssessment:
    """The assessment of a Darwin Core record by the rules of DiSSCo; see ``mids.assess``."""
    return assess(core, extensions, dissco_group(core), supplied, Rules.DISSCO)

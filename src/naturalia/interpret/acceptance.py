"""Which records speak of a physical object."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from naturalia.interpret.collections import basis_of_record
from naturalia.specimen.schemes import clean, is_blank

NO_OBJECTS = frozenset(
    {"HumanObservation", "MachineObservation", "Observation", "MaterialCitation", "Event", "Taxon"}
)
_KEEPERS = ("dwc:collectionCode", "dwc:institutionCode", "dwc:collectionID", "dwc:institutionID")


class Rejection(msgspec.Struct, frozen=True, gc=False):
    """Why a record is not taken into the catalogue."""

    reason: str


def accepts(core: Mapping[str, str]) -> Rejection | None:
    """None if a core row speaks of a physical object, else why not.

    An observation is rejected unless catalogue number and collection or institution show that there is an
    object: collections do export specimens as observations. Whether the row says *which* object it is, is for
    ``physical_id`` to tell.
    """
    kind = basis_of_record(core.get("dwc:basisOfRecord"))
    if kind in NO_OBJECTS and not _is_catalogued(core):
        return Rejection(f"no physical object: basisOfRecord is {core['dwc:basisOfRecord']!r}")
    return None


def _is_catalogued(core: Mapping[str, str]) -> bool:
    return _says(core, "dwc:catalogNumber") and any(_says(core, term) for term in _KEEPERS)


def _says(core: Mapping[str, str], term: str) -> bool:
    return not is_blank(clean(core.get(term, "")))

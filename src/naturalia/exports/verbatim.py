"""The rows of an object as its source wrote them, complete in themselves.

An archive describes its dataset once, and rows that say nothing take licence, dataset and institution from
there. An export mixes datasets: what a document took from its dataset is written into the row, so that the
rows mean the same wherever they are read next. Everything else is left as the source wrote it.
"""

from __future__ import annotations

import msgspec

from naturalia.exports.objects import ExportObject
from naturalia.interpret import Context
from naturalia.interpret.collections import collection
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.identifiers import CANDIDATES, physical_id
from naturalia.specimen.schemes import clean, is_blank

CORE = "dwc:Occurrence"
NO_CONTEXT = Context()
LICENCE = "License"
"""The element of MIDS that a stated licence meets."""


class Rows(msgspec.Struct, frozen=True, gc=False):
    """An object as rows: the id that joins them, the core row, and extension rows by row type."""

    key: str
    core: dict[str, str]
    extensions: dict[str, list[dict[str, str]]] = {}


class _Taken(msgspec.Struct, frozen=True, gc=False):
    """What a document may have taken from its dataset, and its identifier."""

    license: str | None = msgspec.field(default=None, name="dcterms:license")
    dataset_name: str | None = msgspec.field(default=None, name="dwc:datasetName")
    organisation_code: str | None = msgspec.field(default=None, name="ods:organisationCode")
    organisation_id: str | None = msgspec.field(default=None, name="ods:organisationID")
    organisation_name: str | None = msgspec.field(default=None, name="ods:organisationName")
    source_system_id: str | None = msgspec.field(default=None, name="ods:sourceSystemID")
    source_system_name: str | None = msgspec.field(default=None, name="ods:sourceSystemName")
    physical_specimen_id: str | None = msgspec.field(default=None, name="ods:physicalSpecimenID")
    missing: tuple[str, ...] = msgspec.field(default=(), name="naturalia:missingMIDSElements")
    normalised_id: str | None = msgspec.field(default=None, name="ods:normalisedPhysicalSpecimenID")


_TERMS = (
    ("license", "dcterms:license", "dcterms:license"),
    ("dataset_name", "dwc:datasetName", "dwc:datasetName"),
    ("organisation_code", "dwc:institutionCode", "ods:organisationCode"),
    ("organisation_id", "dwc:institutionID", "ods:organisationID"),
    ("organisation_name", "ods:organisationName", "ods:organisationName"),
    ("source_system_id", "ods:sourceSystemID", "ods:sourceSystemID"),
    ("source_system_name", "ods:sourceSystemName", "ods:sourceSystemName"),
)
"""Property, the term that states it, and the term to use where the source wrote something else there."""

_decode_taken = msgspec.json.Decoder(_Taken).decode
_decode_record = msgspec.json.Decoder(VerbatimRecord).decode


def verbatim_rows(one: ExportObject) -> Rows:
    """The rows of an object that has a verbatim record."""
    record = _decode_record(one.record)
    taken = _decode_taken(one.document)
    core = record.core
    own = collection(core, NO_CONTEXT).value
    for attribute, term, spare in _TERMS:
        wanted = getattr(taken, attribute)
        if wanted is not None and own.get(attribute) != wanted:
            core[term if is_blank(clean(core.get(term, ""))) else spare] = wanted
    if taken.license and LICENCE not in taken.missing:
        # MIDS says that a licence was stated; it is written where the row itself has it elsewhere.
        core.setdefault("dcterms:license", taken.license)
    return Rows(_key(one, core, taken), core, record.extensions)


def _key(one: ExportObject, core: dict[str, str], taken: _Taken) -> str:
    """The id of a row: the source's own if nothing else identifies the object, else the PID's suffix."""
    stated = taken.physical_specimen_id
    if stated is None or any(core.get(term) == stated for term in CANDIDATES):
        return one.suffix
    found = physical_id(core, "")
    return one.suffix if found and found.normalised == taken.normalised_id else stated

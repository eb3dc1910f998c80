"""Which physical object a record speaks of, and which institution keeps it.

The rules are explained in ``docs/reference/identifiers.md`` and decision 0011.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from naturalia.specimen.model import PhysicalSpecimenIdType
from naturalia.specimen.schemes import Identified, clean, identify, is_blank
from naturalia.specimen.shared import GupriLevel

ARCHIVE_KEY = "dwca:id"
CANDIDATES = (
    "dwc:occurrenceID",
    "dwc:materialEntityID",
    "dwc:materialSampleID",
    ARCHIVE_KEY,
    "dwc:catalogNumber",
)
"""Where an identifier of the object is looked for, in this order."""

_TYPES = {kind.value: kind for kind in PhysicalSpecimenIdType}
STATED = "ods:normalisedPhysicalSpecimenID"
"""Of an openDS document, which has its identity worked out already."""

_TYPE_OF_LEVEL = {
    GupriLevel.LOCAL: PhysicalSpecimenIdType.LOCAL,
    GupriLevel.GLOBAL: PhysicalSpecimenIdType.GLOBAL,
}


class PhysicalId(msgspec.Struct, frozen=True, gc=False):
    """The identifier of a physical object: as written, its one spelling, how far it reaches, the term."""

    value: str
    normalised: str
    type: PhysicalSpecimenIdType
    term: str


def normalise(text: str) -> str:
    """The one spelling of an identifier, whatever its scheme."""
    return identify(text).normalised


def physical_id(core: Mapping[str, str], key: str) -> PhysicalId | None:
    """The identifier of the object of a core row; ``key`` is the archive's own id of the row.

    The first candidate that is resolvable or globally unique; else the catalogue number within its
    collection; else the first candidate that says anything. None if none does.
    """
    if STATED in core:
        return _stated(core)
    local: PhysicalId | None = None
    for term in CANDIDATES:
        text = key if term == ARCHIVE_KEY else core.get(term)
        if not text or is_blank(value := clean(text)):
            continue
        found = identify(value)
        if found.level is not GupriLevel.LOCAL:
            return _physical_id(value, found, term)
        if term == "dwc:catalogNumber":
            return _catalogued(value, core.get("dwc:collectionCode"))
        local = local or _physical_id(value, found, term)
    return local


def _stated(core: Mapping[str, str]) -> PhysicalId:
    """What an openDS document says itself."""
    return PhysicalId(
        value=core.get("ods:physicalSpecimenID") or core[STATED],
        normalised=core[STATED],
        type=_TYPES.get(core.get("ods:physicalSpecimenIDType", ""), PhysicalSpecimenIdType.LOCAL),
        term="ods:physicalSpecimenID",
    )


def _physical_id(value: str, found: Identified, term: str) -> PhysicalId:
    kind = _TYPE_OF_LEVEL.get(found.level, PhysicalSpecimenIdType.RESOLVABLE)
    return PhysicalId(value, found.normalised, kind, term)


def _catalogued(number: str, collection: str | None) -> PhysicalId:
    """Numbers are unique in a collection at best, so the collection's code is part of the identity."""
    code = clean(collection or "")
    normalised = number if not code or is_blank(code) else f"{code}:{number}"
    return PhysicalId(number, normalised.casefold(), PhysicalSpecimenIdType.LOCAL, "dwc:catalogNumber")


_ROR = re.compile(
    r"^(?:(?:https?://)?(?:www\.)?ror\.org/|ror:\s*)?(0[0-9a-hjkmnp-tv-z]{6}\d\d)/?$", re.IGNORECASE
)
_WIKIDATA = re.compile(
    r"^(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/|wd:)(Q[1-9]\d*)/?$", re.IGNORECASE
)
_CROCKFORD = {character: value for value, character in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def institution(core: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Identifier and code of the institution that a row names; None for what it does not name.

    An identifier is a ROR, Wikidata, GRSciColl or other resolvable or global id of institutionID. A name or
    code found there instead serves as code where institutionCode and ownerInstitutionCode say nothing.
    """
    stated = _said(core, "dwc:institutionID")
    identifier = institution_id(stated) if stated else None
    code = _said(core, "dwc:institutionCode") or _said(core, "dwc:ownerInstitutionCode")
    if code is None and identifier is None:
        code = stated
    return identifier, code


def institution_id(text: str) -> str | None:
    """The one spelling of an institution's identifier; None if the text is a name or a local code."""
    value = clean(text)
    if match := _ROR.match(value):
        return f"https://ror.org/{match[1].lower()}" if is_ror(match[1]) else None
    if match := _WIKIDATA.match(value):
        return f"https://www.wikidata.org/wiki/{match[1].upper()}"
    found = identify(value)
    return None if found.level is GupriLevel.LOCAL else found.normalised


def is_ror(name: str) -> bool:
    """Whether the last two digits of a ROR name are its checksum (ISO/IEC 7064 MOD 97-10 of base 32)."""
    number = 0
    for character in name[:-2].lower():
        number = number * 32 + _CROCKFORD[character]
    return 98 - (number * 100) % 97 == int(name[-2:])


def _said(core: Mapping[str, str], term: str) -> str | None:
    value = clean(core.get(term) or "")
    return None if not value or is_blank(value) else value

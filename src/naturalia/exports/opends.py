"""Plain openDS: a document that the published schemas (digital-specimen 0.4.0) accept.

The schemas forbid other properties and require some that a catalogue may not know. Keys of our own are left
out (they are in the JSON-LD and in exports), media become relations, and what is required but unknown is
filled in a way that cannot be mistaken for a fact: see ``docs/reference/web.md``.
"""

from __future__ import annotations

import re
from typing import Any

FDO_TYPE = "https://doi.org/21.T11148/894b1e6cad57e921764e"
"""FDO type of a digital specimen (openDS)."""

UNKNOWN_ORGANISATION = "https://www.wikidata.org/wiki/Q_unknown"
"""Stands where an institution has neither a ROR nor a Wikidata id: no item of Wikidata can have this name."""

OWN = "naturalia:"
_ORGANISATION = re.compile(r"^https?://(?:ror\.org/0\w{6}[0-9]{2}|www\.wikidata\.org/wiki/Q\w+)")
_HANDLE = re.compile(r"^https://hdl\.handle\.net/[\w.]+/(.){3}-(.){3}-(.){3}")
_WEB = re.compile(r"^https?://[^\s<>\"{}|\\^`]+$")
Json = dict[str, Any]


def plain(document: Json, source_handle: str) -> Json:
    """A published document as plain openDS; ``source_handle`` names the source system it came from."""
    found: Json = _without_own_keys(document)
    found.setdefault("ods:fdoType", FDO_TYPE)
    found.setdefault("dcterms:modified", document["dcterms:created"])
    found.setdefault("ods:midsLevel", 0)
    for key, pattern, filler in (
        ("ods:organisationID", _ORGANISATION, UNKNOWN_ORGANISATION),
        ("ods:sourceSystemID", _HANDLE, source_handle),
    ):
        if not pattern.match(found.get(key, "")):
            found[key] = filler
    if media := [_relation(one) for one in document.get("naturalia:hasMedia", ())]:
        found["ods:hasEntityRelationships"] = [*found.get("ods:hasEntityRelationships", ()), *media]
    return found


def _without_own_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_own_keys(part) for key, part in value.items() if not key.startswith(OWN)}
    if isinstance(value, list):
        return [_without_own_keys(part) for part in value]
    return value


def _relation(medium: Json) -> Json:
    link = medium["ac:accessURI"]
    relation = {
        "@type": "ods:EntityRelationship",
        "dwc:relationshipOfResource": "hasMedia",
        "dwc:relatedResourceID": link,
    }
    return relation | ({"ods:relatedResourceURI": link} if _WEB.match(link) else {})

"""Documents as linked data: a JSON-LD context for openDS, and values that are addresses made links.

openDS keys are compact IRIs already. The context says what their prefixes stand for, that lists of parts have
no order, and that ``naturalia:notCarriedOver`` is JSON. Addresses become links only where they are whole:
a text such as "CC BY" stays a text, so nothing that a source wrote is turned into an address by chance.
"""

from __future__ import annotations

import re
from typing import Any

from naturalia.sources.terms import NAMESPACES

OWN_NAMESPACE = "https://w3id.org/naturalia/terms/"
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    **{prefix: NAMESPACES[prefix] for prefix in sorted(NAMESPACES) if prefix != "ods"},
    "ods": "https://w3id.org/openDS/terms/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "naturalia": OWN_NAMESPACE,
    "naturalia:notCarriedOver": {"@id": "naturalia:notCarriedOver", "@type": "@json"},
    "dcterms:created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
}

_LINKS = frozenset(
    (
        "dcterms:license",
        "dcterms:identifier",
        "ods:organisationID",
        "ods:sourceSystemID",
        "ods:relatedResourceURI",
        "ods:fdoType",
        "ac:accessURI",
        "schema:identifier",
        "dwciri:measurementType",
        "dwciri:measurementValue",
        "dwciri:measurementUnit",
        "dwciri:measurementMethod",
    )
)
"""Properties whose values are links where they are addresses."""

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def linked(document: dict[str, Any]) -> dict[str, Any]:
    """A document with links, for a place where ``CONTEXT`` holds."""
    return {key: _value(key, value) for key, value in document.items() if _stays(key, value)}


def with_context(document: dict[str, Any]) -> dict[str, Any]:
    """A document of its own, context included."""
    return {"@context": CONTEXT, **linked(document)}


def _value(key: str, value: Any) -> Any:
    if key == "naturalia:notCarriedOver":
        return value
    if isinstance(value, dict):
        return linked(value)
    if isinstance(value, list):
        return [_value(key, part) for part in value]
    if key in _LINKS and isinstance(value, str) and _ADDRESS.fullmatch(value):
        return {"@id": value}
    return value


def _stays(key: str, value: Any) -> bool:
    """A name of a part that is no address cannot be its IRI."""
    return key != "@id" or (isinstance(value, str) and _ADDRESS.fullmatch(value) is not None)

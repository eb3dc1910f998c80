"""Specimens as XML metadata for harvesters: Dublin Core, DataCite, and openDS in an envelope.

Sources: OAI-PMH 2.0 (oai_dc), DataCite metadata schema 4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from lxml import etree

from naturalia.exports.datacite import title
from naturalia.exports.opends import plain
from naturalia.exports.representations import Facts

Json = dict[str, Any]
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
DATACITE = "http://datacite.org/schema/kernel-4"
DATACITE_SCHEMA = "http://schema.datacite.org/meta/kernel-4/metadata.xsd"
OPENDS = "https://w3id.org/naturalia/opends-envelope"


class MetadataFormat(msgspec.Struct, frozen=True):
    """A metadata format of OAI-PMH: prefix, address of its schema, namespace, and maker."""

    prefix: str
    schema: str
    namespace: str
    make: Callable[[Json, Facts], etree._Element]


def dublin_core(document: Json, facts: Facts) -> etree._Element:
    """Unqualified Dublin Core."""
    root = _root(OAI_DC, "dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", {"oai_dc": OAI_DC, "dc": DC})
    event = (document.get("ods:hasEvents") or [{}])[0]
    place = event.get("ods:hasLocation", {})
    said: list[tuple[str, str | None]] = [
        ("title", title(document)),
        *(("creator", agent.get("schema:name")) for agent in event.get("ods:hasAgents", ())),
        ("subject", document.get("ods:topicDiscipline")),
        ("subject", document.get("ods:specimenName")),
        ("description", document.get("dwc:verbatimLabel")),
        ("publisher", _holder(document, facts)),
        ("date", event.get("dwc:eventDate")),
        ("type", "PhysicalObject"),
        ("identifier", document["dcterms:identifier"]),
        *(("identifier", one["dcterms:identifier"]) for one in document.get("ods:hasIdentifiers", ())),
        *(("relation", one["ac:accessURI"]) for one in document.get("naturalia:hasMedia", ())),
        ("coverage", place.get("dwc:locality")),
        ("coverage", place.get("dwc:country")),
        ("source", document.get("dwc:datasetName")),
        ("rights", document.get("dcterms:license")),
    ]
    for name, text in said:
        if text:
            etree.SubElement(root, f"{{{DC}}}{name}").text = clean(text)
    return root


def datacite_xml(document: Json, facts: Facts) -> etree._Element:
    """DataCite kernel 4."""
    root = _root(DATACITE, "resource", DATACITE_SCHEMA, {None: DATACITE})
    doi = document["dcterms:identifier"].removeprefix("https://doi.org/")
    _add(root, "identifier", doi, identifierType="DOI")
    creator = _add(_add(root, "creators"), "creator")
    _add(creator, "creatorName", _holder(document, facts), nameType="Organizational")
    _add(_add(root, "titles"), "title", title(document))
    _add(root, "publisher", facts.publisher)
    _add(root, "publicationYear", document["dcterms:created"][:4])
    _add(root, "resourceType", "Digital Specimen", resourceTypeGeneral="PhysicalObject")
    _add(_add(root, "dates"), "date", document["dcterms:created"], dateType="Created")
    if others := document.get("ods:hasIdentifiers", ()):
        listed = _add(root, "alternateIdentifiers")
        for one in others:
            kind = one.get("dcterms:title", "Other")
            _add(listed, "alternateIdentifier", one["dcterms:identifier"], alternateIdentifierType=kind)
    _add(root, "version", str(document["ods:version"]))
    if licence := document.get("dcterms:license"):
        address = {"rightsURI": licence} if licence.startswith("http") else {}
        _add(_add(root, "rightsList"), "rights", licence, **address)
    return root


def opends_xml(document: Json, facts: Facts) -> etree._Element:
    """The plain openDS document as JSON text in one element."""
    root = _root(OPENDS, "document", f"{facts.address}/oai/opends.xsd", {None: OPENDS})
    root.set("mediaType", "application/json")
    root.text = clean(msgspec.json.encode(plain(document, facts.source_handle)).decode())
    return root


OPENDS_SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{OPENDS}"
           elementFormDefault="qualified">
  <xs:element name="document">
    <xs:complexType><xs:simpleContent><xs:extension base="xs:string">
      <xs:attribute name="mediaType" type="xs:string" use="required"/>
    </xs:extension></xs:simpleContent></xs:complexType>
  </xs:element>
</xs:schema>
"""

FORMATS: dict[str, MetadataFormat] = {
    one.prefix: one
    for one in (
        MetadataFormat("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC, dublin_core),
        MetadataFormat("datacite", DATACITE_SCHEMA, DATACITE, datacite_xml),
        MetadataFormat("opends", "/oai/opends.xsd", OPENDS, opends_xml),
    )
}
"""All metadata formats by prefix."""


def _holder(document: Json, facts: Facts) -> str:
    """Who keeps the object."""
    return str(
        document.get("ods:organisationName") or document.get("ods:organisationCode") or facts.publisher
    )


def _root(namespace: str, name: str, schema: str, prefixes: dict[str | None, str]) -> etree._Element:
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes | {"xsi": XSI})  # type: ignore[arg-type]
    root.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    return root


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{DATACITE}}}{name}")
    child.text = clean(text) or None
    for key, value in attributes.items():
        child.set(key, clean(value))
    return child


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return "".join(c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r" else "\ufffd" for c in text)

"""Terms of people and numbers."""

from __future__ import annotations

from naturalia.search.term import Group
from naturalia.search.terms.declaring import (
    EVENT,
    GEOREFERENCE,
    IDENTIFICATION,
    agents,
    identifier_path,
    keyword,
    number,
)

PEOPLE = (
    keyword(
        "recordedBy", Group.PEOPLE, "Collector", "Person or team that collected the specimen",
        *agents("collector", "", f"{EVENT}/"), sortable=True, words=True,
    ),
    keyword(
        "identifiedBy", Group.PEOPLE, "Identified by", "Person who assigned a name",
        *agents("identifier", "", f"{IDENTIFICATION}/"), words=True,
    ),
    number(
        "catalogNumber", "Catalogue number", "Number of the object in its collection",
        identifier_path("dwc:catalogNumber"), sortable=True, identifier=True,
    ),
    number(
        "otherCatalogNumbers", "Other catalogue numbers", "Earlier or alternative numbers of the object",
        identifier_path("dwc:otherCatalogNumbers"), listed=True, identifier=True,
    ),
    number(
        "recordNumber", "Collector's number", "Number the collector gave", "naturalia:recordNumber",
        "ods:hasSpecimenParts/dwc:recordNumber",
    ),
    number("fieldNumber", "Field number", "Number of the event in the field", f"{EVENT}/dwc:fieldNumber"),
    keyword(
        "recordedByID", Group.PEOPLE, "Collector ID", "ORCID, Wikidata or other identifier of a collector",
        *agents("collector", "", f"{EVENT}/", field="schema:identifier"), facet=True,
    ),
    keyword(
        "identifiedByID", Group.PEOPLE, "Identifier of who identified", "ORCID, Wikidata or other identifier",
        *agents("identifier", "", f"{IDENTIFICATION}/", field="schema:identifier"), facet=True,
    ),
    keyword(
        "georeferencedBy", Group.PEOPLE, "Georeferenced by", "Who determined the coordinates",
        *agents("georeferencer", f"{GEOREFERENCE}/"),
    ),
)  # fmt: skip

"""DataCite metadata (schema 4.6) of an export and of a specimen."""

from __future__ import annotations

from typing import Any

import msgspec

from naturalia.exports.description import Description, Share

SCHEMA = "http://datacite.org/schema/kernel-4"
Json = dict[str, Any]


def attributes(export: Description) -> Json:
    """The attributes of an export, as the REST API of DataCite takes them."""
    about = f"{export.count} digital specimens; query: {export.question or 'everything'}"
    return {
        "creators": [_organisation(share) for share in export.institutions]
        or [{"name": export.publisher, "nameType": "Organizational"}],
        "titles": [{"title": export.title}],
        "publisher": export.publisher,
        "publicationYear": int(export.created[:4]),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Digital specimens"},
        "dates": [{"date": export.created, "dateType": "Created"}],
        "version": str(export.publication),
        "rightsList": [{"rightsUri": uri} for uri, _ in export.licences if uri.startswith("http")],
        "descriptions": [{"description": about, "descriptionType": "Abstract"}],
        "schemaVersion": SCHEMA,
    }


def specimen_metadata(document: Json, publisher: str) -> Json:
    """A specimen as DataCite JSON, from its whole openDS document."""
    holder = document.get("ods:organisationName") or document.get("ods:organisationCode") or publisher
    return {
        "id": document["dcterms:identifier"],
        "doi": document["dcterms:identifier"].removeprefix("https://doi.org/"),
        "url": document["dcterms:identifier"],
        "types": {"resourceTypeGeneral": "PhysicalObject", "resourceType": "Digital Specimen"},
        "creators": [_holder(holder, document.get("ods:organisationID"))],
        "titles": [{"title": title(document)}],
        "publisher": {"name": publisher},
        "publicationYear": int(document["dcterms:created"][:4]),
        "dates": _dates(document),
        "subjects": [{"subject": topic} for key in ("ods:topicDiscipline",) if (topic := document.get(key))],
        "alternateIdentifiers": [
            {
                "alternateIdentifier": one["dcterms:identifier"],
                "alternateIdentifierType": one.get("dcterms:title", "Other"),
            }
            for one in document.get("ods:hasIdentifiers", ())
        ],
        "rightsList": _rights(document),
        "version": str(document["ods:version"]),
        "schemaVersion": SCHEMA,
    }


def title(document: Json) -> str:
    """What a specimen is called: its name and its number."""
    name = document.get("ods:specimenName") or "Specimen without a name"
    number = document.get("ods:physicalSpecimenID")
    return f"{name} ({number})" if number else name


def _holder(name: str, identifier: str | None) -> Json:
    return _organisation(Share(name, 0, name, identifier or ""))


def _organisation(share: Share) -> Json:
    creator: Json = {"name": share.label, "nameType": "Organizational"}
    if "ror.org" in share.identifier:
        creator["nameIdentifiers"] = [
            {
                "nameIdentifier": share.identifier,
                "nameIdentifierScheme": "ROR",
                "schemeUri": "https://ror.org",
            }
        ]
    return creator


def _dates(document: Json) -> list[Json]:
    dates = [{"date": document["dcterms:created"], "dateType": "Created"}]
    if modified := document.get("dcterms:modified"):
        dates.append({"date": modified, "dateType": "Updated"})
    events = document.get("ods:hasEvents") or [{}]
    if collected := events[0].get("dwc:eventDate"):
        dates.append({"date": collected, "dateType": "Collected"})
    return dates


def _rights(document: Json) -> list[Json]:
    licence = document.get("dcterms:license")
    if not licence:
        return []
    return [{"rightsUri": licence} if licence.startswith("http") else {"rights": licence}]


def encoded(value: Json) -> bytes:
    """JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)

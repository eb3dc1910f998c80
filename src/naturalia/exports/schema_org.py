"""Schema.org and Bioschemas descriptions, for search engines and for pages."""

from __future__ import annotations

from typing import Any

from naturalia.exports.datacite import title

Json = dict[str, Any]
CONTEXT = {
    "@vocab": "https://schema.org/",
    "bioschemas": "https://bioschemas.org/",
    "dwc": "http://rs.tdwg.org/dwc/terms/",
}
SAMPLE = "https://bioschemas.org/profiles/Sample/0.2-RELEASE-2018_11_10"
_LIVING = frozenset(("Botany", "Zoology", "Microbiology", "Other Biodiversity", "Palaeontology"))
_PROPERTIES = (
    "dwc:basisOfRecord",
    "dwc:catalogNumber",
    "ods:topicDiscipline",
    "ods:midsLevel",
    "dwc:typeStatus",
)


def specimen(document: Json, address: str) -> Json:
    """A specimen as a thing with its page; a biological one as a Bioschemas sample."""
    discipline = document.get("ods:topicDiscipline")
    licence = document.get("dcterms:license", "")
    event = (document.get("ods:hasEvents") or [{}])[0]
    described: Json = {
        "@context": CONTEXT,
        "@id": document["dcterms:identifier"],
        "@type": ["bioschemas:BioSample", "Thing"] if discipline in _LIVING else "Thing",
        "name": title(document),
        "identifier": [document["dcterms:identifier"], *_others(document)],
        "url": address,
        "description": _description(document, event),
        "additionalProperty": _properties(document),
        "image": [one["ac:accessURI"] for one in document.get("naturalia:hasMedia", ()) if _is_image(one)],
        "locationCreated": _place(event),
        "dateCreated": event.get("dwc:eventDate"),
        "taxonomicRange": _taxon(document),
        "subjectOf": {
            "@type": "WebPage",
            "@id": address,
            "license": licence or None,
            "dateModified": document.get("dcterms:modified"),
            "version": str(document["ods:version"]),
        },
        "maintainer": _holder(document),
    }
    return _said(described)


def _said(value: Json) -> Json:
    """Without what is not known."""
    kept = {key: _said(part) if isinstance(part, dict) else part for key, part in value.items()}
    return {key: part for key, part in kept.items() if part not in (None, "", [], {})}


def _others(document: Json) -> list[str]:
    return [one["dcterms:identifier"] for one in document.get("ods:hasIdentifiers", ())]


def _description(document: Json, event: Json) -> str:
    place = event.get("ods:hasLocation", {})
    parts = (
        document.get("ods:specimenName"),
        place.get("dwc:locality"),
        place.get("dwc:country"),
        event.get("dwc:eventDate"),
        document.get("ods:organisationName") or document.get("ods:organisationCode"),
    )
    return ", ".join(part for part in parts if part)


def _properties(document: Json) -> list[Json]:
    return [
        {"@type": "PropertyValue", "name": key.partition(":")[2], "value": document[key]}
        for key in _PROPERTIES
        if key in document
    ]


def _is_image(medium: Json) -> bool:
    return medium.get("dcterms:type") == "StillImage" or medium.get("dcterms:format", "").startswith("image/")


def _place(event: Json) -> Json:
    place = event.get("ods:hasLocation", {})
    point = place.get("ods:hasGeoreference", {})
    name = ", ".join(
        text for key in ("dwc:locality", "dwc:stateProvince", "dwc:country") if (text := place.get(key))
    )
    found: Json = {"@type": "Place", "name": name} if name else {}
    if "dwc:decimalLatitude" in point and "dwc:decimalLongitude" in point:
        found |= {
            "@type": "Place",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": point["dwc:decimalLatitude"],
                "longitude": point["dwc:decimalLongitude"],
            },
        }
    return found


def _taxon(document: Json) -> Json:
    opinions = document.get("ods:hasIdentifications", ())
    accepted: Json = next((one for one in opinions if one.get("ods:isVerifiedIdentification")), {})
    taxon = (accepted.get("ods:hasTaxonIdentifications") or [{}])[0]
    if "dwc:scientificName" not in taxon:
        return {}
    return {
        "@type": "Taxon",
        "name": taxon["dwc:scientificName"],
        "taxonRank": taxon.get("dwc:taxonRank"),
        "parentTaxon": taxon.get("dwc:genus") or taxon.get("dwc:family"),
    }


def _holder(document: Json) -> Json:
    name = document.get("ods:organisationName") or document.get("ods:organisationCode")
    return {"@type": "Organization", "name": name, "@id": document.get("ods:organisationID")} if name else {}


def export_dataset(export: Any, citation_text: str, distribution: Json) -> Json:
    """An export as a schema.org data set; ``distribution`` is its file."""
    return _said(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": export.identifier,
            "name": export.title,
            "description": f"{export.count} digital specimens found by: {export.question or 'everything'}",
            "url": export.address,
            "identifier": export.identifier,
            "datePublished": export.created,
            "version": str(export.publication),
            "license": [uri for uri, _ in export.licences if uri.startswith("http")],
            "creator": [{"@type": "Organization", "name": share.label} for share in export.institutions],
            "publisher": {"@type": "Organization", "name": export.publisher},
            "creditText": citation_text,
            "distribution": distribution,
        }
    )

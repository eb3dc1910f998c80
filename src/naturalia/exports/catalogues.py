"""Data sets as DCAT and VoID, in JSON-LD and Turtle.

Sources: Data Catalog Vocabulary 3 (W3C), Describing Linked Datasets with VoID (W3C).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from naturalia.exports.datacite import encoded
from naturalia.exports.formats import FORMATS
from naturalia.exports.representations import turtle

Json = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class DataSet(msgspec.Struct, frozen=True):
    """A source as a data set: its page, what it says of itself, when it was last read, how much it holds."""

    number: int
    address: str
    title: str
    description: str
    licence: str
    publisher: str
    modified: str
    count: int
    query: str


def dataset(one: DataSet) -> Json:
    """A data set with one distribution for each export format."""
    described: Json = {
        "@id": one.address,
        "@type": ["dcat:Dataset", "void:Dataset"],
        "dcterms:identifier": one.address,
        "dcterms:title": one.title,
        "dcterms:description": one.description or one.title,
        "dcat:landingPage": {"@id": one.address},
        "dcterms:publisher": {"@type": "foaf:Organization", "foaf:name": one.publisher},
        "void:entities": one.count,
        "dcat:distribution": [_distribution(one, name) for name in FORMATS],
    }
    if one.licence:
        described["dcterms:license"] = _link_or_text(one.licence)
    if one.modified:
        described["dcterms:modified"] = {"@value": one.modified, "@type": "xsd:dateTime"}
    return described


def catalogue(address: str, publisher: str, sets: Sequence[DataSet]) -> Json:
    """All data sets as a catalogue that says how it is searched and harvested."""
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": f"{address}/catalogue",
                "@type": "dcat:Catalog",
                "dcterms:title": publisher,
                "dcterms:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
                "dcat:dataset": [{"@id": one.address} for one in sets],
                "dcat:service": {"@id": f"{address}/api/v1"},
            },
            {
                "@id": f"{address}/api/v1",
                "@type": "dcat:DataService",
                "dcterms:title": "API",
                "dcat:endpointURL": {"@id": f"{address}/api/v1"},
                "dcat:endpointDescription": {"@id": f"{address}/api/v1/openapi.json"},
            },
            *map(dataset, sets),
        ],
    }


def void(address: str, publisher: str, sets: Sequence[DataSet], count: int) -> Json:
    """The whole catalogue as a VoID data set with its parts."""
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@id": f"{address}/.well-known/void",
                "@type": "void:DatasetDescription",
                "foaf:primaryTopic": {"@id": f"{address}/catalogue"},
            },
            {
                "@id": f"{address}/catalogue",
                "@type": "void:Dataset",
                "dcterms:title": publisher,
                "foaf:homepage": {"@id": f"{address}/"},
                "void:entities": count,
                "void:uriSpace": "https://doi.org/",
                "void:uriLookupEndpoint": {"@id": f"{address}/specimen?id="},
                "void:vocabulary": [
                    {"@id": uri}
                    for uri in (
                        "http://rs.tdwg.org/dwc/terms/",
                        "http://purl.org/dc/terms/",
                        "http://rs.tdwg.org/ac/terms/",
                    )
                ],
                "void:feature": {"@id": "http://www.w3.org/ns/formats/Turtle"},
                "void:subset": [{"@id": one.address} for one in sets],
            },
            *(
                {
                    "@id": one.address,
                    "@type": "void:Dataset",
                    "dcterms:title": one.title,
                    "void:entities": one.count,
                }
                for one in sets
            ),
        ],
    }


def as_turtle(described: Json) -> bytes:
    """Turtle of a description; one without a context takes ours."""
    return turtle(msgspec.json.encode({"@context": CONTEXT} | described))


def as_json_ld(described: Json) -> bytes:
    """JSON-LD of a description; one without a context takes ours."""
    return encoded({"@context": CONTEXT} | described)


def _distribution(one: DataSet, name: str) -> Json:
    chosen = FORMATS[name]
    return {
        "@id": f"{one.address}#{name}",
        "@type": "dcat:Distribution",
        "dcterms:title": chosen.title,
        "dcat:accessURL": {"@id": f"{one.address.rsplit('/', 2)[0]}/export?{one.query}&format={name}"},
        "dcat:mediaType": chosen.media_type.partition(";")[0],
    }


def _link_or_text(licence: str) -> Any:
    return {"@id": licence} if licence.startswith("http") and " " not in licence else licence

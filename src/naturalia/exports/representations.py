"""One specimen in the forms that machines ask for: functions from its whole openDS document to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import msgspec
from rdflib import Graph

from naturalia.exports import datacite, opends, schema_org
from naturalia.exports.delimited import line
from naturalia.exports.flat import ordered
from naturalia.exports.linked import with_context
from naturalia.exports.table import OWN, PID, headers
from naturalia.exports.verbatim import CORE
from naturalia.interpret.darwin_core import core_row, text_of

Json = dict[str, Any]


class Facts(msgspec.Struct, frozen=True):
    """What is known beside the document: who publishes, the handle of the source, where pages are."""

    publisher: str
    source_handle: str
    address: str


class Representation(msgspec.Struct, frozen=True):
    """A form: its name in addresses (after a dot), media types (the first is stated), profile, and maker."""

    name: str
    media_types: tuple[str, ...]
    make: Callable[[Json, Facts], bytes]
    profile: str = ""

    @property
    def media_type(self) -> str:
        """The media type as it is stated."""
        return self.media_types[0]


def _plain(document: Json, facts: Facts) -> bytes:
    return datacite.encoded(opends.plain(document, facts.source_handle))


def _linked(document: Json, facts: Facts) -> bytes:  # noqa: ARG001 - one form for all makers
    return datacite.encoded(with_context(document))


def _turtle(document: Json, facts: Facts) -> bytes:
    return turtle(_linked(document, facts))


_LEFT_ALONE = ("@context", "naturalia:notCarriedOver")


def turtle(linked: bytes) -> bytes:
    """JSON-LD as Turtle: the same bytes for the same document, whose parts are numbered in its order."""
    document = _numbered(msgspec.json.decode(linked), count(), "")
    graph = Graph().parse(data=msgspec.json.encode(document), format="json-ld")
    return graph.serialize(format="turtle", encoding="utf-8")


def _numbered(value: Any, numbers: Iterator[int], key: str) -> Any:
    """A value of JSON-LD in which no part is without a name; a random one would stand in its place."""
    if isinstance(value, list):
        return [_numbered(part, numbers, key) for part in value]
    if not isinstance(value, dict) or key in _LEFT_ALONE or "@value" in value:
        return value
    name = {} if "@id" in value or "@graph" in value else {"@id": f"_:part{next(numbers)}"}
    return name | {each: _numbered(part, numbers, each) for each, part in value.items()}


def _datacite(document: Json, facts: Facts) -> bytes:
    return datacite.encoded(datacite.specimen_metadata(document, facts.publisher))


def _schema_org(document: Json, facts: Facts) -> bytes:
    return datacite.encoded(schema_org.specimen(document, facts.address))


def _csv(document: Json, facts: Facts) -> bytes:  # noqa: ARG001 - one form for all makers
    row = _row(document)
    terms = list(row)
    return (line(headers(terms), ",") + line([row[term] for term in terms], ",")).encode("utf-8", "replace")


def _text(document: Json, facts: Facts) -> bytes:  # noqa: ARG001 - one form for all makers
    lines = [f"{term}: {' '.join(text.split())}\n" for term, text in _row(document).items()]
    return "".join(lines).encode("utf-8", "replace")


def _row(document: Json) -> dict[str, str]:
    """Darwin Core terms of a specimen in their order, those of the object itself first."""
    row = core_row(document) | {name: text_of(document[name]) for name in OWN if name in document}
    row[PID] = document["dcterms:identifier"]
    return {term: row[term] for term in (*OWN, *ordered(CORE, set(row) - set(OWN))) if term in row}


REPRESENTATIONS: dict[str, Representation] = {
    one.name: one
    for one in (
        Representation(
            "json",
            ("application/json",),
            _plain,
            "https://schemas.dissco.tech/schemas/fdo-type/digital-specimen/0.4.0/digital-specimen.json",
        ),
        Representation("jsonld", ("application/ld+json",), _linked),
        Representation("ttl", ("text/turtle", "application/x-turtle"), _turtle),
        Representation(
            "datacite.json", ("application/vnd.datacite.datacite+json",), _datacite, datacite.SCHEMA
        ),
        Representation("csv", ("text/csv",), _csv, "http://rs.tdwg.org/dwc/terms/"),
        Representation("txt", ("text/plain",), _text, "http://rs.tdwg.org/dwc/terms/"),
        Representation(
            "schema.jsonld", ("application/vnd.schemaorg.ld+json",), _schema_org, "https://schema.org/"
        ),
    )
}
"""All machine-readable forms by name, in the order of preference."""

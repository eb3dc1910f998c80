"""Formats of one line an object: openDS JSON Lines, JSON-LD, CSV, TSV, GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from naturalia.exports import citation
from naturalia.exports.delimited import line
from naturalia.exports.description import Description
from naturalia.exports.format import LineFormat, Shape
from naturalia.exports.gzipped import PART, join_members, separated, write_member
from naturalia.exports.linked import CONTEXT, linked
from naturalia.exports.objects import ExportObject, published
from naturalia.exports.table import TABLE, chosen, columns_of, flat, headers, point_of


class TextFormat(LineFormat):
    """Lines, kept as gzip."""

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """The lines of a part."""
        write_member((self.line(one, shape) for one in objects), self.separator, folder / PART)

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """Head, parts and tail one after the other."""
        parts = [folder / PART for folder in folders]
        head, first = self.head(shape, export), self.first(export)
        join_members(separated(head, first, parts, self.separator, self.tail()), target)


class OpenDSLines(TextFormat):
    """Each object as the whole openDS document, own keys included."""

    name: ClassVar[str] = "opends"
    title: ClassVar[str] = "openDS JSON Lines"
    suffix: ClassVar[str] = ".opends.jsonl.gz"
    media_type: ClassVar[str] = "application/x-ndjson"

    def line(self, one: ExportObject, shape: Shape) -> str:  # noqa: ARG002 - the same for all
        """The document."""
        return published(one).decode()


class JsonLd(TextFormat):
    """One JSON-LD document: a context and a graph with an object a line."""

    name: ClassVar[str] = "jsonld"
    title: ClassVar[str] = "JSON-LD"
    suffix: ClassVar[str] = ".jsonld.gz"
    media_type: ClassVar[str] = "application/ld+json"
    separator: ClassVar[str] = ",\n"

    def head(self, shape: Shape, export: Description) -> str:  # noqa: ARG002 - the same for all
        """The context."""
        return f'{{"@context":{_json(CONTEXT)},"@graph":[\n'

    def first(self, export: Description) -> str:
        """What is said of the whole."""
        about = {
            "@id": export.identifier or f"urn:naturalia:export:{export.number}",
            "@type": "dcat:Dataset",
            "dcterms:title": export.title,
            "dcterms:issued": export.created,
            "dcterms:bibliographicCitation": citation.text(export),
        }
        return _json(about)

    def line(self, one: ExportObject, shape: Shape) -> str:  # noqa: ARG002 - the same for all
        """An object of the graph."""
        return _json(linked(msgspec.json.decode(published(one))))

    def tail(self) -> str:
        """The end of the graph."""
        return "\n]}\n"


class Delimited(TextFormat):
    """A table of interpreted values, one object a row."""

    has_columns: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    delimiter: ClassVar[str]

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:
        """The terms that these objects say something of."""
        return {TABLE: columns_of(objects)}

    def shape(self, found: Mapping[str, set[str]], columns: Sequence[str]) -> Shape:
        """The columns asked for, else all that have a value."""
        return {TABLE: chosen(found.get(TABLE, set()), columns)}

    def head(self, shape: Shape, export: Description) -> str:  # noqa: ARG002 - the same for all
        """The header."""
        return line(headers(shape[TABLE]), self.delimiter)

    def line(self, one: ExportObject, shape: Shape) -> str:
        """The row of an object."""
        row = flat(one)
        return line([row.get(term, "") for term in shape[TABLE]], self.delimiter).removesuffix("\n")


class Csv(Delimited):
    """Comma-separated values (RFC 4180)."""

    name: ClassVar[str] = "csv"
    title: ClassVar[str] = "CSV"
    suffix: ClassVar[str] = ".csv.gz"
    media_type: ClassVar[str] = "text/csv; charset=utf-8"
    delimiter: ClassVar[str] = ","


class Tsv(Delimited):
    """Tab-separated values."""

    name: ClassVar[str] = "tsv"
    title: ClassVar[str] = "TSV"
    suffix: ClassVar[str] = ".tsv.gz"
    media_type: ClassVar[str] = "text/tab-separated-values; charset=utf-8"
    delimiter: ClassVar[str] = "\t"


class GeoJson(Delimited):
    """A feature collection (RFC 7946): an object is a feature, without geometry if its place is unknown."""

    name: ClassVar[str] = "geojson"
    title: ClassVar[str] = "GeoJSON"
    suffix: ClassVar[str] = ".geojson.gz"
    media_type: ClassVar[str] = "application/geo+json"
    separator: ClassVar[str] = ",\n"

    def head(self, shape: Shape, export: Description) -> str:  # noqa: ARG002 - the same for all
        """The beginning of the collection, with foreign members for title and citation."""
        members = {"title": export.title, "citation": citation.text(export)}
        return f'{{"type":"FeatureCollection",{_json(members)[1:-1]},"features":[\n'

    def line(self, one: ExportObject, shape: Shape) -> str:
        """A feature."""
        row = flat(one)
        point = point_of(row)
        feature = {
            "type": "Feature",
            "id": one.identifier,
            "geometry": {"type": "Point", "coordinates": point} if point else None,
            "properties": {term: row[term] for term in shape[TABLE] if term in row},
        }
        return _json(feature)

    def tail(self) -> str:
        """The end of the collection."""
        return "\n]}\n"


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()

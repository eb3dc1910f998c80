"""Darwin Core Data Package: the tables of the conceptual model, described by ``datapackage.json``.

Source: Darwin Core Data Package guide (TDWG, under review 2025). ``data/dwc-dp.tsv`` says which term goes
where.
Beside the tables stands one resource of our own, ``verbatim-record``: what the source wrote of each object,
as JSON. The tables are for everyone; the records bring an object back without loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from naturalia.exports import citation
from naturalia.exports.delimited import line
from naturalia.exports.description import Description
from naturalia.exports.eml import eml
from naturalia.exports.format import Format, Shape
from naturalia.exports.objects import ExportObject
from naturalia.exports.pieces import Package, PieceWriter, keep_pieces, kept_pieces
from naturalia.exports.verbatim import verbatim_rows
from naturalia.interpret.darwin_core import Row, core_row, extension_rows
from naturalia.sources.terms import expand

PROFILE = "http://rs.tdwg.org/dwc-dp/0.1/dwc-dp-profile.json"
VERBATIM = "verbatim-record"
COMMA = ","
MATERIAL = "materialEntityID"

KEYS: dict[str, tuple[str, ...]] = {
    "event": ("eventID",),
    "material": (MATERIAL, "eventID"),
    "occurrence": ("occurrenceID", "eventID"),
    "geological-context": ("geologicalContextID",),
    "material-geological-context": (MATERIAL, "geologicalContextID"),
    "identification": ("identificationID", "basedOnMaterialEntityID", "isAcceptedIdentification"),
    "identification-taxon": ("identificationID",),
    "media": ("mediaID",),
    "material-media": ("mediaID", MATERIAL),
    "material-assertion": ("assertionID", MATERIAL),
    "chronometric-age": ("chronometricAgeID", MATERIAL),
    "resource-relationship": ("resourceRelationshipID", "subjectResourceID"),
    "material-identifier": (MATERIAL,),
    "bibliographic-resource": ("referenceID",),
    "material-reference": ("referenceID", MATERIAL),
    "usage-policy": ("usagePolicyID",),
    "material-usage-policy": (MATERIAL, "usagePolicyID"),
    VERBATIM: (MATERIAL, "key", "record"),
}
"""Columns that every row of a table has: its own key, and those of others."""

PRIMARY = {
    "event": "eventID",
    "material": MATERIAL,
    "occurrence": "occurrenceID",
    "geological-context": "geologicalContextID",
    "identification": "identificationID",
    "media": "mediaID",
    "material-assertion": "assertionID",
    "chronometric-age": "chronometricAgeID",
    "resource-relationship": "resourceRelationshipID",
    "bibliographic-resource": "referenceID",
    "usage-policy": "usagePolicyID",
    VERBATIM: MATERIAL,
}
REFERENCES = {
    "basedOnMaterialEntityID": ("material", MATERIAL),
    "subjectResourceID": ("material", MATERIAL),
    **{key: (table, key) for table, key in PRIMARY.items() if table != VERBATIM},
}
"""Columns that name a row of another table."""


class DarwinCoreDataPackage(Format):
    """A zip of CSV files with their descriptor."""

    name: ClassVar[str] = "dwc-dp"
    title: ClassVar[str] = "Darwin Core Data Package"
    suffix: ClassVar[str] = ".dwc-dp.zip"
    media_type: ClassVar[str] = "application/zip"
    needs_records: ClassVar[bool] = True
    surveys: ClassVar[bool] = True

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:
        """The fields of each table that these objects need."""
        found: dict[str, set[str]] = {}
        for one in objects:
            for table, row in rows_of(one):
                found.setdefault(table, set()).update(row)
        return found

    def shape(self, found: Mapping[str, set[str]], columns: Sequence[str]) -> Shape:  # noqa: ARG002
        """Keys first, then the fields in the order of the table of terms."""
        return {
            table: (*KEYS[table], *(field for field, _ in _fields(table) if field in found[table]))
            for table in KEYS
            if table in found
        }

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """A piece of each file, and a list of the pieces."""
        writers = {table: PieceWriter(folder / f"{table}.piece") for table in shape}
        for one in objects:
            for table, row in rows_of(one):
                writers[table].write(line([row.get(field, "") for field in shape[table]], COMMA))
        keep_pieces(folder, {table: writer.close() for table, writer in writers.items()})

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """Descriptor, metadata and tables."""
        parts = [kept_pieces(folder) for folder in folders]
        with Package(target) as package:
            package.document("datapackage.json", descriptor(shape, export))
            package.document("eml.xml", eml(export))
            for table, fields in shape.items():
                package.pieces(f"{table}.csv", [part[table] for part in parts], line(fields, COMMA))


def rows_of(one: ExportObject) -> Iterator[tuple[str, Row]]:
    """The rows of an object with their tables, those that others refer to first."""
    document = msgspec.json.decode(one.document)
    core = core_row(document) | {
        "dwc:digitalSpecimenID": one.identifier,
        "ods:topicDiscipline": document.get("ods:topicDiscipline", ""),
    }
    extensions = extension_rows(document)
    key = one.suffix
    yield "event", {"eventID": key} | _row("event", core)
    yield "material", {MATERIAL: key, "eventID": key} | _row("material", core)
    yield "occurrence", {"occurrenceID": key, "eventID": key} | _row("occurrence", core)
    if geology := _row("geological-context", core):
        yield "geological-context", {"geologicalContextID": key} | geology
        yield "material-geological-context", {MATERIAL: key, "geologicalContextID": key}
    if policy := _row("usage-policy", core):
        yield "usage-policy", {"usagePolicyID": key} | policy
        yield "material-usage-policy", {MATERIAL: key, "usagePolicyID": key}
    yield from _identifications(key, document, core, extensions.get("dwc:Identification", []))
    for number, row in enumerate(extensions.get("ac:Multimedia", ()), start=1):
        yield "media", {"mediaID": f"{key}/{number}"} | _row("media", row)
        yield "material-media", {"mediaID": f"{key}/{number}", MATERIAL: key}
    for table, row_type in (
        ("material-assertion", "dwc:MeasurementOrFact"),
        ("chronometric-age", "chrono:ChronometricAge"),
    ):
        for number, row in enumerate(extensions.get(row_type, ()), start=1):
            yield table, {PRIMARY[table]: f"{key}/{number}", MATERIAL: key} | _row(table, row)
    yield from _around(key, document, extensions)
    if one.record:
        rows = verbatim_rows(one)
        record = msgspec.json.encode({"core": rows.core, "extensions": rows.extensions})
        yield VERBATIM, {MATERIAL: key, "key": rows.key, "record": record.decode()}


def _identifications(
    key: str, document: dict[str, Any], core: Row, others: Sequence[Row]
) -> Iterator[tuple[str, Row]]:
    opinions = document.get("ods:hasIdentifications", ())
    rows = others or ([core] if opinions else [])
    for number, (row, opinion) in enumerate(zip(rows, opinions, strict=True), start=1):
        verified = "true" if opinion.get("ods:isVerifiedIdentification") else "false"
        own = {
            "identificationID": f"{key}/{number}",
            "basedOnMaterialEntityID": key,
            "isAcceptedIdentification": verified,
        }
        yield "identification", own | _row("identification", row)
        if taxon := _row("identification-taxon", row):
            yield "identification-taxon", {"identificationID": own["identificationID"]} | taxon


def _around(
    key: str, document: dict[str, Any], extensions: Mapping[str, Sequence[Row]]
) -> Iterator[tuple[str, Row]]:
    for number, row in enumerate(extensions.get("dwc:ResourceRelationship", ()), start=1):
        own = {"resourceRelationshipID": f"{key}/{number}", "subjectResourceID": key}
        yield "resource-relationship", own | _row("resource-relationship", row)
    for identifier in document.get("ods:hasIdentifiers", ()):
        yield "material-identifier", {MATERIAL: key} | _row("material-identifier", identifier)
    for number, row in enumerate(extensions.get("gbif:Reference", ()), start=1):
        reference = f"{key}/{number}"
        yield "bibliographic-resource", {"referenceID": reference} | _row("bibliographic-resource", row)
        yield "material-reference", {"referenceID": reference, MATERIAL: key}


def _row(table: str, row: Mapping[str, Any]) -> Row:
    """The fields of a table, from the terms of a row."""
    return {field: row[term] for field, term in _fields(table) if row.get(term)}


@cache
def _fields(table: str) -> tuple[tuple[str, str], ...]:
    """The fields of a table beside its keys, each with the term that fills it."""
    return tuple((row[2], row[3]) for row in _table() if row[0] == table)


@cache
def _table() -> tuple[tuple[str, ...], ...]:
    text = files(__package__).joinpath("data/dwc-dp.tsv").read_text(encoding="utf-8")
    lines = [row for row in text.splitlines() if row and not row.startswith("#")]
    return tuple(tuple(row.split("\t")) for row in lines[1:])


def descriptor(shape: Shape, export: Description) -> bytes:
    """``datapackage.json``."""
    package: dict[str, Any] = {
        "profile": PROFILE,
        "id": export.identifier or f"naturalia-export-{export.number}",
        "title": export.title,
        "created": export.created,
        "version": str(export.publication),
        "description": citation.text(export),
        "licenses": [{"path": uri} for uri, _ in export.licences if uri.startswith("http")],
        "resources": [_resource(table, fields) for table, fields in shape.items()],
    }
    return msgspec.json.format(msgspec.json.encode({k: v for k, v in package.items() if v}), indent=2)


def _resource(table: str, fields: Sequence[str]) -> dict[str, Any]:
    terms = dict(_fields(table))
    schema: dict[str, Any] = {"fields": [_field(name, terms.get(name)) for name in fields]}
    if table in PRIMARY:
        schema["primaryKey"] = [PRIMARY[table]]
    references = [
        {"fields": name, "reference": {"resource": target, "fields": field}}
        for name in KEYS[table]
        if (place := REFERENCES.get(name)) and (target := place[0]) != table and (field := place[1])
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, term: str | None) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "boolean" if name.startswith("is") else "string"}
    return field | ({"dcterms:isVersionOf": expand(term)} if term else {})

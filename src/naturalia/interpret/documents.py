"""A row that is an openDS document already: it is taken as it is, without what its catalogue added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from naturalia.interpret.darwin_core import Json, core_row, extension_rows
from naturalia.sources.records import DOCUMENT, VerbatimRecord
from naturalia.specimen.model import DigitalSpecimen, decode_document, encode_specimen

ADDED = {"id": None, "identifier": None, "version": None, "status": None, "created": None}
"""What a catalogue adds to a document when it publishes it; ours adds its own."""

_ADDED_KEYS = frozenset({"@id", "@type", "@context", "dcterms:identifier", "ods:version", "ods:status"}) | {
    "dcterms:created"
}


def specimen_of(record: VerbatimRecord) -> DigitalSpecimen:
    """The specimen that a document describes; properties that openDS does not know are listed in it.

    Raises msgspec.ValidationError if the document is none; the reader lets no such record through.
    """
    text = record.core[DOCUMENT]
    specimen = msgspec.structs.replace(decode_document(text), **ADDED)
    kept = msgspec.json.decode(encode_specimen(specimen))
    left = {
        path: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for path, value in _unknown(msgspec.json.decode(text), kept, "")
    }
    if not left:
        return specimen
    return msgspec.structs.replace(specimen, not_carried_over=specimen.not_carried_over | left)


def core_of(record: VerbatimRecord) -> Mapping[str, str]:
    """The Darwin Core terms of a record: its own, or those that say what its document says."""
    return core_row(_as_read(record)) if DOCUMENT in record.core else record.core


def extensions_of(record: VerbatimRecord) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The extension rows of a record: its own, or those that say what its document says."""
    return extension_rows(_as_read(record)) if DOCUMENT in record.core else record.extensions


def _as_read(record: VerbatimRecord) -> Json:
    """The document as it was read: without the nulls and unknown properties that others may write."""
    document: Json = msgspec.json.decode(encode_specimen(specimen_of(record)))
    return document


def _unknown(said: Any, kept: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Path and value of what a document says and its specimen does not."""
    if isinstance(said, dict) and isinstance(kept, dict):
        for key, value in said.items():
            if key in kept:
                yield from _unknown(value, kept[key], f"{path}{key}/")
            elif value not in (None, "", [], {}) and key not in _ADDED_KEYS:
                yield path + key, value
    elif isinstance(said, list) and isinstance(kept, list):
        for number, (one, other) in enumerate(zip(said, kept, strict=False)):
            yield from _unknown(one, other, f"{path}{number}/")

"""openDS documents as a source: JSON Lines, a list, or one document; each a Digital Specimen on its own.

A document is kept whole as one term of its row, beside the terms that tell which object it is and whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

import msgspec
from blake3 import blake3

from naturalia.sources.containers import Container
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.records import DOCUMENT, BrokenRow, Row
from naturalia.sources.source import Source, read_document
from naturalia.specimen.model import decode_document

READER_VERSION = "1"  # raised whenever the same document would be read differently
HEAD_BYTES = 64 * 1024
UNKNOWN_ORGANISATION = "https://www.wikidata.org/wiki/Q_unknown"
"""What plain openDS says of an institution without an identifier (the schema demands one)."""

_MARK = re.compile(rb"ods:DigitalSpecimen|ods:physicalSpecimenID")
_LISTS = ("@graph", "data")
_IDENTITY = {
    "ods:normalisedPhysicalSpecimenID": "ods:normalisedPhysicalSpecimenID",
    "ods:physicalSpecimenID": "ods:physicalSpecimenID",
    "ods:physicalSpecimenIDType": "ods:physicalSpecimenIDType",
    "ods:organisationID": "dwc:institutionID",
    "ods:organisationCode": "dwc:institutionCode",
    "dwc:basisOfRecord": "dwc:basisOfRecord",
    "dwc:collectionCode": "dwc:collectionCode",
    "dcterms:license": "dcterms:license",
    "dcterms:modified": "dcterms:modified",
}
"""Properties of a document that its row says as terms, too: whose object it is, and which."""


def is_opends(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    """Whether a container holds Digital Specimens as JSON."""
    return any(_is_json(container, name) for name in container.sizes())


def _is_json(container: Container, name: str) -> bool:
    with container.open(name) as stream:
        head = stream.read(HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"{", b"[")) and _MARK.search(head) is not None


class OpenDsSource(Source):
    """Digital Specimens that another catalogue, or this one, has given out."""

    format = "opends"

    def __init__(
        self, name: str, container: Container, mapping: str, limits: Limits, notes: Notebook
    ) -> None:
        super().__init__(name, container, notes)
        if mapping:
            raise SourceError(f"{name}: openDS documents need no mapping.")
        files = tuple(each for each in sorted(container.sizes()) if _is_json(container, each))
        for other in container.sizes():
            if other not in files:
                notes.add(other, "no openDS documents; left aside")
        self.core = Documents(container, files, limits)
        self.signature = blake3(f"{self.format} {READER_VERSION}".encode()).hexdigest()


class Documents:
    """The documents of all files; ``line`` of a row is the line, or in a list the number of the document."""

    row_type = "dwc:Occurrence"
    has_ids = False
    terms = (*sorted(set(_IDENTITY.values())), DOCUMENT)

    def __init__(self, container: Container, files: tuple[str, ...], limits: Limits) -> None:
        self._container = container
        self._limits = limits
        self.files = files
        self.size = sum(container.sizes()[file] for file in files)

    def rows(self) -> Iterator[Row | BrokenRow]:
        """A row for each document."""
        for file in self.files:
            for number, text in self._texts(file):
                if row := _row(file, number, text, self._limits):
                    yield row

    def _texts(self, file: str) -> Iterator[tuple[int, bytes]]:
        """The documents of a file as bytes: line by line, or out of one JSON value within the limits."""
        if self._is_lines(file):
            yield from self._lines(file)
            return
        data = read_document(self._container, file, self._limits.documents_bytes)
        try:
            value = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        except msgspec.DecodeError as error:
            raise SourceError(f"{file}: no JSON ({error}).") from error
        for number, document in enumerate(_documents(value), start=1):
            yield number, msgspec.json.encode(document)

    def _is_lines(self, file: str) -> bool:
        """Whether the first line is a whole value, or the head of a list with a document a line."""
        first, second, *_ = [*(line for _, line in islice(self._lines(file), 2)), b"", b""]
        return _is_document(second if first.endswith(b"[") else first)

    def _lines(self, file: str) -> Iterator[tuple[int, bytes]]:
        longest = self._limits.record_bytes
        with self._container.open(file) as stream:
            number, rest = 0, b""
            while block := stream.read(1 << 18):
                *whole, rest = (rest + block).split(b"\n")
                for line in whole:
                    number += 1
                    yield number, line.strip()
                if len(rest) > longest:
                    raise SourceError(
                        f"{file}, line {number + 1}: longer than the {longest} bytes of a record."
                    )
            if rest.strip():
                yield number + 1, rest.strip()


def _is_document(line: bytes) -> bool:
    try:
        value = msgspec.json.decode(line.removesuffix(b","))
    except msgspec.DecodeError:
        return False
    return isinstance(value, dict) and not any(isinstance(value.get(key), list) for key in _LISTS)


def _documents(value: Any) -> list[Any]:
    """The documents in a JSON value: a list, a graph (JSON-LD), an answer (JSON:API), or one document."""
    if isinstance(value, list):
        return value
    for key in _LISTS:
        if isinstance(inner := value.get(key), list):
            return [each.get("attributes", each) if isinstance(each, dict) else each for each in inner]
    return [value]


def _row(file: str, number: int, text: bytes, limits: Limits) -> Row | BrokenRow | None:
    """A document as a row; None for what frames a list."""
    line = text.removesuffix(b",")
    if line in (b"", b"[", b"]", b"]}") or line.endswith(b"["):
        return None
    shown = line[:200].decode("utf-8", "replace")
    if len(line) > limits.record_bytes:
        return BrokenRow(file, number, f"the document is larger than {limits.record_bytes} bytes", shown)
    try:
        specimen = decode_document(line)
        said = cast(dict[str, Any], msgspec.json.decode(line))
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        return BrokenRow(file, number, f"no Digital Specimen: {error}", shown)
    if said.get("ods:status") == "Tombstone":
        return BrokenRow(file, number, "a tombstone: the object is no longer there", shown)
    terms = {term: str(said[name]) for name, term in _IDENTITY.items() if said.get(name)}
    if terms.get("dwc:institutionID") == UNKNOWN_ORGANISATION:
        del terms["dwc:institutionID"]
    key = str(said.get("dcterms:identifier") or specimen.normalised_physical_specimen_id or "")
    return Row(file, number, key, {**terms, DOCUMENT: line.decode()})

"""ABCD documents as a source: files, archives of responses, BioCASe responses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import IO, cast

import msgspec
from blake3 import blake3

from naturalia.sources.abcd.rules import row_bases, rules, version
from naturalia.sources.abcd.stream import UnitRead, units_of
from naturalia.sources.abcd.tree import Node
from naturalia.sources.abcd.unit import Terms, dataset_terms, mapped
from naturalia.sources.containers import Container
from naturalia.sources.eml import Contact, Metadata
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.records import BrokenRow, Row
from naturalia.sources.source import Source, read_document

READER_VERSION = "1"  # raised whenever the same document would be read differently
NOTES_FILE = "collecting-notes.txt"
"""What was noticed while the answers of a provider were collected, a line each; written beside them."""

HEAD_BYTES = 64 * 1024
_ABCD = re.compile(rb"<(?:[\w.-]+:)?DataSets[\s>]|tdwg\.org/schemas/abcd/|synthesys\.info/ABCDEFG")
_RESPONSE = re.compile(rb"<(?:[\w.-]+:)?response[\s>].{0,4000}biocase", re.DOTALL)
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<")


def is_abcd(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    """Whether a container holds an ABCD document, alone or among others."""
    return any(_is_document(container, name) for name in _xml_names(container))


def _xml_names(container: Container) -> list[str]:
    """Files that may be documents, in the order of their names, numbers in them counting as numbers."""
    return sorted(container.sizes(), key=_in_order)


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _is_document(container: Container, name: str) -> bool:
    with container.open(name) as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return bool(_XML.match(head) and (_ABCD.search(head) or _RESPONSE.search(head)))


class AbcdSource(Source):
    """One or several ABCD documents; each unit is a row with the rows of its extensions inside."""

    format = "abcd"

    def __init__(
        self, name: str, container: Container, mapping: str, limits: Limits, notes: Notebook
    ) -> None:
        super().__init__(name, container, notes)
        if mapping:
            raise SourceError(f"{name}: ABCD needs no mapping; its elements say what they hold.")
        names = _xml_names(container)
        files = tuple(each for each in names if _is_document(container, each))
        self._note_others([each for each in names if each not in files], limits)
        self.core = Units(container, files, limits, notes)
        first = next((read.dataset for read in self.core.read() if isinstance(read, UnitRead)), None)
        self.metadata = _metadata(first) if first is not None else Metadata()
        if first is not None and first.children:
            self.documents["metadata.json"] = msgspec.json.encode(_said(first))
        digest = blake3(msgspec.json.encode([READER_VERSION, version(), self.format]))
        self.signature = digest.hexdigest()

    def _note_others(self, names: list[str], limits: Limits) -> None:
        for name in names:
            if name != NOTES_FILE:
                self._notebook.add(name, "no ABCD document; left aside")
                continue
            said = read_document(self._container, name, limits.xml_bytes).decode("utf-8", "replace")
            for line in filter(None, said.splitlines()):
                self._notebook.add("", line)


class Units:
    """The units of all documents. ``line`` of a row is the number of the unit in its file."""

    row_type = "dwc:Occurrence"
    has_ids = False

    def __init__(self, container: Container, files: tuple[str, ...], limits: Limits, notes: Notebook) -> None:
        self._container = container
        self._limits = limits
        self._notes = notes
        self.files = files
        self.size = sum(container.sizes()[file] for file in files)
        self.terms = tuple(sorted({rule.term for rule in rules() if ":" in rule.term}))
        self.row_types = tuple(dict.fromkeys(row_type for row_type, _ in row_bases()))

    def rows(self) -> Iterator[Row | BrokenRow]:
        """A row for each unit, and a broken one where a document cannot be read on."""
        dataset: Node | None = None
        terms: Terms = {}
        for file, read in self._files():
            if isinstance(read, BrokenRow):
                yield read
                continue
            if read.dataset is not dataset:
                dataset, terms = read.dataset, dataset_terms(read.dataset)
            made = mapped(read.unit, terms)
            if made.core:
                yield Row(file, read.number, _key(made.core), made.core, made.extensions or None)

    def read(self) -> Iterator[UnitRead | BrokenRow]:
        """The units as trees, file by file."""
        return (read for _, read in self._files())

    def _files(self) -> Iterator[tuple[str, UnitRead | BrokenRow]]:
        for file in self.files:
            for read in units_of(file, partial(self._open, file), self._limits, self._notes):
                yield file, read

    def _open(self, file: str) -> IO[bytes]:
        return cast(IO[bytes], self._container.open(file))


def _key(core: Terms) -> str:
    """The key of a unit: its GUID, or the three ids that ABCD knows it by. "" if it has none."""
    triple = ("dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber")
    parts = [core.get(term, "") for term in triple]
    return core.get("dwc:occurrenceID") or (":".join(parts) if parts[2] else "")


def _said(dataset: Node) -> dict[str, list[str]]:
    """All that a data set says of itself, by path."""
    said: dict[str, list[str]] = {}
    for leaf in dataset.leaves():
        said.setdefault(leaf.path(), []).append(leaf.text)
    return said


def _metadata(dataset: Node) -> Metadata:
    def text(path: str) -> str:
        return next((node.text for node in dataset.find(path.lower()) if node.text), "")

    licence = "Metadata/IPRStatements/Licenses/License"
    return Metadata(
        title=text("Metadata/Description/Representation/Title"),
        abstract=text("Metadata/Description/Representation/Details"),
        rights=text(f"{licence}/Text"),
        licence_url=text(f"{licence}/URI"),
        citation=text("Metadata/IPRStatements/Citations/Citation/Text"),
        publication_date=text("Metadata/RevisionData/DateModified"),
        publisher=text("Metadata/Owners/Owner/Organisation/Name/Representation/Text"),
        identifiers=tuple(filter(None, [text("DatasetGUID")])),
        contacts=tuple(_contacts(dataset)),
    )


def _contacts(dataset: Node) -> Iterator[Contact]:
    for role in ("ContentContact", "TechnicalContact"):
        for node in dataset.find(f"{role}s/{role}".lower()):
            said = {child.folded: child.text for child in node.children}
            yield Contact(role=role, name=said.get("name", ""), email=said.get("email", ""))

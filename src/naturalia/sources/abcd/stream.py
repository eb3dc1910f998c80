"""Reading ABCD documents of any size: one unit in memory at a time, whatever wraps them.

A document is parsed strictly as it comes. What libxml2 calls an undeclared prefix, and bytes that contradict
the declared encoding, are mended by reading again from the beginning; any other error ends the document with
a broken row, and the units before it are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, cast

import msgspec
from lxml import etree

from naturalia.sources.abcd.tree import Node, tree_of
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.records import BrokenRow
from naturalia.sources.xmltext import Element, local_name, refuse_document_type

BLOCK = 256 * 1024
UNDECLARED_PREFIX = 201  # XML_NS_ERR_UNDEFINED_NAMESPACE of libxml2
_BAD_BYTES = frozenset({9, 81})  # XML_ERR_INVALID_CHAR, XML_ERR_INVALID_ENCODING
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]*):")
_DECLARED = re.compile(rb"xmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT = re.compile(rb"<[A-Za-z_][^\s/>]*")

Opener = Callable[[], IO[bytes]]


class UnitRead(msgspec.Struct, frozen=True):
    """A unit with its number in the file (from 1) and what its data set says before its units."""

    number: int
    unit: Node
    dataset: Node


class _Mend(msgspec.Struct, frozen=True):
    """How a document has to be read: prefixes to declare at its root, and its encoding if it is another."""

    prefixes: tuple[bytes, ...] = ()
    encoding: str | None = None


def units_of(file: str, opener: Opener, limits: Limits, notes: Notebook) -> Iterator[UnitRead | BrokenRow]:
    """All units of a document, in order. SourceError for entities and for units beyond the limits."""
    mend, seen = _Mend(), 0
    while True:
        reader = _Reader(file, limits, notes, mend)
        with opener() as stream:
            for unit in reader.read(stream):
                if unit.number > seen:
                    seen = unit.number
                    yield unit
        if reader.error is None:
            return
        mended = _mended(mend, reader.error, opener)
        if mended is None:
            yield _broken(file, seen, reader.error)
            return
        mend = mended
        notes.add(file, _remark(mend))


def _remark(mend: _Mend) -> str:
    if mend.encoding:
        return "bytes contradict the encoding that is declared; read as Windows-1252"
    return f"namespace prefixes are not declared: {b', '.join(mend.prefixes).decode('ascii', 'replace')}"


def _broken(file: str, seen: int, error: etree.XMLSyntaxError) -> BrokenRow:
    reason = f"the XML is broken after unit {seen}, at line {error.lineno}: {error.msg}"
    return BrokenRow(file, seen + 1, reason, "what follows cannot be read; get the file anew")


def _mended(mend: _Mend, error: etree.XMLSyntaxError, opener: Opener) -> _Mend | None:
    code: int = getattr(error, "code", 0)
    if code == UNDECLARED_PREFIX and not mend.prefixes:
        prefixes = _undeclared(opener)
        return msgspec.structs.replace(mend, prefixes=prefixes) if prefixes else None
    if code in _BAD_BYTES and mend.encoding is None:
        return msgspec.structs.replace(mend, encoding="windows-1252")
    return None


def _undeclared(opener: Opener) -> tuple[bytes, ...]:
    used: set[bytes] = set()
    declared: set[bytes] = set()
    tail = b""
    with opener() as stream:
        while block := stream.read(BLOCK):
            text = tail + block
            used.update(_PREFIX.findall(text))
            declared.update(_DECLARED.findall(text))
            tail = text[-200:]
    return tuple(sorted(used - declared))


class _Reader:
    """One reading of one document; ``error`` tells afterwards what ended it too early."""

    def __init__(self, file: str, limits: Limits, notes: Notebook, mend: _Mend) -> None:
        self.file = file
        self.limits = limits
        self.notes = notes
        self.mend = mend
        self.error: etree.XMLSyntaxError | None = None
        self._number = 0
        self._dataset = Node("DataSet", "")
        self._checked = False
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding=mend.encoding,
        )

    def read(self, stream: IO[bytes]) -> Iterator[UnitRead]:
        """The units of the document, until it ends or breaks."""
        waiting = 0
        for block in self._blocks(stream):
            self._feed(block)
            before = self._number
            yield from self._units()
            waiting = 0 if self._number > before else waiting + len(block)
            if waiting > self.limits.xml_bytes:
                raise SourceError(
                    f"{self.file}: {waiting} bytes after unit {self._number} without the end of a unit; "
                    f"at most {self.limits.xml_bytes} are read."
                )
            if self.error is not None:
                return
        self._end()
        yield from self._units()

    def _blocks(self, stream: IO[bytes]) -> Iterator[bytes]:
        first = stream.read(BLOCK).removeprefix(b"\xef\xbb\xbf").lstrip()
        if self.mend.prefixes:
            added = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (p, p) for p in self.mend.prefixes)
            first = _ROOT.sub(lambda match: match[0] + added, first, count=1)
        yield first
        while block := stream.read(BLOCK):
            yield block

    def _feed(self, block: bytes) -> None:
        try:
            self._parser.feed(block)
        except etree.XMLSyntaxError as error:
            self.error = error

    def _end(self) -> None:
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            self.error = error

    def _units(self) -> Iterator[UnitRead]:
        for event, element in cast(Iterator[tuple[str, Element]], self._parser.read_events()):
            if not self._checked:
                refuse_document_type(element, self.file)
                self._checked = True
            name = local_name(element)
            if event == "start" and name == "content":
                self._note_dropped(element)
            elif event == "start" and name == "Units":
                self._dataset = _siblings(element)
            elif event == "end" and name == "Unit" and _is_child_of_units(element):
                self._number += 1
                yield UnitRead(self._number, tree_of(element), self._dataset)
                _forget(element)
            elif event == "end" and name == "DataSet":
                _forget(element)

    def _note_dropped(self, content: Element) -> None:
        """What the provider itself says that it left out (BioCASe protocol 1.3)."""
        said = {name: content.get(name) or "0" for name in ("recordDropped", "recordStart", "recordCount")}
        numbers = {name: int(text) for name, text in said.items() if text.isdigit()}
        if numbers.get("recordDropped"):
            self.notes.add(self.file, f"the provider dropped {numbers['recordDropped']} records")
        total = content.get("totalSearchHits") or ""
        held = numbers.get("recordStart", 0) + numbers.get("recordCount", 0)
        if total.isdigit() and int(total) > held:
            self.notes.add(self.file, f"a page of a larger answer: up to record {held} of {total}")


def _is_child_of_units(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "Units"


def _siblings(units: Element) -> Node:
    """What the data set says before its units."""
    dataset = Node("DataSet", "")
    for element in units.itersiblings(preceding=True):
        if isinstance(element.tag, str):
            dataset.children.insert(0, tree_of(element, dataset))
    return dataset


def _forget(element: Element) -> None:
    """Free what was read: the element's content, and the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)

"""XML from strangers: no entities, no network, bounded size."""

from __future__ import annotations

import codecs
from typing import Any, cast

from lxml import etree

from naturalia.sources.errors import SourceError

Element = etree._Element


def parse(data: bytes, name: str, *, recover: bool = False) -> Element:
    """The root element of an XML document.

    White space before the declaration is forgiven, and bytes that contradict the declared encoding
    are read as Windows-1252. A document type that declares entities is refused (billion laughs,
    external entities). Raises SourceError naming the document and the line.
    """
    text = data.removeprefix(codecs.BOM_UTF8).lstrip()
    _refuse_entities(text, name)
    try:
        root = _root(text, recover=recover)
    except (etree.XMLSyntaxError, ValueError) as error:
        root = _second_reading(text, name, error)
    refuse_document_type(root, name)
    return root


def _refuse_entities(data: bytes, name: str) -> None:
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise SourceError(f"{name}: declares XML entities, which are not read. Remove the DOCTYPE.")


def refuse_document_type(root: Element, name: str) -> None:
    """Refuse a document type that declares entities, whatever the encoding, by a SourceError."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and cast(Any, dtd).entities():  # missing in the stubs
        raise SourceError(f"{name}: declares XML entities, which are not read. Remove the DOCTYPE.")


def _root(data: bytes, *, recover: bool = False, encoding: str | None = None) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("it holds no element")
    return root


def _second_reading(data: bytes, name: str, error: Exception) -> Element:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return _root(data, encoding="windows-1252")
        except (etree.XMLSyntaxError, ValueError, LookupError):
            pass
    raise SourceError(f"{name}: not well-formed XML: {error}. Export the archive anew.") from error


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """The child elements of that local name, whatever their namespace and case."""
    return [child for child in element if local_name(child).lower() == name.lower()]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by name, whatever its case, or None."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name.lower():
            return str(value)
    return None


def text_of(element: Element) -> str:
    """All text inside an element, white space collapsed."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def line_of(element: Element) -> int:
    """The line an element stands on, from 1."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0

"""Darwin Core Archives: occurrences as the core, an extension for everything that an object has several of.

Source: Darwin Core text guide (TDWG). ``dwca`` holds the rows as their sources wrote them, so that nothing is
lost on the way out and in again; ``dwca-interpreted`` holds what was understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from lxml import etree

from naturalia.exports import citation
from naturalia.exports.delimited import line
from naturalia.exports.description import Description
from naturalia.exports.eml import eml
from naturalia.exports.flat import interpreted_rows, ordered
from naturalia.exports.format import Format, Shape
from naturalia.exports.objects import ExportObject
from naturalia.exports.pieces import Package, PieceWriter, keep_pieces, kept_pieces
from naturalia.exports.verbatim import CORE, Rows, verbatim_rows
from naturalia.sources.terms import expand, shorten, shorten_row_type

NAMESPACE = "http://rs.tdwg.org/dwc/text/"
TAB = "\t"


def source_rows(one: ExportObject) -> Rows:
    """An object as its source wrote it; what no source wrote is as it was understood."""
    return verbatim_rows(one) if one.record else interpreted_rows(one)


class DarwinCoreArchive(Format):
    """An archive whose rows are as their sources wrote them."""

    name: ClassVar[str] = "dwca"
    title: ClassVar[str] = "Darwin Core Archive"
    suffix: ClassVar[str] = ".dwca.zip"
    media_type: ClassVar[str] = "application/zip"
    needs_records: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    rows_of: Callable[[ExportObject], Rows] = staticmethod(source_rows)

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:
        """The terms of these objects by row type."""
        found: dict[str, set[str]] = {CORE: set()}
        for one in objects:
            rows = self.rows_of(one)
            found[CORE].update(rows.core)
            for row_type, extension in rows.extensions.items():
                found.setdefault(row_type, set()).update(*extension)
        return found

    def shape(self, found: Mapping[str, set[str]], columns: Sequence[str]) -> Shape:  # noqa: ARG002
        """Terms in the order of the mapping; the core first, then extensions by name."""
        row_types = [CORE, *sorted(row_type for row_type in found if row_type != CORE)]
        return {row_type: ordered(row_type, found.get(row_type, ())) for row_type in row_types}

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """A piece of each file, and a list of the pieces."""
        files = {row_type: f"{place:03}.piece" for place, row_type in enumerate(shape)}
        writers = {row_type: PieceWriter(folder / file) for row_type, file in files.items()}
        core_terms, write_core = shape[CORE], writers[CORE].write
        for one in objects:
            rows = self.rows_of(one)
            get = rows.core.get
            write_core(line([rows.key, *[get(term, "") for term in core_terms]], TAB))
            for row_type, extension in rows.extensions.items():
                terms, write = shape[row_type], writers[row_type].write
                for row in extension:
                    write(line([rows.key, *[row.get(term, "") for term in terms]], TAB))
        keep_pieces(folder, {row_type: writer.close() for row_type, writer in writers.items()})

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """The archive: descriptor, metadata, one file a row type, the metadata of each source."""
        parts = [kept_pieces(folder) for folder in folders]
        names = file_names(tuple(shape))
        with Package(target) as package:
            package.document("meta.xml", descriptor(shape, names))
            package.document("eml.xml", eml(export))
            for source in export.sources:
                package.document(f"dataset/{source.number}.xml", source.eml or source_eml(source.title))
            package.document("citations.txt", citation.text(export) + "\n")
            for row_type, terms in shape.items():
                head = line(["id" if row_type == CORE else "coreid", *map(_column, terms)], TAB)
                package.pieces(names[row_type], [part[row_type] for part in parts], head)


class InterpretedArchive(DarwinCoreArchive):
    """An archive of interpreted values."""

    name: ClassVar[str] = "dwca-interpreted"
    title: ClassVar[str] = "Darwin Core Archive, interpreted"
    suffix: ClassVar[str] = ".interpreted.dwca.zip"
    needs_records: ClassVar[bool] = False
    rows_of: Callable[[ExportObject], Rows] = staticmethod(interpreted_rows)


def source_eml(title: str) -> bytes:
    """A metadata document for a source that has none."""
    root = etree.Element("eml")
    etree.SubElement(etree.SubElement(root, "dataset"), "title").text = title
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def file_names(row_types: Sequence[str]) -> dict[str, str]:
    """A file name for each row type; those of one name in two namespaces are told apart."""
    names: dict[str, str] = {}
    for row_type in row_types:
        local = "".join(
            c for c in row_type.replace("#", "/").rsplit("/")[-1].rpartition(":")[2] if c.isalnum()
        )
        name = f"{local.lower() or 'rows'}.txt"
        taken = set(names.values())
        number = 2
        while name in taken:
            name, number = f"{local.lower() or 'rows'}-{number}.txt", number + 1
        names[row_type] = name
    return names


def descriptor(shape: Shape, names: Mapping[str, str]) -> bytes:
    """``meta.xml``: which file holds which rows, and what its columns mean."""
    root = etree.Element("archive", {"metadata": "eml.xml"}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for row_type, terms in shape.items():
        core = row_type == CORE
        table = etree.SubElement(
            root,
            "core" if core else "extension",
            {
                "encoding": "UTF-8",
                "fieldsTerminatedBy": "\\t",
                "linesTerminatedBy": "\\n",
                "fieldsEnclosedBy": '"',
                "ignoreHeaderLines": "1",
                "rowType": written_row_type(row_type),
            },
        )
        etree.SubElement(etree.SubElement(table, "files"), "location").text = names[row_type]
        etree.SubElement(table, "id" if core else "coreid", index="0")
        for index, term in enumerate(terms, start=1):
            etree.SubElement(table, "field", index=str(index), term=written_term(term))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def written_term(term: str) -> str:
    """A term as its URI if reading that gives the same term again, else as it is."""
    return expand(term) if shorten(expand(term)) == term else term


def written_row_type(row_type: str) -> str:
    """The same of a row type."""
    return expand(row_type) if shorten_row_type(expand(row_type)) == row_type else row_type


def _column(term: str) -> str:
    """The header of a column: a name for people, meta.xml says what it means."""
    return " ".join(term.rpartition(":")[2].split()) if "/" not in term else term

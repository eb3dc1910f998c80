"""``meta.xml``: which files an archive has, how they are written and what their columns mean.

After the Darwin Core text guide (TDWG), read generously: names in any case, any namespace, attributes
missing or on the wrong element.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naturalia.sources import xmltext
from naturalia.sources.dialect import Dialect, delimiter_of, quote_of
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.terms import shorten, shorten_row_type


class Field(msgspec.Struct, frozen=True):
    """A column (``index``) and the term it holds; ``default`` fills blank cells or stands alone."""

    term: str
    index: int | None = None
    default: str | None = None


class TableSpec(msgspec.Struct, frozen=True):
    """One ``core`` or ``extension`` element. ``id_index`` is the id or coreid column, None if absent.

    ``from_header`` tells that no descriptor speaks of the table: it was made from the file's own header.
    """

    row_type: str
    locations: tuple[str, ...]
    fields: tuple[Field, ...]
    id_index: int | None = None
    dialect: Dialect = Dialect()
    encoding: str | None = None
    line_end: str | None = None
    header_lines: int | None = None
    from_header: bool = False

    @property
    def width(self) -> int:
        """The number of columns that the descriptor speaks of."""
        indexes = [field.index for field in self.fields if field.index is not None]
        return max([*indexes, -1 if self.id_index is None else self.id_index], default=-1) + 1


ID_COLUMNS = ("id", "coreid", "core_id", "specimen_id", "specimenid", "record_id", "recordid", "guid", "uuid")
"""Names of columns that identify a row where no descriptor says which one does, the surest first."""


def id_column(names: Sequence[str]) -> int | None:
    """The place of the column that identifies a row by its name alone, None if there is none."""
    bare = [name.strip().strip("\ufeff\"'").lower() for name in names]
    return next((bare.index(name) for name in ID_COLUMNS if name in bare), None)


class Descriptor(msgspec.Struct, frozen=True):
    """All that ``meta.xml`` says."""

    core: TableSpec
    extensions: tuple[TableSpec, ...] = ()
    metadata: str | None = None


def read_descriptor(data: bytes, name: str, limits: Limits, notes: Notebook) -> Descriptor:
    """Understand a ``meta.xml``. SourceError names the file and the line of what is wrong."""
    root = xmltext.parse(data, name)
    cores = xmltext.children(root, "core")
    if not cores:
        raise SourceError(f"{name}: has no <core> element, so it does not say where the records are.")
    if len(cores) > 1:
        notes.add(name, "has several <core> elements; the first is read", xmltext.line_of(cores[1]))
    reader = _Reader(name, limits, notes)
    extensions = tuple(reader.table(e) for e in xmltext.children(root, "extension"))
    metadata = xmltext.attribute(root, "metadata") or xmltext.attribute(cores[0], "metadata")
    return Descriptor(reader.table(cores[0]), extensions, metadata.strip() if metadata else None)


class _Reader:
    def __init__(self, name: str, limits: Limits, notes: Notebook) -> None:
        self.name = name
        self.limits = limits
        self.notes = notes

    def table(self, element: xmltext.Element) -> TableSpec:
        at = f"{self.name}, line {xmltext.line_of(element)}"
        dialect = Dialect(
            delimiter_of(xmltext.attribute(element, "fieldsTerminatedBy"), at),
            quote_of(xmltext.attribute(element, "fieldsEnclosedBy"), at),
        )
        if dialect.delimiter == dialect.quote:
            raise SourceError(f"{at}: fields are terminated and enclosed by the same {dialect.quote!r}.")
        return TableSpec(
            row_type=shorten_row_type(xmltext.attribute(element, "rowType")),
            locations=_locations(element),
            fields=self._fields(element),
            id_index=self._id_index(element),
            dialect=dialect,
            encoding=xmltext.attribute(element, "encoding") or None,
            line_end=xmltext.attribute(element, "linesTerminatedBy"),
            header_lines=self._header_lines(element),
        )

    def _header_lines(self, element: xmltext.Element) -> int | None:
        text = (xmltext.attribute(element, "ignoreHeaderLines") or "").strip().lower()
        if text in ("", "false", "true"):
            return 1 if text == "true" else None
        return self._number(text, "ignoreHeaderLines", element)

    def _id_index(self, element: xmltext.Element) -> int | None:
        for tag in ("id", "coreid"):
            for found in xmltext.children(element, tag):
                index = xmltext.attribute(found, "index")
                return self._column(index, tag, found) if index and index.strip() else None
        return None

    def _fields(self, element: xmltext.Element) -> tuple[Field, ...]:
        found = [self._field(child) for child in xmltext.children(element, "field")]
        return tuple(field for field in found if field is not None)

    def _field(self, element: xmltext.Element) -> Field | None:
        term = (xmltext.attribute(element, "term") or "").strip()
        index = (xmltext.attribute(element, "index") or "").strip()
        default = xmltext.attribute(element, "default") or None
        if not term:
            self.notes.add(self.name, "a <field> without a term; left aside", xmltext.line_of(element))
            return None
        if not index and default is None:
            self.notes.add(
                self.name, f"{term} has neither index nor default; left aside", xmltext.line_of(element)
            )
            return None
        return Field(shorten(term), self._column(index, term, element) if index else None, default)

    def _column(self, text: str, what: str, element: xmltext.Element) -> int:
        index = self._number(text, f"the index of {what}", element)
        if index >= self.limits.columns:
            raise SourceError(
                f"{self.name}, line {xmltext.line_of(element)}: the index of {what} is {index}; "
                f"at most {self.limits.columns} columns are read."
            )
        return index

    def _number(self, text: str, what: str, element: xmltext.Element) -> int:
        if not (text.strip().isascii() and text.strip().isdigit() and len(text) < 10):
            at = f"{self.name}, line {xmltext.line_of(element)}"
            raise SourceError(f"{at}: {what} is {text!r}; a whole number from 0 is needed.")
        return int(text)


def _locations(element: xmltext.Element) -> tuple[str, ...]:
    """The files, whether in <files><location>, <file> or straight under the table."""
    found = [*xmltext.children(element, "location")]
    for files in xmltext.children(element, "files"):
        found += [*xmltext.children(files, "location"), *xmltext.children(files, "file")]
    return tuple(text for text in map(xmltext.text_of, found) if text)

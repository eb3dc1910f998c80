"""Tables as they are, before any mapping: columns by the names in their header, rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from naturalia.sources.containers import Container, LoneContainer
from naturalia.sources.descriptor import Field, TableSpec
from naturalia.sources.dialect import columns, detect, find_terminator, sample_rows
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.guess import lines_before_header, may_be_data
from naturalia.sources.limits import Limits
from naturalia.sources.plan import take_sample
from naturalia.sources.records import BrokenRow, Row
from naturalia.sources.table import Table
from naturalia.sources.tables.spreadsheets import Sheet, distinct_names, is_workbook, open_sheets
from naturalia.sources.terms import is_known, shorten


class RawTable(Protocol):
    """A table with its own column names. ``file`` is the file, or workbook and sheet, that holds it."""

    file: str
    columns: tuple[str, ...]
    size: int

    def rows(self) -> Iterator[Row | BrokenRow]:
        """Rows whose terms are the names of the columns, blank cells left out."""


class DelimitedTable:
    """A CSV, TSV or other delimited file; encoding, delimiter and quotes are found out."""

    def __init__(self, container: Container, file: str, limits: Limits, notes: Notebook) -> None:
        self.file = file
        names, spec = _header(container, file, limits)
        self.columns = tuple(names)
        self._names = dict(zip((field.term for field in spec.fields), names, strict=True))
        self._table = Table(container, spec, files=(file,), limits=limits, notes=notes)
        self.size = self._table.size

    def rows(self) -> Iterator[Row | BrokenRow]:
        """Rows whose terms are the names of the columns, blank cells left out."""
        for row in self._table.rows():
            if isinstance(row, BrokenRow):
                yield row
                continue
            terms = {self._names.get(term, term): text for term, text in row.terms.items()}
            yield Row(row.file, row.line, "", terms)


def _header(container: Container, file: str, limits: Limits) -> tuple[list[str], TableSpec]:
    """The names of the columns, and how the file is read. SourceError if it has none, or too many."""
    sample = take_sample(container, file, None, limits)
    terminator = find_terminator(sample.text, None, '"')
    rows = sample_rows(sample.text, terminator, sample.complete)
    dialect = detect(rows, file)
    cells = columns(rows[0], dialect) if rows else []
    names = distinct_names([cell.strip().strip("\ufeff\"'") for cell in cells])
    if len(names) > limits.columns:
        raise SourceError(f"{file}: {len(names)} columns; at most {limits.columns} are read.")
    if not any(cell.strip() for cell in cells):
        raise SourceError(f"{file}: the first line names no column.")
    # Known terms are named as elsewhere, so that the header is not taken for that of another file.
    terms = distinct_names([shorten(name) if is_known(shorten(name)) else name for name in names])
    spec = TableSpec(
        row_type="dwc:Occurrence",
        locations=(file,),
        fields=tuple(Field(term, place) for place, term in enumerate(terms)),
        dialect=dialect,
        header_lines=lines_before_header(sample.text, terminator) + 1,
        from_header=True,
    )
    return names, spec


class SheetTable:
    """A sheet of a workbook; rows are numbered as the sheet numbers them."""

    def __init__(self, file: str, sheet: Sheet, size: int) -> None:
        self.file = file
        self.columns = tuple(sheet.columns)
        self.size = size
        self._sheet = sheet

    def rows(self) -> Iterator[Row | BrokenRow]:
        """Rows whose terms are the names of the columns, blank cells left out."""
        for number, texts in self._sheet.rows():
            terms = {name: text for name, text in zip(self.columns, texts, strict=False) if text}
            yield Row(self.file, number, "", terms)


def raw_tables(name: str, container: Container, limits: Limits, notes: Notebook) -> list[RawTable]:
    """All tables of a container: sheets of a workbook, or delimited files. SourceError if there are none."""
    if is_workbook(container):
        size = sum(container.sizes().values())
        sheets = open_sheets(name, container, limits)
        return [SheetTable(f"{name}/{sheet.name}", sheet, size // len(sheets)) for sheet in sheets]
    lone = isinstance(container, LoneContainer)
    names = [file for file in sorted(container.sizes()) if lone or may_be_data(file)]
    if not names:
        raise SourceError(f"{name}: no table (csv, tsv, txt, xlsx, ods) in it.")
    found: list[RawTable] = []
    for file in names:
        try:
            found.append(DelimitedTable(container, file, limits, notes))
        except SourceError as error:
            if lone:
                raise
            notes.add(file, f"no table: {error}")
    if not found:
        raise SourceError(f"{name}: none of its files is a table with a header.")
    return found

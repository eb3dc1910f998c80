"""A table of a source: one row type, one or several data files, read as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from naturalia.sources.cells import CellReader
from naturalia.sources.containers import Container
from naturalia.sources.descriptor import TableSpec
from naturalia.sources.dialect import (
    Dialect,
    agreement,
    columns,
    corrected,
    find_terminator,
    sample_rows,
)
from naturalia.sources.encodings import Encoding, find_encoding
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.layout import Layout, layout_of
from naturalia.sources.limits import Limits
from naturalia.sources.lines import lines
from naturalia.sources.records import BrokenRow, Row
from naturalia.sources.terms import shorten

SAMPLE = 256 * 1024


class Sample(msgspec.Struct, frozen=True):
    """The beginning of a data file: its encoding, its text, and whether that is all of it."""

    encoding: Encoding
    text: str
    complete: bool


def take_sample(container: Container, file: str, declared: str | None, limits: Limits) -> Sample:
    """Look at the first bytes of a file. SourceError if it is nothing but NUL bytes."""
    with container.open(file) as stream:
        data = b""
        while len(data) < min(SAMPLE, limits.record_bytes) and (block := stream.read(SAMPLE)):
            data += block
        complete = len(data) < SAMPLE and not stream.read(1)
    if data and not data.strip(b"\0"):
        raise SourceError(f"{file}: nothing but NUL bytes. Export the file anew.")
    encoding = find_encoding(data, declared)
    text = data[encoding.bom :].decode(encoding.name, "replace")
    return Sample(encoding, text, complete)


class FilePlan(msgspec.Struct, frozen=True):
    """How one data file is read: worked out from the descriptor and the first lines."""

    file: str
    encoding: Encoding
    dialect: Dialect
    header_lines: int
    width: int


def plan_file(container: Container, file: str, spec: TableSpec, limits: Limits, notes: Notebook) -> FilePlan:
    """Compare what the descriptor says of a file with what the file looks like."""
    sample = take_sample(container, file, spec.encoding, limits)
    if sample.encoding.remark:
        notes.add(file, sample.encoding.remark)
    terminator = find_terminator(sample.text, spec.line_end, spec.dialect.quote)
    rows = sample_rows(sample.text, terminator, sample.complete)
    declared = msgspec.structs.replace(spec.dialect, terminator=terminator)
    dialect = corrected(rows, declared, spec.width)
    if dialect != declared:
        notes.add(
            file, f"fields are terminated by {dialect.delimiter!r}, not {declared.delimiter!r} as declared"
        )
    header_lines = _header_lines(rows, dialect, spec, file, notes)
    width = _width(rows, dialect, header_lines, spec, file, notes)
    if width > limits.columns:
        raise SourceError(f"{file}: {width} columns; at most {limits.columns} are read.")
    return FilePlan(file, sample.encoding, dialect, header_lines, width)


def _header_lines(rows: list[str], dialect: Dialect, spec: TableSpec, file: str, notes: Notebook) -> int:
    if spec.header_lines:
        return spec.header_lines
    if rows and _is_header(columns(rows[0], dialect), spec):
        notes.add(file, "the first line is a header, though none is declared; it is skipped")
        return 1
    return 0


def _is_header(cells: list[str], spec: TableSpec) -> bool:
    """Whether a line says the terms of the descriptor and nothing else."""
    fields = [f for f in spec.fields if f.index is not None and f.index < len(cells)]
    named = [(f, cells[f.index]) for f in fields if f.index is not None and f.index != spec.id_index]
    return bool(named) and all(shorten(cell).split(":")[-1] == f.term.split(":")[-1] for f, cell in named)


def _width(
    rows: list[str], dialect: Dialect, header_lines: int, spec: TableSpec, file: str, notes: Notebook
) -> int:
    """The number of columns: of the header if there is one, of the rows if there is none."""
    if not rows:
        return max(spec.width, 1)
    index = min(max(header_lines - 1, 0), len(rows) - 1)
    names = columns(rows[index], dialect)
    seen = len(names)
    if seen < spec.width and len(rows) > index + 1:
        seen = max(seen, len(columns(rows[index + 1], dialect)))
    if seen < spec.width:
        notes.add(file, f"the descriptor speaks of {spec.width} columns, the file has {seen}")
    if header_lines:
        _note_unmapped(names, spec, file, notes)
    elif seen > spec.width and agreement(rows, dialect, seen) < 0.5:
        seen = spec.width
    return max(seen, spec.width, 1)


def _note_unmapped(names: list[str], spec: TableSpec, file: str, notes: Notebook) -> None:
    mapped = {field.index for field in spec.fields} | {spec.id_index}
    left = [name for index, name in enumerate(names) if index not in mapped and name.strip()]
    if left:
        notes.add(file, f"columns the descriptor does not map, not read: {', '.join(left[:20])}")


class Table:
    """The rows of one type. Reading it again starts anew."""

    def __init__(
        self, container: Container, spec: TableSpec, files: tuple[str, ...], limits: Limits, notes: Notebook
    ):
        self._container = container
        self._limits = limits
        self._notes = notes
        self.files = files
        self.row_type = spec.row_type
        self.plans = tuple(plan_file(container, file, spec, limits, notes) for file in files)
        self.layout = layout_of(spec.fields, spec.id_index)
        self.terms = self.layout.terms
        sizes = container.sizes()
        self.size = sum(sizes[file] for file in files)
        self._note_doubles(spec)

    def _note_doubles(self, spec: TableSpec) -> None:
        for slot in self.layout.slots:
            if len(slot.indexes) > 1:
                self._notes.add("", f"{slot.term} has several columns; the first that is not blank is taken")
        indexes = [field.index for field in spec.fields if field.index is not None]
        for index in sorted({i for i in indexes if indexes.count(i) > 1}):
            self._notes.add("", f"column {index} is mapped to several terms; each has its value")

    def rows(self) -> Iterator[Row | BrokenRow]:
        """All rows, file by file. Raises SourceError where a file turns out damaged or hostile."""
        for plan in self.plans:
            yield from self._rows_of(plan)

    def _rows_of(self, plan: FilePlan) -> Iterator[Row | BrokenRow]:
        self._notes.forget_lines(plan.file)
        limits, layout = self._limits, self.layout
        needed = layout.key_indexes[0] + 1 if layout.key_is_id else 1
        reader = CellReader(plan.file, plan.dialect, plan.width, needed, limits, self._notes)
        with self._container.open(plan.file) as stream:
            found = lines(
                stream, plan.file, plan.encoding, plan.dialect.terminator, limits.record_bytes, self._notes
            )
            yield from _rows(reader.read(found, plan.header_lines), plan.file, layout, self._notes)


def _rows(
    records: Iterator[tuple[int, list[str]] | BrokenRow], file: str, layout: Layout, notes: Notebook
) -> Iterator[Row | BrokenRow]:
    terms_of, key_is_id = layout.terms_of(), layout.key_is_id
    id_index = layout.key_indexes[0] if key_is_id else 0
    for record in records:
        if isinstance(record, BrokenRow):
            yield record
            continue
        line, cells = record
        terms = terms_of(cells)
        key = cells[id_index] if key_is_id else layout.key_of(cells) or str(line)
        if not any(cells):
            notes.add(file, "rows without any value; left aside", line)
        else:
            yield Row(file, line, key, terms)

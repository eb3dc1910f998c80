"""A table of a source: one row type, one or several data files, read as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterator

from naturalia.sources.cells import CellReader
from naturalia.sources.containers import Container
from naturalia.sources.descriptor import TableSpec
from naturalia.sources.errors import Notebook
from naturalia.sources.layout import Layout
from naturalia.sources.limits import Limits
from naturalia.sources.lines import LineReader
from naturalia.sources.plan import FilePlan, FilePlanner
from naturalia.sources.records import BrokenRow, Row


class Table:
    """The rows of one type. Reading it again starts anew.

    ``row_type`` and ``terms`` are short names, ``size`` is in bytes, uncompressed (of a lone
    compressed file: compressed).
    """

    def __init__(
        self,
        container: Container,
        spec: TableSpec,
        *,
        files: tuple[str, ...],
        limits: Limits,
        notes: Notebook,
    ) -> None:
        self._container = container
        self._limits = limits
        self._notes = notes
        self.files = files
        self.row_type = spec.row_type
        self.plans = tuple(FilePlanner(file, spec, limits, notes).plan(container) for file in files)
        self.has_ids = all(plan.layout.id_index is not None for plan in self.plans)
        self.terms = tuple(sorted({term for plan in self.plans for term in plan.layout.terms}))
        sizes = container.sizes()
        self.size = sum(sizes[file] for file in files)
        self._note_oddities(ids_wanted=not spec.from_header)

    def _note_oddities(self, *, ids_wanted: bool) -> None:
        for plan in self.plans:
            if plan.layout.id_index is None and ids_wanted:
                self._notes.add(
                    plan.file, "no id column; rows are known by their own identifiers or line numbers"
                )
            for slot in plan.layout.slots:
                if len(slot.indexes) > 1:
                    self._notes.add(
                        plan.file, f"{slot.term} has several columns; the first not blank is taken"
                    )

    def rows(self) -> Iterator[Row | BrokenRow]:
        """All rows, file by file. Raises SourceError where a file turns out damaged or hostile."""
        for plan in self.plans:
            yield from self._rows_of(plan)

    def _rows_of(self, plan: FilePlan) -> Iterator[Row | BrokenRow]:
        self._notes.forget_lines(plan.file)
        longest = self._limits.record_bytes
        reader = LineReader(plan.file, plan.encoding, plan.dialect.terminator, longest, self._notes)
        cells = CellReader(plan, self._limits, self._notes)
        with self._container.open(plan.file) as stream:
            yield from _rows(cells.read(reader.read(stream)), plan.file, plan.layout, self._notes)


def _rows(
    records: Iterator[tuple[int, list[str]] | BrokenRow], file: str, layout: Layout, notes: Notebook
) -> Iterator[Row | BrokenRow]:
    terms_of, key_index = layout.terms_of(), layout.id_index
    for record in records:
        if isinstance(record, BrokenRow):
            yield record
            continue
        line, cells = record
        terms = terms_of(cells)
        key = cells[key_index] if key_index is not None else layout.key_of(cells) or str(line)
        if terms or key:
            yield Row(file, line, key, terms)
        else:
            notes.add(file, "rows without any value are left aside", line)

"""Lines into cells: the common line by the shortest way, the odd line by every way that keeps it.

A line without quotes is split at the delimiter. A line with quotes is read strictly (RFC 4180: doubled
quotes, delimiters and line ends within quotes). Where that fails or gives the wrong number of columns
the line is read tolerantly, then literally; only if no reading gives the right number of columns is it
a broken row, and reading goes on at the next physical line.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator

from naturalia.sources.dialect import NO_QUOTE, Dialect
from naturalia.sources.errors import Notebook
from naturalia.sources.limits import Limits
from naturalia.sources.lines import Truncated
from naturalia.sources.plan import FilePlan
from naturalia.sources.records import BrokenRow

# The csv module has one limit for the whole process, too small for footprints; ours is on the record.
csv.field_size_limit(max(csv.field_size_limit(), 64 * 1024 * 1024))

SHOWN = 500  # characters of a broken row that are kept
Cells = list[str]


class CellReader:
    """The rows of one data file as (line number, cells); every row has at least ``width`` cells."""

    def __init__(self, plan: FilePlan, limits: Limits, notes: Notebook) -> None:
        self.file = plan.file
        self.dialect = plan.dialect
        self.width = plan.width
        self.header_lines = plan.header_lines
        # Columns without which a row has no identity.
        self.needed = 1 if plan.layout.id_index is None else plan.layout.id_index + 1
        self.limits = limits
        self.notes = notes
        self.number = 0
        self._pending: deque[str] = deque()
        self._tolerant = _tolerant_pattern(plan.dialect)

    def read(self, lines: Iterator[str]) -> Iterator[tuple[int, Cells] | BrokenRow]:
        """Read all lines after the header."""
        pending, width = self._pending, self.width
        delimiter, quote = self.dialect.delimiter, self.dialect.quote
        while (line := pending.popleft() if pending else next(lines, None)) is not None:
            self.number += 1
            if self.number <= self.header_lines:
                continue
            # NUL stands for "no quote", so that one look finds quotes, and another NUL bytes.
            if quote not in line and "\0" not in line:
                cells = line.removesuffix("\r").split(delimiter)
                if len(cells) == width and width > 1:
                    yield self.number, cells
                    continue
            start = self.number
            found = self._odd(line, lines)
            if isinstance(found, str):
                yield BrokenRow(self.file, start, found, line[:SHOWN].rstrip("\0"))
            elif found:
                yield start, found

    def _odd(self, line: str, lines: Iterator[str]) -> Cells | str:
        """The cells of an odd line, none for a blank one, or the reason why it cannot be read."""
        if isinstance(line, Truncated):
            return f"the line is longer than {self.limits.record_bytes} bytes"
        if "\0" in line:
            return "the row holds NUL bytes"
        if not line.strip():
            return []
        line_cells = line.removesuffix("\r")
        if self.dialect.quote in line:
            return self._quoted(line, line_cells, lines)
        cells = line_cells.split(self.dialect.delimiter)
        return self._fitted(cells) or self._repaired(line_cells) or self._short_or_reason(cells)

    def _quoted(self, line: str, line_cells: str, lines: Iterator[str]) -> Cells | str:
        taken = [line]
        cells = self._strict(taken, lines)
        if cells is not None and (fitted := self._fitted(cells)):
            self.number += len(taken) - 1
            return fitted
        self._pending.extendleft(reversed(taken[1:]))
        if repaired := self._repaired(line_cells):
            return repaired
        if cells is not None and len(taken) == 1:
            return self._short_or_reason(cells)
        return f"unbalanced quote {self.dialect.quote}"

    def _strict(self, taken: list[str], lines: Iterator[str]) -> Cells | None:
        reader = csv.reader(
            self._continued(taken, lines),
            delimiter=self.dialect.delimiter,
            quotechar=self.dialect.quote,
            strict=True,
        )
        try:
            return next(reader)
        except (csv.Error, StopIteration):
            return None

    def _continued(self, taken: list[str], lines: Iterator[str]) -> Iterator[str]:
        """The line, then those after it, as long as a quoted cell is open and the limits allow."""
        yield taken[0]
        size = len(taken[0])
        while len(taken) < self.limits.record_lines and size < self.limits.record_bytes:
            line = self._pending.popleft() if self._pending else next(lines, None)
            if line is None:
                return
            taken.append(line)
            if "\0" in line:
                return
            size += len(line)
            yield self.dialect.terminator + line

    def _fitted(self, cells: Cells) -> Cells | None:
        """The cells if their number is right, not counting blank ones beyond the last column."""
        if len(cells) == self.width:
            return cells
        extra = cells[self.width :]
        return cells[: self.width] if extra and not any(c and not c.isspace() for c in extra) else None

    def _repaired(self, line: str) -> Cells | None:
        """The cells by the first tolerant reading that gives the right number of columns."""
        for reading, remark in (
            (self._tolerantly, "quotes within quotes are not doubled; read as meant"),
            (self._literally, "quotes are unbalanced; taken as part of the value"),
            (self._with_escapes, "delimiters are escaped by a backslash; read as meant"),
            (self._with_undeclared_quotes, "cells are enclosed in quotes, undeclared; read as meant"),
            (self._without_a_blank, "a tab too many; the only blank cell is taken out"),
        ):
            cells = reading(line)
            if cells and (fitted := self._fitted(cells)):
                self.notes.add(self.file, remark, self.number)
                return fitted
        return None

    def _tolerantly(self, line: str) -> Cells | None:
        """As meant, if that is anything else than taking every character literally."""
        if self.dialect.quote not in line:
            return None
        cells = tolerant_cells(line, self._tolerant, self.dialect)
        return cells if cells != line.split(self.dialect.delimiter) else None

    def _literally(self, line: str) -> Cells | None:
        return line.split(self.dialect.delimiter) if self.dialect.quote in line else None

    def _with_escapes(self, line: str) -> Cells | None:
        delimiter = self.dialect.delimiter
        if "\\" + delimiter not in line:
            return None
        parts = re.split(r"(?<!\\)" + re.escape(delimiter), line)
        return [part.replace("\\" + delimiter, delimiter) for part in parts]

    def _with_undeclared_quotes(self, line: str) -> Cells | None:
        if self.dialect.quote != NO_QUOTE or '"' not in line:
            return None
        dialect = Dialect(self.dialect.delimiter, '"')
        return tolerant_cells(line, _tolerant_pattern(dialect), dialect)

    def _without_a_blank(self, line: str) -> Cells | None:
        """A doubled tab, if there is one blank cell: of several, none is known to be too many."""
        cells = line.split("\t")
        if self.dialect.delimiter != "\t" or len(cells) != self.width + 1 or cells.count("") != 1:
            return None
        return [cell for cell in cells if cell]

    def _short_or_reason(self, cells: Cells) -> Cells | str:
        """A row that lacks its last cells is padded; one with too many, or without its id, is broken."""
        if len(cells) > self.width:
            return f"{len(cells)} columns where {self.width} are expected"
        if len(cells) < self.needed:
            return f"{len(cells)} columns; the id is in column {self.needed}"
        if len(cells) < self.width:
            self.notes.add(self.file, "rows with fewer columns than expected; the rest is blank", self.number)
        return cells + [""] * (self.width - len(cells))


def _tolerant_pattern(dialect: Dialect) -> re.Pattern[str]:
    """One cell: enclosed, with any quote that no delimiter follows inside; or not enclosed."""
    d, q = re.escape(dialect.delimiter), re.escape(dialect.quote)
    inside = rf"(?:[^{q}\\]|{q}{q}(?!\ *(?:{d}|$))|\\{q}(?!\ *$)|\\|{q}(?!\ *(?:{d}|$)))*+"
    return re.compile(rf"\ *{q}(?P<in>{inside}){q}\ *(?:{d}|$)|(?P<out>[^{d}]*)(?:{d}|$)", re.DOTALL)


def tolerant_cells(line: str, pattern: re.Pattern[str], dialect: Dialect) -> Cells:
    """Cells of a line in which quotes inside quotes are bare or escaped by a backslash."""
    cells: Cells = []
    position = 0
    while True:
        match = pattern.match(line, position)
        if match is None:
            return cells
        cells.append(_tolerant_cell(match, dialect.quote))
        position = match.end()
        if position == len(line) and not line.endswith(dialect.delimiter, match.start(), position):
            return cells
        if position == len(line):
            return [*cells, ""]


def _tolerant_cell(match: re.Match[str], quote: str) -> str:
    inside = match["in"]
    if inside is None:
        return str(match["out"])
    return inside.replace("\\" + quote, quote).replace(quote * 2, quote)

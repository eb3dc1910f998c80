"""Sheets of XLSX, ODS and XLS workbooks as tables of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import python_calamine as calamine

from naturalia.sources.containers import Container, LoneContainer, ZipContainer
from naturalia.sources.errors import SourceError
from naturalia.sources.limits import Limits

HEADER_SEARCH = 30
_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file of XLS
_ERRORS = (calamine.CalamineError, calamine.PasswordError, calamine.XmlError, calamine.ZipError, OSError)

Cell = str | float | int | bool | date | datetime | time | timedelta
CellRow = list[Cell]


def is_workbook(container: Container) -> bool:
    """Whether a container is a workbook: XLSX, ODS (both zip files) or XLS."""
    names = container.sizes()
    if isinstance(container, ZipContainer):
        return "xl/workbook.xml" in names or ("content.xml" in names and "mimetype" in names)
    if isinstance(container, LoneContainer):
        with container.open(container.name) as stream:
            return stream.read(8) == _BINARY
    return False


class Sheet:
    """A sheet: its name, the names of its columns, and its rows of text with their numbers (from 1)."""

    def __init__(self, name: str, columns: list[str], first: int, cells: list[CellRow]) -> None:
        self.name = name
        self.columns = columns
        self._first = first
        self._cells = cells

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and the text of each column."""
        width = len(self.columns)
        for number, row in enumerate(self._cells[self._first :], start=self._first + 1):
            texts = [text_of_cell(cell) for cell in row[:width]]
            if any(texts):
                yield number, texts


def open_sheets(name: str, container: Container, limits: Limits) -> list[Sheet]:
    """The sheets of a workbook that hold anything. SourceError for damaged, locked or oversized ones."""
    data = _bytes(name, container, limits)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [_sheet(name, workbook, title, limits) for title in workbook.sheet_names]
    except calamine.PasswordError as error:
        raise SourceError(f"{name}: protected by a password. Save it without one.") from error
    except _ERRORS as error:
        raise SourceError(f"{name}: the workbook cannot be read ({error}). Save it anew.") from error
    found = [sheet for sheet in sheets if sheet is not None]
    if not found:
        raise SourceError(f"{name}: no sheet holds a row under a header.")
    return found


def _bytes(name: str, container: Container, limits: Limits) -> bytes:
    """The file itself, once all that it unpacks to was seen to be within the limits."""
    total = 0
    for entry in container.sizes():
        with container.open(entry) as stream:
            while block := stream.read(1 << 20):
                total += len(block)
                if total > limits.workbook_bytes:
                    raise SourceError(
                        f"{name}: more than {limits.workbook_bytes >> 20} MiB when unpacked. Save it as CSV."
                    )
    if isinstance(container, ZipContainer | LoneContainer):
        return container.path.read_bytes()
    raise SourceError(f"{name}: no workbook.")


def _sheet(file: str, workbook: calamine.CalamineWorkbook, title: str, limits: Limits) -> Sheet | None:
    sheet = workbook.get_sheet_by_name(title)
    cells = sheet.to_python(skip_empty_area=False)
    merged = sheet.merged_cell_ranges or []
    top = _header_row(cells)
    if top is None:
        return None
    height = _header_height(top, merged)
    columns = _column_names(
        [_filled(cells, row, merged) for row in range(top, min(top + height, len(cells)))]
    )
    if len(columns) > limits.columns:
        raise SourceError(
            f"{file}, sheet {title}: {len(columns)} columns; at most {limits.columns} are read."
        )
    return Sheet(title, columns, top + height, cells)


def _header_row(cells: list[CellRow]) -> int | None:
    """The first row that names columns: at least half as many texts as the fullest of the rows after it.

    Titles above a table fill one cell, or one merged over all columns.
    """
    counts = [sum(1 for cell in row if cell != "") for row in cells[:HEADER_SEARCH]]
    fullest = max(counts, default=0)
    for number, count in enumerate(counts):
        texts = sum(isinstance(cell, str) and cell != "" for cell in cells[number])
        if count and texts * 2 >= count and count * 2 >= fullest:
            return number
    return None


def _header_height(top: int, merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Rows of the header: one, and one more under each group that is merged over several columns."""
    height = 1
    for (first, left), (last, right) in merged:
        if first == top and right > left:
            height = max(height, last - first + 2)
        elif first == top:
            height = max(height, last - first + 1)
    return height


def _filled(
    cells: list[CellRow], row: int, merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> list[str]:
    """The texts of a header row; a merged cell says the same for all that it covers."""
    texts = [text_of_cell(cell) for cell in cells[row]]
    for (first, left), (last, right) in merged:
        if first <= row <= last:
            for column in range(left, min(right + 1, len(texts))):
                texts[column] = text_of_cell(cells[first][left])
    return texts


def _column_names(rows: list[list[str]]) -> list[str]:
    """One name a column: of the lowest row where that is unambiguous, else with the group before it."""
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    lowest = [next((row[place] for row in reversed(padded) if row[place]), "") for place in range(width)]
    names = []
    for place, leaf in enumerate(lowest):
        parts = dict.fromkeys(row[place] for row in padded if row[place])
        names.append(leaf if lowest.count(leaf) == 1 else " ".join(parts))
    return distinct_names(names)


def distinct_names(names: list[str]) -> list[str]:
    """Names of columns, each once: a repeated one is numbered, one without a name is called by its place."""
    seen: dict[str, int] = {}
    made = []
    for place, name in enumerate(names, start=1):
        bare = " ".join(name.split()) or f"column {place}"
        seen[bare] = seen.get(bare, 0) + 1
        made.append(bare if seen[bare] == 1 else f"{bare} ({seen[bare]})")
    return made


def text_of_cell(cell: Cell) -> str:
    """A cell as text: dates in ISO 8601, numbers as the sheet shows them, without float artefacts."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return _number(float(cell))


def _number(value: float) -> str:
    """Fifteen significant digits, as spreadsheets keep and show them."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    shown = format(Decimal(f"{value:.15g}"), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown

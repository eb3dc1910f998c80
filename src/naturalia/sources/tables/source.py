"""Tables as a source: a workbook, a delimited file or several, with a mapping or with Darwin Core names."""

from __future__ import annotations

import msgspec
from blake3 import blake3

from naturalia.sources.containers import Container
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.source import Rows, Source
from naturalia.sources.tables.apply import MappedTable
from naturalia.sources.tables.mapping import FILE_NAME, Column, Mapping, TableMapping, read_mapping
from naturalia.sources.tables.raw import RawTable, raw_tables
from naturalia.sources.tables.spreadsheets import is_workbook
from naturalia.sources.terms import is_known, shorten

READER_VERSION = "1"  # raised whenever the same table and mapping would be read differently
FEWEST_KNOWN = 3
HOW_TO = "Make a mapping: naturalia mapping suggest FILE > mapping.toml, or the page Sources."


def is_spreadsheet(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    """Whether a container is a workbook (XLSX, ODS, XLS)."""
    return is_workbook(container)


class TableSource(Source):
    """Tables read through a mapping; without one, the one table whose columns are named after terms."""

    format = "table"

    def __init__(
        self, name: str, container: Container, mapping: str, limits: Limits, notes: Notebook
    ) -> None:
        super().__init__(name, container, notes)
        tables = raw_tables(name, container, limits, notes)
        chosen = read_mapping(mapping) if mapping else _by_names(name, tables)
        read = [(table, _raw_of(table, tables)) for table in chosen.tables]
        mapped = [(table, MappedTable(raw, table, notes)) for table, raw in read]
        self.core: Rows = next(made for table, made in mapped if table.is_core)
        self.extensions = tuple(made for table, made in mapped if not table.is_core)
        if mapping:
            self.documents[FILE_NAME] = mapping.encode()
        used = {raw.file for _, raw in read}
        for raw in tables:
            if raw.file not in used:
                notes.add(raw.file, "a table that the mapping does not speak of; left aside")
        self.signature = blake3(msgspec.json.encode([READER_VERSION, chosen])).hexdigest()


def _raw_of(table: TableMapping, tables: list[RawTable]) -> RawTable:
    """The table that a mapping means: by file or sheet name, or the only one."""
    if not table.file and len(tables) == 1:
        return tables[0]
    wanted = table.file.lower()
    for raw in tables:
        if wanted and wanted in (raw.file.lower(), raw.file.rpartition("/")[2].lower()):
            return raw
    names = ", ".join(raw.file for raw in tables)
    if not table.file:
        raise SourceError(f"mapping: say which table is meant (file = ...). There are: {names}.")
    raise SourceError(f"mapping: there is no table {table.file!r}. There are: {names}.")


def _by_names(name: str, tables: list[RawTable]) -> Mapping:
    """The mapping of a table whose columns are named after Darwin Core terms."""
    usable = [raw for raw in tables if sum(is_known(shorten(c)) for c in raw.columns) >= FEWEST_KNOWN]
    if len(usable) != 1:
        files = ", ".join(raw.file for raw in (usable or tables))
        what = "several tables may hold the objects" if usable else "no columns named after Darwin Core terms"
        raise SourceError(f"{name}: {what} ({files}). {HOW_TO}")
    columns = [Column(c, shorten(c)) for c in usable[0].columns if is_known(shorten(c))]
    first = {column.to: column for column in reversed(columns)}
    return Mapping([TableMapping([c for c in columns if first[c.to] is c], file=usable[0].file)])

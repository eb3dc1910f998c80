"""Tables of any collection system, delimited or spreadsheets, read through a mapping to Darwin Core."""

from naturalia.sources.tables.mapping import Column, Mapping, TableMapping, read_mapping, write_mapping
from naturalia.sources.tables.raw import raw_tables
from naturalia.sources.tables.source import TableSource, is_spreadsheet
from naturalia.sources.tables.suggest import suggest, suggest_mapping

__all__ = [
    "Column",
    "Mapping",
    "TableMapping",
    "TableSource",
    "is_spreadsheet",
    "raw_tables",
    "read_mapping",
    "suggest",
    "suggest_mapping",
    "write_mapping",
]

"""Rows of a table through its mapping: texts to terms, and what was changed kept as it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naturalia.sources.dates import by_pattern
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.records import SOURCE_ROW, BrokenRow, Row
from naturalia.sources.tables.mapping import Column, TableMapping
from naturalia.sources.tables.raw import RawTable
from naturalia.sources.terms import shorten, shorten_row_type

_BARE_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_KEY_TERMS = ("dwc:occurrenceID", "dwc:materialEntityID", "dwc:catalogNumber")
Terms = dict[str, str]


class MappedTable:
    """A table read through its mapping. Columns that the mapping does not speak of keep their names."""

    def __init__(self, raw: RawTable, mapping: TableMapping, notes: Notebook) -> None:
        self._raw = raw
        self._mapping = mapping
        self._notes = notes
        _refuse_unknown_columns(raw, mapping)
        self.files: tuple[str, ...] = (raw.file,)
        self.row_type = shorten_row_type(mapping.row_type)
        self.size = raw.size
        self.has_ids = bool(mapping.key)
        mapped = {source for column in mapping.columns for source in column.sources}
        self._plain = {c.sources[0]: c.terms[0] for c in mapping.columns if c.is_plain}
        self._plain |= {name: name for name in raw.columns if name not in mapped}
        self._others = [column for column in mapping.columns if not column.is_plain]
        self._constants = {shorten(term): text for term, text in mapping.constants.items()}
        filled = {term for column in mapping.columns for term in column.terms}
        self.terms = tuple(sorted({*self._plain.values(), *filled, *self._constants}))

    def rows(self) -> Iterator[Row | BrokenRow]:
        """The rows, mapped; texts that the mapping changes or ignores also stand in a row as they were."""
        self._notes.forget_lines(self._raw.file)
        for row in self._raw.rows():
            if isinstance(row, BrokenRow):
                yield row
                continue
            terms, changed = self.mapped(row)
            if terms:
                key = self._key(row, terms)
                yield Row(row.file, row.line, key, terms, {SOURCE_ROW: [changed]} if changed else None)

    def mapped(self, row: Row) -> tuple[Terms, Terms]:
        """The terms of a row, and the cells whose text went elsewhere than whole to one term."""
        terms: Terms = {}
        for name, text in row.terms.items():
            if name in self._plain:
                terms[self._plain[name]] = text
        changed: Terms = {}
        for column in self._others:
            self._apply(column, row, terms, changed)
        for term, text in self._constants.items():
            terms.setdefault(term, text)
        return terms, changed

    def _apply(self, column: Column, row: Row, terms: Terms, changed: Terms) -> None:
        texts = {name: row.terms[name] for name in column.sources if name in row.terms}
        if not texts:
            return
        if column.ignore or not column.terms:
            changed |= texts
            return
        joined = column.join.join(texts.values())
        text = self._converted(column, joined, row)
        filled = dict(zip(column.terms, _parts(text, column), strict=False))
        terms |= {term: part for term, part in filled.items() if part}
        if list(texts.values()) != list(filled.values()):
            changed |= texts

    def _converted(self, column: Column, text: str, row: Row) -> str:
        text = column.values.get(text.strip(), text)
        if column.date:
            found = by_pattern(text, column.date)
            if found is None:
                remark = f"column {column.sources[0]}: texts that are no date in the pattern {column.date}"
                self._notes.add(row.file, f"{remark}; left as they are", row.line)
            text = found or text
        if column.unit and _BARE_NUMBER.fullmatch(text.strip()):
            text = f"{text.strip()} {column.unit}"
        return text

    def _key(self, row: Row, terms: Terms) -> str:
        if self._mapping.key:
            return row.terms.get(self._mapping.key, "")
        return next((terms[term] for term in _KEY_TERMS if term in terms), str(row.line))


def _parts(text: str, column: Column) -> list[str]:
    """The text, divided where the mapping says so; what is more than there are terms stays with the last."""
    if not column.split:
        return [text]
    return [part.strip() for part in text.split(column.split, len(column.terms) - 1)]


def _refuse_unknown_columns(raw: RawTable, mapping: TableMapping) -> None:
    wanted = [source for column in mapping.columns for source in column.sources]
    wanted += [mapping.key] if mapping.key else []
    missing = [name for name in wanted if name not in raw.columns]
    if missing:
        raise SourceError(
            f"{raw.file}: the mapping speaks of {', '.join(map(repr, missing[:5]))}, but the columns are "
            f"{', '.join(raw.columns[:40])}."
        )

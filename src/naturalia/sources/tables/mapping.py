"""The mapping of a table to Darwin Core: a small file (TOML) that people read and write.

It is explained, with examples, in docs/how-to/harvest-a-table.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from naturalia.sources.dates import PATTERN_LETTERS
from naturalia.sources.errors import SourceError
from naturalia.sources.terms import is_known, shorten, shorten_row_type

FILE_NAME = "mapping.toml"
CORE_ROW_TYPE = "dwc:Occurrence"


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """What becomes of one column, or of several that are joined.

    ``source`` (written ``from``) names columns, ``to`` the term, or several where ``split`` divides the text.
    ``values`` replaces whole texts, ``date`` is a pattern such as ``DD.MM.YYYY``, ``unit`` is appended to
    bare numbers. ``confidence`` and ``reason`` are what a suggestion says of itself; they change nothing.
    """

    source: str | list[str]
    to: str | list[str] = ""
    ignore: bool = False
    join: str = " "
    split: str = ""
    values: dict[str, str] = {}
    date: str = ""
    unit: str = ""
    confidence: float | None = None
    reason: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns read."""
        return (self.source,) if isinstance(self.source, str) else tuple(self.source)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms filled, in short form."""
        names = [self.to] if isinstance(self.to, str) else self.to
        return tuple(shorten(name) for name in names if name)

    @property
    def is_plain(self) -> bool:
        """Whether the text of one column goes to one term as it is."""
        plain = not (self.values or self.date or self.unit or self.split or self.ignore)
        return plain and len(self.sources) == 1 and len(self.terms) == 1


class TableMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one table is read: ``file`` names the file or sheet ("" for the only one).

    ``key`` is the column that identifies a row; in an extension, the one that names the row of the core.
    ``constants`` are terms that have the same text in all rows, where no column says another.
    """

    columns: list[Column] = []
    file: str = ""
    row_type: str = CORE_ROW_TYPE
    key: str = ""
    constants: dict[str, str] = {}

    @property
    def is_core(self) -> bool:
        """Whether its rows are the objects."""
        return shorten_row_type(self.row_type) in (CORE_ROW_TYPE, "dwc:MaterialEntity", "dwc:MaterialSample")


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mapping of all tables of a source, the core first."""

    tables: list[TableMapping]


def read_mapping(text: str, name: str = FILE_NAME) -> Mapping:
    """Understand a mapping. SourceError says in plain words what is wrong, and in which table and column."""
    try:
        mapping = msgspec.toml.decode(text, type=Mapping)
    except msgspec.ValidationError as error:
        raise SourceError(f"{name}: {_plain(str(error))}") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise SourceError(f"{name}: no TOML: {error}") from error
    if problem := next(_problems(mapping), None):
        raise SourceError(f"{name}: {problem}")
    return mapping


def _plain(message: str) -> str:
    """``Expected `str`, got `int` - at `$.tables[0].columns[2].to``` without its dollar sign."""
    return message.replace("$.", "").replace("`", "")


def _problems(mapping: Mapping) -> Iterator[str]:
    cores = [table for table in mapping.tables if table.is_core]
    if len(cores) != 1:
        yield f"{len(cores)} tables of row type dwc:Occurrence; one is needed"
    for number, table in enumerate(mapping.tables, start=1):
        at = f"table {number}" + (f" ({table.file})" if table.file else "")
        for term in table.constants:
            if not is_known(shorten(term)):
                yield f"{at}, constants: {term!r} is no term that we know"
        for column in table.columns:
            for problem in _column_problems(column):
                yield f"{at}, column {' + '.join(column.sources) or '?'}: {problem}"
        yield from _filled_twice(table, at)


def _column_problems(column: Column) -> Iterator[str]:
    if not column.sources:
        yield "from names no column"
    for term in column.terms:
        if not is_known(term):
            yield f"{term!r} is no term that we know; write dwc:locality or the full URI"
    if len(column.terms) > 1 and not column.split:
        yield "several terms need split, the text that divides them"
    if column.ignore and column.terms:
        yield "cannot both be ignored and go to a term"
    if column.date and not PATTERN_LETTERS.search(column.date):
        yield f"date = {column.date!r} is no pattern; write DD.MM.YYYY or the like"


def _filled_twice(table: TableMapping, at: str) -> Iterator[str]:
    seen: dict[str, str] = {}
    for column in table.columns:
        for term in column.terms:
            if term in seen:
                both = f"{seen[term]} and {column.sources[0]}"
                yield f"{at}: {term} is filled by {both}; join them in one entry"
            seen[term] = column.sources[0]


def write_mapping(mapping: Mapping) -> str:
    """A mapping as TOML, one column a block, as people would write it."""
    lines = ["# Mapping to Darwin Core. Guesses carry their confidence and reason: check them."]
    for table in mapping.tables:
        lines += ["", "[[tables]]", *_pairs(table, ("file", "row_type", "key"))]
        if table.constants:
            pairs = (f"{_text(term)} = {_text(text)}" for term, text in table.constants.items())
            lines += ["", "[tables.constants]", *pairs]
        for column in table.columns:
            lines += ["", "[[tables.columns]]", *_column_lines(column)]
    return "\n".join(lines) + "\n"


def _column_lines(column: Column) -> Iterator[str]:
    yield f"from = {_value(column.source)}"
    names = ("to", "ignore", "join", "split", "date", "unit", "values", "confidence", "reason")
    yield from _pairs(column, names)


def _pairs(thing: Column | TableMapping, names: tuple[str, ...]) -> Iterator[str]:
    """The fields that say something."""
    for name in names:
        value = getattr(thing, name)
        unsaid = value is None or value is False or value in ("", {}) or (name, value) == ("join", " ")
        if not unsaid:
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_text(k)} = {_text(v)}' for k, v in value.items())} }}"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    """A basic string of TOML: JSON's escapes are all its own, but for U+007F."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

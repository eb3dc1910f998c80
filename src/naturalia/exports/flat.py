"""Objects as rows of Darwin Core, and the columns that rows need together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from naturalia.exports.objects import ExportObject
from naturalia.exports.verbatim import CORE, Rows
from naturalia.interpret.darwin_core import Row, core_row, extension_rows
from naturalia.interpret.mapping import rules


def interpreted_rows(one: ExportObject) -> Rows:
    """An object as rows of interpreted values."""
    document = msgspec.json.decode(one.document)
    return Rows(one.suffix, core_row(document), extension_rows(document))


@cache
def term_order(row_type: str) -> Mapping[str, int]:
    """The place of each mapped term of a row type: what belongs together stands together."""
    return {rule.term: place for place, rule in enumerate(rules()) if rule.row_type == row_type}


def ordered(row_type: str, terms: Iterable[str]) -> tuple[str, ...]:
    """Terms in the order of the mapping, those that it does not know last, by name."""
    places = term_order(row_type)
    return tuple(sorted(terms, key=lambda term: (places.get(term, len(rules())), term)))


def merged(shapes: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, set[str]]:
    """The terms of several parts together, by row type."""
    union: dict[str, set[str]] = {}
    for shape in shapes:
        for row_type, terms in shape.items():
            union.setdefault(row_type, set()).update(terms)
    return union


def rows_of_types(rows: Rows) -> Iterator[tuple[str, Row]]:
    """Core and extension rows with their row types."""
    yield CORE, rows.core
    for row_type, found in rows.extensions.items():
        for row in found:
            yield row_type, row

"""A source's own mapping of values: what a curator decided once for all its records.

It is applied before any vocabulary; each use of it is told as an issue that names the text as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from naturalia.interpret.issues import Issue, IssueCode, issue
from naturalia.specimen.schemes import clean

ValueMaps = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(term, ((text as written, value), ...)) of each mapped term, sorted: it can be hashed."""


def value_maps(rows: Iterable[tuple[str, str, str]]) -> ValueMaps:
    """The maps of rows of (term, text as written, value). A later row counts more than an earlier one.

    An empty value says that the text stands for nothing.
    """
    tables: dict[str, dict[str, str]] = {}
    for term, written, value in rows:
        tables.setdefault(term, {})[clean(written)] = value.strip()
    return tuple(sorted((term, tuple(sorted(table.items()))) for term, table in tables.items()))


def mapped(core: Mapping[str, str], maps: ValueMaps) -> tuple[Mapping[str, str], tuple[Issue, ...]]:
    """A row with the values that its source's maps give, and an issue for each value that they changed.

    The row itself stays as it is: verbatim records are kept elsewhere, byte for byte.
    """
    changes = {
        term: value
        for term, table in _tables(maps).items()
        if (text := core.get(term)) is not None and (value := table.get(clean(text))) is not None
    }
    if not changes:
        return core, ()
    notes = tuple(issue(term, core[term], IssueCode.VALUE_MAPPED_BY_SOURCE) for term in changes)
    merged = {**core, **changes}
    return {term: text for term, text in merged.items() if text or term not in changes}, notes


@lru_cache(maxsize=64)
def _tables(maps: ValueMaps) -> dict[str, dict[str, str]]:
    return {term: dict(table) for term, table in maps}

"""All specimens that a query finds, in the order of their ids, however many there are."""

from __future__ import annotations

from collections.abc import Iterator

from tantivy import FieldType, Query

from naturalia.search.execute import found_by
from naturalia.search.index import Snapshot, SpecimenIndex
from naturalia.search.matching import narrowed
from naturalia.search.query import SpecimenQuery
from naturalia.search.schema import SPECIMEN_ID

WINDOW = 50_000
"""Ids looked at in one go: memory does not grow with the number found."""


def specimen_ids(index: SpecimenIndex, query: SpecimenQuery, highest: int) -> Iterator[int]:
    """The ids, up to ``highest``, of all that a query finds, from one state of the index.

    Order, page and cursor of the query do not count. Raises ``QueryError`` as a search does.
    """
    snapshot = index.snapshot()
    return _windows(snapshot, found_by(query, snapshot).wanted, highest)


def _windows(snapshot: Snapshot, wanted: Query, highest: int) -> Iterator[int]:
    for first in range(0, highest + 1, WINDOW):
        within = Query.range_query(
            snapshot.schema, SPECIMEN_ID, FieldType.Integer, first, first + WINDOW, include_upper=False
        )
        _, hits = snapshot.counted(narrowed(wanted, within), WINDOW, SPECIMEN_ID)
        yield from (int(key) for key, _ in hits)

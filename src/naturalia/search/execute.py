"""Running a query: the total, one page of rows, and facets, all from one state of the index."""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec
from tantivy import Query

from naturalia.search.facets import Facet, count_facets
from naturalia.search.gatherings import Found, within_one_gathering
from naturalia.search.index import Snapshot, SpecimenIndex
from naturalia.search.matching import matching
from naturalia.search.paging import Ranked, Row, by_relevance, in_order
from naturalia.search.query import SpecimenQuery
from naturalia.search.schema import SUMMARY
from naturalia.search.summary import Summary, read_summary

DEFAULT_FACET_LIMIT = 10


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of results.

    ``total`` counts all that the query finds, ``next_cursor`` is empty on the last page, ``seconds`` is the
    time that the search took and ``generation`` names the state of the index that it saw. ``exact`` is False
    where so many specimens have several gatherings that not all could be looked at one gathering at a time.
    """

    total: int
    rows: tuple[Summary, ...]
    specimen_ids: tuple[int, ...]
    facets: dict[str, Facet]
    next_cursor: str
    generation: str
    seconds: float
    exact: bool = True


def search(
    index: SpecimenIndex,
    query: SpecimenQuery,
    facets: Sequence[str] = (),
    *,
    facet_limit: int = DEFAULT_FACET_LIMIT,
) -> Page:
    """Find specimens; ``facets`` are the terms whose values are counted, ``facet_limit`` the most values of
    each.

    Text without a sort orders by relevance; its cursor holds while the index does not change, and raises
    ``CursorExpiredError`` afterwards. Every other order is total, and its cursor holds across changes. Raises
    ``QueryError`` for what cannot be asked.
    """
    began = time.perf_counter()
    snapshot = index.snapshot()
    found = found_by(query, snapshot)
    wanted = found.wanted
    ranked = _rank(snapshot, wanted, query)
    return Page(
        total=ranked.total,
        rows=tuple(_summary(snapshot, row) for row in ranked.rows),
        specimen_ids=tuple(row.specimen_id for row in ranked.rows),
        facets=count_facets(snapshot, query, found, ranked.total, facets, facet_limit),
        next_cursor=ranked.next_cursor,
        generation=snapshot.generation,
        seconds=time.perf_counter() - began,
        exact=found.exact,
    )


def found_by(query: SpecimenQuery, snapshot: Snapshot) -> Found:
    """What a query finds in one state of the index: the same for its page, count, facets, map and export."""
    return within_one_gathering(snapshot, query, matching(query, snapshot))


def _rank(snapshot: Snapshot, wanted: Query, query: SpecimenQuery) -> Ranked:
    if query.limit == 0:
        return Ranked([], "", snapshot.count(wanted))
    if query.text and query.sort is None:
        return by_relevance(snapshot, wanted, query.cursor, query.limit)
    return in_order(snapshot, wanted, query.sort, query.cursor, query.limit)


def _summary(snapshot: Snapshot, row: Row) -> Summary:
    return read_summary(snapshot.searcher.doc(row.address)[SUMMARY][0])

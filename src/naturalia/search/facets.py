"""Facets: how many of the found specimens have each value of a term, and how many have none.

Spellings of a keyword that differ only in case or accents are one value, as they are for a filter; the most
frequent spelling is shown. So the count of a value is the total of the query with that value as a filter. The
counts of all specimens are kept as long as the index does not change: they cost a walk over everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from tantivy import Query

from naturalia.search.analysis import fold
from naturalia.search.errors import QueryError
from naturalia.search.index import Snapshot
from naturalia.search.matching import known_term, matching, narrowed, whole_value, without
from naturalia.search.query import SpecimenQuery
from naturalia.search.term import Kind, Term

LARGEST_FACET = 10_000  # values of one facet
MOST_FACETS = 30
_SPELLINGS = 1000  # read at least, of which those that differ in case or accents become one


class Bucket(msgspec.Struct, frozen=True):
    """One value as it is displayed, and the number of specimens that have it."""

    value: str
    count: int


class Facet(msgspec.Struct, frozen=True):
    """The most frequent values of a term, ties in order of the value; ``more``: there are others."""

    term: str
    buckets: tuple[Bucket, ...]
    no_value: int
    more: bool


def count_facets(
    snapshot: Snapshot, query: SpecimenQuery, names: Sequence[str], limit: int
) -> dict[str, Facet]:
    """The facets of the named terms over all that the query finds, whatever its page.

    Raises ``QueryError`` for terms that are not counted, and where more is asked than the limits allow.
    """
    terms = [_countable(name) for name in dict.fromkeys(names)]
    if not 1 <= limit <= LARGEST_FACET:
        raise QueryError("facetLimit", f"a number from 1 to {LARGEST_FACET} is needed")
    if len(terms) > MOST_FACETS:
        raise QueryError("facet", f"more than {MOST_FACETS} terms")
    kept = snapshot.kept if query.matches_all else {}
    missing = [term for term in terms if (term.name, limit) not in kept]
    if missing:
        counted = _Count(snapshot, matching(query, snapshot.schema), limit).facets(missing)
        kept.update({(facet.term, limit): facet for facet in counted})
    return {term.name: kept[term.name, limit] for term in terms}


def _countable(name: str) -> Term:
    term = known_term(name)
    if not term.facet:
        raise QueryError("facet", f"the values of {name} are not counted")
    return term


class _Count:
    """Counting the values of terms over what one query finds."""

    def __init__(self, snapshot: Snapshot, query: Query, limit: int) -> None:
        self._snapshot = snapshot
        self._query = query
        self._limit = limit

    def facets(self, terms: Sequence[Term]) -> list[Facet]:
        size = max(_SPELLINGS, 2 * self._limit)
        request = {term.name: {"terms": {"field": term.name, "size": size}} for term in terms}
        answer = self._snapshot.searcher.aggregate(self._query, request)
        return [self._facet(term, answer[term.name]) for term in terms]

    def _facet(self, term: Term, answer: dict[str, Any]) -> Facet:
        cut = answer["sum_other_doc_count"] > 0
        buckets = _merged(answer["buckets"]) if term.kind is Kind.KEYWORD else _numbers(answer["buckets"])
        shown = buckets[: self._limit]
        if cut and term.kind is Kind.KEYWORD:
            shown = self._recounted(term, shown)
        return Facet(
            term.name, tuple(shown), self._without_value(term), more=cut or len(buckets) > self._limit
        )

    def _recounted(self, term: Term, buckets: list[Bucket]) -> list[Bucket]:
        """Exact counts where there are more spellings than were read, as rare ones may be missing."""
        queries = (whole_value(self._snapshot.schema, term, [bucket.value]) for bucket in buckets)
        counts = (self._snapshot.count(narrowed(self._query, query)) for query in queries)
        exact = [Bucket(bucket.value, count) for bucket, count in zip(buckets, counts, strict=True)]
        return sorted(exact, key=_most_frequent)

    def _without_value(self, term: Term) -> int:
        return self._snapshot.count(without(self._query, Query.exists_query(term.name)))


def _most_frequent(bucket: Bucket) -> tuple[int, str]:
    return -bucket.count, bucket.value


def _merged(spellings: list[dict[str, Any]]) -> list[Bucket]:
    """One bucket for all spellings of a value, under the most frequent; most frequent values first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for spelling in sorted(spellings, key=lambda one: (-one["doc_count"], one["key"])):
        key = fold(spelling["key"])
        names.setdefault(key, spelling["key"])
        counts[key] = counts.get(key, 0) + spelling["doc_count"]
    return sorted((Bucket(names[key], count) for key, count in counts.items()), key=_most_frequent)


def _numbers(answer: list[dict[str, Any]]) -> list[Bucket]:
    """Whole numbers and booleans as they are written in a filter."""
    named = (Bucket(one.get("key_as_string", str(one["key"])), one["doc_count"]) for one in answer)
    return sorted(named, key=_most_frequent)

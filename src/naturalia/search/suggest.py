"""Suggestions: the values of a term that begin as a person types, most frequent first."""

from __future__ import annotations

from collections import Counter

from tantivy import Query

from naturalia.search.analysis import clean, fold
from naturalia.search.errors import QueryError
from naturalia.search.execute import found_by
from naturalia.search.facets import Bucket
from naturalia.search.index import Snapshot, SpecimenIndex
from naturalia.search.matching import known_term, narrowed, whole_value
from naturalia.search.query import SpecimenQuery
from naturalia.search.term import Kind, Term

MOST = 50
DEFAULT = 10


def suggest(
    index: SpecimenIndex, name: str, beginning: str, query: SpecimenQuery | None = None, limit: int = DEFAULT
) -> tuple[Bucket, ...]:
    """Values of a term that begin with a text, whatever its case and accents, with the number of specimens.

    With a ``query``, only what it finds is counted: that is how a facet is searched. ``QueryError`` for terms
    whose values are not kept whole.
    """
    term = known_term(name)
    if term.kind is not Kind.KEYWORD or not term.facet:
        raise QueryError("term", "the values of %(name)s are not suggested", name=name)
    if not 1 <= limit <= MOST:
        raise QueryError("limit", "a whole number from %(least)s to %(most)s is needed", least=1, most=MOST)
    snapshot = index.snapshot()
    wanted = None if query is None or query.matches_all else found_by(query, snapshot).wanted
    found = snapshot.searcher.terms_with_prefix(term.name, fold(clean(beginning)), wanted, limit)
    return tuple(Bucket(_displayed(snapshot, term, key, wanted), count) for key, count in found)


def _displayed(snapshot: Snapshot, term: Term, key: str, wanted: Query | None) -> str:
    """The most frequent spelling of a folded value."""
    among = whole_value(snapshot.schema, term, [key])
    request = {"spellings": {"terms": {"field": term.name, "size": 100}}}
    answer = snapshot.searcher.aggregate(among if wanted is None else narrowed(wanted, among), request)
    spellings = Counter(
        {one["key"]: one["doc_count"] for one in answer["spellings"]["buckets"] if fold(one["key"]) == key}
    )
    return min(spellings, key=lambda text: (-spellings[text], text), default=key)

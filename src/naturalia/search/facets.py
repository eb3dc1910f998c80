"""Facets: how many of the found specimens have each value of a term, and how many have none.

Spellings of a keyword that differ only in case or accents are one value, as they are for a filter; the most
frequent spelling is shown. So the count of a value is the total of the query with that value as a filter. The
counts of all specimens are kept as long as the index does not change: they cost a walk over everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from tantivy import Query

from naturalia.search.analysis import fold
from naturalia.search.deadline import check_time
from naturalia.search.errors import QueryError
from naturalia.search.gatherings import Found, Gathering
from naturalia.search.index import Snapshot
from naturalia.search.matching import known_term, narrowed, whole_value, without
from naturalia.search.query import SpecimenQuery
from naturalia.search.term import Kind, Term

LARGEST_FACET = 10_000  # values of one facet
MOST_FACETS = 30
_SPELLINGS = 500  # read at least, of which those that differ in case or accents become one
_ALL_SPELLINGS = 60_000
_NO_TEXT, _NO_NUMBER = "\x00", -(2**63)  # stand for no value, and are no values


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
    snapshot: Snapshot, query: SpecimenQuery, found: Found, total: int, names: Sequence[str], limit: int
) -> dict[str, Facet]:
    """The facets of the named terms over all that the query finds, whatever its page.

    ``found`` is what the query finds in the index and ``total`` the number of it. Raises ``QueryError`` for
    terms that are not counted, and where more is asked than the limits allow.
    """
    terms = [_countable(name) for name in dict.fromkeys(names)]
    if not 1 <= limit <= LARGEST_FACET:
        raise QueryError(
            "facetLimit", "a whole number from %(least)s to %(most)s is needed", least=1, most=LARGEST_FACET
        )
    if len(terms) > MOST_FACETS:
        raise QueryError("facet", "more than %(most)s terms", most=MOST_FACETS)
    kept = snapshot.kept if query.matches_all else {}
    new = [term for term in terms if (term.name, limit) not in kept]
    if new:
        counted = _Count(snapshot, found, total, limit).facets(new)
        kept.update({(facet.term, limit): facet for facet in counted})
    return {term.name: kept[term.name, limit] for term in terms}


def _countable(name: str) -> Term:
    term = known_term(name)
    if not term.facet:
        raise QueryError("facet", "the values of %(name)s are not counted", name=name)
    return term


class _Count:
    """Counting the values of terms over what one query finds."""

    def __init__(self, snapshot: Snapshot, found: Found, total: int, limit: int) -> None:
        self._snapshot = snapshot
        self._found = found
        self._total = total
        self._limit = limit

    def facets(self, terms: Sequence[Term]) -> list[Facet]:
        size = max(_SPELLINGS, 4 * self._limit)
        answers: dict[str, _Answer] = {}
        for apart in (False, True):
            asked = [term for term in terms if self._apart(term) is apart]
            if asked:
                answers |= self._aggregate(self._query(asked[0]), asked, size)
        return [self._facet(term, answers[term.name]) for term in terms]

    def _apart(self, term: Term) -> bool:
        """Whether of specimens with several gatherings only those count that meet the conditions."""
        return term.gathered and self._found.single is not None

    def _query(self, term: Term) -> Query:
        """What of the index is counted for a term."""
        single = self._found.single
        return single if single is not None and term.gathered else self._found.wanted

    def _gathered(self, term: Term) -> tuple[list[_Spelling], int]:
        """Values of specimens with several gatherings, and how many of these specimens have none."""
        if not self._apart(term):
            return [], 0
        values = [_values_of(term, gatherings) for gatherings in self._found.gatherings]
        counted = Counter(value for found in values for value in found)
        return [_Spelling(key, count) for key, count in counted.items()], sum(not found for found in values)

    def _aggregate(self, query: Query, terms: Sequence[Term], size: int) -> dict[str, _Answer]:
        request = {term.name: {"terms": _request(term, size)} for term in terms}
        check_time()
        answer = self._snapshot.searcher.aggregate(query, request)
        return {name: msgspec.convert(found, _Answer) for name, found in answer.items()}

    def _facet(self, term: Term, answer: _Answer) -> Facet:
        cut = answer.sum_other_doc_count > 0
        more, none = self._gathered(term)
        spellings = [*answer.values(), *more]
        buckets = _merged(spellings) if term.kind is Kind.KEYWORD else _numbers(spellings)
        shown = buckets[: self._limit]
        if cut and term.kind is Kind.KEYWORD:
            shown = self._recounted(term, shown, more)
        no_value = self._no_value(term, answer) + none
        return Facet(term.name, tuple(shown), no_value, more=cut or len(buckets) > self._limit)

    def _recounted(self, term: Term, buckets: list[Bucket], more: list[_Spelling]) -> list[Bucket]:
        """Exact counts where not all spellings were read: of the shown values, all spellings are read now."""
        values = [bucket.value for bucket in buckets]
        among = narrowed(self._query(term), whole_value(self._snapshot.schema, term, values))
        answer = self._aggregate(among, [term], _ALL_SPELLINGS)[term.name]
        folded = {fold(value) for value in values}
        merged = _merged([*answer.values(), *more])
        return [bucket for bucket in merged if fold(bucket.value) in folded]

    def _no_value(self, term: Term, answer: _Answer) -> int:
        if term.kind is Kind.BOOLEAN:
            return self._counted_total(term) - sum(bucket.doc_count for bucket in answer.buckets)
        without_value = answer.without_value()
        if without_value is None and answer.sum_other_doc_count > 0:
            return self._snapshot.count(without(self._query(term), Query.exists_query(term.name)))
        return without_value or 0

    def _counted_total(self, term: Term) -> int:
        return self._total - (len(self._found.gatherings) if self._apart(term) else 0)


class _Spelling(msgspec.Struct, frozen=True):
    """One bucket as the index gives it."""

    key: str | int | float
    doc_count: int
    key_as_string: str = ""


class _Answer(msgspec.Struct, frozen=True):
    """The buckets of one term as the index gives them, and how many it left out."""

    buckets: list[_Spelling]
    sum_other_doc_count: int

    def values(self) -> list[_Spelling]:
        return [one for one in self.buckets if one.key not in (_NO_TEXT, _NO_NUMBER)]

    def without_value(self) -> int | None:
        return next((one.doc_count for one in self.buckets if one.key in (_NO_TEXT, _NO_NUMBER)), None)


def _request(term: Term, size: int) -> dict[str, Any]:
    """What to ask of the index for one term; a boolean cannot stand for no value."""
    request = {"field": term.name, "size": LARGEST_FACET if term.kind is Kind.INTEGER else size}
    if term.kind is Kind.BOOLEAN:
        return request
    return {**request, "missing": _NO_TEXT if term.kind is Kind.KEYWORD else _NO_NUMBER}


def _most_frequent(bucket: Bucket) -> tuple[int, str]:
    return -bucket.count, bucket.value


def _values_of(term: Term, gatherings: Iterable[Gathering]) -> list[str | int]:
    """The values of a term in some gatherings of one specimen, each folded form once."""
    found: dict[str | int, str | int] = {}
    for gathering in gatherings:
        value = gathering.get(term.name, ())
        for one in value if isinstance(value, list) else (value,) if value != () else ():
            if isinstance(one, bool):
                found.setdefault(str(one).lower(), str(one).lower())
            else:
                found.setdefault(fold(one) if isinstance(one, str) else one, one)
    return list(found.values())


def _merged(spellings: list[_Spelling]) -> list[Bucket]:
    """One bucket for all spellings of a value, under the most frequent; most frequent values first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for spelling in sorted(spellings, key=lambda one: (-one.doc_count, one.key)):
        name = str(spelling.key)
        key = fold(name)
        names.setdefault(key, name)
        counts[key] = counts.get(key, 0) + spelling.doc_count
    return sorted((Bucket(names[key], count) for key, count in counts.items()), key=_most_frequent)


def _numbers(answer: list[_Spelling]) -> list[Bucket]:
    """Whole numbers and booleans as they are written in a filter."""
    counts: Counter[str] = Counter()
    for one in answer:
        counts[one.key_as_string or str(one.key)] += one.doc_count
    return sorted((Bucket(*pair) for pair in counts.items()), key=_most_frequent)

"""All values of a facet: searched, ordered and paged."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.http import QueryDict

from naturalia.portal.search_page import search_url, term_label, value_text
from naturalia.search import Bucket, QueryError, SpecimenIndex, SpecimenQuery, search, to_params
from naturalia.search.analysis import clean, fold
from naturalia.search.facets import LARGEST_FACET
from naturalia.search.suggest import suggest
from naturalia.search.term import Kind
from naturalia.search.terms import BY_NAME

PAGE = 50
OWN = ("within", "by", "page")
"""Parameters of the page beside those of the search."""

MOST_SUGGESTED = 50


@dataclass(frozen=True)
class ListedValue:
    """A value, its count, and the search with it as a filter."""

    text: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class ValuesPage:
    """One page of the values of a term; ``total`` values fit, ``cut`` tells that not all were looked at."""

    term: str
    label: str
    params: tuple[tuple[str, str], ...]
    within: str
    by: str
    values: tuple[ListedValue, ...]
    total: int
    first: int
    number: int
    pages: int
    cut: bool
    no_value: ListedValue | None
    search_url: str

    @property
    def last(self) -> int:
        """The place of the last value of this page."""
        return self.first + len(self.values) - 1

    @property
    def previous(self) -> int:
        """Number of the page before; 0 for none."""
        return self.number - 1

    @property
    def following(self) -> int:
        """Number of the page after; 0 for none."""
        return self.number + 1 if self.number < self.pages else 0


def values_page(index: SpecimenIndex, query: SpecimenQuery, term: str, asked: QueryDict) -> ValuesPage:
    """The values of a term among what a query finds without its own filter on the term.

    Raises QueryError for terms that are not counted.
    """
    query = msgspec.structs.replace(query, limit=0, cursor="", sort=None)
    chosen = {fold(value) for value in query.filters.get(term, ()) if isinstance(value, str)}
    among = msgspec.structs.replace(query, filters={k: v for k, v in query.filters.items() if k != term})
    facet = search(index, among, [term], facet_limit=LARGEST_FACET).facets[term]
    within, by = clean(asked.get("within", ""))[:200], asked.get("by", "count")
    if by not in ("count", "value"):
        raise QueryError("by", "count or value is needed")
    fitting = [
        one for one in facet.buckets if fold(within) in fold(f"{one.value}\n{value_text(term, one.value)}")
    ]
    if facet.more and within and BY_NAME[term].kind is Kind.KEYWORD:
        seen = {one.value for one in fitting}
        more = suggest(index, term, within, among, MOST_SUGGESTED)
        fitting += [one for one in more if one.value not in seen]
    if by == "value":
        fitting.sort(key=lambda one: fold(value_text(term, one.value)))
    params = [pair for pair in to_params(query) if pair[0] != "limit"]
    pages = max(1, -(-len(fitting) // PAGE))
    number = min(_number(asked.get("page", "1")), pages)
    page = fitting[(number - 1) * PAGE : number * PAGE]
    return ValuesPage(
        term=term,
        label=term_label(term),
        params=tuple(params),
        within=within,
        by=by,
        values=tuple(_listed(params, term, one, chosen) for one in page),
        total=len(fitting),
        first=(number - 1) * PAGE + 1,
        number=number,
        pages=pages,
        cut=facet.more,
        no_value=_without(params, term, facet.no_value) if facet.no_value and not within else None,
        search_url=search_url(params),
    )


def _listed(params: list[tuple[str, str]], term: str, one: Bucket, chosen: set[str]) -> ListedValue:
    with_it = search_url([*params, (term, one.value)])
    return ListedValue(value_text(term, one.value), one.count, with_it, fold(one.value) in chosen)


def _without(params: list[tuple[str, str]], term: str, count: int) -> ListedValue:
    others = [pair for pair in params if pair[0] != term]
    return ListedValue("", count, search_url([*others, ("missing", term)]), ("missing", term) in params)


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1

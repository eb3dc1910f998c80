"""The taxa of a search as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.search_page import search_url, term_label
from naturalia.portal.views.search import given, refused
from naturalia.search import QueryError, SpecimenQuery, parse, search, to_params
from naturalia.search.taxonomy import RANKS, branch

OWN = ("open", "all")
SHOWN, MOST = 100, 10_000


@dataclass(frozen=True)
class Taxon:
    """A taxon of the tree: its count and share, the search for it, and the tree below it."""

    name: str
    count: int
    width: str
    search_url: str
    below_url: str


@dataclass(frozen=True)
class Step:
    """A taxon on the way down, and the tree at it."""

    label: str
    name: str
    url: str


@require_safe
def taxonomy_view(request: HttpRequest) -> HttpResponse:
    """The taxa of the rank below those that the search asks for; each leads further down.

    With ``HX-Request`` only the list, to be opened in its place.
    """
    params = given(request, without=("facet", *OWN))
    try:
        query = msgspec.structs.replace(parse(params), limit=0, cursor="", sort=None)
        every = request.GET.get("all") == "1"
        found = branch(search_index(), query, limit=MOST if every else SHOWN)
        total = search(search_index(), query).total
    except QueryError as error:
        return refused(request, error, params)
    asked = [pair for pair in to_params(query) if pair[0] != "limit"]
    last = found.rank == RANKS[-1]
    context = {
        "rank": term_label(found.rank),
        "taxa": [_taxon(asked, found.rank, one.value, one.count, total, last) for one in found.taxa],
        "without": found.without,
        "without_url": search_url([*asked, ("missing", found.rank)]),
        "more": found.more,
        "all_url": tree_url(asked, ("all", "1")),
        "steps": _steps(query, asked),
        "total": total,
        "search_url": search_url(asked),
        "top_url": tree_url([pair for pair in asked if pair[0] not in RANKS]),
    }
    part = "HX-Request" in request.headers
    return render(request, f"portal/{'taxa' if part else 'taxonomy'}.html", context)


def _taxon(asked: list[tuple[str, str]], rank: str, name: str, count: int, total: int, last: bool) -> Taxon:
    added = [*(pair for pair in asked if pair[0] != rank), (rank, name)]
    width = f"{100 * count / max(1, total):.2f}"
    return Taxon(name, count, width, search_url(added), "" if last else tree_url(added))


def _steps(query: SpecimenQuery, asked: list[tuple[str, str]]) -> list[Step]:
    """The taxa that the search asks for, from the top; each leads to the tree at it."""
    ranks = [rank for rank in RANKS if len(query.filters.get(rank, ())) == 1]
    return [
        Step(term_label(rank), str(query.filters[rank][0]), tree_url(_down_to(asked, rank))) for rank in ranks
    ]


def _down_to(asked: list[tuple[str, str]], rank: str) -> list[tuple[str, str]]:
    below = RANKS[RANKS.index(rank) + 1 :]
    return [pair for pair in asked if pair[0] not in below]


def tree_url(params: list[tuple[str, str]], *more: tuple[str, str]) -> str:
    """The address of the tree of a search."""
    asked = [*params, *more]
    return f"/taxonomy?{urlencode(asked)}" if asked else "/taxonomy"

"""What helps to find: counts, map tiles, suggestions and the tree of taxa, for any search."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from naturalia.api.conditional import by_generation
from naturalia.api.openapi import COUNTING, PAGING, answers, parameter, search_parameters, whole
from naturalia.api.parameters import query_of, whole_number
from naturalia.api.problems import ProblemError
from naturalia.api.responses import Count, Suggestions, TaxonList, ValueCount, as_json, facet_answer
from naturalia.catalogue.indexing import search_index
from naturalia.search import TERMS, QueryError, charting, search
from naturalia.search.facets import LARGEST_FACET
from naturalia.search.geography.tile import TileAddress, tile
from naturalia.search.geography.vector_tile import MEDIA_TYPE
from naturalia.search.suggest import MOST, suggest
from naturalia.search.taxonomy import RANKS, branch
from naturalia.search.term import Kind

router = Router(tags=["finding"])


@router.get("/count", openapi_extra=answers("Count", search_parameters(*PAGING, *COUNTING)))
@by_generation
def get_count(request: HttpRequest) -> HttpResponse:
    """Count what a search finds."""
    query = query_of(request, limit="0")
    return as_json(Count(count=search(search_index(), query).total))


@router.get(
    "/tiles/{int:zoom}/{int:column}/{int:row}.mvt",
    openapi_extra=answers("", search_parameters(*PAGING, *COUNTING), media_type=MEDIA_TYPE),
)
@by_generation
def get_tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    """A vector tile (Web Mercator) of what a search finds: squares of density, and few specimens singly."""
    query = query_of(request)
    try:
        address = TileAddress(zoom, column, row)
    except QueryError as error:
        raise ProblemError(404, f"{error}") from error
    headers = {"Cache-Control": "public, max-age=60"}
    return HttpResponse(tile(search_index(), query, address), content_type=MEDIA_TYPE, headers=headers)


_RANK_OF_CHART = parameter(
    "rank", "The rank that the chart of taxonomy counts", {"type": "string", "enum": [*charting.RANKS]}
)


@router.get(
    "/charts/{name}",
    openapi_extra=answers("FacetCounts", [_RANK_OF_CHART, *search_parameters(*PAGING, *COUNTING)]),
)
@by_generation
def get_chart(request: HttpRequest, name: str) -> HttpResponse:
    """The figures of a chart of a search: time, taxonomy, institutions, countries, mids or issues."""
    if name not in charting.CHARTS:
        raise ProblemError(404, f"There is no chart {name}; there are {', '.join(charting.CHARTS)}.")
    term = charting.term_of(name, request.GET.get("rank", ""))
    facet = charting.counted(search_index(), query_of(request, without=("rank",)), [term])[term]
    return as_json(facet_answer(msgspec.structs.replace(facet, buckets=tuple(charting.ordered(facet)))))


_SUGGESTED = sorted(term.name for term in TERMS if term.facet and term.kind is Kind.KEYWORD)
_TERM = parameter(
    "term", "The term whose values are suggested", {"type": "string", "enum": _SUGGESTED}, required=True
)
_BEGINNING = parameter("prefix", "How the values begin, whatever the case and accents")
_MOST = parameter("limit", "The most values", whole(1, MOST))
_SUGGESTION = [_TERM, _BEGINNING, _MOST]


@router.get(
    "/suggest", openapi_extra=answers("Suggestions", [*_SUGGESTION, *search_parameters(*PAGING, *COUNTING)])
)
@by_generation
def get_suggestions(request: HttpRequest) -> HttpResponse:
    """Values of a term that begin as typed, most frequent first; with other parameters, within a search."""
    if "term" not in request.GET:
        raise ProblemError(400, "The parameter term is needed: whose values to suggest.", parameter="term")
    term = request.GET["term"]
    limit = whole_number(request, "limit", 10)
    query = query_of(request, without=("term", "prefix", "limit"))
    found = suggest(search_index(), term, request.GET.get("prefix", ""), query, limit)
    return as_json(Suggestions(term=term, values=[ValueCount(name=b.value, count=b.count) for b in found]))


_BRANCH = [
    parameter("rank", "The rank; else the one below those filtered by", {"type": "string", "enum": [*RANKS]}),
    parameter("limit", "The most taxa", whole(1, LARGEST_FACET)),
]


@router.get(
    "/taxonomy", openapi_extra=answers("TaxonList", [*_BRANCH, *search_parameters(*PAGING, *COUNTING)])
)
@by_generation
def get_taxonomy(request: HttpRequest) -> HttpResponse:
    """The taxa of the next rank among what a search finds: follow them down as a tree."""
    rank = request.GET.get("rank", "")
    if rank and rank not in RANKS:
        raise QueryError("rank", "one of %(names)s is needed", names=", ".join(RANKS))
    limit = whole_number(request, "limit", 100)
    query = query_of(request, without=("rank", "limit"))
    found = branch(search_index(), query, rank, limit)
    taxa = [ValueCount(name=one.value, count=one.count) for one in found.taxa]
    return as_json(TaxonList(rank=found.rank, taxa=taxa, no_value=found.without, more=found.more))

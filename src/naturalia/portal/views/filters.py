"""The form of all filters, and what it suggests while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.finding.form import AREAS, filter_form, params_of
from naturalia.portal.results.world import SIDES
from naturalia.portal.search_page import search_url
from naturalia.portal.views.search import given, refused
from naturalia.search import QueryError, parse, to_params
from naturalia.search.suggest import suggest

SUGGESTED = 15


@require_safe
def filters_view(request: HttpRequest) -> HttpResponse:
    """The form of all filters for the search in the address; sent, it leads to the search."""
    sent = "send" in request.GET
    params = params_of(request.GET) if sent else given(request)
    try:
        query = parse(params)
    except QueryError as error:
        return refused(request, error, params)
    if sent:
        return HttpResponseRedirect(search_url(to_params(query)))
    context = {"form": filter_form(query), "back": search_url(to_params(query))}
    return render(request, "portal/filters.html", context)


@require_safe
def area_view(request: HttpRequest) -> HttpResponse:
    """To the search within the box whose sides a form beside the map gives; none of them: everywhere."""
    sides = [request.GET.get(side, "").strip() for side in SIDES]
    kept = [(name, value) for name, value in _pairs(request) if name not in (*SIDES, *AREAS)]
    box = [("bbox", ",".join(sides))] if any(sides) else []
    return HttpResponseRedirect(search_url([*kept, *box]))


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


@require_safe
def suggestions_view(request: HttpRequest, term: str) -> HttpResponse:
    """Options for a field of the form: values of a term that begin as typed."""
    typed = next((values[-1] for name, values in request.GET.lists() if name == term), "")
    try:
        found = suggest(search_index(), term, typed[:200], limit=SUGGESTED)
    except QueryError:
        found = ()
    return render(request, "portal/suggestions.html", {"found": found})

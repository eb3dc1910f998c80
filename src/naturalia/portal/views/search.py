"""The search page, and the facets beside its results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.finding.copying import copies
from naturalia.portal.finding.facets import COOKIE, USUAL, choices, in_facets, shown_facets, themes
from naturalia.portal.finding.values import OWN, values_page
from naturalia.portal.machine import base_address
from naturalia.portal.results import columns
from naturalia.portal.results.contents import contents, counted
from naturalia.portal.results.kinds import OWN as SHOWING
from naturalia.portal.results.kinds import in_view, kind_of, own_params
from naturalia.portal.search_page import search_page, search_url
from naturalia.search import QueryError, parse, search, to_params

KEPT_SECONDS = 365 * 86_400
Params = list[tuple[str, str]]


def given(request: HttpRequest, without: tuple[str, ...] = ("facet", *SHOWING)) -> Params:
    """The parameters of an address, in order."""
    return [(name, v) for name, values in request.GET.lists() if name not in without for v in values]


def refused(request: HttpRequest, error: QueryError, params: Params) -> HttpResponse:
    """400: the page that says what of a search is not understood, with the search without it."""
    rest = [pair for pair in params if pair[0] != error.parameter]
    context = {"error": error, "reason": reason_of(error), "without_url": search_url(rest)}
    return render(request, "portal/search_error.html", context, status=400)


def reason_of(error: QueryError) -> str:
    """Why a search is not understood, in the reader's language."""
    return _(error.form) % error.values


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """Results of the query in the address; 400 with what is wrong, if it cannot be understood.

    To a browser that runs the script facets come later, at the first sight of a page.
    """
    params = given(request)
    by_script = "HX-Request" in request.headers
    later = request.COOKIES.get("script") == "1" and not by_script
    try:
        shown, kind, own = shown_facets(request), kind_of(request.GET), own_params(request.GET)
        query = parse(params)
        here = search_url([*to_params(query), *own])
        if not by_script and any(not value.strip() for _, value in params):
            return HttpResponseRedirect(here)  # a form sends empty fields too
        page = search(search_index(), counted(query, kind), () if later else shown)
        result = contents(request, kind, search_index(), query, page)
    except QueryError as error:
        return refused(request, error, params)
    view = in_view(search_page(query, page, shown), own)
    context = {
        "view": view,
        "result": result,
        **_facets(view.params),
        "copies": copies(base_address(request), view.params),
    }
    context["themes"] = () if later else themes(query, page.facets)
    context["later"] = in_facets(view.params, shown) if later else None
    response = render(request, "portal/search.html", context)
    if by_script:
        response.headers["HX-Push-Url"] = here
    columns.remember(request, response)
    return _remembering(request, response, shown)


def _facets(params: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Where facets lead."""
    kept = urlencode([pair for pair in params if pair[0] not in ("sort", "limit")])
    return {"kept": kept, "facets_url": f"/search/facets?{kept}"}


def _remembering(request: HttpRequest, response: HttpResponse, shown: tuple[str, ...]) -> HttpResponse:
    """Facets that the address asks for stay until others are chosen."""
    asked = request.GET.getlist("facet")
    if asked == [USUAL]:
        response.delete_cookie(COOKIE)
    elif asked:
        response.set_cookie(COOKIE, ".".join(shown), max_age=KEPT_SECONDS, httponly=True, samesite="Lax")
    return response


@require_safe
def facets_view(request: HttpRequest) -> HttpResponse:
    """The facets alone, for a page whose results are there already."""
    params = given(request)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(search_url(params))
    try:
        query = parse([*params, ("limit", "0")])
        page = search(search_index(), query, shown_facets(request))
    except QueryError as error:
        return refused(request, error, params)
    context = {"themes": themes(query, page.facets), **_facets(to_params(query))}
    return render(request, "portal/facets.html", context)


@require_safe
def values_view(request: HttpRequest, term: str) -> HttpResponse:
    """All values of a facet, searched and paged: a page, or for the script its list alone."""
    params = given(request, without=("facet", *SHOWING, *OWN))
    try:
        view = values_page(search_index(), parse(params), term, request.GET)
    except QueryError as error:
        return refused(request, error, params)
    by_script = "HX-Request" in request.headers
    return render(request, f"portal/facet_{'values' if by_script else 'page'}.html", {"view": view})


@require_safe
def choose_facets_view(request: HttpRequest) -> HttpResponse:
    """The form in which a reader chooses the facets to see."""
    params = given(request)
    try:
        asked, groups = to_params(parse(params)), choices(shown_facets(request))
    except QueryError as error:
        return refused(request, error, params)
    back, usual = search_url(asked), search_url([*asked, ("facet", USUAL)])
    context = {"groups": groups, "params": asked, "back": back, "usual": usual}
    return render(request, "portal/facet_choice.html", context)

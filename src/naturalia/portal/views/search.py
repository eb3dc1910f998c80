"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.search_page import FACETS, search_page, search_url
from naturalia.search import QueryError, parse, search, to_params


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """Results of the query in the address; 400 with what is wrong, if it cannot be understood."""
    params = [(name, value) for name, values in request.GET.lists() for value in values]
    by_script = "HX-Request" in request.headers
    try:
        query = parse(params)
        if not by_script and any(not value.strip() for _, value in params):
            return HttpResponseRedirect(search_url(to_params(query)))  # a form sends empty fields too
        page = search(search_index(), query, FACETS)
    except QueryError as error:
        rest = [pair for pair in params if pair[0] != error.parameter]
        context = {"error": error, "without_url": search_url(rest)}
        return render(request, "portal/search_error.html", context, status=400)
    response = render(request, "portal/search.html", {"view": search_page(query, page)})
    if by_script:
        response.headers["HX-Push-Url"] = search_url(to_params(query))
    return response

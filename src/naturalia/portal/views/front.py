"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.front_page import FACETS, front_page
from naturalia.search import SpecimenQuery, search


@require_safe
def front_view(request: HttpRequest) -> HttpResponse:
    """What is here, in numbers that lead to searches; how to begin, if there is nothing yet."""
    page = search(search_index(), SpecimenQuery(limit=0), FACETS)
    return render(request, "portal/front.html", {"view": front_page(page)})

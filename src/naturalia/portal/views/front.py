"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.front_page import FACETS, front_page
from naturalia.search import SpecimenIndex, SpecimenQuery, parse, search

MOST_VALUES = 1000
"""Values of a facet that are counted: more institutions, countries or families are not expected."""


@require_safe
def front_view(request: HttpRequest) -> HttpResponse:
    """What is here, in numbers that lead to searches; how to begin, if there is nothing yet.

    The numbers are kept as long as the index does not change.
    """
    index = search_index()
    page = search(index, SpecimenQuery(limit=0), FACETS, facet_limit=MOST_VALUES)
    view = front_page(page, lambda params: _count(index, params))
    return render(request, "portal/front.html", {"view": view})


def _count(index: SpecimenIndex, params: list[tuple[str, str]]) -> int:
    kept = index.snapshot().kept
    key = ("count", *params)
    if key not in kept:
        kept[key] = search(index, parse([*params, ("limit", "0")])).total
    return int(kept[key])

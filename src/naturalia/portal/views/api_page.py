"""The page that explains the parameters of a search and the addresses of the API."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naturalia.search import TERMS


@require_safe
def api_page_view(request: HttpRequest) -> HttpResponse:
    """Terms in their groups, as they are declared for the search."""
    groups = [(group.value, list(terms)) for group, terms in groupby(TERMS, key=lambda term: term.group)]
    return render(request, "portal/api.html", {"groups": groups})

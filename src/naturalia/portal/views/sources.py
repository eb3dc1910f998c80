"""Sources: a list, and a page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Source
from naturalia.portal.source_page import source_page, source_rows


@require_safe
def sources_view(request: HttpRequest) -> HttpResponse:
    """All sources with the number of their objects."""
    return render(request, "portal/sources.html", {"rows": source_rows(search_index())})


@require_safe
def source_view(request: HttpRequest, number: str) -> HttpResponse:
    """What a source is, what it holds, how that grew, and its harvests."""
    source = Source.objects.select_related("institution").filter(pk=int(number)).first()
    if source is None:
        raise Http404(_("There is no source %(number)s.") % {"number": number})
    view = source_page(search_index(), source)
    return render(request, "portal/source.html", {"view": view, "harvests": view.harvests})

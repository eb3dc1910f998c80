"""Institutions: a list, and what each holds."""

from __future__ import annotations

from urllib.parse import quote

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.growth import growth
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest, Institution, QualityReport, Source
from naturalia.portal.growth_chart import growth_chart
from naturalia.portal.institution_page import FACETS, institution_page
from naturalia.search import Facet, SpecimenQuery, parse, search

MOST_INSTITUTIONS = 1000
MOST_SOURCES = 1000
LATEST_HARVESTS = 10


@require_safe
def institutions_view(request: HttpRequest) -> HttpResponse:
    """All institutions with the number of their objects."""
    page = search(search_index(), SpecimenQuery(limit=0), ["institutionCode"], facet_limit=MOST_INSTITUTIONS)
    counts = {bucket.value.casefold(): bucket.count for bucket in page.facets["institutionCode"].buckets}
    rows = [
        (institution, counts.get(institution.code.casefold(), 0))
        for institution in Institution.objects.order_by("code")[:MOST_INSTITUTIONS]
    ]
    return render(request, "portal/institutions.html", {"rows": rows, "total": page.total})


@require_safe
def institution_view(request: HttpRequest, code: str) -> HttpResponse:
    """The holdings of an institution, its sources and their latest harvests."""
    # PostgreSQL has no texts with a null character: nothing can have such a code.
    institution = None if "\0" in code else Institution.objects.filter(code=code).first()
    if institution is None:
        raise Http404(_("No institution has the code %(code)s.") % {"code": code})
    index, query = search_index(), parse([("institutionCode", code), ("limit", "0")])
    page = search(index, query, FACETS)
    numbered = search(index, query, ["sourceNumber"], facet_limit=MOST_SOURCES).facets["sourceNumber"]
    sources = _sources(institution, numbered)
    months = growth(sources)
    harvests = Harvest.objects.filter(source__in=sources).select_related("source").order_by("-pk")
    context = {
        "view": institution_page(institution, page),
        "sources": sources,
        "shared": bool(months) and months[-1].objects != page.total,
        "growth": growth_chart(months, f"/api/v1/institutions/{quote(code, safe='')}/growth.csv"),
        "harvests": harvests[:LATEST_HARVESTS],
        "has_report": QualityReport.objects.filter(harvest__source__in=sources).exists(),
    }
    return render(request, "portal/institution.html", context)


def _sources(institution: Institution, named: Facet) -> list[Source]:
    """Sources of the institution alone, and those that its objects came in."""
    numbers = [int(bucket.value) for bucket in named.buckets]
    return list(
        Source.objects.filter(Q(institution=institution) | Q(pk__in=numbers)).order_by("title", "location")
    )

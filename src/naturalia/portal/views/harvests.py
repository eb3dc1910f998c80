"""Harvests: a list, and the report of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.models import Harvest, QualityReport
from naturalia.catalogue.queries import harvests, issues_of_harvest, public_location
from naturalia.catalogue.services import harvest_outcomes
from naturalia.portal.harvest_page import balance, reasons

LATEST = 100


@require_safe
def harvests_view(request: HttpRequest) -> HttpResponse:
    """The latest harvests."""
    return render(request, "portal/harvests.html", {"harvests": harvests(LATEST), "most": LATEST})


@require_safe
def harvest_view(request: HttpRequest, number: int) -> HttpResponse:
    """What a harvest read and what came of it."""
    harvest = Harvest.objects.select_related("source__institution").filter(pk=number).first()
    outcomes = harvest_outcomes(number)
    if harvest is None or outcomes is None:
        raise Http404(_("There is no harvest %(number)s.") % {"number": number})
    context = {
        "harvest": harvest,
        "balance": balance(harvest),
        "reasons": reasons([path for path in outcomes.paths if path.exists()]),
        "issues": issues_of_harvest(number),
        "location": public_location(harvest.source.location),
        "metadata": harvest.source.metadata,
        "has_report": QualityReport.objects.filter(harvest=harvest).exists(),
    }
    return render(request, "portal/harvest.html", context)

"""Quality reports: of a harvest, and of an institution."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.models import Harvest, Institution
from naturalia.catalogue.quality_reports import changes_since, report_of, report_of_institution, trend
from naturalia.catalogue.queries import sources_of
from naturalia.portal.quality_page import quality_page


@require_safe
def harvest_quality_view(request: HttpRequest, number: int) -> HttpResponse:
    """The report of a harvest, dry runs included."""
    harvest = Harvest.objects.select_related("source").filter(pk=number).first()
    report = report_of(harvest) if harvest else None
    if harvest is None or report is None:
        raise Http404(_("There is no quality report of a harvest %(number)s.") % {"number": number})
    api = f"/api/v1/harvests/{number}"
    context = {
        "page": quality_page(report, changes_since(harvest, report), trend(harvest)),
        "harvest": harvest,
        "back": reverse("portal:harvest", args=[number]),
        "back_text": _("Harvest %(number)s") % {"number": number},
        "downloads": [
            (f"{api}/quality.csv", _("Report as CSV")),
            (f"{api}/quality", _("Report as JSON")),
            (f"{api}/proposals", _("Proposed amendments as CSV")),
        ],
    }
    return render(request, "portal/quality.html", context)


@require_safe
def institution_quality_view(request: HttpRequest, code: str) -> HttpResponse:
    """The latest reports of an institution's sources together."""
    institution = None if "\0" in code else Institution.objects.filter(code=code).first()
    report = report_of_institution(institution, sources_of(institution)) if institution else None
    if institution is None or report is None:
        raise Http404(_("There is no quality report of an institution %(code)s.") % {"code": code})
    context = {
        "page": quality_page(report),
        "back": reverse("portal:institution", args=[code]),
        "back_text": institution.name or institution.code,
        "downloads": [(f"/api/v1/institutions/{code}/quality", _("Report as JSON"))],
    }
    return render(request, "portal/quality.html", context)

"""The page on which lists are pasted, and the report of each."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.search_page import search_url
from naturalia.portal.views.search import reason_of
from naturalia.quality.table import guarded
from naturalia.search import QueryError, parse, search
from naturalia.search.lists import KEPT_DAYS, MOST_LINES, Lines, pasted
from naturalia.search.lists.report import ListReport, Outcome, report

SHOWN = 500
"""Lines of each outcome on the page; the table has all."""

KINDS = {
    Lines.ANY: gettext_noop("numbers, names or identifiers"),
    Lines.NUMBERS: gettext_noop("numbers or identifiers only"),
    Lines.NAMES: gettext_noop("scientific names only"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def new_list_view(request: HttpRequest) -> HttpResponse:
    """The form for a list; sent, it leads to the report of the list."""
    text, kind, error = "", Lines.ANY.value, ""
    if request.method == "POST":
        text, kind = request.POST.get("values", ""), request.POST.get("lines", kind)
        try:
            made = pasted(text or _uploaded(request), kind)
            search_index().lists.keep(made)
            return HttpResponseRedirect(f"/search/list/{made.id}")
        except QueryError as problem:
            error = reason_of(problem)
    context = {
        "values": text,
        "lines": kind,
        "kinds": [(one.value, _(words)) for one, words in KINDS.items()],
        "most": MOST_LINES,
        "days": KEPT_DAYS,
        "error": error,
    }
    return render(request, "portal/list_form.html", context, status=400 if error else 200)


def _uploaded(request: HttpRequest) -> str:
    """The text of an uploaded file, in UTF-8 or as Windows writes it; empty without one."""
    file = request.FILES.get("file")
    if file is None:
        return ""
    content: bytes = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


@require_safe
def list_view(request: HttpRequest, list_id: str) -> HttpResponse:
    """What each line of a list finds now, and the way to all of it."""
    index = search_index()
    try:
        made = index.lists.get(list_id)
    except QueryError as error:
        context = {"error": error, "without_url": "/search/list"}
        return render(request, "portal/search_error.html", context, status=404)
    found = report(index, made)
    params = [("list", made.id)]
    context = {
        "list": made,
        "kind": _(KINDS[made.lines]),
        "found": found,
        "total": search(index, parse([*params, ("limit", "0")])).total,
        "search_url": search_url(params),
        "export_url": f"/export?list={made.id}",
        "parts": [_part(found, outcome) for outcome in (Outcome.NOT_FOUND, Outcome.AMBIGUOUS, Outcome.FOUND)],
        "days": KEPT_DAYS,
    }
    return render(request, "portal/list.html", context)


def _part(found: ListReport, outcome: Outcome) -> dict[str, object]:
    """The lines of one outcome, as many as the page shows."""
    lines = [line for line in found.lines if line.outcome is outcome]
    shown = [(line, [pid.removeprefix("https://doi.org/") for pid in line.pids]) for line in lines[:SHOWN]]
    return {"outcome": outcome.value, "lines": shown, "count": len(lines), "more": len(lines) - len(shown)}


@require_safe
def list_table_view(_request: HttpRequest, list_id: str) -> HttpResponse:
    """The whole report as CSV."""
    index = search_index()
    try:
        found = report(index, index.lists.get(list_id))
    except QueryError as error:
        return HttpResponse(f"{error}\n", status=404, content_type="text/plain; charset=utf-8")
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("value", "outcome", "foundAs", "count", "pids"))
    table.writerows(
        (guarded(line.value), line.outcome, line.kind, line.count, " ".join(line.pids))
        for line in found.lines
    )
    name = f"list-{found.id}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)

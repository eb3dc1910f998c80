"""Pages of a specimen: as it is, as it was, and what happened to it."""

from __future__ import annotations

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.changes import HistoryEntry, difference_between, entries
from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import SpecimenState, find_specimen, history, verbatim_record
from naturalia.portal.specimen_page import specimen_page
from naturalia.specimen.pid import InvalidPid, parse


@require_safe
def specimen_by_id(request: HttpRequest) -> HttpResponse:
    """``/specimen?id=...``: to the one specimen with the physical id or PID, or a choice of several."""
    wanted = request.GET.get("id", "").strip()
    found = find_specimen(wanted) if wanted else []
    if len(found) == 1:
        return HttpResponseRedirect(f"/specimen/{found[0].pid}")
    status = 300 if found else 404 if wanted else 200
    return render(request, "portal/specimen_choice.html", {"wanted": wanted, "found": found}, status=status)


@require_safe
def specimen_view(request: HttpRequest, pid: str) -> HttpResponse:
    """The current version; 410 for one that has vanished, 404 for one that was never visible."""
    specimen, redirect = _specimen(pid, "")
    if redirect:
        return redirect
    states = history(specimen)
    visible = [state for state in states if state.visible]
    if not visible:
        raise Http404(_("All that was said of this specimen has been undone."))
    return _page(request, specimen, visible[-1], states)


@require_safe
def version_view(request: HttpRequest, pid: str, number: str) -> HttpResponse:
    """One version, visible or undone."""
    specimen, redirect = _specimen(pid, f"/{int(number)}")
    if redirect:
        return redirect
    states = history(specimen)
    state = next((one for one in states if one.version == int(number)), None)
    if state is None:
        raise Http404(_("%(pid)s has no version %(number)s.") % {"pid": specimen.pid, "number": number})
    return _page(request, specimen, state, states)


@require_safe
def history_view(request: HttpRequest, pid: str) -> HttpResponse:
    """Every version as an event, with what it changed."""
    specimen, redirect = _specimen(pid, "/history")
    if redirect:
        return redirect
    states = history(specimen)
    if not states:
        raise Http404(_("Nothing was ever published of this specimen."))
    context = {
        "state": states[-1],
        "entries": list(reversed(entries(states))),
        "name": next((state.document.get("ods:specimenName") for state in reversed(states)), ""),
    }
    return render(request, "portal/history.html", context)


@require_safe
def difference_view(request: HttpRequest, pid: str, before: str, after: str) -> HttpResponse:
    """What changed from one version to another."""
    specimen, redirect = _specimen(pid, f"/difference/{int(before)}/{int(after)}")
    if redirect:
        return redirect
    states = {state.version: state for state in history(specimen)}
    missing = next((number for number in (int(before), int(after)) if number not in states), None)
    if missing is not None:
        raise Http404(_("%(pid)s has no version %(number)s.") % {"pid": specimen.pid, "number": missing})
    found = difference_between(states[int(before)], states[int(after)])
    name = states[int(after)].document.get("ods:specimenName")
    context = {"found": found, "name": name, "shown": {"version": found.after}}
    return render(request, "portal/difference.html", context)


@require_safe
def specimen_json(_request: HttpRequest, pid: str) -> HttpResponse:
    """The openDS document of the current version."""
    specimen, redirect = _specimen(pid, ".json")
    if redirect:
        return redirect
    visible = [state for state in history(specimen) if state.visible]
    if not visible:
        raise Http404(_("All that was said of this specimen has been undone."))
    state = visible[-1]
    body = msgspec.json.format(msgspec.json.encode(state.document))
    return HttpResponse(body, content_type="application/json", status=410 if state.is_tombstone else 200)


def _specimen(pid: str, rest: str) -> tuple[Specimen, HttpResponse | None]:
    """The specimen of a PID, and a redirect where the PID has a more proper spelling."""
    try:
        prefix, suffix = parse(pid)
    except InvalidPid as error:
        raise Http404(_("This is not a PID of ours: %(why)s.") % {"why": error}) from error
    specimen = Specimen.objects.filter(suffix=suffix).select_related("institution").first()
    if specimen is None or prefix != specimen.prefix.lower():
        raise Http404(_("No specimen has the PID %(pid)s.") % {"pid": f"{prefix}/{suffix}"})
    if pid != specimen.pid:
        return specimen, HttpResponseRedirect(f"/specimen/{specimen.pid}{rest}")
    return specimen, None


def _page(
    request: HttpRequest, specimen: Specimen, state: SpecimenState, states: list[SpecimenState]
) -> HttpResponse:
    told: list[HistoryEntry] = entries(states)
    latest = max((one.version for one in states if one.visible), default=0)
    page = specimen_page(state, verbatim_record(specimen, state.version), told, latest)
    gone = state.is_tombstone and state.version == latest
    template = "portal/tombstone.html" if state.is_tombstone else "portal/specimen.html"
    return render(request, template, {"page": page, "state": state}, status=410 if gone else 200)

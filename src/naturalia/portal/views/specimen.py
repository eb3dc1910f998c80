"""Pages of a specimen: as it is, as it was, and what happened to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.changes import HistoryEntry, difference_between, entries
from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import SpecimenState, find_specimen, history, verbatim_record
from naturalia.portal.machine import as_form, described, not_acceptable, signposted, wanted_form
from naturalia.portal.negotiation import HTML
from naturalia.portal.quality_block import all_responses
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
    return _negotiated(request, specimen, _visible(states), states, fixed=False)


@require_safe
def version_view(request: HttpRequest, pid: str, number: str) -> HttpResponse:
    """One version, visible or undone."""
    specimen, redirect = _specimen(pid, f"/{int(number)}")
    if redirect:
        return redirect
    states = history(specimen)
    state = _version(specimen, states, int(number))
    return _negotiated(request, specimen, state, states, fixed=True)


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
def tests_view(request: HttpRequest, pid: str, number: str) -> HttpResponse:
    """Every test of quality on the record of one version, and what it says."""
    specimen, redirect = _specimen(pid, f"/{int(number)}/tests")
    if redirect:
        return redirect
    state = _version(specimen, history(specimen), int(number))
    record = verbatim_record(specimen, state.version)
    if record is None:
        raise Http404(_("No row of a source is kept for this version."))
    path = f"/specimen/{specimen.pid}/{state.version}"
    context = {"specimen": specimen, "state": state, "path": path, "rows": all_responses(record)}
    return render(request, "portal/quality_tests.html", context)


@require_safe
def form_view(request: HttpRequest, pid: str, form: str, number: str = "") -> HttpResponse:
    """A specimen, or one version of it, in the form that the end of the address names."""
    rest = f"/{int(number)}" if number else ""
    specimen, redirect = _specimen(pid, f"{rest}.{form}")
    if redirect:
        return redirect
    states = history(specimen)
    state = _version(specimen, states, int(number)) if number else _visible(states)
    return as_form(request, state, f"/specimen/{specimen.pid}{rest}", form, fixed=bool(number))


def _visible(states: list[SpecimenState]) -> SpecimenState:
    """The last visible version; raises 404."""
    visible = [state for state in states if state.visible]
    if not visible:
        raise Http404(_("All that was said of this specimen has been undone."))
    return visible[-1]


def _version(specimen: Specimen, states: list[SpecimenState], number: int) -> SpecimenState:
    """One version by its number; raises 404."""
    state = next((one for one in states if one.version == number), None)
    if state is None:
        raise Http404(_("%(pid)s has no version %(number)s.") % {"pid": specimen.pid, "number": number})
    return state


def _negotiated(
    request: HttpRequest,
    specimen: Specimen,
    state: SpecimenState,
    states: list[SpecimenState],
    *,
    fixed: bool,
) -> HttpResponse:
    """The page, or the form that the client likes better."""
    path = f"/specimen/{specimen.pid}" + (f"/{state.version}" if fixed else "")
    form = wanted_form(request)
    if form == HTML:
        return signposted(_page(request, specimen, state, states, path), request, state, path)
    if not form:
        response = not_acceptable(path)
    else:
        response = as_form(request, state, path, form, fixed=fixed)
        response.headers["Content-Location"] = f"{path}.{form}"
    patch_vary_headers(response, ["Accept"])
    return response


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
    request: HttpRequest,
    specimen: Specimen,
    state: SpecimenState,
    states: list[SpecimenState],
    path: str,
) -> HttpResponse:
    told: list[HistoryEntry] = entries(states)
    latest = max((one.version for one in states if one.visible), default=0)
    page = specimen_page(state, verbatim_record(specimen, state.version), told, latest)
    gone = state.is_tombstone and state.version == latest
    template = "portal/tombstone.html" if state.is_tombstone else "portal/specimen.html"
    context = {
        "page": page,
        "state": state,
        "described": described(request, state, path),
        "tests_path": f"/specimen/{specimen.pid}/{state.version}/tests",
    }
    return render(request, template, context, status=410 if gone else 200)

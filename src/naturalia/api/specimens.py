"""Specimens: search, one document, its versions and history."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from msgspec.structs import replace
from ninja import Router

from naturalia.api.conditional import by_generation
from naturalia.api.openapi import PAGING, answers, parameter, search_parameters, whole
from naturalia.api.parameters import query_of, whole_number
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import (
    SPECIMENS,
    FacetList,
    as_json,
    facet_counts,
    specimen_list,
    version_summary,
)
from naturalia.catalogue.changes import difference_between, entries
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import (
    CurrentDocument,
    SpecimenState,
    current_document,
    history,
    state_at,
)
from naturalia.catalogue.states import VersionKind
from naturalia.search import Page, QueryError, SpecimenQuery, search
from naturalia.search.query import LARGEST_LIMIT
from naturalia.specimen.pid import InvalidPid
from naturalia.specimen.pid import parse as parse_pid

router = Router(tags=["specimens"])
DEFAULT_FACET_LIMIT = 10
FARTHEST = 10_000
"""The largest offset: what lies deeper is read by cursor."""
FOR_EVER = "public, max-age=31536000, immutable"


_OFFSET = parameter(
    "offset", "Number of results that come before; deeper than that by cursor", whole(0, FARTHEST)
)


@router.get("/specimens", openapi_extra=answers("SpecimenList", [_OFFSET, *search_parameters()]))
@by_generation
def list_specimens(request: HttpRequest) -> HttpResponse:
    """Find specimens; the parameters are those of the search page."""
    offset = whole_number(request, "offset", 0)
    query, page = _search(request, offset=offset)
    return as_json(specimen_list(query, page, offset))


@router.get("/facets", openapi_extra=answers("FacetList", search_parameters(*PAGING, needed="facet")))
@by_generation
def list_facets(request: HttpRequest) -> HttpResponse:
    """Count the values of terms (``facet``, repeatable) over what a search finds."""
    if "facet" not in request.GET:
        raise ProblemError(
            400, "The parameter facet is needed: a term whose values are counted.", parameter="facet"
        )
    _, page = _search(request, limit="0")
    return as_json(FacetList(count=page.total, facets=facet_counts(page.facets)))


@router.get("/specimens/{prefix}/{suffix}", openapi_extra=answers("DigitalSpecimen"))
def get_specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The openDS document of a specimen; 410 with the reason if the object has vanished."""
    refuse_unknown(request)
    proper = _suffix(prefix, suffix)
    current = current_document(proper[1])
    if current is None or not _same_prefix(current.pid, proper[0]):
        raise _unknown(*proper)
    if redirect := _proper(request, current.pid, prefix, suffix):
        return redirect
    if not current.version:
        raise ProblemError(404, f"All that was said of {current.pid} has been undone.")
    if current.kind == VersionKind.TOMBSTONE:
        raise _gone(current)
    etag = f'"{current.fingerprint}-{current.version}"'
    return as_json(current.document, ETag=etag, Cache_Control="public, no-cache")


@router.get("/specimens/{prefix}/{suffix}/versions", openapi_extra=answers("VersionSummary", many=True))
def list_versions(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """All versions, oldest first, undone ones included."""
    refuse_unknown(request)
    specimen = found_specimen(prefix, suffix)
    if redirect := _proper(request, specimen.pid, prefix, suffix):
        return redirect
    return as_json([version_summary(state) for state in history(specimen)])


@router.get("/specimens/{prefix}/{suffix}/versions/{int:number}", openapi_extra=answers("DigitalSpecimen"))
def get_version(request: HttpRequest, prefix: str, suffix: str, number: int) -> HttpResponse:
    """The document of one version: it never changes. ``ETag`` is its fingerprint."""
    refuse_unknown(request)
    specimen = found_specimen(prefix, suffix)
    if redirect := _proper(request, specimen.pid, prefix, suffix):
        return redirect
    state = _version(specimen, number)
    return as_json(state.document, ETag=f'"{state.fingerprint}"', Cache_Control=FOR_EVER)


@router.get(
    "/specimens/{prefix}/{suffix}/versions/{int:before}/difference/{int:after}",
    openapi_extra=answers("VersionDifference"),
)
def get_difference(request: HttpRequest, prefix: str, suffix: str, before: int, after: int) -> HttpResponse:
    """What changed from one version to another, term by term and as JSON Patch."""
    refuse_unknown(request)
    specimen = found_specimen(prefix, suffix)
    if redirect := _proper(request, specimen.pid, prefix, suffix):
        return redirect
    one, other = _version(specimen, before), _version(specimen, after)
    return as_json(difference_between(one, other), Cache_Control=FOR_EVER)


@router.get("/specimens/{prefix}/{suffix}/history", openapi_extra=answers("HistoryEntry", many=True))
def get_history(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """All versions as events, each with what it changed."""
    refuse_unknown(request)
    specimen = found_specimen(prefix, suffix)
    if redirect := _proper(request, specimen.pid, prefix, suffix):
        return redirect
    return as_json(entries(history(specimen)))


def _search(request: HttpRequest, limit: str = "", offset: int = 0) -> tuple[SpecimenQuery, Page]:
    """The query of the address and what it finds, from ``offset`` on; raises QueryError."""
    query = query_of(request, without=("facet", "facetLimit", "offset"), limit=limit)
    facets = request.GET.getlist("facet")
    facet_limit = whole_number(request, "facetLimit", DEFAULT_FACET_LIMIT)
    begun = _skipped(query, offset) if offset else query
    if begun is None:
        none = search(search_index(), replace(query, limit=0), facets, facet_limit=facet_limit)
        return query, none
    return query, search(search_index(), begun, facets, facet_limit=facet_limit)


def _skipped(query: SpecimenQuery, offset: int) -> SpecimenQuery | None:
    """The query behind its first ``offset`` results; None where that is behind the last."""
    if query.cursor or offset > FARTHEST:
        raise QueryError(
            "offset", "at most %(most)s, and not with a cursor, which has no limit", most=FARTHEST
        )
    cursor = ""
    while offset:
        step = min(offset, LARGEST_LIMIT)
        cursor = search(search_index(), replace(query, limit=step, cursor=cursor)).next_cursor
        offset -= step
        if not cursor:
            return None
    return replace(query, cursor=cursor)


def _suffix(prefix: str, suffix: str) -> tuple[str, str]:
    """The prefix and proper suffix of a PID in any spelling; raises 404 for what is none of ours."""
    try:
        return parse_pid(f"{prefix}/{suffix}")
    except InvalidPid as error:
        raise ProblemError(404, f"Not a PID of this catalogue: {error}.") from error


def found_specimen(prefix: str, suffix: str) -> Specimen:
    """The specimen of a PID in any spelling; raises 404."""
    proper = _suffix(prefix, suffix)
    specimen = Specimen.objects.filter(suffix=proper[1]).select_related("institution").first()
    if specimen is None or not _same_prefix(specimen.pid, proper[0]):
        raise _unknown(*proper)
    return specimen


def _version(specimen: Specimen, number: int) -> SpecimenState:
    """One version of a specimen; raises 404."""
    state = state_at(specimen, number)
    if state is None:
        raise ProblemError(404, f"{specimen.pid} has no version {number}.")
    return state


def _same_prefix(pid: str, prefix: str) -> bool:
    return pid.rpartition("/")[0].lower() == prefix


def _unknown(prefix: str, suffix: str) -> ProblemError:
    return ProblemError(404, f"No specimen has the PID {prefix}/{suffix}.")


def _proper(request: HttpRequest, pid: str, prefix: str, suffix: str) -> HttpResponse | None:
    """A redirect to the one proper spelling of the PID, if it was written otherwise."""
    asked = f"{SPECIMENS}/{prefix}/{suffix}"
    if f"{prefix}/{suffix}" == pid or not request.path.startswith(asked):
        return None
    return HttpResponseRedirect(f"{SPECIMENS}/{pid}{request.path.removeprefix(asked)}")


def _gone(current: CurrentDocument) -> ProblemError:
    grave = current.document.get("ods:hasTombstoneMetadata") or {}
    path = f"{SPECIMENS}/{current.pid}"
    return ProblemError(
        410,
        str(grave.get("ods:tombstoneText") or "The object is no longer in the records of its source."),
        tombstone=grave,
        links={"versions": f"{path}/versions", "history": f"{path}/history"},
    )

"""What the API answers with, as typed values, and their encoding."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from django.http import HttpResponse

from naturalia.catalogue.models import Harvest, Institution
from naturalia.catalogue.queries import SpecimenState, public_location
from naturalia.quality import Response
from naturalia.quality.findings import ToldFinding
from naturalia.search import Facet, Page, SpecimenQuery, Summary, to_params
from naturalia.specimen.mids import MidsAssessment

SPECIMENS = "/api/v1/specimens"
HARVESTS = "/api/v1/harvests"


class Answer(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Values whose JSON keys are in camel case."""


class ValueCount(Answer, frozen=True):
    """A value of a term and how many specimens have it."""

    name: str
    count: int


class FacetCounts(Answer, frozen=True):
    """The most frequent values of a term; ``no_value`` counts specimens without one."""

    field: str
    counts: list[ValueCount]
    no_value: int
    more: bool


class SpecimenList(Answer, frozen=True):
    """A page of results; ``next_cursor`` is empty on the last one. ``offset`` is null where a cursor tells
    where the page begins. ``exact`` is false where too many specimens have several gatherings to look at
    each of these by itself.
    """

    offset: int | None
    limit: int
    count: int
    end_of_records: bool
    results: tuple[Summary, ...]
    facets: list[FacetCounts]
    next_cursor: str
    exact: bool
    links: dict[str, str]


class FacetList(Answer, frozen=True):
    """Facets without results."""

    count: int
    facets: list[FacetCounts]


class Count(Answer, frozen=True):
    """How many specimens a search finds."""

    count: int


class Suggestions(Answer, frozen=True):
    """Values of a term that begin with a text."""

    term: str
    values: list[ValueCount]


class TaxonList(Answer, frozen=True):
    """The taxa of one rank; ``no_value`` counts specimens without a taxon of it."""

    rank: str
    taxa: list[ValueCount]
    no_value: int
    more: bool


class ListLine(Answer, frozen=True):
    """A line of a pasted list: found, not found or ambiguous; as what, how often, and the first PIDs."""

    value: str
    outcome: str
    kind: str
    count: int
    pids: tuple[str, ...]


class ListAnswer(Answer, frozen=True):
    """A pasted list; ``count`` specimens are found by it, ``outcomes`` adds up to its lines."""

    id: str
    lines: str
    count: int
    outcomes: dict[str, int]
    report: list[ListLine]
    kept_days: int
    links: dict[str, str]


class VersionSummary(Answer, frozen=True):
    """A version without its document."""

    version: int
    kind: str
    visible: bool
    at: datetime
    agent: str
    harvest: int
    fingerprint: str
    links: dict[str, str]


class InstitutionAnswer(Answer, frozen=True):
    """An institution and the number of its objects."""

    code: str
    identifier: str | None
    name: str
    count: int
    links: dict[str, str]


class HarvestAnswer(Answer, frozen=True):
    """A harvest: ``read`` is the sum of created, updated, unchanged and rejected."""

    id: int
    state: str
    source: str
    source_title: str
    agent: str
    content_hash: str
    started_at: datetime
    finished_at: datetime | None
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    vanished: int
    issues: int
    seconds: float
    peak_memory_bytes: int
    notes: list[str]
    message: str
    links: dict[str, str]


class SpecimenQuality(Answer, frozen=True):
    """All responses as of now, what was kept with the version, and the MIDS level under two profiles."""

    pid: str
    version: int
    rules: str
    responses: tuple[Response, ...]
    kept: list[ToldFinding]
    mids: MidsAssessment | None
    dissco: MidsAssessment | None


_encode = msgspec.json.Encoder().encode


def as_json(value: Any, **headers: str) -> HttpResponse:
    """A response of JSON. Underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return HttpResponse(_encode(value), content_type="application/json", headers=named)


def specimen_list(query: SpecimenQuery, page: Page, offset: int) -> SpecimenList:
    """The envelope of a page of results."""
    params = to_params(query)
    own = [("offset", str(offset))] if offset else []
    links = {"self": _url(SPECIMENS, [*params, *own]), "page": _url("/search", params)}
    if page.next_cursor:
        following = msgspec.structs.replace(query, cursor=page.next_cursor)
        links["next"] = _url(SPECIMENS, to_params(following))
    return SpecimenList(
        offset=None if query.cursor else offset,
        limit=query.limit,
        count=page.total,
        end_of_records=not page.next_cursor,
        results=page.rows,
        facets=facet_counts(page.facets),
        next_cursor=page.next_cursor,
        exact=page.exact,
        links=links,
    )


def facet_counts(facets: dict[str, Facet]) -> list[FacetCounts]:
    """Facets in the order in which they were asked for."""
    return [facet_answer(facet) for facet in facets.values()]


def facet_answer(facet: Facet) -> FacetCounts:
    """The counts of one term."""
    return FacetCounts(
        field=facet.term,
        counts=[ValueCount(name=bucket.value, count=bucket.count) for bucket in facet.buckets],
        no_value=facet.no_value,
        more=facet.more,
    )


def version_summary(state: SpecimenState) -> VersionSummary:
    """A version in the list of versions."""
    return VersionSummary(
        version=state.version,
        kind=state.kind,
        visible=state.visible,
        at=state.modified_at,
        agent=state.agent,
        harvest=state.harvest_id,
        fingerprint=state.fingerprint,
        links={"self": f"{SPECIMENS}/{state.pid}/versions/{state.version}"},
    )


def institution_answer(institution: Institution, count: int) -> InstitutionAnswer:
    """An institution in the list of institutions."""
    return InstitutionAnswer(
        code=institution.code,
        identifier=institution.identifier,
        name=institution.name,
        count=count,
        links={
            "self": f"/api/v1/institutions/{quote(institution.code, safe='')}",
            "specimens": _url(SPECIMENS, [("institutionCode", institution.code)]),
            "page": f"/institution/{quote(institution.code)}",
        },
    )


def harvest_answer(harvest: Harvest) -> HarvestAnswer:
    """A harvest, with its source."""
    own = {
        name
        for name in HarvestAnswer.__struct_fields__
        if name not in ("id", "source", "source_title", "links")
    }
    return HarvestAnswer(
        id=harvest.pk,
        source=public_location(harvest.source.location),
        source_title=harvest.source.title,
        links={
            "self": f"{HARVESTS}/{harvest.pk}",
            "source": f"/api/v1/sources/{harvest.source_id}",
            "outcomes": f"{HARVESTS}/{harvest.pk}/outcomes",
            "quality": f"{HARVESTS}/{harvest.pk}/quality",
            "page": f"/harvest/{harvest.pk}",
        },
        **{name: getattr(harvest, name) for name in own},
    )


def _url(path: str, params: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(params)}" if params else path

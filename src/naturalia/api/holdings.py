"""Institutions and sources: what each holds, and how it grew."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from naturalia.api.envelope import PAGING, Envelope, Window
from naturalia.api.harvests import harvest_list
from naturalia.api.openapi import DESCRIBED, answers
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import Answer, InstitutionAnswer, as_json, institution_answer
from naturalia.catalogue.growth import Month, growth
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Institution, Source
from naturalia.catalogue.queries import public_location, public_message, sources_of
from naturalia.search import SpecimenQuery, search
from naturalia.search.facets import LARGEST_FACET

router = Router(tags=["collections"])
SOURCES = "/api/v1/sources"


class InstitutionList(Envelope, frozen=True):
    """Institutions in the order of their codes."""

    results: list[InstitutionAnswer]


class SourceAnswer(Answer, frozen=True):
    """A source, how it is harvested, and the number of its objects; ``message`` is why the last attempt
    failed.
    """

    id: int
    name: str | None
    title: str
    location: str
    format: str
    institution: str | None
    licence: str
    schedule: str
    suspended: bool
    checked_at: datetime | None
    next_at: datetime | None
    message: str
    count: int
    metadata: dict[str, Any]
    links: dict[str, str]


class SourceList(Envelope, frozen=True):
    """Sources in the order of their registration."""

    results: list[SourceAnswer]


DESCRIBED += [InstitutionList, SourceList, Month]


@router.get("/institutions", openapi_extra=answers("InstitutionList", PAGING))
def list_institutions(request: HttpRequest) -> HttpResponse:
    """All institutions with the number of their objects."""
    window, counts = Window(request), _counts("institutionCode")
    found = Institution.objects.order_by("code")
    results = [
        institution_answer(one, counts.get(one.code.casefold(), 0))
        for one in found[window.offset : window.end]
    ]
    return as_json(InstitutionList(results=results, **window.told(found.count())))


@router.get("/institutions/{code}", openapi_extra=answers("InstitutionAnswer"))
def get_institution(request: HttpRequest, code: str) -> HttpResponse:
    """One institution with the number of its objects."""
    refuse_unknown(request)
    found = institution_of(code)
    return as_json(institution_answer(found, _counts("institutionCode").get(found.code.casefold(), 0)))


@router.get("/institutions/{code}/growth", openapi_extra=answers("Month", many=True))
def get_institution_growth(request: HttpRequest, code: str) -> HttpResponse:
    """What the sources of an institution held, month by month."""
    refuse_unknown(request)
    return as_json(growth(Source.objects.filter(pk__in=sources_of(institution_of(code)))))


@router.get("/sources", openapi_extra=answers("SourceList", PAGING))
def list_sources(request: HttpRequest) -> HttpResponse:
    """All sources with the number of their objects."""
    window, counts = Window(request), _counts("sourceNumber")
    found = Source.objects.select_related("institution").order_by("pk")
    results = [_source(one, counts.get(str(one.pk), 0)) for one in found[window.offset : window.end]]
    return as_json(SourceList(results=results, **window.told(found.count())))


@router.get("/sources/{int:number}", openapi_extra=answers("SourceAnswer"))
def get_source(request: HttpRequest, number: int) -> HttpResponse:
    """One source, with what it says of itself."""
    refuse_unknown(request)
    return as_json(_source(source_of(number), _counts("sourceNumber").get(str(number), 0)))


@router.get("/sources/{int:number}/harvests", openapi_extra=answers("HarvestList", PAGING))
def list_harvests_of_source(request: HttpRequest, number: int) -> HttpResponse:
    """The harvests of a source, newest first."""
    window = Window(request)
    return as_json(harvest_list(window, source_of(number).pk))


@router.get("/sources/{int:number}/growth", openapi_extra=answers("Month", many=True))
def get_source_growth(request: HttpRequest, number: int) -> HttpResponse:
    """What a source held, month by month."""
    refuse_unknown(request)
    return as_json(growth([source_of(number)]))


@router.get("/sources/{int:number}/growth.csv", openapi_extra=answers("", media_type="text/csv"))
def get_source_growth_csv(request: HttpRequest, number: int) -> HttpResponse:
    """What a source held, month by month, as CSV."""
    refuse_unknown(request)
    return _growth_csv(growth([source_of(number)]), f"source-{number}-growth.csv")


@router.get("/institutions/{code}/growth.csv", openapi_extra=answers("", media_type="text/csv"))
def get_institution_growth_csv(request: HttpRequest, code: str) -> HttpResponse:
    """What the sources of an institution held, month by month, as CSV."""
    refuse_unknown(request)
    found = institution_of(code)
    months = growth(Source.objects.filter(pk__in=sources_of(found)))
    return _growth_csv(months, f"institution-{found.pk}-growth.csv")


def institution_of(code: str) -> Institution:
    """The institution with a code; raises 404."""
    found = None if "\0" in code else Institution.objects.filter(code=code).first()
    if found is None:
        raise ProblemError(404, f"No institution has the code {code}.")
    return found


def source_of(number: int) -> Source:
    """The source with a number; raises 404."""
    found = Source.objects.select_related("institution").filter(pk=number).first()
    if found is None:
        raise ProblemError(404, f"There is no source {number}.")
    return found


def _counts(term: str) -> dict[str, int]:
    """Value of a term, in lower case -> specimens with it."""
    facet = search(search_index(), SpecimenQuery(limit=0), [term], facet_limit=LARGEST_FACET).facets[term]
    return {bucket.value.casefold(): bucket.count for bucket in facet.buckets}


def _source(source: Source, count: int) -> SourceAnswer:
    path = f"{SOURCES}/{source.pk}"
    return SourceAnswer(
        id=source.pk,
        name=source.name,
        title=source.title,
        location=public_location(source.location),
        format=source.format,
        institution=source.institution.code if source.institution else None,
        licence=source.licence,
        schedule=source.schedule,
        suspended=source.suspended,
        checked_at=source.checked_at,
        next_at=source.next_at,
        message=public_message(source),
        count=count,
        metadata=source.metadata,
        links={
            "self": path,
            "harvests": f"{path}/harvests",
            "growth": f"{path}/growth",
            "specimens": f"/api/v1/specimens?sourceNumber={source.pk}",
            "page": f"/sources/{source.pk}",
        },
    )


def _growth_csv(months: list[Month], name: str) -> HttpResponse:
    out = StringIO()
    writer = csv.DictWriter(out, Month.__struct_fields__, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(msgspec.structs.asdict(month) for month in months)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)

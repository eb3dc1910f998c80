"""Institutions, harvests and the outcome of every row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from naturalia.api.openapi import answers
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import as_json, harvest_answer, institution_answer
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest, Institution
from naturalia.catalogue.outcomes import DOWNLOAD_COLUMNS, guarded, read_outcomes
from naturalia.catalogue.queries import harvests
from naturalia.catalogue.services import harvest_outcomes
from naturalia.search import SpecimenQuery, search

router = Router(tags=["collections"])
LATEST = 100
MOST_INSTITUTIONS = 1000
ROWS_PER_CHUNK = 1000


@router.get("/institutions", openapi_extra=answers("InstitutionAnswer", many=True))
def list_institutions(request: HttpRequest) -> HttpResponse:
    """All institutions with the number of their objects."""
    refuse_unknown(request)
    page = search(search_index(), SpecimenQuery(limit=0), ["institutionCode"], facet_limit=MOST_INSTITUTIONS)
    counts = {bucket.value.casefold(): bucket.count for bucket in page.facets["institutionCode"].buckets}
    found = Institution.objects.order_by("code")[:MOST_INSTITUTIONS]
    return as_json([institution_answer(one, counts.get(one.code.casefold(), 0)) for one in found])


@router.get("/harvests", openapi_extra=answers("HarvestAnswer", many=True))
def list_harvests(request: HttpRequest) -> HttpResponse:
    """The latest hundred harvests, newest first."""
    refuse_unknown(request)
    return as_json([harvest_answer(harvest) for harvest in harvests(LATEST)])


@router.get("/harvests/{int:number}", openapi_extra=answers("HarvestAnswer"))
def get_harvest(request: HttpRequest, number: int) -> HttpResponse:
    """One harvest with its counts."""
    refuse_unknown(request)
    harvest = Harvest.objects.select_related("source").filter(pk=number).first()
    if harvest is None:
        raise ProblemError(404, f"There is no harvest {number}.")
    return as_json(harvest_answer(harvest))


@router.get("/harvests/{int:number}/outcomes", openapi_extra=answers("", media_type="text/csv"))
def get_outcomes(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """What became of every row, as CSV, streamed."""
    refuse_unknown(request)
    outcomes = harvest_outcomes(number)
    if outcomes is None:
        raise ProblemError(404, f"There is no harvest {number}.")
    return StreamingHttpResponse(
        _csv(outcomes.paths),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="harvest-{number}-outcomes.csv"'},
    )


def _csv(paths: Sequence[Path]) -> Iterator[str]:
    """CSV with a header, some rows at a time: memory does not grow with their number."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(DOWNLOAD_COLUMNS)
    for number, row in enumerate(read_outcomes(paths, DOWNLOAD_COLUMNS), start=1):
        writer.writerow(["" if row[name] is None else guarded(row[name]) for name in DOWNLOAD_COLUMNS])
        if number % ROWS_PER_CHUNK == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text

"""Quality: responses of all tests for one object, reports of harvests and institutions, proposals."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

import msgspec
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from naturalia import installation
from naturalia.api.conditional import unless_known
from naturalia.api.harvests import emptied
from naturalia.api.openapi import answers
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import SpecimenQuality, as_json
from naturalia.api.specimens import found_specimen
from naturalia.catalogue.models import Harvest, Institution
from naturalia.catalogue.proposals import COLUMNS, proposals
from naturalia.catalogue.quality_reports import changes_since, report_of, report_of_institution
from naturalia.catalogue.queries import current_state, sources_of, verbatim_record
from naturalia.quality import assess, version
from naturalia.quality.findings import told
from naturalia.quality.report import Report
from naturalia.quality.table import write_csv
from naturalia.specimen.mids import assess as assess_mids
from naturalia.specimen.mids import mids_discipline
from naturalia.specimen.mids_dissco import assess_dissco
from naturalia.specimen.model import TopicDiscipline

router = Router(tags=["quality"])
ROWS_PER_CHUNK = 1000


@router.get("/specimens/{prefix}/{suffix}/quality", openapi_extra=answers("SpecimenQuality"))
def get_specimen_quality(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The responses of all 110 tests of BDQ Core for the current version of a specimen, worked out now."""
    refuse_unknown(request)
    specimen = found_specimen(prefix, suffix)
    state = current_state(specimen)
    if state is None:
        raise ProblemError(404, f"All that was said of {specimen.pid} has been undone.")
    record = verbatim_record(specimen, state.version)
    mids = dissco = None
    if record is not None:
        topic = TopicDiscipline(state.document.get("ods:topicDiscipline", TopicDiscipline.UNCLASSIFIED))
        supplied = _supplied(state.document)
        mids = assess_mids(record.core, record.extensions, mids_discipline(topic), supplied)
        dissco = assess_dissco(record.core, record.extensions, supplied)
    responses = assess(record.core) if record is not None else ()
    kept = told(state.findings)
    return as_json(SpecimenQuality(specimen.pid, state.version, version(), responses, kept, mids, dissco))


def _supplied(document: dict[str, object]) -> frozenset[str]:
    said = {"dcterms:license": "dcterms:license", "dwc:institutionCode": "ods:organisationCode"}
    return frozenset(term for term, property_ in said.items() if document.get(property_))


@router.get("/harvests/{int:number}/quality", openapi_extra=answers("Report"))
def get_harvest_quality(request: HttpRequest, number: int) -> HttpResponse:
    """The quality report of a harvest, with what changed suddenly since the one before."""
    refuse_unknown(request)
    harvest, report = _report(number)
    changed = msgspec.to_builtins(changes_since(harvest, report))
    return as_json({**msgspec.to_builtins(report), "changes": changed})


@router.get("/harvests/{int:number}/quality.csv", openapi_extra=answers("", media_type="text/csv"))
def get_harvest_quality_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The quality report of a harvest as CSV."""
    refuse_unknown(request)
    _, report = _report(number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="harvest-{number}-quality.csv"'
    buffer = StringIO()
    write_csv(report, buffer)
    response.write(buffer.getvalue())
    return response


@router.get("/harvests/{int:number}/proposals", openapi_extra=answers("", media_type="text/csv"))
def get_proposals(request: HttpRequest, number: int) -> HttpResponseBase:
    """The amendments proposed for the versions that a harvest made, as CSV, streamed."""
    refuse_unknown(request)
    harvest = Harvest.objects.filter(pk=number).first()
    if harvest is None:
        raise ProblemError(404, f"There is no harvest {number}.")

    def answer() -> HttpResponseBase:
        return StreamingHttpResponse(
            _csv(number),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="harvest-{number}-proposals.csv"'},
        )

    # What a harvest wrote changes only while it runs, or when it is taken back.
    return unless_known(request, f"{harvest.state} {harvest.finished_at}", answer)


@router.get("/institutions/{code}/quality", openapi_extra=answers("Report"))
def get_institution_quality(request: HttpRequest, code: str) -> HttpResponse:
    """The latest quality reports of an institution's sources, added up."""
    refuse_unknown(request)
    institution = None if "\0" in code else Institution.objects.filter(code=code).first()
    report = report_of_institution(institution, sources_of(institution)) if institution else None
    if report is None:
        raise ProblemError(404, f"There is no quality report of an institution {code}.")
    return as_json(report)


def _report(number: int) -> tuple[Harvest, Report]:
    harvest = Harvest.objects.select_related("source").filter(pk=number).first()
    report = report_of(harvest) if harvest else None
    if harvest is None or report is None:
        raise ProblemError(404, f"There is no quality report of a harvest {number}.")
    return harvest, report


def _csv(number: int) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for count, row in enumerate(proposals(installation.current().database_url(), number), start=1):
        writer.writerow(row)
        if count % ROWS_PER_CHUNK == 0:
            yield emptied(buffer)
    yield emptied(buffer)

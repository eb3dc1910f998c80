"""Harvests and the outcome of every row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from naturalia.api.conditional import unless_known
from naturalia.api.envelope import PAGING, Envelope, Window
from naturalia.api.openapi import DESCRIBED, answers, parameter
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import Answer, HarvestAnswer, as_json, harvest_answer
from naturalia.catalogue.models import Harvest
from naturalia.catalogue.outcome_pages import outcome_page
from naturalia.catalogue.outcomes import DOWNLOAD_COLUMNS, Outcome, guarded, read_outcomes
from naturalia.catalogue.services import HarvestOutcomes, harvest_outcomes
from naturalia.search import QueryError

router = Router(tags=["collections"])
ROWS_PER_CHUNK = 1000


class HarvestList(Envelope, frozen=True):
    """Harvests, newest first."""

    results: list[HarvestAnswer]


class OutcomeAnswer(Answer, frozen=True):
    """What became of one row and why; ``pid`` is empty for a row without a specimen."""

    file: str
    line: int
    key: str
    outcome: str
    reason: str
    pid: str
    version: int | None
    issues: int


class OutcomeList(Envelope, frozen=True):
    """Rows of a harvest with their outcomes, in the order in which they are kept."""

    results: list[OutcomeAnswer]


DESCRIBED += [HarvestList, OutcomeList]
_OUTCOME = parameter(
    "outcome", "Only rows with this outcome", {"type": "string", "enum": [one.value for one in Outcome]}
)


@router.get("/harvests", openapi_extra=answers("HarvestList", PAGING))
def list_harvests(request: HttpRequest) -> HttpResponse:
    """All harvests, newest first."""
    return as_json(harvest_list(Window(request)))


def harvest_list(window: Window, source: int | None = None) -> HarvestList:
    """A part of the harvests, of one source or of all."""
    found = Harvest.objects.select_related("source").order_by("-pk")
    found = found if source is None else found.filter(source_id=source)
    results = [harvest_answer(one) for one in found[window.offset : window.end]]
    return HarvestList(results=results, **window.told(found.count()))


@router.get("/harvests/{int:number}", openapi_extra=answers("HarvestAnswer"))
def get_harvest(request: HttpRequest, number: int) -> HttpResponse:
    """One harvest with its counts."""
    refuse_unknown(request)
    harvest = Harvest.objects.select_related("source").filter(pk=number).first()
    if harvest is None:
        raise ProblemError(404, f"There is no harvest {number}.")
    return as_json(harvest_answer(harvest))


@router.get("/harvests/{int:number}/outcomes", openapi_extra=answers("OutcomeList", [_OUTCOME, *PAGING]))
def list_outcomes(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the rows of a harvest."""
    window, wanted = Window(request, "outcome"), _wanted(request)
    count, rows = outcome_page(_outcomes(number).paths, wanted, window.offset, window.limit)
    results = [OutcomeAnswer(**{**row, "pid": row["pid"] or ""}) for row in rows]
    return as_json(OutcomeList(results=results, **window.told(count)))


@router.get(
    "/harvests/{int:number}/outcomes.csv", openapi_extra=answers("", [_OUTCOME], media_type="text/csv")
)
def get_outcomes_csv(request: HttpRequest, number: int) -> HttpResponseBase:
    """What became of every row, as CSV, streamed."""
    refuse_unknown(request, "outcome")
    wanted, outcomes = _wanted(request), _outcomes(number)

    def answer() -> HttpResponseBase:
        return StreamingHttpResponse(
            _csv(outcomes.paths, wanted),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="harvest-{number}-outcomes.csv"'},
        )

    return unless_known(request, " ".join(path.name for path in outcomes.paths), answer)


def _wanted(request: HttpRequest) -> str:
    wanted = request.GET.get("outcome", "")
    if wanted and wanted not in list(Outcome):
        raise QueryError("outcome", "one of %(names)s is needed", names=", ".join(Outcome))
    return wanted


def _outcomes(number: int) -> HarvestOutcomes:
    outcomes = harvest_outcomes(number)
    if outcomes is None:
        raise ProblemError(404, f"There is no harvest {number}.")
    return outcomes


def _csv(paths: Sequence[Path], wanted: str) -> Iterator[str]:
    """CSV with a header, some rows at a time: memory does not grow with their number."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(DOWNLOAD_COLUMNS)
    rows = (row for row in read_outcomes(paths, DOWNLOAD_COLUMNS) if wanted in ("", row["outcome"]))
    for number, row in enumerate(rows, start=1):
        writer.writerow(["" if row[name] is None else guarded(row[name]) for name in DOWNLOAD_COLUMNS])
        if number % ROWS_PER_CHUNK == 0:
            yield emptied(buffer)
    yield emptied(buffer)


def emptied(buffer: StringIO) -> str:
    """What is in a buffer, which is empty afterwards."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text

"""Exports: formats, small ones at once, larger ones as jobs with progress."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from naturalia.api.conditional import by_generation
from naturalia.api.envelope import PAGING as PAGES
from naturalia.api.envelope import Envelope, Window
from naturalia.api.openapi import COUNTING, DESCRIBED, PAGING, answers, body, parameter, search_parameters
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import Answer, as_json
from naturalia.catalogue.exporting import services
from naturalia.catalogue.exporting.at_once import AtOnce
from naturalia.catalogue.exporting.describe import describe
from naturalia.catalogue.models import Export, Source
from naturalia.catalogue.states import ExportState
from naturalia.exports import FORMATS, ColumnError, TooManyObjectsError, UnknownFormatError, citation
from naturalia.jobs.tasks import enqueue_export
from naturalia.search import parse

router = Router(tags=["exports"])
EXPORTS = "/api/v1/exports"
LONGEST_BODY = 100_000


class FormatAnswer(Answer, frozen=True):
    """A format that can be asked for."""

    name: str
    title: str
    suffix: str
    media_type: str
    has_columns: bool
    most_objects: int | None


class ExportAnswer(Answer, frozen=True):
    """An export: how far it is, and once it is finished, its file and how to cite it."""

    id: int
    state: str
    format: str
    title: str
    query: list[list[str]]
    columns: list[str]
    publication: int
    done: int
    steps: int
    count: int
    institutions: dict[str, int]
    licences: dict[str, int]
    size: int
    sha256: str
    content: str
    software: str
    doi: str
    citation: str
    message: str
    links: dict[str, str]


class ExportRequest(Answer, frozen=True):
    """What to export: ``query`` maps parameters of a search to values; or a source by its number."""

    format: str
    query: dict[str, list[str]] = msgspec.field(default_factory=dict)
    source: int | None = None
    columns: list[str] = msgspec.field(default_factory=list)
    title: str = ""


DESCRIBED += [FormatAnswer, ExportAnswer, ExportRequest]


@router.get("/formats", openapi_extra=answers("FormatAnswer", many=True))
def list_formats(request: HttpRequest) -> HttpResponse:
    """The formats in which specimens can be exported."""
    refuse_unknown(request)
    return as_json([_format(name) for name in FORMATS])


_COLUMNS = parameter("columns", "Columns of a table, with commas between; else all")


@router.get(
    "/download/{name}",
    openapi_extra=answers("", [_COLUMNS, *search_parameters(*PAGING, *COUNTING)], media_type="*/*"),
)
@by_generation
def download(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """What a search finds, at once: at most 10,000 objects; ``columns`` names those of a table."""
    columns = [name for name in request.GET.get("columns", "").split(",") if name.strip()]
    given = [(n, v) for n, values in request.GET.lists() for v in values if n != "columns"]
    try:
        made = AtOnce(name, parse(given), columns)
        blocks = made.blocks()
    except UnknownFormatError as error:
        raise ProblemError(404, str(error)) from error
    except ColumnError as error:
        raise ProblemError(400, str(error), parameter="columns") from error
    except (services.CannotExportError, TooManyObjectsError) as error:
        raise ProblemError(413, str(error), links={"exports": EXPORTS}) from error
    return StreamingHttpResponse(
        blocks,
        content_type=made.media_type,
        headers={"Content-Disposition": f'attachment; filename="specimens{made.suffix}"'},
    )


class ExportList(Envelope, frozen=True):
    """Exports, newest first."""

    results: list[ExportAnswer]


DESCRIBED.append(ExportList)


@router.get("/exports", openapi_extra=answers("ExportList", PAGES))
def list_exports(request: HttpRequest) -> HttpResponse:
    """All exports, newest first."""
    window, found = Window(request), Export.objects.order_by("-pk")
    results = [_answer(export) for export in found[window.offset : window.end]]
    return as_json(ExportList(results=results, **window.told(found.count())))


_ASKED = {200: "An export of the same is there already", 202: "It is being made"}


@router.post("/exports", openapi_extra=answers("ExportAnswer", statuses=_ASKED) | body("ExportRequest"))
def create_export(request: HttpRequest) -> HttpResponse:
    """Ask for an export (JSON: format, query, source, columns, title); 202 with its address."""
    asked = _asked(request)
    source = Source.objects.filter(pk=asked.source).first() if asked.source is not None else None
    if asked.source is not None and source is None:
        raise ProblemError(400, f"There is no source {asked.source}.", parameter="source")
    params = [(name, value) for name, values in asked.query.items() for value in values]
    try:
        made = services.request_export(
            asked.format,
            parse(params),
            source=source,
            columns=asked.columns,
            title=asked.title[:300],
            agent="API",
        )
    except services.TooManyExportsError as error:
        raise ProblemError(503, str(error)) from error
    except (UnknownFormatError, ColumnError, services.CannotExportError, TooManyObjectsError) as error:
        raise ProblemError(400, str(error)) from error
    if made.state == ExportState.WAITING:
        enqueue_export(made.pk)
    response = as_json(_answer(made), Location=f"{EXPORTS}/{made.pk}")
    response.status_code = 200 if made.state == ExportState.FINISHED else 202
    return response


def _asked(request: HttpRequest) -> ExportRequest:
    if len(request.body) > LONGEST_BODY:
        raise ProblemError(413, f"The request is longer than {LONGEST_BODY} bytes.")
    try:
        return msgspec.json.decode(request.body, type=ExportRequest)
    except msgspec.DecodeError as error:
        raise ProblemError(400, f"The body is not the JSON of a request: {error}.") from error


@router.get("/exports/{int:number}", openapi_extra=answers("ExportAnswer"))
def get_export(request: HttpRequest, number: int) -> HttpResponse:
    """One export, with its progress."""
    refuse_unknown(request)
    return as_json(_answer(_export(number)), Cache_Control="no-cache")


@router.delete("/exports/{int:number}", openapi_extra=answers("ExportAnswer"))
def cancel_export(request: HttpRequest, number: int) -> HttpResponse:
    """Cancel an export that waits or runs; 409 for one that has ended."""
    refuse_unknown(request)
    _export(number)
    try:
        return as_json(_answer(services.cancel_export(number)))
    except services.CannotExportError as error:
        raise ProblemError(409, str(error)) from error


def _export(number: int) -> Export:
    found = Export.objects.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise ProblemError(404, f"There is no export {number}.")
    return found


def _format(name: str) -> FormatAnswer:
    one = FORMATS[name]
    return FormatAnswer(
        name=name,
        title=one.title,
        suffix=one.suffix,
        media_type=one.media_type,
        has_columns=one.has_columns,
        most_objects=one.most_objects,
    )


def _answer(export: Export) -> ExportAnswer:
    finished = export.state == ExportState.FINISHED
    links = {"self": f"{EXPORTS}/{export.pk}", "page": f"/export/{export.pk}"}
    own = {"id", "citation", "links"}
    values = {name: getattr(export, name) for name in ExportAnswer.__struct_fields__ if name not in own}
    return ExportAnswer(
        id=export.pk,
        citation=citation.text(describe(export)) if finished else "",
        links=links | ({"file": f"/export/{export.pk}/file"} if finished else {}),
        **values,
    )

"""Exports: what is offered, asking for one, and the page of each."""

from __future__ import annotations

from base64 import b64encode
from pathlib import PurePosixPath
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naturalia.catalogue.exporting import services
from naturalia.catalogue.exporting.at_once import MOST_OBJECTS
from naturalia.catalogue.exporting.describe import describe, undone_since
from naturalia.catalogue.exporting.running import file_of
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Export, Source
from naturalia.catalogue.states import ExportState
from naturalia.exports import FORMATS, ColumnError, TooManyObjectsError, UnknownFormatError, citation
from naturalia.exports.schema_org import export_dataset
from naturalia.exports.signposts import Link
from naturalia.jobs.tasks import enqueue_export
from naturalia.portal.machine import base_address
from naturalia.portal.search_page import search_url
from naturalia.search import QueryError, SpecimenQuery, parse, search, to_params

LATEST = 100
OWN = frozenset({"format", "columns", "title", "source", "csrfmiddlewaretoken"})
"""Fields of the form; all others are parameters of the search."""

CITATIONS = {
    "txt": ("text/plain; charset=utf-8", citation.text),
    "bib": ("application/x-bibtex; charset=utf-8", citation.bibtex),
    "json": ("application/vnd.citationstyles.csl+json", citation.csl_json),
}


@require_safe
def exports_view(request: HttpRequest) -> HttpResponse:
    """The latest exports."""
    found = Export.objects.select_related("source").order_by("-pk")[:LATEST]
    return render(request, "portal/exports.html", {"exports": found, "most": LATEST})


@require_http_methods(["GET", "HEAD", "POST"])
def new_export_view(request: HttpRequest) -> HttpResponse:
    """The form for an export of a search or a source; sent, it leads to the page of the export."""
    given = request.POST if request.method == "POST" else request.GET
    params = [(n, v) for n, values in given.lists() for v in values if n not in OWN and v.strip()]
    try:
        query = parse(params)
        source = _source(given.get("source", ""))
        if request.method != "POST":
            return _form(request, query, source)
        made = services.request_export(
            given.get("format", ""),
            query,
            source=source,
            columns=[name for name in given.get("columns", "").split(",") if name.strip()],
            title=given.get("title", "").strip()[:300],
            agent="portal",
        )
    except QueryError as error:
        rest = [pair for pair in params if pair[0] != error.parameter]
        context = {"error": error, "without_url": search_url(rest)}
        return render(request, "portal/search_error.html", context, status=400)
    except (services.CannotExportError, ColumnError, TooManyObjectsError, UnknownFormatError) as error:
        return _form(request, query, source, str(error))
    if made.state == ExportState.WAITING:
        enqueue_export(made.pk)
    return HttpResponseRedirect(f"/export/{made.pk}")


def _form(request: HttpRequest, query: SpecimenQuery, source: Source | None, error: str = "") -> HttpResponse:
    params = [pair for pair in to_params(query) if pair[0] not in ("sort", "limit", "cursor")]
    given = request.POST if request.method == "POST" else request.GET
    total = None if source else search(search_index(), _counting(query)).total
    context = {
        "formats": FORMATS.values(),
        "chosen": given.get("format", "dwca"),
        "columns": given.get("columns", ""),
        "params": params,
        "query": urlencode(params),
        "search_url": search_url(params),
        "source": source,
        "total": total,
        "at_once": total is not None and 0 < total <= MOST_OBJECTS,
        "error": error,
    }
    return render(request, "portal/export_form.html", context, status=400 if error else 200)


def _counting(query: SpecimenQuery) -> SpecimenQuery:
    return parse(
        [(n, v) for n, v in to_params(query) if n not in ("sort", "limit", "cursor")] + [("limit", "0")]
    )


def _source(number: str) -> Source | None:
    if not number:
        return None
    found = Source.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if found is None:
        raise Http404(_("There is no data set %(number)s.") % {"number": number[:20]})
    return found


@require_safe
def export_view(request: HttpRequest, number: str) -> HttpResponse:
    """The landing page of an export: how far it is, its file, how it is cited, what it holds."""
    export = _export(number)
    described = describe(export)
    finished = export.state == ExportState.FINISHED
    context = {
        "export": export,
        "description": described,
        "format": FORMATS.get(export.format),
        "unfinished": export.state in services.UNFINISHED,
        "has_file": finished and file_of(export).exists(),
        "undone": undone_since(export),
        "search_url": search_url(described.query),
        "citation": citation.text(described) if finished else "",
        "bibtex": citation.bibtex(described) if finished else "",
        "same": _same(export),
    }
    if finished:
        context["described"] = export_dataset(
            described, citation.text(described), _distribution(request, export)
        )
    response = render(request, "portal/export.html", context)
    if finished:
        response.headers["Link"] = ", ".join(link.header() for link in _links(request, export))
    return response


def _same(export: Export) -> bool | None:
    """Whether a repeated export holds the same as the one that it repeats; None if that cannot be said."""
    old = export.reproduces
    if old is None or not (old.content and export.content):
        return None
    return old.content == export.content


def _distribution(request: HttpRequest, export: Export) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "contentUrl": f"{base_address(request)}/export/{export.pk}/file",
        "encodingFormat": FORMATS[export.format].media_type,
        "contentSize": str(export.size),
        "sha256": export.sha256,
    }


def _links(request: HttpRequest, export: Export) -> list[Link]:
    place = f"{base_address(request)}/export/{export.pk}"
    cite_as = f"https://doi.org/{export.doi}" if export.doi else place
    kind = FORMATS[export.format].media_type.partition(";")[0]
    links = [Link("cite-as", cite_as), Link("item", f"{place}/file", kind)]
    links += [Link("type", "https://schema.org/AboutPage"), Link("type", "https://schema.org/Dataset")]
    links.append(Link("describedby", f"{place}/citation.json", CITATIONS["json"][0]))
    return links + [Link("license", licence) for licence in export.licences if licence.startswith("http")]


@require_safe
def file_view(request: HttpRequest, number: str) -> HttpResponse | FileResponse:
    """The file of a finished export; it never changes."""
    export = _export(number)
    path = file_of(export)
    if export.state != ExportState.FINISHED or not path.exists():
        raise Http404(_("This export has no file (now)."))
    etag = f'"{export.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=PurePosixPath(export.file_name).name,
        content_type="application/gzip" if path.suffix == ".gz" else FORMATS[export.format].media_type,
    )
    response.headers["ETag"] = etag
    response.headers["Repr-Digest"] = f"sha-256=:{_base64(export.sha256)}:"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()


@require_safe
def citation_view(_request: HttpRequest, number: str, form: str) -> HttpResponse:
    """How an export is cited, as text, BibTeX or CSL JSON."""
    media_type, make = CITATIONS[form]
    return HttpResponse(make(describe(_export(number))), content_type=media_type)


@require_POST
def change_view(_request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Cancel an export, or make it again."""
    export = _export(number)
    try:
        if verb == "cancel":
            services.cancel_export(export.pk)
        else:
            export = services.reproduce_export(export.pk, agent="portal")
            enqueue_export(export.pk)
    except services.CannotExportError:
        pass  # it has ended meanwhile: its page says how
    return HttpResponseRedirect(f"/export/{export.pk}")


def _export(number: str) -> Export:
    found = Export.objects.select_related("source", "reproduces").filter(pk=int(number)).first()
    if found is None:
        raise Http404(_("There is no export %(number)s.") % {"number": number})
    return found

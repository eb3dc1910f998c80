"""What the views of a result load beside their pages: figures as CSV, and outlines for the map."""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.results.charts import chart_csv
from naturalia.portal.views.search import given, refused
from naturalia.search import QueryError, parse
from naturalia.search.charting import CHARTS
from naturalia.vocabulary.geography.outlines import FILE

DAY = 86_400


@require_safe
def chart_csv_view(request: HttpRequest, name: str) -> HttpResponse:
    """The figures of one chart of a search."""
    if name not in CHARTS:
        raise Http404(_("There is no chart %(name)s.") % {"name": name})
    params = given(request)
    try:
        figures = chart_csv(search_index(), parse(params), name, request.GET.get("rank", ""))
    except QueryError as error:
        return refused(request, error, params)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(figures, content_type="text/csv; charset=utf-8; header=present", headers=headers)


@require_safe
def outlines_view(request: HttpRequest) -> HttpResponse:
    """The outlines of countries as GeoJSON: the ground of the map."""
    packed, etag = _outlines()
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={DAY}", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HttpResponse(packed, content_type="application/geo+json", headers=headers)
    return HttpResponse(gzip.decompress(packed), content_type="application/geo+json", headers=headers)


@cache
def _outlines() -> tuple[bytes, str]:
    packed = gzip.compress(FILE.read_bytes(), mtime=0)
    return packed, f'"{blake2b(packed, digest_size=12).hexdigest()}"'

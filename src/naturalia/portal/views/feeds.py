"""The feed of a search."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from blake3 import blake3
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.queries import freshness
from naturalia.portal.finding.feed import MEDIA_TYPE, Feed, Item, atom
from naturalia.portal.machine import base_address
from naturalia.portal.search_page import search_page, search_url
from naturalia.portal.views.search import given
from naturalia.search import Page, QueryError, Sort, parse, search, to_params

ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def feed_view(request: HttpRequest) -> HttpResponse:
    """The objects of a search that were written last; 304 while the catalogue has not changed."""
    try:
        query = parse(given(request))
        query = msgspec.structs.replace(
            query, sort=Sort("changed", descending=True), limit=ENTRIES, cursor=""
        )
        index = search_index()
        base = base_address(request)
        params = [pair for pair in to_params(query) if pair[0] not in ("sort", "limit")]
        said = f"{index.generation} {base} {params} {get_language()}"
        etag = f'"{blake3(said.encode()).hexdigest(length=12)}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponseNotModified()
        page = search(index, query)
    except QueryError as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain; charset=utf-8")
    items = _items(page)
    asked = f"?{urlencode(params)}" if params else ""
    title = search_page(parse(params), page, ()).title or _("All specimens")
    feed = Feed(
        title=f"{title} – Naturalia",
        address=f"{base}/search.atom{asked}",
        page=f"{base}{search_url(params)}",
        at=max((item.at for item in items), default=NEVER),
    )
    headers = {"ETag": etag, "Cache-Control": "public, max-age=300"}
    return HttpResponse(atom(feed, items, base), content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _items(page: Page) -> list[Item]:
    """The rows of a page with their versions; what vanished since the index was written is left out."""
    known = freshness(page.specimen_ids)
    rows = zip(page.specimen_ids, page.rows, strict=True)
    return [Item(row, known[id_].at, known[id_].number) for id_, row in rows if id_ in known]

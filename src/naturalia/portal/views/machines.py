"""Addresses that only machines visit: harvesting, sitemaps, robots, descriptions of the catalogue."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from naturalia.catalogue.holdings import holding, sitemap_count, sitemap_entries, sources
from naturalia.exports import catalogues
from naturalia.exports.metadata_xml import OPENDS_SCHEMA
from naturalia.portal.datasets import data_set, total
from naturalia.portal.machine import PUBLISHER, base_address
from naturalia.portal.negotiation import NotAcceptableError, preferred
from naturalia.portal.oai.answers import answer

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
GZIP = 31
"""Window of zlib that writes a gzip header."""

RDF = {"ttl": ("text/turtle",), "jsonld": ("application/ld+json",)}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai_view(request: HttpRequest) -> HttpResponse:
    """OAI-PMH. POST is part of the protocol and changes nothing."""
    return HttpResponse(answer(request), content_type="text/xml; charset=utf-8")


@require_safe
def opends_schema_view(_request: HttpRequest) -> HttpResponse:
    """The schema of the envelope in which OAI-PMH carries openDS."""
    return HttpResponse(OPENDS_SCHEMA, content_type="application/xml")


@require_safe
def robots_view(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but endless lists and prepared files."""
    lines = (
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /api/",
        "Disallow: /oai",
        "Allow: /",
        f"Sitemap: {base_address(request)}/sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index_view(request: HttpRequest) -> HttpResponse:
    """The index of all sitemaps."""
    address = base_address(request)
    names = ["pages", *(f"specimens-{number}" for number in range(1, sitemap_count() + 1))]
    listed = "".join(
        f"<sitemap><loc>{escape(f'{address}/sitemaps/{name}.xml.gz')}</loc></sitemap>" for name in names
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{SITEMAP}">{listed}</sitemapindex>\n'
    )
    return HttpResponse(text, content_type="application/xml")


@require_safe
def sitemap_view(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One sitemap, compressed while it is made."""
    address = base_address(request)
    number = int(name.partition("-")[2] or 0)
    if name != "pages" and not 1 <= number <= sitemap_count():
        raise Http404(f"There is no sitemap {name}.")
    urls = _specimens(address, number) if number else _pages(address)
    return StreamingHttpResponse(_gzipped(_urlset(urls)), content_type="application/gzip")


def _specimens(address: str, number: int) -> Iterator[str]:
    for pid, changed in sitemap_entries(number):
        place = escape(f"{address}/specimen/{pid}")
        yield f"<url><loc>{place}</loc><lastmod>{changed.isoformat(timespec='seconds')}</lastmod></url>\n"


def _pages(address: str) -> Iterator[str]:
    paths = ["/", "/institutions", "/harvests", "/catalogue", "/exports", "/api"]
    paths += [f"/dataset/{source.pk}" for source in sources()]
    yield from (f"<url><loc>{escape(address + path)}</loc></url>\n" for path in paths)


def _urlset(urls: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITEMAP}">\n'
    yield from urls
    yield "</urlset>\n"


def _gzipped(texts: Iterable[str]) -> Iterator[bytes]:
    deflate = zlib.compressobj(6, zlib.DEFLATED, GZIP)
    for text in texts:
        if piece := deflate.compress(text.encode()):
            yield piece
    yield deflate.flush()


@require_safe
def void_view(request: HttpRequest) -> HttpResponse:
    """``/.well-known/void``: the whole as linked data, in Turtle or JSON-LD."""
    address = base_address(request)
    sets = [data_set(holding(source), address) for source in sources()]
    return _rdf(request, catalogues.void(address, PUBLISHER, sets, total()))


@require_safe
def catalogue_rdf_view(request: HttpRequest, form: str) -> HttpResponse:
    """All data sets as DCAT, in the form that the end of the address names."""
    address = base_address(request)
    sets = [data_set(holding(source), address) for source in sources()]
    return rdf(catalogues.catalogue(address, PUBLISHER, sets), form)


def _rdf(request: HttpRequest, described: catalogues.Json) -> HttpResponse:
    try:
        form = preferred(request.headers.get("Accept", ""), RDF)
    except NotAcceptableError:
        response = HttpResponse("text/turtle, application/ld+json\n", status=406, content_type="text/plain")
    else:
        response = rdf(described, form)
    patch_vary_headers(response, ["Accept"])
    return response


def rdf(described: catalogues.Json, form: str) -> HttpResponse:
    """A description as Turtle or JSON-LD."""
    if form == "ttl":
        return HttpResponse(catalogues.as_turtle(described), content_type="text/turtle; charset=utf-8")
    return HttpResponse(catalogues.as_json_ld(described), content_type="application/ld+json")

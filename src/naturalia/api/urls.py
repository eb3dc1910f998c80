"""Addresses of the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path

from naturalia.api import exports, finding, harvests, holdings, lists, quality, specimens
from naturalia.api.openapi import DescribedAPI
from naturalia.api.problems import as_problems, problem
from naturalia.api.responses import as_json

api = DescribedAPI(
    title="Naturalia",
    version="1",
    description="Digital Specimens: search, documents, versions, harvests. Errors follow RFC 9457.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", specimens.router)
api.add_router("", finding.router)
api.add_router("", lists.router)
api.add_router("", holdings.router)
api.add_router("", harvests.router)
api.add_router("", quality.router)
api.add_router("", exports.router)


def root(_request: HttpRequest) -> HttpResponse:
    """Where to begin."""
    return as_json(
        {
            name: f"/api/v1/{name}"
            for name in (
                "specimens",
                "count",
                "facets",
                "suggest",
                "taxonomy",
                "lists",
                "institutions",
                "sources",
                "harvests",
                "formats",
                "exports",
                "openapi.json",
            )
        }
    )


def no_such_address(request: HttpRequest) -> HttpResponse:
    """404 for what is not part of the API."""
    return problem(request, 404, f"There is nothing at {request.path}; see /api/v1/openapi.json.")


def _guarded(pattern: URLPattern | URLResolver) -> URLPattern:
    assert isinstance(pattern, URLPattern)  # noqa: S101 - the API nests no resolvers
    pattern.callback = as_problems(root if pattern.name == "api-root" else pattern.callback)
    return pattern


app_name = "api"
_patterns, _, _ = api.urls
urlpatterns = [*map(_guarded, _patterns), re_path(r"^.*$", no_such_address, name="no-such-address")]

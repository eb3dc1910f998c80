"""Answers that follow from the index alone: the same while it does not change, and then not made again."""

from __future__ import annotations

import functools
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from naturalia import __version__
from naturalia.catalogue.indexing import search_index

View = Callable[..., HttpResponse]


def by_generation(view: View) -> View:
    """A view whose answers have the state of the index as ``ETag``; known ones are 304 without a search."""

    @functools.wraps(view)
    def conditional(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        etag = _etag(request)
        headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
        if _knows(request, etag):
            return HttpResponseNotModified(headers=headers)
        response = view(request, *args, **kwargs)
        for name, text in headers.items():
            response.headers.setdefault(name, text)
        return response

    return conditional


def _etag(request: HttpRequest) -> str:
    seen = f"{__version__} {search_index().generation} {request.get_full_path()}"
    return f'"{blake2b(seen.encode(), digest_size=12).hexdigest()}"'


def _knows(request: HttpRequest, etag: str) -> bool:
    """Whether the client has the answer: compared weakly, as compression weakens (RFC 9110, 13.1.2)."""
    given = request.headers.get("If-None-Match", "").split(",")
    return any(one.strip().removeprefix("W/") == etag for one in given)

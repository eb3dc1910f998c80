"""Responses of text in the fewest bytes that the client understands: Brotli, else gzip (RFC 9110, 12.5.3)."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

LEAST_BYTES = 500
QUALITY = 4  # takes no longer than gzip's usual level, and is smaller
LEVEL = 6
TEXT = ("text/", "image/svg+xml", "application/vnd.mapbox-vector-tile")
STRUCTURED = ("json", "xml", "javascript", "turtle", "n-triples")


class Compression:
    """Middleware that compresses what is text, and says that it depends on ``Accept-Encoding``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.has_header("Content-Encoding") or not is_text(response.headers.get("Content-Type", "")):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        coding = accepted(request.headers.get("Accept-Encoding", ""))
        if coding and request.method != "HEAD" and _compress(response, coding):
            response.headers["Content-Encoding"] = coding
            _weaken(response)
        return response


def accepted(header: str) -> str:
    """The coding to use for an ``Accept-Encoding``: ``br``, ``gzip`` or none."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = _weight(weight)
    others = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) > 0 else ""


def is_text(content_type: str) -> bool:
    """Whether a media type is worth compressing."""
    name = content_type.partition(";")[0].strip().lower()
    return name.startswith(TEXT) or (name.startswith("application/") and name.endswith(STRUCTURED))


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0


def _compress(response: HttpResponseBase, coding: str) -> bool:
    if isinstance(response, StreamingHttpResponse):
        return _compress_stream(response, coding)
    if not isinstance(response, HttpResponse) or len(response.content) < LEAST_BYTES:
        return False
    whole = response.content
    response.content = (
        brotli.compress(whole, quality=QUALITY) if coding == "br" else gzip.compress(whole, LEVEL, mtime=0)
    )
    response.headers["Content-Length"] = str(len(response.content))
    return True


def _compress_stream(response: StreamingHttpResponse, coding: str) -> bool:
    if response.is_async:
        return False
    blocks: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]
    response.streaming_content = _brotli(blocks) if coding == "br" else compress_sequence(blocks)
    if response.has_header("Content-Length"):
        del response.headers["Content-Length"]
    return True


def _brotli(blocks: Iterable[bytes]) -> Iterator[bytes]:
    compressor = brotli.Compressor(quality=QUALITY)
    for block in blocks:
        if small := compressor.process(block):
            yield small
    yield compressor.finish()


def _weaken(response: HttpResponseBase) -> None:
    # The bytes differ by coding, what they say does not (RFC 9110, 8.8.1).
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"

"""Text in the fewest bytes that the client understands."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.test import Client

from naturalia.service.compression import accepted

SEARCH = "/api/v1/specimens?limit=50"


def get(path: str, coding: str, **more: str) -> object:
    return Client(headers={"host": "127.0.0.1", "Accept-Encoding": coding, **more}).get(path)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("gzip;q=nonsense", ""),
        ("", ""),
    ],
)
def test_the_client_says_what_it_understands(header: str, coding: str) -> None:
    assert accepted(header) == coding


def test_both_codings_say_the_same_as_none() -> None:
    plain, small, smaller = (get(SEARCH, coding) for coding in ("identity", "gzip", "br"))
    assert gzip.decompress(small.content) == plain.content
    assert brotli.decompress(smaller.content) == plain.content
    assert len(smaller.content) < len(small.content) < len(plain.content)
    for response in (plain, small, smaller):
        assert "Accept-Encoding" in response.headers["Vary"]


def test_a_stream_is_compressed_as_it_flows() -> None:
    path = "/api/v1/download/csv?limit=50"
    plain, smaller = get(path, "identity"), get(path, "br")
    assert brotli.decompress(b"".join(smaller)) == b"".join(plain)


def test_tiles_are_compressed_too() -> None:
    response = get("/api/v1/tiles/0/0/0.mvt", "br")
    assert response.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        SEARCH,
        "/api/v1/count",
        "/api/v1/facets?facet=country",
        "/api/v1/suggest?term=country&prefix=s",
        "/api/v1/taxonomy",
        "/api/v1/tiles/0/0/0.mvt",
        "/api/v1/institutions",
        "/api/v1/harvests",
        "/api/v1/formats",
        "/api/v1/openapi.json",
        "/search",
    ],
)
def test_nothing_is_sent_twice_to_who_has_it(path: str) -> None:
    for coding in ("identity", "br"):
        first = get(path, coding)
        assert first.status_code == 200
        again = get(path, coding, **{"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert again.content == b""

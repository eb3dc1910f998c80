"""Page, count, facets, map, export, API, list and feed of random searches agree with plain Python."""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlencode

import mapbox_vector_tile
import msgspec
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.network import Network
from tests.portal import evaluator
from tests.portal.evaluator import Document, Params, Question, facet, finds, first_point, fold
from tests.portal.test_search_page import total

FACETS = ("institutionCode", "topicDiscipline", "basisOfRecord", "midsLevel", "hasMedia", "family", "genus")
FILTERED = ("institutionCode", "topicDiscipline", "family", "genus", "typeStatus", "country", "recordedBy")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def everything(network: Network) -> list[Document]:
    assert network
    known.cache_clear()
    return known()


@cache
def known() -> list[Document]:
    return evaluator.documents()


@cache
def spellings(term: str) -> list[str]:
    """Values of a term in several spellings, and one that nothing has."""
    found = sorted({text for one in known() for text in evaluator.READ[term](one) if text})
    return [*found[:60], *(text.upper() for text in found[:5]), "Nowhere"]


def others(term: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(spellings(term)), max_size=2, unique=True)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Conditions around one specimen, which most searches so made find, among others."""
    one = draw(st.sampled_from(known()))
    own = {term: [text for text in evaluator.READ[term](one) if text] for term in evaluator.READ}
    filtered = draw(st.lists(st.sampled_from(FILTERED), max_size=2, unique=True))
    filters = {term: list(dict.fromkeys([*own[term], *draw(others(term))])) for term in filtered}
    refused = {term: draw(others(term)) for term in draw(st.lists(st.sampled_from(FILTERED), max_size=1))}
    year = int(next(iter(own["year"]), "1900"))
    years = (year - draw(st.integers(0, 60)), year + draw(st.integers(0, 60)))
    north, east = first_point(one) or (0.0, 0.0)
    box = (east - draw(st.integers(1, 40)), north - 5.0, east + 30.0, north + draw(st.integers(1, 20)))
    numbers = [*own["catalogNumber"], *spellings("catalogNumber")[:40]]
    return Question(
        filters={term: wanted for term, wanted in filters.items() if wanted},
        exclusions={term: unwanted for term, unwanted in refused.items() if unwanted},
        missing=draw(st.lists(st.sampled_from(["typeStatus", "year", "country"]), max_size=1)),
        present=draw(st.lists(st.sampled_from(["recordedBy", "family", "catalogNumber"]), max_size=1)),
        years=draw(st.sampled_from([None, None, years])),
        box=draw(st.sampled_from([None, None, box])),
        numbers=draw(st.sampled_from([[], [], numbers])),
    )


def get(path: str, params: Params, **headers: str) -> Any:
    response = Client(headers={"host": "127.0.0.1"}).get(f"{path}?{urlencode(params)}", headers=headers)
    assert response.status_code == 200
    return response


def answer(path: str, params: Params) -> Any:
    return msgspec.json.decode(get(path, params).content)


def kept(numbers: list[str]) -> str:
    body = msgspec.json.encode({"values": numbers, "lines": "numbers"})
    response = Client(headers={"host": "127.0.0.1"}).post(
        "/api/v1/lists", body, content_type="application/json"
    )
    return str(msgspec.json.decode(response.content)["id"])


def by_page(params: Params) -> set[str]:
    """PIDs of all pages of the search page, one after the other."""
    path, seen = f"/search?{urlencode([*params, ('limit', '100')])}", list[str]()
    while path:
        page = Client(headers={"host": "127.0.0.1"}).get(path).content.decode()
        seen += re.findall(r'<th scope="row"><a href="/specimen/([^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen))
    return set(seen)


def by_api(params: Params) -> set[str]:
    cursor, seen = [("limit", "70")], list[str]()
    while True:
        page = answer("/api/v1/specimens", [*params, *cursor])
        seen += [row["pid"] for row in page["results"]]
        if page["endOfRecords"]:
            assert len(seen) == len(set(seen)) == page["count"]
            return set(seen)
        cursor = [("limit", "70"), ("cursor", page["nextCursor"])]


def by_export(params: Params) -> set[str]:
    text = b"".join(get("/api/v1/download/csv", params)).decode()
    return {
        row["digitalSpecimenID"].removeprefix("https://doi.org/") for row in csv.DictReader(text.splitlines())
    }


def on_map(params: Params) -> int:
    tile = mapbox_vector_tile.decode(get("/api/v1/tiles/0/0/0.mvt", params).content)
    return sum(one["properties"]["count"] for one in tile.get("density", {"features": []})["features"])


def in_feed(params: Params) -> set[str]:
    feed = etree.fromstring(get("/search.atom", params).content)
    return {
        (one.text or "").removeprefix("https://doi.org/") for one in feed.findall(f"{ATOM}entry/{ATOM}id")
    }


def check_facets(params: Params, found: list[Document]) -> None:
    asked = [*params, *(("facet", term) for term in FACETS), ("facetLimit", "1000")]
    for told in answer("/api/v1/facets", asked)["facets"]:
        counted = {fold(one["name"]): one["count"] for one in told["counts"]}
        assert (counted, told["noValue"]) == facet(found, told["field"]), told["field"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_all_doors_find_what_plain_python_finds(everything: list[Document], question: Question) -> None:
    found = [one for one in everything if finds(question, one)]
    pids = {one["@id"].removeprefix("https://doi.org/") for one in found}
    params = question.params(kept(question.numbers) if question.numbers else "")
    assert by_api(params) == pids
    assert by_page(params) == pids
    assert answer("/api/v1/count", params) == {"count": len(pids)}
    assert total(get("/search", params).content.decode()) == len(pids)
    assert on_map(params) == sum(first_point(one) is not None for one in found)
    feed = in_feed(params)
    assert feed <= pids
    assert len(feed) == min(50, len(pids))
    check_facets(params, found)
    if pids:
        assert by_export(params) == pids

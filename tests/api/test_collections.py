"""Institutions, sources, harvests and the outcomes of rows through the API, a page at a time."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from naturalia.catalogue.growth import NUMBERS
from naturalia.catalogue.models import Source
from naturalia.catalogue.queries import public_location
from tests.api.test_api import SPECIMENS, client, get, problem
from tests.network import Network

LISTS = ("institutions", "sources", "harvests", "exports")


def all_pages(path: str, limit: int) -> list[dict[str, Any]]:
    """The results of all pages, by their links."""
    results: list[dict[str, Any]] = []
    following: str | None = f"{path}{'&' if '?' in path else '?'}limit={limit}"
    while following:
        page = get(following)
        results += page["results"]
        following = page["links"].get("next")
        assert page["endOfRecords"] == (following is None)
    assert len(results) == page["count"]
    return results


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_paged_in_the_envelope_of_gbif(name: str) -> None:
    page = get(f"/api/v1/{name}?limit=2&offset=1")
    assert {"offset", "limit", "endOfRecords", "count", "results", "links"} == page.keys()
    assert (page["offset"], page["limit"]) == (1, 2)
    everything = get(f"/api/v1/{name}")["results"]
    assert page["results"] == everything[1:3]
    assert all_pages(f"/api/v1/{name}", 1) == everything


def test_a_source_is_counted_as_a_search_counts_it() -> None:
    sources = get("/api/v1/sources")["results"]
    assert len(sources) == 3
    for source in sources:
        assert source == get(source["links"]["self"])
        assert source["count"] == get(source["links"]["specimens"])["count"] > 0
        assert get(source["links"]["growth"])[-1]["objects"] == source["count"]


def test_a_source_has_its_harvests_and_they_lead_back(network: Network) -> None:
    source = get(get(f"/api/v1/harvests/{network.second_harvest}")["links"]["source"])
    numbers = [harvest["id"] for harvest in all_pages(source["links"]["harvests"], 1)]
    assert numbers == [network.second_harvest, network.first_harvest]


def test_the_location_of_a_source_keeps_its_secrets() -> None:
    location = "https://me:word@example.org/a.zip?dsa=x&access_token=abc#part"
    assert public_location(location) == "https://example.org/a.zip?dsa=x"
    endpoint = "https://example.org/pywrapper.cgi?dsa=a%20b"
    assert public_location(endpoint) == endpoint
    assert public_location("/secret/folder/a.zip") == "a.zip"
    source = Source.objects.create(location=location, message=f"{location} is not there")
    told = get(f"/api/v1/sources/{source.pk}")
    source.delete()
    assert told["message"] == "https://example.org/a.zip?dsa=x is not there"
    assert "word" not in str(told)
    assert "abc" not in str(told)


def test_an_institution_has_its_own_address_and_growth() -> None:
    for one in get("/api/v1/institutions")["results"]:
        assert one == get(one["links"]["self"])
        months = get(f"{one['links']['self']}/growth")
        assert months[-1]["objects"] >= one["count"]
    problem(client().get("/api/v1/institutions/NOBODY"), 404)
    problem(client().get("/api/v1/sources/99999999999999999999999"), 404)


def test_growth_as_csv_has_the_same_figures() -> None:
    source = get("/api/v1/sources")["results"][0]
    text = client().get(f"{source['links']['growth']}.csv").content.decode()
    rows = list(csv.DictReader(StringIO(text)))
    for row, month in zip(rows, get(source["links"]["growth"]), strict=True):
        assert row["month"] == month["month"]
        assert [int(row[name]) for name in NUMBERS] == [month[name] for name in NUMBERS]


def test_outcomes_are_paged_and_chosen(network: Network) -> None:
    harvest = get(f"/api/v1/harvests/{network.second_harvest}")
    path = harvest["links"]["outcomes"]
    rows = all_pages(path, 90)
    for outcome in ("updated", "unchanged", "rejected", "vanished"):
        found = all_pages(f"{path}?outcome={outcome}", 90)
        assert found == [row for row in rows if row["outcome"] == outcome]
        assert len(found) == harvest[outcome]
    response = client().get(f"{path}.csv?outcome=rejected")
    text = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
    assert [row["line"] for row in csv.DictReader(StringIO(text))] == [
        str(row["line"]) for row in rows if row["outcome"] == "rejected"
    ]
    assert "created, updated" in problem(client().get(f"{path}?outcome=lost"), 400)["detail"]


def test_a_chart_has_the_figures_of_its_facet() -> None:
    chart = get("/api/v1/charts/time?topicDiscipline=Zoology")
    years = [int(one["name"]) for one in chart["counts"]]
    assert years == sorted(years)
    found = get(f"{SPECIMENS}?topicDiscipline=Zoology&limit=0")["count"]
    assert sum(one["count"] for one in chart["counts"]) + chart["noValue"] >= found
    assert get("/api/v1/charts/taxonomy?rank=order")["field"] == "order"
    problem(client().get("/api/v1/charts/pies"), 404)
    problem(client().get("/api/v1/charts/taxonomy?rank=species"), 400)

"""The API: the same searches and documents as JSON, and every error as a problem."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import msgspec
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from naturalia.catalogue.models import Harvest
from naturalia.specimen.patch import apply_patch
from tests.network import Network

SPECIMENS = "/api/v1/specimens"


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def get(path: str) -> Any:
    response = client().get(path)
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/json"
    return msgspec.json.decode(response.content)


def problem(response: HttpResponseBase, status: int) -> Any:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    told = msgspec.json.decode(response.content)  # type: ignore[attr-defined]
    assert told["status"] == status
    assert {"type", "title", "detail", "instance"} <= told.keys()
    return told


def test_a_search_answers_with_total_results_facets_and_links() -> None:
    found = get(f"{SPECIMENS}?institutionCode=SYN-HERB&limit=5&facet=country&facet=midsLevel")
    assert found["limit"] == 5
    assert len(found["results"]) == 5
    assert found["count"] > 100
    assert not found["endOfRecords"]
    assert [facet["field"] for facet in found["facets"]] == ["country", "midsLevel"]
    levels = found["facets"][1]
    assert sum(one["count"] for one in levels["counts"]) + levels["noValue"] == found["count"]


def test_the_links_lead_through_all_results_once() -> None:
    seen: list[str] = []
    path = f"{SPECIMENS}?topicDiscipline=Zoology&limit=40&sort=catalogNumber"
    while path:
        found = get(path)
        seen += [row["pid"] for row in found["results"]]
        path = found["links"].get("next", "")
    assert len(seen) == len(set(seen)) == found["count"]
    assert found["endOfRecords"]


def test_the_page_of_a_search_shows_the_same_total() -> None:
    found = get(f"{SPECIMENS}?hasMedia=true&-topicDiscipline=Botany")
    page = client().get(found["links"]["page"]).content.decode()
    assert f'class="total">{found["count"]} ' in page


def test_a_document_has_a_strong_etag_and_is_not_sent_twice(network: Network) -> None:
    path = f"{SPECIMENS}/{network.updated}"
    response = client().get(path)
    assert msgspec.json.decode(response.content)["@id"] == f"https://doi.org/{network.updated}"
    etag = response.headers["ETag"]
    assert etag.startswith('"')
    again = client().get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


def test_a_version_never_changes_and_its_etag_is_its_fingerprint(network: Network) -> None:
    versions = get(f"{SPECIMENS}/{network.updated}/versions")
    assert [one["kind"] for one in versions] == ["create", "update"]
    for version in versions:
        response = client().get(version["links"]["self"])
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["ETag"] == f'"{version["fingerprint"]}"'
        assert msgspec.json.decode(response.content)["ods:version"] == version["version"]


def test_the_history_tells_what_changed(network: Network) -> None:
    history = get(f"{SPECIMENS}/{network.updated}/history")
    assert history[0]["changes"] == []
    assert any("by the bridge" in str(change["after"]) for change in history[1]["changes"])


def test_two_versions_are_compared_as_json_patch(network: Network) -> None:
    path = f"{SPECIMENS}/{network.updated}/versions"
    found = get(f"{path}/1/difference/2")
    assert (found["before"], found["after"]) == (1, 2)
    assert found["changes"]
    before, after = get(f"{path}/1"), get(f"{path}/2")
    assert apply_patch(before, found["patch"]) == after
    problem(client().get(f"{path}/1/difference/99"), 404)


def test_an_undone_version_is_in_the_history_but_not_the_current_one(network: Network) -> None:
    versions = get(f"{SPECIMENS}/{network.undone}/versions")
    assert [one["visible"] for one in versions] == [True, False]
    assert get(f"{SPECIMENS}/{network.undone}")["ods:version"] == 1


def test_a_vanished_specimen_is_gone_with_its_tombstone(network: Network) -> None:
    told = problem(client().get(f"{SPECIMENS}/{network.vanished}"), 410)
    assert told["tombstone"]["ods:tombstoneText"]
    assert len(get(told["links"]["versions"])) == 2


def test_another_spelling_of_a_pid_leads_to_the_proper_one(network: Network) -> None:
    response = client().get(f"{SPECIMENS}/{network.updated.lower()}/versions")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{SPECIMENS}/{network.updated}/versions"


def test_facets_are_counted_without_results() -> None:
    found = get("/api/v1/facets?facet=topicDiscipline&facetLimit=2")
    assert len(found["facets"][0]["counts"]) == 2
    assert found["facets"][0]["more"]
    assert found["count"] == get(f"{SPECIMENS}?limit=0")["count"]


def test_institutions_have_counts_that_are_totals_of_searches() -> None:
    for institution in get("/api/v1/institutions")["results"]:
        assert get(institution["links"]["specimens"])["count"] == institution["count"]


def test_counts_of_a_harvest_add_up_and_its_outcomes_are_that_many_rows(network: Network) -> None:
    harvest = get(f"/api/v1/harvests/{network.second_harvest}")
    parts = ("created", "updated", "unchanged", "rejected")
    assert sum(harvest[name] for name in parts) == harvest["read"]
    assert "/" not in harvest["source"]
    response = client().get(f"{harvest['links']['outcomes']}.csv")
    assert response.streaming
    text = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
    rows = list(csv.DictReader(StringIO(text)))
    for name in (*parts, "vanished"):
        assert sum(row["outcome"] == name for row in rows) == harvest[name]
    assert {row["file"] for row in rows if row["outcome"] == "rejected"} == {"occurrence.txt"}


def test_harvests_are_listed_newest_first() -> None:
    numbers = [harvest["id"] for harvest in get("/api/v1/harvests")["results"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == Harvest.objects.count()


@pytest.mark.parametrize(
    ("path", "parameter", "near"),
    [
        (f"{SPECIMENS}?contry=Sweden", "contry", "country"),
        (f"{SPECIMENS}?facet=contry", "contry", "country"),
        (f"{SPECIMENS}?limit=1001", "limit", None),
        (f"{SPECIMENS}?facet=country&facetLimit=x", "facetLimit", None),
        (f"{SPECIMENS}?bbox=1", "bbox", None),
        ("/api/v1/facets", "facet", None),
        ("/api/v1/harvests?limit=1001", "limit", None),
        ("/api/v1/harvests?country=Sweden", "country", None),
    ],
)
def test_a_wrong_parameter_is_a_problem_that_names_it(path: str, parameter: str, near: str | None) -> None:
    told = problem(client().get(path), 400)
    assert told["parameter"] == parameter
    if near:
        assert near in told["near"]


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/harvests/999", "/api/v1/harvests/x", f"{SPECIMENS}/a/b"]
)
def test_what_is_not_there_is_a_problem(path: str) -> None:
    problem(client().get(path), 404)


def test_a_mistyped_pid_is_explained(network: Network) -> None:
    wrong = network.updated[:-1] + ("0" if network.updated[-1] != "0" else "1")
    assert "check character" in problem(client().get(f"{SPECIMENS}/{wrong}"), 404)["detail"]


def test_what_cannot_be_done_is_a_problem_that_says_what_can() -> None:
    for method in ("post", "put", "delete"):
        response = getattr(client(), method)(SPECIMENS)
        problem(response, 405)
        assert response.headers["Allow"] == "GET, HEAD"


def test_head_is_answered_as_get(network: Network) -> None:
    response = client().head(f"{SPECIMENS}/{network.updated}")
    assert response.status_code == 200
    assert response.headers["ETag"]


def test_the_description_names_every_address_term_and_schema() -> None:
    description = get("/api/v1/openapi.json")
    assert f"{SPECIMENS}/{{prefix}}/{{suffix}}/versions/{{number}}" in description["paths"]
    named = {one["name"] for one in description["paths"][SPECIMENS]["get"]["parameters"]}
    assert {"q", "bbox", "country", "midsLevel", "facet"} <= named
    text = msgspec.json.encode(description).decode()
    references = set(text.split('"#/components/schemas/')[1:])
    for reference in references:
        assert reference.partition('"')[0] in description["components"]["schemas"]


def test_too_many_parameters_are_a_problem_of_the_request() -> None:
    many = "&".join(f"country=c{number}" for number in range(1200))
    assert "too many parameters" in problem(client().get(f"/api/v1/count?{many}"), 400)["detail"]


def test_the_address_of_any_search_can_be_counted() -> None:
    asked = "country=Sweden&limit=5&sort=-eventDate"
    assert get(f"/api/v1/count?{asked}")["count"] == get(f"{SPECIMENS}?{asked}")["count"]


def test_results_can_be_read_by_offset_as_with_gbif() -> None:
    path = f"{SPECIMENS}?topicDiscipline=Zoology&sort=catalogNumber"
    first = get(f"{path}&limit=10")
    page = get(f"{path}&limit=4&offset=3")
    assert (first["offset"], page["offset"]) == (0, 3)
    assert page["results"] == first["results"][3:7]
    following = get(page["links"]["next"])
    assert following["offset"] is None
    assert following["results"][:3] == first["results"][7:]
    last = get(f"{path}&offset={first['count'] - 2}")
    assert (len(last["results"]), last["endOfRecords"]) == (2, True)
    beyond = get(f"{path}&offset=9000")
    assert (beyond["results"], beyond["endOfRecords"], beyond["count"]) == ([], True, first["count"])


def test_an_offset_is_not_too_deep_and_not_with_a_cursor() -> None:
    cursor = get(f"{SPECIMENS}?limit=1")["nextCursor"]
    assert problem(client().get(f"{SPECIMENS}?offset=10001"), 400)["parameter"] == "offset"
    problem(client().get(f"{SPECIMENS}?offset=1&cursor={cursor}"), 400)

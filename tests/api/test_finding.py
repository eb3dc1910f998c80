"""Counts, tiles, suggestions and taxa through the API."""

from __future__ import annotations

import mapbox_vector_tile
import msgspec
import pytest

from tests.api.test_api import client, get, problem


def test_the_count_is_that_of_the_search() -> None:
    assert (
        get("/api/v1/count?topicDiscipline=Zoology")["count"]
        == get("/api/v1/specimens?topicDiscipline=Zoology&limit=0")["count"]
    )


def test_the_tile_of_the_world_counts_all_with_a_point() -> None:
    response = client().get("/api/v1/tiles/0/0/0.mvt")
    assert response.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    squares = mapbox_vector_tile.decode(response.content)["density"]["features"]
    placed = get("/api/v1/count?hasCoordinate=true")["count"]
    assert sum(one["properties"]["count"] for one in squares) == placed > 0


def test_a_tile_is_not_sent_again_while_the_catalogue_does_not_change() -> None:
    first = client().get("/api/v1/tiles/1/0/0.mvt")
    again = client().get("/api/v1/tiles/1/0/0.mvt", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client().get("/api/v1/tiles/1/0/0.mvt?midsLevel=1")
    assert other.headers["ETag"] != first.headers["ETag"]


def test_there_is_no_tile_beyond_the_map() -> None:
    problem(client().get("/api/v1/tiles/1/2/0.mvt"), 404)


def test_values_are_suggested_as_typed_and_within_a_search() -> None:
    found = get("/api/v1/suggest?term=institutionCode&prefix=syn&limit=2")
    assert len(found["values"]) == 2
    assert all(one["name"].startswith("SYN") for one in found["values"])
    within = get("/api/v1/suggest?term=institutionCode&prefix=syn&topicDiscipline=Botany")
    assert [one["name"] for one in within["values"]] == ["SYN-HERB"]


@pytest.mark.parametrize(
    "address", ["suggest?prefix=a", "suggest?term=nosuch", "taxonomy?rank=tribe", "count?x=1"]
)
def test_what_cannot_be_asked_is_a_problem(address: str) -> None:
    problem(client().get(f"/api/v1/{address}"), 400)


def test_taxa_open_rank_by_rank_and_add_up() -> None:
    top = get("/api/v1/taxonomy")
    assert top["rank"] == "kingdom"
    name = top["taxa"][0]["name"]
    below = get(f"/api/v1/taxonomy?kingdom={name}")
    assert below["rank"] == "phylum"
    if not below["more"]:
        assert sum(one["count"] for one in below["taxa"]) + below["noValue"] >= top["taxa"][0]["count"]


def test_a_polygon_and_a_circle_filter_as_a_box_does() -> None:
    box = get("/api/v1/count?bbox=0,40,30,70")["count"]
    polygon = get("/api/v1/count?geometry=POLYGON((0 40,30 40,30 70,0 70,0 40))")["count"]
    assert polygon == box
    everywhere = get("/api/v1/count?geoDistance=0,0,20030km")["count"]
    assert everywhere == get("/api/v1/count?hasCoordinate=true")["count"]


def test_a_wrong_polygon_is_explained() -> None:
    told = problem(client().get("/api/v1/specimens?geometry=POINT(1 2)"), 400)
    assert told["parameter"] == "geometry"
    assert msgspec.json.encode(told)

"""Tiles against what plain Python counts, decoded by the reference decoder of the format."""

import random
from collections.abc import Sequence
from typing import Any

import mapbox_vector_tile
import pytest

from naturalia.search import QueryError, SpecimenIndex, SpecimenQuery, parse
from naturalia.search.geography.density import density, window
from naturalia.search.geography.tile import FEW, TileAddress, tile
from naturalia.search.geography.vector_tile import Feature, Layer, encode, point
from naturalia.search.matching import matching
from naturalia.search.values import BoundingBox
from tests.search.making import Gathering, Specimen, index_of

WORLD = BoundingBox(-180, -90, 180, 90)


@pytest.fixture(scope="module")
def points() -> list[tuple[float, float]]:
    chosen = random.Random(7)  # noqa: S311
    spread = [(chosen.uniform(-84, 84), chosen.uniform(-180, 180)) for _ in range(400)]
    return [*spread, *[(59.33, 18.07)] * 300, (90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, points: Sequence[tuple[float, float]]) -> SpecimenIndex:
    found = [
        Specimen(number, name="Quercus robur L.", gatherings=(Gathering(country="X", point=one),))
        for number, one in enumerate(points)
    ]
    return index_of(tmp_path_factory.mktemp("points"), [*found, Specimen(9999)])


def layers(content: bytes) -> dict[str, Any]:
    decoded: dict[str, Any] = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})
    return decoded


def test_every_point_is_counted_once_at_every_level(index: SpecimenIndex, points: list[object]) -> None:
    snapshot = index.snapshot()
    everything = matching(SpecimenQuery(), snapshot)
    for level in (1, 3, 8):
        cells = density(snapshot, everything, window(WORLD, level))
        assert sum(cell.count for cell in cells) == len(points)
        assert len({(cell.column, cell.row) for cell in cells}) == len(cells)


def test_a_window_counts_what_lies_in_its_cells(
    index: SpecimenIndex, points: list[tuple[float, float]]
) -> None:
    part = window(BoundingBox(0, 40, 40, 70), 6)
    box = part.box
    cells = density(index.snapshot(), matching(SpecimenQuery(), index.snapshot()), part)
    inside = [p for p in points if box.south <= p[0] < box.north and box.west <= p[1] < box.east]
    assert sum(cell.count for cell in cells) == len(inside)


def test_the_squares_of_the_tile_of_the_world_add_up(index: SpecimenIndex, points: list[object]) -> None:
    found = layers(tile(index, SpecimenQuery(), TileAddress(0, 0, 0)))
    counts = [feature["properties"]["count"] for feature in found["density"]["features"]]
    assert sum(counts) == len(points)
    assert max(counts) >= 300
    assert "specimens" not in found
    rings = [feature["geometry"]["coordinates"][0] for feature in found["density"]["features"]]
    assert all(len(ring) == 5 and ring[0] == ring[-1] for ring in rings)


def test_few_specimens_are_shown_one_by_one(index: SpecimenIndex) -> None:
    query = parse([("bbox", "-1,-1,1,1")])
    found = layers(tile(index, query, TileAddress(0, 0, 0)))["specimens"]["features"]
    assert 1 <= len(found) <= FEW
    assert {feature["properties"]["name"] for feature in found} == {"Quercus robur L."}
    assert [2048, 2048] in [feature["geometry"]["coordinates"] for feature in found]


def test_a_tile_without_specimens_is_empty(index: SpecimenIndex) -> None:
    assert tile(index, parse([("country", "nowhere")]), TileAddress(3, 1, 1)) == b""


@pytest.mark.parametrize("address", [(-1, 0, 0), (0, 1, 0), (2, 0, 4), (99, 0, 0)])
def test_there_are_no_tiles_beyond_the_map(address: tuple[int, int, int]) -> None:
    with pytest.raises(QueryError, match="no tile"):
        TileAddress(*address)


def test_tiles_side_by_side_cover_the_globe() -> None:
    west, east = TileAddress(1, 0, 0).box, TileAddress(1, 1, 0).box
    assert (west.west, west.east, east.east) == (-180, 0, 180) == (west.west, east.west, east.east)
    assert west.north == pytest.approx(85.0511, abs=1e-4)
    assert west.south == pytest.approx(0, abs=1e-9)


def test_numbers_of_any_size_are_written() -> None:
    features = tuple(Feature(point(n, -n), {"n": n, "text": f"ä{n}"}) for n in (0, 1, 127, 128, 4096))
    decoded = layers(encode([Layer("here", features), Layer("empty", ())]))
    assert list(decoded) == ["here"]
    assert [one["properties"] for one in decoded["here"]["features"]] == [
        dict(f.properties) for f in features
    ]
    assert decoded["here"]["features"][4]["geometry"]["coordinates"] == [4096, -4096]

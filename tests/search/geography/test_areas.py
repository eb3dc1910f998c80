import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.search import QueryError, parse, to_params
from naturalia.search.geography import Area, Circle, Polygon, contains, parse_circle, parse_polygon
from naturalia.search.geography.areas import EARTH_RADIUS, distance, write_circle
from naturalia.search.geography.covering import cover
from naturalia.search.geography.grid import code_of, keys_of

AREAS: list[Area] = [
    parse_polygon("POLYGON((10 50, 20 50, 25 60, 5 61, 10 50))"),
    parse_polygon("POLYGON((170 -20, 190 -20, 190 0, 170 10, 170 -20))"),
    parse_polygon("POLYGON((-180 -90, 180 -90, 180 -60, -180 -60, -180 -90))"),
    parse_polygon("POLYGON((0 0, 30 0, 30 30, 0 30, 0 0), (10 10, 20 10, 20 20, 10 20, 10 10))"),
    parse_polygon("MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))"),
    Circle(59.3, 18.1, 5_000),
    Circle(89.0, 0.0, 300_000),
    Circle(-17.0, 179.5, 150_000),
]
near = st.sampled_from(
    [(50.0, 10.0), (0.0, 180.0), (-60.0, -180.0), (10.0, 10.0), (59.3, 18.1), (89.0, 90.0)]
)


@settings(deadline=None)
@given(
    st.sampled_from(AREAS),
    st.lists(st.tuples(near, st.floats(-2, 2), st.floats(-2, 2)), min_size=1, max_size=30),
)
def test_a_covering_says_of_no_point_other_than_a_test_of_it(
    area: Area, drawn: list[tuple[tuple[float, float], float, float]]
) -> None:
    covering = cover(area)
    inside, edge = set(covering.inside), set(covering.edge)
    for (latitude, longitude), north, east in drawn:
        point = max(-90.0, min(90.0, latitude + north)), max(-180.0, min(180.0, longitude + east))
        keys = set(keys_of(code_of(*point)))
        found = bool(contains(area, np.array([point[0]]), np.array([point[1]]))[0])
        assert not keys & inside or found
        assert not found or keys & (inside | edge)


def test_an_area_beyond_the_date_line_holds_points_on_both_sides() -> None:
    found = contains(AREAS[1], np.array([-10.0, -10.0, -10.0]), np.array([175.0, -175.0, 0.0]))
    assert found.tolist() == [True, True, False]


def test_the_edge_belongs_to_the_area_and_a_hole_does_not() -> None:
    found = contains(AREAS[3], np.array([0.0, 15.0, 10.0, 5.0]), np.array([0.0, 15.0, 10.0, 5.0]))
    assert found.tolist() == [True, False, True, True]


def test_a_degree_of_latitude_is_some_111_km() -> None:
    away = distance(0.0, 0.0, np.array([1.0, 0.0]), np.array([0.0, 180.0]))
    assert away[0] == pytest.approx(111_195, abs=1)
    assert away[1] == pytest.approx(np.pi * EARTH_RADIUS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("POINT(1 2)", "POLYGON or MULTIPOLYGON"),
        ("POLYGON((10 50, 20", "well-known text"),
        ("POLYGON((10 95, 20 50, 20 60, 10 95))", "latitudes"),
        ("POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))", "not valid"),
        ("POLYGON EMPTY", "needed"),
        ("POLYGON((" + ",".join(f"{n / 1000} {n % 7}" for n in range(6000)) + ", 0 0))", "points"),
        ("x" * 300_000, "characters"),
    ],
)
def test_what_is_no_area_is_told_in_words(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        parse_polygon(text)


@pytest.mark.parametrize("text", ["59.3,18.1", "95,0,1km", "1,2,-3km", "1,2,0", "a,b,c", "1,2,3 miles"])
def test_what_is_no_circle_is_an_error(text: str) -> None:
    with pytest.raises(QueryError, match="geoDistance"):
        parse_circle(text)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 1e6))
def test_a_circle_comes_back_from_its_text(latitude: float, longitude: float, metres: float) -> None:
    text = f"{latitude:.6f},{longitude:.6f},{metres:.2f}m"
    assert parse_circle(write_circle(parse_circle(text))) == parse_circle(text)


def test_areas_are_part_of_the_address_of_a_search() -> None:
    params = [("geometry", "POLYGON((10 50,20 50,20 60,10 50))"), ("geoDistance", "59.3,18.1,5km")]
    query = parse(params)
    assert {type(area) for area in query.areas} == {Polygon, Circle}
    assert parse(to_params(query)) == query
    assert not query.matches_all

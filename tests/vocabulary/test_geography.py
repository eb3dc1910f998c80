import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from naturalia.vocabulary.geography.borders import BorderIndex, border_index
from naturalia.vocabulary.geography.facts import confusable, country_facts, equivalent
from naturalia.vocabulary.geography.names import codes, key, meanings
from naturalia.vocabulary.geography.states import states, units_named
from naturalia.vocabulary.geography.storage import read, write
from naturalia.vocabulary.geography.tables import TABLES, rows, version

POINTS = 4000


def points_near_borders(index: BorderIndex) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    shapes, _ = index.shapes()
    corners = shapely.get_coordinates(shapes[:: len(shapes) // 500])
    chosen = corners[random.integers(0, len(corners), POINTS // 2)]
    near = np.clip(chosen[:, ::-1] + random.normal(0, 0.2, (POINTS // 2, 2)), [-90, -180], [90, 180])
    far = np.stack([random.uniform(-90, 90, POINTS // 2), random.uniform(-180, 180, POINTS // 2)], axis=1)
    both = np.concatenate([near, far])
    return both[:, 0], both[:, 1]


def test_the_look_up_agrees_with_all_shapes_asked_one_by_one() -> None:
    index = border_index()
    latitudes, longitudes = points_near_borders(index)
    found = index.units(latitudes, longitudes)
    shapes, units = index.shapes()
    hits: dict[int, set[int]] = {}
    for point, shape in zip(
        *shapely.STRtree(shapes).query(shapely.points(longitudes, latitudes), "intersects"), strict=True
    ):
        hits.setdefault(int(point), set()).add(int(units[shape]))
    for number, unit in enumerate(found):
        assert int(unit) in hits.get(number, {-1})


def test_one_point_is_looked_up_as_many_are() -> None:
    index = border_index()
    latitudes, longitudes = points_near_borders(index)
    single = [index.unit(float(y), float(x)) for y, x in zip(latitudes, longitudes, strict=True)]
    assert single == list(index.units(latitudes, longitudes))


def test_the_order_of_points_does_not_matter() -> None:
    index = border_index()
    latitudes, longitudes = points_near_borders(index)
    assert list(index.units(latitudes[::-1], longitudes[::-1])[::-1]) == list(
        index.units(latitudes, longitudes)
    )


@given(st.floats(), st.floats())
def test_no_numbers_raise(latitude: float, longitude: float) -> None:
    assert border_index().units(np.array([latitude]), np.array([longitude]))[0] >= -1
    assert border_index().unit(latitude, longitude) >= -1


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (59.33, 18.05, "SE"),
        (-21.1, 55.5, "RE"),
        (78.2, 16.0, "SJ"),
        (12.2, -68.3, "BQ"),
        (4.0, -53.0, "GF"),
        (45.0, 34.2, "UA"),
        (68.0, -179.0, "RU"),
        (-90.0, 0.0, "AQ"),
        (42.6, 21.0, "XK"),
        (0.0, 0.0, None),
    ],
)
def test_a_point_is_in_the_country_of_its_own_code(
    latitude: float, longitude: float, code: str | None
) -> None:
    assert border_index().country(latitude, longitude) == code


def test_capitals_lie_in_their_countries() -> None:
    index = border_index()
    wrong = []
    for facts in country_facts().values():
        if facts.capital and facts.code in index.codes:
            at = np.array([facts.capital[1]]), np.array([facts.capital[2]])
            number = index.numbers([facts.code])
            if index.countries(*at)[0] != number[0] and not index.near(*at, number, 6.0).any():
                wrong.append(facts.code)
    assert wrong == [
        "EH",
        "KI",
        "VA",
    ]  # held by Morocco on the map; an atoll and a city that it is too coarse for


def test_borders_are_written_as_they_were_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    stored = read()
    shape = (360, 720)
    from msgspec.structs import replace

    write(
        tmp_path / "copy.zst",
        replace(
            stored,
            cells=stored.cells.reshape(shape).astype(np.int16),
            coasts=stored.coasts.reshape(shape),
            piece_unit=stored.piece_unit.astype(np.uint16),
        ),
    )
    again = read(tmp_path / "copy.zst")
    assert shapely.equals_exact(stored.pieces, again.pieces, 1e-9).all()
    assert (stored.cells == again.cells).all()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_its_version_and_source(name: str) -> None:
    from naturalia.vocabulary.geography.tables import lines

    head = " ".join(line for line in lines(name) if line.startswith("#")).casefold()
    assert version(name)
    assert "source:" in head
    assert "licence:" in head


def test_all_rows_of_a_table_have_the_same_columns() -> None:
    for name in TABLES:
        assert len({len(row) for row in rows(name)}) == 1, name


def test_historic_countries_lead_to_countries_and_held_before_they_ended() -> None:
    for names, first, last, successors in rows("historic-countries"):
        assert int(first) <= int(last), names
        assert set(successors.split("|")) <= set(country_facts()), names


def test_every_country_is_found_by_its_codes() -> None:
    for facts in country_facts().values():
        assert codes()[facts.code].codes == (facts.code,)
        if facts.numeric:
            assert codes()[facts.numeric].codes == (facts.code,)


def test_territories_may_stand_for_their_sovereign_only() -> None:
    assert equivalent("FR", "RE")
    assert equivalent("RE", "FR")
    assert not equivalent("GP", "RE")
    assert not equivalent("FR", "DE")
    assert confusable("IE", "GB")
    assert confusable("HK", "CN") or equivalent("HK", "CN")


def test_a_name_has_one_key_in_all_its_spellings() -> None:
    assert key("Îles Kerguelen") == key("Kerguelen Islands") == key("KERGUELEN IS.")
    assert key("Trinidad & Tobago") == key("Trinidad and Tobago")
    assert key("U.S.A.") == key("USA")
    assert meanings()[key("Sverige")][0].codes == ("SE",)


def test_states_are_known_by_code_name_and_larger_region() -> None:
    assert [states()[number].code for number in units_named("US", "California")] == ["US-CA"]
    assert units_named("US", "CA") == units_named("US", "US-CA")
    assert len(units_named("GB", "England")) > 100
    assert units_named("SE", "Bayern") == ()

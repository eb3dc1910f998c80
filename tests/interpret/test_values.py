import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, coordinates, country, metres, number, people, rank_of, type_status


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("4,92", 4.92), ("-1.5", -1.5), ("1e3", 1000), ("0,125", 0.125)]
)
def test_numbers_with_point_or_comma_are_understood(text: str, value: float) -> None:
    assert number(text).value == value


def test_a_comma_before_three_digits_is_ambiguous() -> None:
    assert number("1,050").code is IssueCode.NUMBER_AMBIGUOUS
    assert number("1,050").value is None


@pytest.mark.parametrize("text", ["", "abc", "1e999", "NaN", "inf", "1.2.3", "12 m"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert number(text).value is None
    assert number(text).code is not None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_its_own_reading(value: float) -> None:
    found = number(repr(value)).value
    assert found is not None
    assert math.isclose(found, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 m", 12, 12),
        ("100-200 m", 100, 200),
        ("1 - 2,5 metros", 1, 2.5),
        ("100 ft", 30.48, 30.48),
        ("1050 msnm", 1050, 1050),
        ("ca. 300 m s.n.m.", 300, 300),
        ("300 parasangs", None, None),
        ("-5", -5, -5),
    ],
)
def test_lengths_are_read_in_metres(text: str, low: float | None, high: float | None) -> None:
    span = metres(text).value
    assert (span and span.minimum, span and span.maximum) == (low, high)


@pytest.mark.parametrize(
    ("texts", "point"),
    [
        (("5.0738", "-75.6199"), (5.0738, -75.6199)),
        (("4,9236498", "-75,3920788"), (4.9236498, -75.3920788)),
        ((None, None, "4 41 20.069 N", "74 0 55.314 W"), (4.6889081, -74.0153650)),
        ((None, None, "40°26'46\"N", "79°58'56\"W"), (40.4461111, -79.9822222)),
        ((None, None, None, None, "49.74262N, 6.04367E"), (49.74262, 6.04367)),
        ((None, None, None, None, "41.31139/-105.59056"), (41.31139, -105.59056)),
        ((None, None, None, None, "58500,67500"), (None, None)),
        ((None, None, "5 331 67N", "75 3638 49W"), (None, None)),
        (("91", "0"), (None, None)),
        (("1", None), (None, None)),
        ((None, None, "10 O", "10 N"), (None, None)),
    ],
)
def test_points_are_decimal_or_simple_verbatim_forms(
    texts: tuple[str | None, ...], point: tuple[object, object]
) -> None:
    found = coordinates(*texts)  # type: ignore[arg-type]
    assert (found.latitude, found.longitude) == point


def test_zero_zero_is_kept_with_an_issue() -> None:
    found = coordinates("0", "0")
    assert (found.latitude, found.longitude, found.code) == (0, 0, IssueCode.COORDINATES_ZERO)


@given(st.lists(st.none() | st.text("0123456789.,-°'NSEWO ", max_size=12), min_size=5, max_size=5))
def test_no_coordinates_raise_or_leave_the_globe(texts: list[str | None]) -> None:
    found = coordinates(*texts)
    assert found.latitude is None or abs(found.latitude) <= 90
    assert found.longitude is None or abs(found.longitude) <= 180


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("España", "ES"),
        ("U.S.A.", "US"),
        ("Россия", "RU"),
        ("COL", "CO"),
        ("Côte d'Ivoire", "CI"),
        ("Deutschland", "DE"),
        ("NA", "NA"),
        ("UNKNOWN COUNTRY", None),
        ("Atlantis", None),
    ],
)
def test_a_country_is_known_in_many_languages(name: str, code: str | None) -> None:
    assert country(name).code == code


def test_a_disagreement_of_name_and_code_is_told_and_the_code_stays() -> None:
    found = country("Spain", "PT")
    assert found.code == "PT"
    assert found.issues == (IssueCode.COUNTRY_MISMATCH,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Collector(s): George T. Baxter", ["George T. Baxter"]),
        ("E. Fuertes & M. Ladero", ["E. Fuertes", "M. Ladero"]),
        ("A. Gray | B. Blanc; C. Noir", ["A. Gray", "B. Blanc", "C. Noir"]),
        ("Meyer und Schulze", ["Meyer", "Schulze"]),
        ("H. & J. Groves", ["H. Groves", "J. Groves"]),
        ("Mosse-Robinson, L. H.", ["Mosse-Robinson, L. H."]),
        ("Collector(s): unknown", []),
        ("s.c.", []),
    ],
)
def test_people_are_split_and_keep_their_order(text: str, names: list[str]) -> None:
    agents = people(text).agents
    assert [agent.name for agent in agents] == names
    assert [agent.has_roles[0].position for agent in agents] == list(range(1, len(names) + 1))


def test_identifiers_belong_to_the_names_at_their_places() -> None:
    found = people(
        "A. Gray | B. Blanc", "https://orcid.org/0000-0002-1825-0097 | https://www.wikidata.org/wiki/Q42"
    )
    assert [agent.identifier for agent in found.agents] == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://www.wikidata.org/wiki/Q42",
    ]


@pytest.mark.parametrize(
    ("text", "value", "is_type"),
    [
        ("HOLOTYPE", "holotype", True),
        ("Holotypus of Bufo baxteri", "holotype", True),
        ("Isotype: Aus bus L.", "isotype", True),
        ("paratipo", "paratype", True),
        ("figured in publication", "not a type", False),
        ("no type", "not a type", False),
        ("lectotype | syntype", "lectotype | syntype", True),
        ("type of rock?", "type", True),
        ("nonsense", None, None),
    ],
)
def test_type_status_is_read_as_a_value_of_the_vocabulary(
    text: str, value: str | None, is_type: bool | None
) -> None:
    assert (type_status(text).value, type_status(text).is_type) == (value, is_type)


@pytest.mark.parametrize(
    ("text", "rank"),
    [("Especie", "species"), ("ssp.", "subspecies"), ("Gattung", "genus"), ("var.", "variety")],
)
def test_ranks_are_known_in_several_languages(text: str, rank: str) -> None:
    assert rank_of(text).value == rank


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    for function in (number, metres, country, people, type_status, rank_of):
        function(text)  # type: ignore[operator]

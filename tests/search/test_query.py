import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.search import TERMS, BoundingBox, QueryError, Range, Sort, parse, parse_text, to_params
from naturalia.search.expert import Ending, clauses
from naturalia.search.query import LARGEST_LIMIT


def test_values_of_one_term_are_alternatives_in_a_fixed_order() -> None:
    query = parse([("country", "Sweden"), ("country", " Norway "), ("country", "Sweden"), ("-sex", "male")])
    assert query.filters == {"country": ("Norway", "Sweden")}
    assert query.exclusions == {"sex": ("male",)}


@pytest.mark.parametrize(
    ("name", "text", "low", "high"),
    [
        ("year", "1900,1950", 1900, 1950),
        ("year", "1900", 1900, 1900),
        ("year", "1900,*", 1900, None),
        ("year", ",1900", None, 1900),
        ("decimalLatitude", "-10.5,2e1", -10.5, 20.0),
        ("eventDate", "1900-05,1900-07-03", "1900-05", "1900-07-03"),
        ("modified", "2026-01-01T10:00:00Z,", "2026-01-01T10:00:00Z", None),
    ],
)
def test_a_range_is_two_ends_of_which_one_may_be_open(
    name: str, text: str, low: object, high: object
) -> None:
    assert parse([(name, text)]).filters == {name: (Range(low, high),)}  # type: ignore[arg-type]


def test_a_comma_in_a_value_that_is_no_range_is_part_of_it() -> None:
    assert parse([("recordedBy", "Linné, C.")]).filters == {"recordedBy": ("Linné, C.",)}


def test_the_rest_of_a_query() -> None:
    query = parse(
        [
            ("bbox", "170,-20,-170,20.5"),
            ("sort", "-eventDate"),
            ("limit", "0"),
            ("missing", "sex"),
            ("present", "year"),
        ]
    )
    assert query.box == BoundingBox(170, -20, -170, 20.5)
    assert query.sort == Sort("eventDate", descending=True)
    assert (query.limit, query.missing, query.present) == (0, ("sex",), ("year",))


def test_blank_values_say_nothing() -> None:
    assert parse([("country", ""), ("q", "  "), ("limit", ""), ("sort", " "), ("nosuch", "")]) == parse([])


@pytest.mark.parametrize(
    ("parameter", "value", "near"),
    [
        ("contry", "Sweden", "country"),
        ("-Country", "Sweden", "country"),
        ("lmit", "10", "limit"),
        ("missing", "localty", "locality"),
        ("sort", "-scientificNam", "scientificName"),
    ],
)
def test_an_unknown_name_is_an_error_that_says_what_may_be_meant(
    parameter: str, value: str, near: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse([(parameter, value)])
    assert caught.value.parameter == parameter
    assert near in caught.value.near


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("year", "abc"),
        ("year", "1950,1900"),
        ("year", "1,2,3"),
        ("year", "*,*"),
        ("year", "9" * 30),
        ("year", "1.5"),
        ("decimalLatitude", "nan"),
        ("decimalLatitude", "1e999"),
        ("eventDate", "1900-13"),
        ("eventDate", "1950,1949-12-31"),
        ("hasMedia", "yes"),
        ("limit", str(LARGEST_LIMIT + 1)),
        ("limit", "-1"),
        ("limit", "²"),
        ("bbox", "1,2,3"),
        ("bbox", "0,10,0,5"),
        ("bbox", "0,0,0,91"),
        ("bbox", "nan,0,0,0"),
        ("sort", "locality"),
    ],
)
def test_a_wrong_value_is_an_error_that_names_its_parameter(parameter: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse([(parameter, value)])
    assert caught.value.parameter == parameter


def test_a_control_given_twice_is_an_error_unless_it_says_the_same() -> None:
    assert parse([("limit", "5"), ("limit", "5")]).limit == 5
    with pytest.raises(QueryError):
        parse([("limit", "5"), ("limit", "6")])


def test_too_many_values_are_refused() -> None:
    with pytest.raises(QueryError):
        parse([("country", str(number)) for number in range(1001)])


def test_text_holds_words_phrases_and_conditions() -> None:
    query = parse_text('oak country:"South Korea" -sex:male Year:1900,1950 "stora mosse" missing:family rob*')
    assert query.text == 'oak "stora mosse" rob*'
    assert query.filters == {"country": ("South Korea",), "year": (Range(1900, 1950),)}
    assert query.exclusions == {"sex": ("male",)}
    assert query.missing == ("family",)
    assert parse_text("-missing:family").present == ("family",)


@pytest.mark.parametrize(
    "text",
    ["nosuch:value", "year:abc", "country:", ":", '"', '""', "-", "--a", 'a"b"', "https://x.y/z",
     "missing:nosuch", '"country:Sweden"', "(a OR b)", "text:[a TO b]", "a\\", "+a^2 ~3", "*", "\ud800"],
)  # fmt: skip
def test_odd_text_is_text(text: str) -> None:
    query = parse_text(text)
    assert not query.filters
    assert query.text
    assert parse(to_params(query)) == query


def test_the_last_word_may_be_the_beginning_of_one() -> None:
    found = [(clause.words, clause.ending, clause.excluded) for clause in clauses('que* Bob-7 -x "a b" rob')]
    assert found == [
        (("que",), Ending.ANY, False),
        (("bob",), Ending.NOTHING, False),
        (("7",), Ending.NOTHING, False),
        (("x",), Ending.NOTHING, True),
        (("a", "b"), Ending.NOTHING, False),
        (("rob",), Ending.LETTERS, False),
    ]


@given(st.text(max_size=200))
def test_no_text_fails_and_what_remains_of_it_is_stable(text: str) -> None:
    query = parse_text(text)
    assert parse(to_params(query)) == query
    clauses(query.text)


names = st.sampled_from([term.name for term in TERMS] + ["missing", "present", "q", "bbox", "sort", "limit"])
signs = st.sampled_from(["", "-"])
values = st.sampled_from(
    ["1900,1950", "7", "-3.25,*", "*,2001-02-03", "true", "year", "country", "-10,-5,10,5"]
)
params = st.lists(st.tuples(st.builds(str.__add__, signs, names), values | st.text(max_size=20)), max_size=8)


@given(params, st.randoms())
def test_a_query_survives_the_way_through_a_url_in_any_order(
    pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    readable = [pair for pair in pairs if _is_readable(pair)]
    controls = {name: value for name, value in readable if name in ("bbox", "sort", "limit", "q")}
    readable = [pair for pair in readable if pair[0] not in controls] + list(controls.items())
    query = parse(readable)
    assert parse(to_params(query)) == query
    chance.shuffle(readable)
    assert parse(readable) == query


def _is_readable(pair: tuple[str, str]) -> bool:
    try:
        parse([pair])
    except QueryError:
        return False
    return True

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import (
    Context,
    IssueCode,
    continent,
    depth,
    elevation,
    higher_geography,
    interpret,
    state_province,
    water_body,
)
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.event import Location

CONTEXT = Context(dataset_title="A collection", dataset_licence="CC0 1.0", institution_code="HERE")


def location(**terms: str) -> tuple[Location, list[IssueCode]]:
    core = {"dwc:catalogNumber": "1", "dwc:scientificName": "Aus bus"} | {
        f"dwc:{k}": v for k, v in terms.items()
    }
    found = interpret(VerbatimRecord(core, {}), CONTEXT)
    place = found.specimen.has_events[0].has_location
    assert place is not None
    return place, [each.code for each in found.issues]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1200 m", 1200, 1200),
        ("100-200 m", 100, 200),
        ("800 m ü. NN", 800, 800),
        ("450 m ü.M.", 450, 450),
        ("1050 msnm", 1050, 1050),
        ("350 m n.p.m.", 350, 350),
        ("1 050 m", 1050, 1050),
        ("1'200 m", 1200, 1200),
        ("300-400 ft", 91.44, 121.92),
        ("3000 pies", 914.4, 914.4),
        ("200 Fuss", 60.96, 60.96),
        ("2500'", 762, 762),
        ("Elev.: 1200 ft (366 m)", 365.76, 365.76),
        ("2 miles", 3218.688, 3218.688),
        ("30 yards", 27.432, 27.432),
        ("-10 to -5 m", -10, -5),
        ("50 m b.s.l.", -50, -50),
        ("sea level", 0, 0),
        ("below 100 m", None, 100),
        (">1000 m", 1000, None),
        ("12,5 m", 12.5, 12.5),
        ("300 parasangs", None, None),
        ("unknown", None, None),
    ],
)
def test_elevations_are_read_with_their_words(text: str, low: float | None, high: float | None) -> None:
    found = elevation(text)
    assert (found.minimum, found.maximum) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("10 fathoms", 18.288, 18.288), ("5-10 Faden", 9.144, 18.288), ("12 brasses", 19.488, 19.488)],
)
def test_depths_are_read_in_the_units_of_seamen(text: str, low: float, high: float) -> None:
    assert (depth(text).minimum, depth(text).maximum) == (low, high)


def test_a_comma_before_three_digits_keeps_both_readings() -> None:
    found = elevation("1,050 m")
    assert (found.minimum, found.maximum) == (None, None)
    assert found.alternatives == ((1.05, 1.05), (1050.0, 1050.0))
    assert IssueCode.NUMBER_AMBIGUOUS in found.issues


def test_what_is_approximate_is_told() -> None:
    assert elevation("ca. 300 m").approximate
    assert IssueCode.LENGTH_APPROXIMATE in elevation("ca. 300 m").issues


def test_columns_count_before_the_text() -> None:
    found = elevation("5 ft", "100", "200")
    assert (found.minimum, found.maximum) == (100, 200)


@pytest.mark.parametrize(
    ("text", "likely"), [("8849 m", True), ("-430 m", True), ("9500 m", False), ("-500 m", False)]
)
def test_elevations_beyond_the_lowest_and_highest_land_are_told(text: str, likely: bool) -> None:
    assert (IssueCode.ELEVATION_UNLIKELY not in elevation(text).issues) is likely


def test_a_swapped_range_is_told_and_kept() -> None:
    found = depth("10-5 m")
    assert (found.minimum, found.maximum) == (10, 5)
    assert IssueCode.RANGE_SWAPPED in found.issues


@given(st.integers(0, 8800), st.integers(0, 8800), st.sampled_from(["m", "m a.s.l.", "msnm", "metros"]))
def test_a_range_of_metres_comes_back(one: int, other: int, unit: str) -> None:
    low, high = sorted((one, other))
    found = elevation(f"{low}-{high} {unit}")
    assert (found.minimum, found.maximum) == (low, high)


@given(st.none() | st.text(max_size=30), st.none() | st.text(max_size=10))
def test_no_texts_raise(text: str | None, other: str | None) -> None:
    assert elevation(text, other).version
    assert depth(text, None, other).version
    assert continent(text, other).version
    assert water_body(text).version
    assert state_province(text, other).version
    assert higher_geography(text, other).version


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europa", "Europe"),
        ("América del Sur", "South America"),
        ("Afrique", "Africa"),
        ("Asien", "Asia"),
        ("foo", None),
    ],
)
def test_continents_are_known_in_several_languages(text: str, name: str | None) -> None:
    assert continent(text).name == name


def test_a_country_may_lie_on_two_continents() -> None:
    assert continent("Asia", "RU").issues == ()
    assert continent("Europe", "RU").issues == ()
    assert continent("Africa", "RU").issues == (IssueCode.CONTINENT_COUNTRY_MISMATCH,)


def test_waters_have_a_group() -> None:
    assert water_body("Adriatic Sea").group == "Mediterranean Sea"
    assert water_body("Mer Méditerranée").group == "Mediterranean Sea"


def test_states_are_known_by_code_short_form_and_other_languages() -> None:
    assert state_province("Calif.", "US").code == "US-CA"
    assert state_province("Bavière", "DE").code == "DE-BY"
    assert state_province("Stockholms län", "SE").code == "SE-AB"
    assert state_province("State of Texas", "US").code == "US-TX"


def test_a_state_of_another_country_is_told() -> None:
    assert state_province("Bayern", "SE").issues == (IssueCode.STATE_COUNTRY_MISMATCH,)
    assert state_province("no such state", "SE").issues == (IssueCode.STATE_UNKNOWN,)


def test_higher_geography_is_compared_with_the_country() -> None:
    found = higher_geography("Europe | Sweden | Skåne", "SE")
    assert (found.continents, found.countries, found.issues) == (("Europe",), ("SE",), ())
    assert IssueCode.HIGHER_GEOGRAPHY_MISMATCH in higher_geography("South America, Peru", "BO").issues


def test_a_swapped_point_stays_as_stated_with_the_proposal_beside() -> None:
    place, issues = location(decimalLatitude="18.06", decimalLongitude="59.33", country="Sweden")
    georeference = place.has_georeference
    assert georeference is not None
    assert (georeference.decimal_latitude, georeference.decimal_longitude) == (18.06, 59.33)
    assert georeference.proposals == ("swapped: 59.33, 18.06",)
    assert IssueCode.COORDINATES_PRESUMED_SWAPPED in issues


def test_a_converted_position_stands_beside_the_stated_one() -> None:
    place, issues = location(decimalLatitude="40.5", decimalLongitude="-105.25", geodeticDatum="NAD27")
    georeference = place.has_georeference
    assert georeference is not None
    assert georeference.decimal_latitude == 40.5
    assert georeference.wgs84_latitude == pytest.approx(40.49998, abs=1e-4)
    assert IssueCode.DATUM_CONVERTED in issues


def test_a_grid_reference_gives_a_point_with_the_radius_of_its_square() -> None:
    place, issues = location(verbatimCoordinates="SU 123 456", country="England")
    georeference = place.has_georeference
    assert georeference is not None
    assert georeference.decimal_latitude == pytest.approx(51.20992, abs=1e-4)
    assert georeference.point_radius_in_meters == 70.7
    assert {IssueCode.COORDINATES_FROM_VERBATIM, IssueCode.COORDINATES_FROM_GRID} <= set(issues)


def test_a_vanished_country_keeps_its_name_and_its_candidates() -> None:
    place, issues = location(country="Yugoslavia")
    assert place.country == "Yugoslavia"
    assert place.country_code is None
    assert place.historic_country == "Yugoslavia"
    assert "HR" in place.country_candidates
    assert IssueCode.COUNTRY_HISTORIC in issues


def test_verbatim_and_decimal_coordinates_far_apart_are_told() -> None:
    _, issues = location(decimalLatitude="10.5", decimalLongitude="20.5", verbatimCoordinates="40°N 20°30'E")
    assert IssueCode.COORDINATES_VERBATIM_MISMATCH in issues


def test_an_impossible_uncertainty_is_told() -> None:
    _, issues = location(decimalLatitude="10.5", decimalLongitude="20.5", coordinateUncertaintyInMeters="0")
    assert IssueCode.UNCERTAINTY_INVALID in issues


def test_an_elevation_above_every_mountain_is_told_and_kept() -> None:
    place, issues = location(minimumElevationInMeters="12000", country="Peru")
    assert place.minimum_elevation_in_meters == 12000
    assert IssueCode.ELEVATION_UNLIKELY in issues

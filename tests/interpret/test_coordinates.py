import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, Verdict, coordinates, point_check, point_radius
from naturalia.interpret.coordinates import datum, grid_points, mgrs
from naturalia.interpret.coordinates.checks import against_countries, proposals
from naturalia.interpret.coordinates.uncertainty import coordinate_precision, map_accuracy

STOCKHOLM = (59.3333333, 18.0833333)
LATITUDES, LONGITUDES = st.integers(-90 * 3600, 90 * 3600), st.integers(-180 * 3600, 180 * 3600)


def joined(text: str, **known: str) -> tuple[float | None, float | None]:
    found = coordinates(verbatim_coordinates=text, **known)
    return found.latitude, found.longitude


@pytest.mark.parametrize(
    "text",
    [
        "59°20'N 18°5'E",
        "59°20′N, 18°05′E",
        "59º20’00’’N; 18º5’00’’E",
        "N 59 20 E 18 5",
        "59d20m N / 18d5m E",
        "59:20:00N 18:05:00E",
        "59 deg 20 min N, 18 deg 5 min E",
        "59° 20' 0.0\" N - 18° 5' 0.0\" E",
        "18°5'E 59°20'N",
        "Norte 59° 20', Este 18° 5'",
        "59°20' nördl. Breite, 18°5' östl. Länge",
        "59°20'N 18°5'Ö",
        "59°20' с.ш. 18°5' в.д.",
        "Lat. 59°20'N Long. 18°5'E",
        "59°20'00''N|18°05'00''E",
    ],
)
def test_degrees_and_minutes_are_read_in_every_spelling(text: str) -> None:
    assert joined(text) == STOCKHOLM


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("-33.5 -70.6", (-33.5, -70.6)),
        ("−33,5; −70,6", (-33.5, -70.6)),
        ("S33.5 W070.6", (-33.5, -70.6)),
        ("33,5 S 70,6 W", (-33.5, -70.6)),
        ("33.5° sur, 70.6° oeste", (-33.5, -70.6)),
        ("59.3456,18.1234", (59.3456, 18.1234)),
        ("33°30.0'S 70°36.0'W", (-33.5, -70.6)),
    ],
)
def test_decimal_degrees_are_read_with_signs_letters_and_words(text: str, point: tuple[float, float]) -> None:
    assert joined(text) == point


@pytest.mark.parametrize(
    "text",
    ["58500,67500", "12 34", "5 331 67N", "59°75'N 18°5'E", "-59°N 18°E", "59°N 18°N", "hello", "59.5"],
)
def test_what_is_not_certainly_a_pair_is_not_read(text: str) -> None:
    assert joined(text) == (None, None)


def test_o_is_ost_or_oeste_and_both_are_kept() -> None:
    found = coordinates(verbatim_coordinates="48°10'N 11°30'O")
    assert (found.latitude, found.longitude, found.code) == (None, None, IssueCode.COORDINATES_AMBIGUOUS)
    assert found.alternatives == ((48.1666667, 11.5), (48.1666667, -11.5))


@pytest.mark.parametrize(
    ("text", "country", "longitude"),
    [("48°10'N 11°30'O", "DE", 11.5), ("10°20'S 70°30'O", "PE", -70.5), ("40°N 3°O", "ES", -3.0)],
)
def test_o_is_decided_by_the_country(text: str, country: str, longitude: float) -> None:
    assert joined(text, country_code=country)[1] == longitude


def test_oeste_and_ouest_in_words_are_west_and_ost_is_east() -> None:
    assert joined("10° N 70° oeste") == (10, -70)
    assert joined("10° N 70° ouest") == (10, -70)
    assert joined("10° N 70° Ost") == (10, 70)


@pytest.mark.parametrize(
    ("text", "system", "point"),
    [
        ("SU 123 456", None, (51.20992, -1.82459)),
        ("TQ3080", "OSGB", (51.50837, -0.12097)),
        ("30TXN123456", None, (42.85518, -1.62485)),
        ("UTM 29T 541 4747", None, (42.87897, -8.49185)),
        ("500000E 4649776N", "UTM zone 31N", (42.0, 3.0)),
        ("600000 200000", "LV03", (46.95108, 7.43863)),
        ("2600000 1200000", "CH1903+ / LV95", (46.95108, 7.43863)),
        ("6580822 1628972", "RT90", (59.32848, 18.07100)),
        ("6580000 674000", "SWEREF99 TM", (59.32287, 18.05797)),
        ("155000 463000", "Rijksdriehoek", (52.15517, 5.38720)),
        ("652000 6862000", "Lambert 93", (48.85625, 2.34581)),
        ("R 3512345 H 5412345", "Gauss-Krüger", (48.84843, 9.16717)),
        ("530000 180000", "EPSG:27700", (51.50399, -0.12835)),
        ("O 123 456", "Irish Grid", (53.44916, -6.30969)),
    ],
)
def test_grids_are_read_where_the_text_or_the_system_names_them(
    text: str, system: str | None, point: tuple[float, float]
) -> None:
    found = coordinates(verbatim_coordinates=text, verbatim_coordinate_system=system)
    assert (found.latitude, found.longitude) == pytest.approx(point, abs=2e-5)
    assert found.code is IssueCode.COORDINATES_FROM_GRID


def test_the_square_of_a_grid_becomes_uncertainty() -> None:
    assert coordinates(verbatim_coordinates="SU 123 456").uncertainty == 70.7  # half the diagonal of 100 m
    assert coordinates(verbatim_coordinates="SU12A").uncertainty == 1414.2  # a tetrad: 2 km
    assert coordinates(verbatim_coordinates="33VVF12").uncertainty == 7071.1


def test_eastings_without_a_system_are_no_point() -> None:
    assert joined("600000 200000") == (None, None)


@given(st.integers(-79, 83), st.integers(-179, 179))
def test_a_square_of_mgrs_holds_the_point_it_was_made_of(latitude: int, longitude: int) -> None:
    zone = int((longitude + 180) // 6) + 1
    if 32 <= zone <= 37 and latitude >= 56:  # irregular zones of Norway and Svalbard
        return
    x, y = pyproj.Proj(proj="utm", zone=zone, ellps="WGS84", south=latitude < 0)(longitude, latitude)
    columns = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")[(zone - 1) % 3]
    row = "ABCDEFGHJKLMNPQRSTUV"[(int(y // 1e5) + (5 if zone % 2 == 0 else 0)) % 20]
    band = "CDEFGHJKLMNPQRSTUVWX"[min((latitude + 80) // 8, 19)]
    text = f"{zone}{band}{columns[int(x // 1e5) - 1]}{row}{int(x % 1e5):05}{int(y % 1e5):05}"
    found = mgrs(text)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=3e-5 * 10)


@given(st.integers(100_000, 600_000), st.integers(50_000, 900_000))
def test_a_national_grid_reference_of_ten_digits_comes_back_to_the_metre(east: int, north: int) -> None:
    letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
    column, row = east // 100_000, north // 100_000
    first = letters[(19 - row) - (19 - row) % 5 + (column + 10) // 5]
    second = letters[(19 - row) * 5 % 25 + column % 5]
    text = f"{first}{second} {east % 100_000:05} {north % 100_000:05}"
    x, y = pyproj.Transformer.from_crs(27700, 4326, always_xy=True).transform(east + 0.5, north + 0.5)
    found = grid_points(text)
    assert len(found) == 1
    assert (found[0].latitude, found[0].longitude) == pytest.approx((y, x), abs=1e-6)


STYLES = (
    "{d}°{m}'{s}\"{h}",
    "{d}° {m}′ {s}″ {h}",
    "{h}{d} {m} {s}",
    "{d} {m} {s} {h}",
    "{d}º{m}'{s}''{h}",
    "{d}:{m}:{s}{h}",
    "{h} {d}°{m}’{s}”",
    "{d} deg {m} min {s} sec {h}",
)


@given(LATITUDES, LONGITUDES, st.sampled_from(STYLES), st.sampled_from([" ", ", ", "; ", " / ", " | "]))
def test_a_point_comes_back_from_every_style_of_seconds(
    latitude: int, longitude: int, style: str, between: str
) -> None:
    def written(seconds: int, letters: str) -> str:
        size = abs(seconds)
        letter = letters[seconds < 0]
        return style.format(d=size // 3600, m=size // 60 % 60, s=size % 60, h=letter)

    text = written(latitude, "NS") + between + written(longitude, "EW")
    assert joined(text) == pytest.approx((latitude / 3600, longitude / 3600), abs=1e-7)


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.integers(1, 6),
    st.sampled_from(["{} {}", "{}, {}", "{};{}", "{}/{}"]),
)
def test_a_decimal_point_comes_back_within_its_precision(
    latitude: float, longitude: float, digits: int, style: str
) -> None:
    text = style.format(f"{latitude:.{digits}f}", f"{longitude:.{digits}f}")
    assert joined(text) == pytest.approx((latitude, longitude), abs=0.51 * 10.0**-digits)


@given(st.lists(st.none() | st.text("0123456789.,-°'\"NSEWO TXUMGR", max_size=20), min_size=9, max_size=9))
@settings(max_examples=300)
def test_no_texts_raise_or_leave_the_globe(texts: list[str | None]) -> None:
    found = coordinates(*texts)
    assert found.latitude is None or abs(found.latitude) <= 90
    assert found.longitude is None or abs(found.longitude) <= 180
    assert found.version


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NAD27", "EPSG:4267"),
        ("North American Datum 1927", "EPSG:4267"),
        ("WGS 84", "EPSG:4326"),
        ("European Datum 1950", "EPSG:4230"),
        ("Pulkovo 1942", "EPSG:4284"),
        ("Tokyo", "EPSG:4301"),
        ("SAD69", "EPSG:4618"),
        ("EPSG:4269", "EPSG:4269"),
        ("epsg:27700", "EPSG:4277"),
        ("Djakarta (Batavia)", "EPSG:4211"),
        ("no such datum", None),
    ],
)
def test_a_datum_is_known_by_its_names_and_its_code(text: str, code: str | None) -> None:
    assert datum(text).code == code


def test_a_datum_is_converted_beside_the_stated_coordinates() -> None:
    found = coordinates("40.5", "-105.25", geodetic_datum="NAD27")
    assert (found.latitude, found.longitude) == (40.5, -105.25)
    assert found.wgs84 == pytest.approx((40.49998, -105.25057), abs=3e-5)
    assert IssueCode.DATUM_CONVERTED in found.issues


def test_an_unknown_datum_is_not_converted() -> None:
    found = coordinates("40.5", "-105.25", geodetic_datum="my own datum")
    assert found.wgs84 is None
    assert IssueCode.DATUM_UNKNOWN in found.issues


def test_whole_degrees_are_told() -> None:
    assert IssueCode.COORDINATES_LOW_PRECISION in coordinates("60", "25").issues
    assert IssueCode.COORDINATES_LOW_PRECISION not in coordinates("60.12", "25.3").issues


def test_the_precision_of_a_degree_at_the_equator_is_the_diagonal_of_its_square() -> None:
    assert coordinate_precision(0.0, 0.0, 1.0) == pytest.approx(
        156_900, rel=0.003
    )  # Wieczorek et al. 2004, table 3


def test_the_accuracy_of_a_map_follows_its_scale() -> None:
    assert map_accuracy(24_000) == pytest.approx(12.2, abs=0.1)  # 40 feet, National Map Accuracy Standards
    assert map_accuracy(12_000) == pytest.approx(10.2, abs=0.1)


def test_the_radius_is_the_sum_of_its_contributions() -> None:
    found = point_radius(10, 10, 0.01, "WGS84", extent=100, map_scale=50_000)
    assert found.metres == pytest.approx(sum(metres for _, metres in found.contributions), abs=0.2)
    assert [name for name, _ in found.contributions] == ["coordinate precision", "extent", "map scale"]


def test_an_unstated_datum_enlarges_the_radius() -> None:
    known, unknown = point_radius(10, 10, 0.01, "WGS84").metres, point_radius(10, 10, 0.01, None).metres
    assert known is not None
    assert unknown is not None
    assert unknown - known == pytest.approx(3552, abs=0.2)


@pytest.mark.parametrize(
    ("point", "country", "change"),
    [
        ((18.06, 59.33), "SE", "swapped"),
        ((-59.33, 18.06), "SE", "latitude negated"),
        ((-12.0, 76.0), "PE", "longitude negated"),
        ((12.0, 76.0), "PE", "both negated"),
    ],
)
def test_a_point_elsewhere_is_told_and_what_would_fit_is_proposed(
    point: tuple[float, float], country: str, change: str
) -> None:
    found = point_check(*point, country)
    assert IssueCode.COORDINATES_COUNTRY_MISMATCH in found.issues
    assert change in [each.change for each in found.proposals]


@pytest.mark.parametrize(
    ("point", "country", "verdict"),
    [
        ((48.14, 11.58), "DE", Verdict.INSIDE),
        ((48.14, 11.58), "FR", Verdict.OUTSIDE),
        ((-21.1, 55.5), "FR", Verdict.TERRITORY),
        ((-21.1, 55.5), "RE", Verdict.INSIDE),
        ((48.58, 7.81), "FR", Verdict.BORDER),
        ((56.0, 2.0), "GB", Verdict.WATERS),
        ((0.0, -25.0), "GB", Verdict.HIGH_SEAS),
        ((-70.0, -120.0), "AQ", Verdict.WATERS),
        ((54.6, -5.9), "IE", Verdict.CONFUSABLE),
        ((45.0, 34.2), "UA", Verdict.INSIDE),
        ((68.0, 179.9), "RU", Verdict.INSIDE),
        ((68.0, -179.0), "RU", Verdict.INSIDE),
        ((48.14, 11.58), None, Verdict.UNCHECKED),
    ],
)
def test_a_point_lies_inside_near_or_outside_the_stated_country(
    point: tuple[float, float], country: str | None, verdict: Verdict
) -> None:
    assert point_check(*point, country).verdict is verdict


@pytest.mark.parametrize(
    ("point", "code"),
    [
        ((59.33, 18.07), IssueCode.COORDINATES_AT_CAPITAL),
        ((-14.24, -51.93), None),
    ],
)
def test_capitals_are_suspicious(point: tuple[float, float], code: IssueCode | None) -> None:
    assert (code in point_check(*point).issues) is (code is not None)


def test_the_middle_of_a_country_and_the_institution_are_suspicious() -> None:
    from naturalia.vocabulary.geography.tables import rows

    _, _, latitude, longitude = next(row for row in rows("centroids") if row[0] == "BR")
    assert IssueCode.COORDINATES_AT_CENTROID in point_check(float(latitude), float(longitude), "BR").issues
    at = point_check(51.4960, -0.1764, "GB", None, (51.4961, -0.1763))
    assert at.suspicious == "institution"


def test_another_state_is_told() -> None:
    assert IssueCode.COORDINATES_STATE_MISMATCH in point_check(34.05, -118.2, "US", "Texas").issues
    assert point_check(34.05, -118.2, "US", "Calif.").issues == ()
    assert point_check(34.05, -118.2, "US", "no such state").issues == ()


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=20),
    st.sampled_from(["DE", "US", "FR", "RU", "FJ", "AQ"]),
)
def test_columns_of_points_are_judged_as_single_ones_are(
    points: list[tuple[float, float]], country: str
) -> None:
    latitudes, longitudes = np.array(points).T
    verdicts = against_countries(latitudes, longitudes, [country] * len(points))
    assert [Verdict(int(each)) for each in verdicts] == [
        point_check(*point, country).verdict for point in points
    ]


def test_columns_may_hold_what_is_no_point() -> None:
    verdicts = against_countries([float("nan"), 91.0, 0.0], [0.0, 0.0, 500.0], ["SE", "SE", None])
    assert list(verdicts) == [Verdict.UNCHECKED] * 3


def test_proposals_never_offer_the_point_itself() -> None:
    assert proposals(0.0, 0.0, "GH") == ()

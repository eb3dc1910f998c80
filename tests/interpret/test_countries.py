import csv
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, country
from naturalia.interpret.countries import Country
from naturalia.vocabulary.geography.names import PlaceKind
from tests.shared import shared_file

DISTRIBUTIONS = (
    "VertNet_distinct_country_2018-06-05.csv.gz",
    "iDigBio_distinct_country_01-03-17.csv.gz",
    "iDigBio_distinct_countryCode_01-03-17.csv.gz",
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sweden?", "SE"),
        ("[Sweden]", "SE"),
        ("Sweden, Skåne", "SE"),
        ("U.S.A.", "US"),
        ("U S A", "US"),
        ("Republic of Ghana", "GH"),
        ("off Peru", "PE"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Deutschland", "DE"),
        ("Швеция", "SE"),
        ("SWE", "SE"),
        ("752", "SE"),
        ("England; U.K.", "GB"),
        ("Trinidad & Tobago", "TT"),
        ("BRITISH GUIANA [Guyana]", "GY"),
        ("Seychelles Islands", "SC"),
        ("reunion(i.)", "RE"),
        ("EspaÃ±a", "ES"),
        ("Br\ufffd\ufffdsil", "BR"),
        ("C\ufffd\ufffdte d'Ivoire", "CI"),
    ],
)
def test_a_country_is_found_among_what_stands_around_it(name: str, code: str) -> None:
    assert country(name).code == code


@pytest.mark.parametrize(
    ("name", "code", "historic"),
    [
        ("Zaire", "CD", "Zaire"),
        ("Upper Volta", "BF", "Upper Volta"),
        ("Ceylon", "LK", "Ceylon"),
        ("Siam", "TH", "Siam"),
        ("Persia", "IR", "Persia"),
        ("Belgisch-Congo", "CD", "Belgian Congo"),
        ("Nederlands-Indië", "ID", "Dutch East Indies"),
        ("Rhodesia", "ZW", "Rhodesia"),
        ("DDR", "DE", None),
    ],
)
def test_a_former_name_of_one_country_leads_to_it(name: str, code: str, historic: str | None) -> None:
    found = country(name)
    assert found.code == code
    assert historic is None or found.historic == historic


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("USSR", {"RU", "UA", "EE"}),
        ("Yugoslavia", {"RS", "HR", "SI"}),
        ("Czechoslovakia", {"CZ", "SK"}),
        ("Austria-Hungary", {"AT", "HU", "CZ"}),
        ("Deutsch-Ostafrika", {"TZ", "RW", "BI"}),
        ("British India", {"IN", "PK", "BD"}),
        ("Prussia", {"DE", "PL"}),
        ("Borneo", {"ID", "MY", "BN"}),
        ("Korea", {"KR", "KP"}),
        ("Indonesia / Papua New Guinea", {"ID", "PG"}),
    ],
)
def test_what_may_be_several_countries_stays_several(name: str, among: set[str]) -> None:
    found = country(name)
    assert found.code is None
    assert among <= set(found.candidates)
    assert IssueCode.COUNTRY_AMBIGUOUS in found.issues


def test_a_code_decides_among_the_successors() -> None:
    assert country("USSR", "UA").code == "UA"
    assert IssueCode.COUNTRY_MISMATCH not in country("USSR", "UA").issues
    assert IssueCode.COUNTRY_MISMATCH in country("USSR", "FR").issues


def test_the_year_tells_which_land_of_a_name_is_meant() -> None:
    assert country("Rhodesia", None, 1970).code == "ZW"
    assert country("Rhodesia", None, 1910).candidates == ("ZW", "ZM")
    assert country("CS", None, 1980).candidates == ("CZ", "SK")
    assert country("CS", None, 2004).candidates == ("RS", "ME")
    assert country("Palestine", None, 1935).candidates == ("IL", "PS", "JO")
    assert country("Palestine").code == "PS"


def test_a_land_out_of_its_time_is_told() -> None:
    assert IssueCode.COUNTRY_OUT_OF_ITS_TIME in country("Ceylon", None, 2010).issues
    assert IssueCode.COUNTRY_OUT_OF_ITS_TIME not in country("Ceylon", None, 1900).issues
    assert country("Ceylon").years == (1505, 1972)


@pytest.mark.parametrize(
    ("name", "code", "part"),
    [
        ("California", "US", "California"),
        ("Scotland", "GB", "Scotland"),
        ("Guangdong", "CN", "Guangdong"),
        ("Java", "ID", "Java"),
        ("Hawaii", "US", "Hawaii"),
        ("Canary Islands", "ES", "Canary Islands"),
    ],
)
def test_a_part_of_a_country_leads_to_the_country(name: str, code: str, part: str) -> None:
    found = country(name)
    assert (found.code, found.part, found.state) == (code, part, PlaceKind.PART)


def test_georgia_is_a_country_alone_and_a_state_beside_usa() -> None:
    assert country("Georgia").code == "GE"
    assert country("USA: Georgia").code == "US"
    assert country("Georgia, USA").code == "US"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("High seas", PlaceKind.SEA),
        ("Atlantic Ocean", PlaceKind.SEA),
        ("Mer de Corail", PlaceKind.SEA),
        ("unknown", PlaceKind.UNKNOWN),
        ("sin datos", PlaceKind.UNKNOWN),
        ("?", PlaceKind.UNKNOWN),
        ("N/A", PlaceKind.UNKNOWN),
        ("ZZ", PlaceKind.UNKNOWN),
        ("Caribbean", PlaceKind.REGION),
        ("Europe", PlaceKind.REGION),
        ("Atlantis", PlaceKind.UNRESOLVED),
    ],
)
def test_seas_regions_and_words_for_nothing_have_states_of_their_own(name: str, state: PlaceKind) -> None:
    found = country(name)
    assert (found.code, found.state) == (None, state)


def test_a_misspelt_name_is_recognised_if_it_can_be_one_only() -> None:
    assert country("Germny").code == "DE"
    assert country("Germny").score < 1
    assert IssueCode.COUNTRY_MISSPELT in country("Germny").issues
    assert country("Austrlia").code is None  # Australia or Austria
    assert set(country("Austrlia").candidates) == {"AU", "AT"}


def test_namibia_is_no_word_for_nothing() -> None:
    assert country("NA").code == "NA"
    assert country(None, "NA").code == "NA"


def test_a_territory_beside_the_code_of_its_sovereign_is_no_disagreement() -> None:
    assert country("Réunion", "FR").issues == ()
    assert country("France", "RE").code == "RE"


def test_an_invalid_code_is_told_and_the_name_counts() -> None:
    found = country("Sweden", "QQ")
    assert found.code == "SE"
    assert IssueCode.COUNTRY_CODE_INVALID in found.issues


@given(st.none() | st.text(max_size=40), st.none() | st.text(max_size=6), st.none() | st.integers(0, 3000))
def test_no_texts_raise(name: str | None, code: str | None, year: int | None) -> None:
    found = country(name, code, year)
    assert isinstance(found, Country)
    assert found.code is None or len(found.code) == 2
    assert found.version


@pytest.mark.shared
@pytest.mark.parametrize("file", DISTRIBUTIONS)
def test_of_the_values_seen_in_the_wild_99_percent_by_records_resolve(file: str) -> None:
    path = shared_file("data", "value-distributions", file)
    seen = resolved = 0
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for text, count in list(csv.reader(lines))[1:]:
            if text.strip():
                found = country(None, text) if "countryCode" in file else country(text)
                seen += int(count)
                resolved += int(count) * (found.state is not PlaceKind.UNRESOLVED)
    assert resolved / seen >= 0.99

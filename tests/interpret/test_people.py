import doctest
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, people, person_ids, same_series, series, written_name

ORCID = "https://orcid.org/0000-0002-1825-0097"


def names(text: str) -> list[tuple[str | None, str | None]]:
    return [(each.family, each.initials) for each in people(text).people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Linné, C. v.", [("Linné", "C.")]),
        ("Smith, Jones", [("Smith", None), ("Jones", None)]),
        ("J. Smith, A.B. Jones", [("Smith", "J."), ("Jones", "A.B.")]),
        ("Smith, J., Jones, A.B.", [("Smith", "J."), ("Jones", "A.B.")]),
        ("Wight, Robert", [("Wight", "R.")]),
        ("Ching, Ren-Chang", [("Ching", "R.-C.")]),
        ("Nees von Esenbeck, Christian Gottfried Daniel", [("Nees von Esenbeck", "C.G.D.")]),
        ("Smith, Brown, Jones & White", [("Smith", None), ("Brown", None), ("Jones", None), ("White", None)]),
        ("Degener, Otto; Degener, Isolde", [("Degener", "O."), ("Degener", "I.")]),
        ("Barbier, V. et J.", [("Barbier", "V."), ("Barbier", "J.")]),
        ("H. & J. Groves", [("Groves", "H."), ("Groves", "J.")]),
        ("Smith/Jones", [("Smith", None), ("Jones", None)]),
        ("E, Fuertes.", [("Fuertes", "E.")]),
    ],
)
def test_the_structure_of_the_parts_decides_what_a_comma_parts(
    text: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert names(text) == expected


def test_two_words_that_may_be_one_person_are_two_and_marked() -> None:
    assert people("Smith, Jones").issues == (IssueCode.PEOPLE_AMBIGUOUS,)


@pytest.mark.parametrize(
    "word", ["and", "und", "et", "y", "e", "i", "og", "och", "ja", "con", "mit", "with", "cum", "&"]
)
def test_the_word_for_and_of_many_languages_parts_people(word: str) -> None:
    assert names(f"A. Blanc {word} B. Noir") == [("Blanc", "A."), ("Noir", "B.")]


@pytest.mark.parametrize(
    ("text", "family", "given", "particle", "suffix", "title"),
    [
        ("SMITH J", "Smith", "J", None, None, None),
        ("SMITH, JOHN", "Smith", "JOHN", None, None, None),
        ("Breteler FJ", "Breteler", "FJ", None, None, None),
        ("Voo EE van der", "Voo", "EE", "van der", None, None),
        ("van der Merwe, P.", "Merwe", "P.", "van der", None, None),
        ("C.F.P. von Martius", "Martius", "C.F.P.", "von", None, None),
        ("Dr. J. Smith Jr.", "Smith", "J.", None, "Jr.", "Dr."),
        ("Smith, J., Jr.", "Smith", "J.", None, "Jr.", None),
        ("Linné f.", "Linné", None, None, "f.", None),
        ("Prof. Dr. H. Graf von Berlepsch", "Berlepsch", "H.", "von", None, "Prof. Dr. Graf"),
        ("Frère Marie-Victorin", "Marie-Victorin", None, None, None, "Frère"),
        ("Diana Cardona Villanueva", "Cardona Villanueva", "Diana", None, None, None),
        ("Franklin Sumner Earle", "Earle", "Franklin Sumner", None, None, None),
        ("María del Carmen Rodríguez", "Rodríguez", "María del Carmen", None, None, None),
        ("Juan Carlos de la Cruz", "Cruz", "Juan Carlos", "de la", None, None),
        ("王伟", "王", "伟", None, None, None),
    ],
)
def test_a_name_has_its_parts(
    text: str, family: str, given: str | None, particle: str | None, suffix: str | None, title: str | None
) -> None:
    (person,) = people(text).people
    found = (person.family, person.given, person.particle, person.suffix, person.title)
    assert found == (family, given, particle, suffix, title)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Linné, C. v. & Thunberg; det. Fries 1823", ["collector", "collector", "identifier"]),
        ("A. Smith leg., B. Jones det.", ["collector", "identifier"]),
        ("J. Smith (collector); B. Jones (det.)", ["collector", "identifier"]),
        ("ex herb. Linnaeus; leg. Kalm", ["previous owner", "collector"]),
        ("Collector(s): George T. Baxter", ["collector"]),
    ],
)
def test_roles_are_those_of_the_markers(text: str, roles: list[str]) -> None:
    assert [each.role for each in people(text).people] == roles


def test_one_person_may_have_two_roles() -> None:
    (person,) = people("leg. et det. A. Smith").people
    assert person.roles == ("collector", "identifier")


def test_the_year_after_an_identifier_is_a_date_and_a_collectors_is_left_open() -> None:
    assert people("det. Fries 1823").people[0].date == "1823"
    found = people("Fries 1823")
    assert (found.people[0].date, found.people[0].number, found.rest) == (None, None, "1823")
    assert IssueCode.PERSON_NUMBER_OR_YEAR in found.issues


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Smith 1234", "1234"),
        ("J. Smith no. 45a", "45a"),
        ("Humboldt & Bonpland s.n.", "s.n."),
        ("Lowe (16)", "16"),
    ],
)
def test_a_number_beside_a_name_is_the_collectors(text: str, number: str) -> None:
    assert people(text).people[-1].number == number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Exped. Deutsch. Schutzgebiete", "expedition"),
        ("R/V Albatross", "expedition"),
        ("Kew Herbarium Staff", "group"),
        ("Team", "group"),
        ("University of Wyoming", "organisation"),
        ("US Fish and Wildlife Service", "organisation"),
        ("Mungo Park", "person"),
        ("A. Garden", "person"),
    ],
)
def test_organisations_are_told_from_people(text: str, kind: str) -> None:
    assert [each.kind for each in people(text).people] == [kind]


@pytest.mark.parametrize(
    ("text", "state"),
    [("unknown", "unknown"), ("Anon.", "anonymous"), ("s.c.", "not recorded"), ("[illegible]", "illegible")],
)
def test_texts_that_name_nobody_have_a_state(text: str, state: str) -> None:
    assert (people(text).state, people(text).people) == (state, ())


def test_others_are_told_and_are_nobody() -> None:
    assert people("A. Smith et al.").others
    assert names("A. Smith et al.") == [("Smith", "A.")]


def test_numbers_are_no_people() -> None:
    assert people("79097").people == ()
    assert people("79097").rest == "79097"


def test_identifiers_and_addresses_within_the_text_belong_to_the_name_before() -> None:
    first, second = people(f"Smith, J. {ORCID}; B. Jones <b.jones@example.org>").people
    assert [each.uri for each in first.ids] == [ORCID]
    assert (second.ids, second.email) == ((), "b.jones@example.org")


@pytest.mark.parametrize(
    ("text", "scheme", "uri"),
    [
        ("0000-0002-1825-0097", "ORCID", ORCID),
        ("http://www.wikidata.org/entity/Q42", "Wikidata", "https://www.wikidata.org/wiki/Q42"),
        ("https://bionomia.net/Q42", "Bionomia", "https://bionomia.net/Q42"),
        ("urn:lsid:ipni.org:authors:12653-1", "IPNI", "https://www.ipni.org/a/12653-1"),
        ("http://viaf.org/viaf/34578565", "VIAF", "https://viaf.org/viaf/34578565"),
        ("https://isni.org/isni/0000000121032683", "ISNI", "https://isni.org/isni/0000000121032683"),
    ],
)
def test_identifiers_of_people_have_one_spelling(text: str, scheme: str, uri: str) -> None:
    (found,) = person_ids(text)
    assert (found.scheme, found.uri, found.valid) == (scheme, uri, True)


def test_a_wrong_check_digit_is_told() -> None:
    assert IssueCode.PERSON_ID_INVALID in people("A. Smith", "0000-0002-1825-0098").issues


@pytest.mark.parametrize("separator", ["|", ";", ",", " ", " | "])
def test_identifiers_are_separated_in_many_ways(separator: str) -> None:
    assert len(person_ids(separator.join([ORCID, "https://www.wikidata.org/wiki/Q42"]))) == 2


@pytest.mark.parametrize("text", ["Müller, H.", "H. MÜLLER", "Mueller H", "H. Mueller", "Müller H."])
def test_spellings_of_one_person_have_one_key(text: str) -> None:
    assert people(text).people[0].key == "muller h"


FAMILIES = st.sampled_from(
    ["Linnaeus", "Thunberg", "Müller", "Fries", "Kalm", "Solander", "García-Pérez", "Ødegaard"]
)
INITIALS = st.lists(st.sampled_from("ABCEFGHJKLMNOPRSTW"), min_size=1, max_size=3).map(
    lambda x: "".join(f"{i}." for i in x)
)
WRITTEN = st.builds(lambda family, initials: f"{family}, {initials}", FAMILIES, INITIALS)


@given(st.lists(WRITTEN, min_size=1, max_size=6), st.sampled_from(["; ", " | ", " & ", ", ", " and "]))
def test_people_that_are_written_down_are_read_back(written: list[str], separator: str) -> None:
    assert [written_name(each) for each in people(separator.join(written)).people] == written


@given(st.lists(WRITTEN, min_size=2, max_size=5, unique=True))
def test_the_order_of_names_changes_only_positions(written: list[str]) -> None:
    keys = [each.key for each in people("; ".join(written)).people]
    assert [each.key for each in people("; ".join(reversed(written))).people] == keys[::-1]


@given(st.text(max_size=60), st.text(max_size=40))
def test_no_text_raises(text: str, ids: str) -> None:
    found = people(text, ids)
    assert [each.position for each in found.people] == list(range(1, len(found.people) + 1))
    series(text, ids)


@given(st.text("ABCabc .,&;()0123456789vondet-'", max_size=60))
def test_no_name_like_text_raises(text: str) -> None:
    assert len(people(text).agents) == len(people(text).people)


def test_duplicates_of_one_gathering_share_a_series() -> None:
    one, other = (
        series("Linné, C. v. & Thunberg", "no. 123a", 1741),
        series("C. LINNÉ", "123 A", "1741-06-02"),
    )
    assert one.key == other.key == "linne||123|a"
    assert same_series(one, other)
    assert not same_series(one, series("J. Linné", "123a"))
    assert not same_series(one, series("C. Linné", "123a", 1742))


def test_prefix_and_suffix_of_a_number_are_parted() -> None:
    found = series("Smith, J.", "KB-1,234b")
    assert (found.prefix, found.number, found.suffix) == ("kb", 1234, "b")


@pytest.mark.parametrize("number", ["s.n.", "", "-", None])
def test_no_number_makes_no_series(number: str | None) -> None:
    assert series("Smith, J.", number).key == ""


def test_a_text_asked_again_is_a_look_up() -> None:
    people("Linné, C. v. & Thunberg; det. Fries 1823")
    started = time.perf_counter()
    for _ in range(10_000):
        people("Linné, C. v. & Thunberg; det. Fries 1823")
    assert time.perf_counter() - started < 0.5  # measured 2 ms; a loaded machine may take longer


def test_the_examples_of_the_page_on_people_work() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "people.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0

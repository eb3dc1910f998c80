import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.specimen.identifiers import institution, is_ror, normalise, physical_id
from naturalia.specimen.model import PhysicalSpecimenIdType as Type
from naturalia.specimen.schemes import is_blank

UUID = "9a2c12f6-a7fe-49ac-b136-9120eea0384d"


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "https://doi.org/10.15468/ABC",
            "http://dx.doi.org/10.15468/abc",
            "doi:10.15468/abc",
            "10.15468/abc",
        ),
        (
            "http://data.rbge.org.uk/herb/E1",
            "https://data.rbge.org.uk/herb/E1/",
            "HTTP://Data.RBGE.org.uk/herb/E1",
        ),
        (UUID, UUID.upper(), f"urn:uuid:{UUID}", f"URN:UUID:{UUID.upper()}", f"{{{UUID}}}"),
        ("hdl:20.5000/ABC", "https://hdl.handle.net/20.5000/ABC"),
        ("ark:/65665/3e5abc", "ark:65665/3e5-abc", "https://n2t.net/ark:/65665/3e5abc"),
        ("urn:lsid:biocol.org:col:1", "URN:LSID:BioCol.org:COL:1"),
        ("igsn:AU1234", "IGSN: au1234", "https://igsn.org/AU1234"),
        ("NRM:Herps:39", "nrm:herps:39", " NRM:Herps:39\u200b"),
        ("AB 12", " ab\u00a0 12 ", "ab 12"),
        ("Zürich 1", "Zu\u0308rich 1"),
    ],
)
def test_spellings_of_one_identifier_are_one(spellings: tuple[str, ...]) -> None:
    assert len({normalise(spelling) for spelling in spellings}) == 1


def test_paths_of_web_addresses_keep_their_case() -> None:
    assert normalise("http://example.org/A") != normalise("http://example.org/a")


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("core", "kind", "normalised"),
    [
        ({"dwc:occurrenceID": f"urn:uuid:{UUID}"}, Type.GLOBAL, UUID),
        ({"dwc:occurrenceID": "http://example.org/1"}, Type.RESOLVABLE, "http://example.org/1"),
        ({"dwc:occurrenceID": "17", "dwc:materialSampleID": UUID}, Type.GLOBAL, UUID),
        (
            {"dwc:occurrenceID": "17", "dwc:catalogNumber": "B 12", "dwc:collectionCode": "Herb"},
            Type.LOCAL,
            "herb:b 12",
        ),
        ({"dwc:occurrenceID": "17", "dwc:catalogNumber": "B 12"}, Type.LOCAL, "b 12"),
        ({"dwc:occurrenceID": "17"}, Type.LOCAL, "17"),
        ({"dwc:occurrenceID": "n/a", "dwc:catalogNumber": "s.n."}, Type.LOCAL, "row 5"),
        ({"dwc:catalogNumber": "12", "dwc:collectionCode": "unknown"}, Type.LOCAL, "12"),
        ({"dwc:occurrenceID": "0" * 63 + "a"}, Type.GLOBAL, "0" * 63 + "a"),
        ({"dwc:catalogNumber": "NRM:Herps:39"}, Type.GLOBAL, "nrm:herps:39"),
    ],
)
def test_the_first_global_identifier_counts_then_the_catalogue_number(
    core: dict[str, str], kind: Type, normalised: str
) -> None:
    found = physical_id(core, "row 5")
    assert found is not None
    assert (found.type, found.normalised) == (kind, normalised)


@pytest.mark.parametrize(
    "nothing", ["", " ", "n/a", "UNKNOWN", "-", "--", "null", "s.n.", "None", "0", "?", "N/A "]
)
def test_words_for_nothing_are_no_identifiers(nothing: str) -> None:
    assert physical_id({"dwc:occurrenceID": nothing, "dwc:catalogNumber": nothing}, nothing) is None


@given(st.text("0123456789abcdefghij", min_size=1).filter(lambda text: not is_blank(text)))
def test_any_other_catalogue_number_identifies(number: str) -> None:
    assert physical_id({"dwc:catalogNumber": number}, "") is not None


def test_check_digits_of_a_ror_are_verified() -> None:
    assert is_ror("05natt857")
    assert not is_ror("05natt858")


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        (
            {"dwc:institutionID": "ror.org/05NATT857", "dwc:institutionCode": "MnhnL"},
            ("https://ror.org/05natt857", "MnhnL"),
        ),
        ({"dwc:institutionID": "https://ror.org/05natt858", "dwc:institutionCode": "MnhnL"}, (None, "MnhnL")),
        (
            {"dwc:institutionID": "http://www.wikidata.org/entity/Q42"},
            ("https://www.wikidata.org/wiki/Q42", None),
        ),
        ({"dwc:institutionID": "Naturalis Biodiversity Center"}, (None, "Naturalis Biodiversity Center")),
        ({"dwc:institutionID": "890.801.063-0", "dwc:institutionCode": "UC"}, (None, "UC")),
        ({"dwc:ownerInstitutionCode": "X", "dwc:institutionCode": "n/a"}, (None, "X")),
        ({}, (None, None)),
    ],
)
def test_an_institution_has_an_identifier_a_code_or_nothing(
    core: dict[str, str], expected: tuple[object, ...]
) -> None:
    assert institution(core) == expected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import (
    IssueCode,
    Registry,
    associated_media,
    associated_occurrences,
    associated_taxa,
    institution,
    references,
    sequences,
)
from naturalia.interpret.institutions import read_json, read_table

TABLE = """code,name,city,country,identifiers,alternativeCodes
NRM,Naturhistoriska riksmuseet,Stockholm,SE,https://ror.org/05k323c76,S
nrm,Norris Museum,Norris,US,,
XY,Alpha,Aa,DE,,
XY,Beta,Bb,FR,,
"""
REGISTRY = Registry("made for tests", "1", tuple(read_table(TABLE)))


@pytest.mark.parametrize(
    ("text", "scheme", "identifier"),
    [
        ("KC853211.1", "INSDC", "KC853211.1"),
        ("GenBank: U34853", "INSDC", "U34853"),
        ("http://www.ncbi.nlm.nih.gov/nuccore/U34853.1", "INSDC", "U34853.1"),
        ("https://www.ebi.ac.uk/ena/browser/view/MN908947", "INSDC", "MN908947"),
        ("NC_012920.1", "RefSeq", "NC_012920.1"),
        ("SRR1234567", "SRA", "SRR1234567"),
        ("BOLD:AAA1234", "BOLD BIN", "BOLD:AAA1234"),
        ("GBMIN123-12", "BOLD", "GBMIN123-12"),
    ],
)
def test_accessions_of_sequences_are_known(text: str, scheme: str, identifier: str) -> None:
    (link,) = sequences(text).links
    assert (link.scheme, link.identifier) == (scheme, identifier)
    assert link.uri is not None


def test_several_accessions_stand_in_one_text() -> None:
    assert [each.identifier for each in sequences("COI: MH123456, MH123457 | MH123458").links] == [
        "MH123456",
        "MH123457",
        "MH123458",
    ]


def test_what_is_no_accession_is_told() -> None:
    assert sequences("see paper").issues == (IssueCode.LINK_NOT_RECOGNISED,)


def test_a_doi_is_found_within_a_citation() -> None:
    bare, cited, text = references(
        "doi:10.1000/X1 | Fries 1823, https://doi.org/10.1000/abc. | Linné 1753"
    ).links
    assert bare.uri == "https://doi.org/10.1000/x1"
    assert (cited.identifier, cited.name is not None) == ("10.1000/abc", True)
    assert (text.name, text.scheme) == ("Linné 1753", "")


@pytest.mark.parametrize(
    ("text", "relation", "name"),
    [
        ("host: Quercus robur", "host", "Quercus robur"),
        ('"parasite of":"Quercus alba"', "parasite of", "Quercus alba"),
        ("on Salix caprea L.", "on", "Salix caprea L."),
        ("Quercus robur", "associated with", "Quercus robur"),
    ],
)
def test_associated_taxa_have_their_relation(text: str, relation: str, name: str) -> None:
    (link,) = associated_taxa(text).links
    assert (link.relation, link.name) == (relation, name)


def test_associated_occurrences_keep_their_identifiers() -> None:
    one, other = associated_occurrences("sibling of: MVZ:Mamm:123 | https://x.org/1").links
    assert (one.relation, one.identifier) == ("sibling of", "MVZ:Mamm:123")
    assert (other.relation, other.uri) == ("associated occurrence", "https://x.org/1")


def test_media_have_the_type_that_their_address_tells() -> None:
    assert [each.type for each in associated_media("https://x.org/a.jpg | https://x.org/b.mp3").links] == [
        "StillImage",
        "Sound",
    ]


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    for read in (sequences, references, associated_taxa, associated_occurrences, associated_media):
        assert len(read(text).links) >= 0
    institution(text, text, text)


def test_codes_in_the_same_letters_come_first() -> None:
    assert [institution(code, registry=REGISTRY).institution.city for code in ("NRM", "nrm")] == [
        "Stockholm",
        "Norris",
    ]  # type: ignore[union-attr]


def test_a_code_in_other_letters_is_ambiguous_and_the_reason_told() -> None:
    found = institution("Nrm", registry=REGISTRY)
    assert (found.institution, found.issues) == (None, (IssueCode.INSTITUTION_AMBIGUOUS,))
    assert "Stockholm" in found.reason


def test_a_name_decides_between_equal_codes() -> None:
    found = institution("XY", name="Beta", registry=REGISTRY)
    assert found.institution is not None
    assert found.institution.city == "Bb"


def test_an_identifier_counts_and_a_disagreement_is_told() -> None:
    found = institution(identifier="ror.org/05k323c76", registry=REGISTRY)
    assert found.institution is not None
    assert found.institution.code == "NRM"
    assert institution("XY", "https://ror.org/05k323c76", registry=REGISTRY).issues == (
        IssueCode.INSTITUTION_MISMATCH,
    )


def test_a_json_answer_is_a_registry_too() -> None:
    data = (
        b'{"results":[{"code":"AB","name":"Gamma","address":{"city":"Cc"},'
        b'"alternativeCodes":[{"code":"AB2"}]}]}'
    )
    assert [(each.code, each.city, each.codes) for each in read_json(data)] == [("AB", "Cc", ("AB2",))]

"""Scientific names as collections write them."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, name
from naturalia.interpret.names import Authorship, Hybrid, NameType, Part
from naturalia.interpret.names.backend import NameParserError, checked


@pytest.mark.parametrize(
    ("text", "canonical", "authorship"),
    [
        ("Bufo baxteri Porter, 1968", "Bufo baxteri", "Porter, 1968"),
        ("Rana (Pelophylax) ridibunda (Pallas, 1771)", "Rana ridibunda", "(Pallas, 1771)"),
        ("CAREX ALBA SCOP.", "Carex alba", "Scop."),
        ("carex  alba   Scop.", "Carex alba", "Scop."),
        ("Carex_alba", "Carex alba", None),
        ("Carex alba.", "Carex alba", None),
        ("[Carex alba]", "Carex alba", None),
        ('"Carex alba"', "Carex alba", None),
        ("Carex [alba]", "Carex alba", None),
        ("<i>Carex alba</i> Scop.", "Carex alba", "Scop."),
        ("Croton bus MÃ¼ll.Arg.", "Croton bus", "Müll.Arg."),
        ("Dermanura Bogotensis", "Dermanura bogotensis", None),
        ("Thamnophis s. sirtalis", "Thamnophis sirtalis sirtalis", None),
        ("Plagiochila asplenioides (L. emend Taylor) Dumort.", "Plagiochila asplenioides", "(L.) Dumort."),
        ("Festuca durandoi subsp. capillifolia var. livida (Hack.) Rivas-Ponce", "Festuca durandoi livida",
         "(Hack.) Rivas-Ponce"),
        ("Solanum tuberosum L. cv. Bintje", "Solanum tuberosum", None),
        ("Gryonoides pulchellus group males", "Gryonoides pulchellus", None),
    ],
)  # fmt: skip
def test_a_name_has_a_canonical_form_and_authors(text: str, canonical: str, authorship: str | None) -> None:
    found = name(text)
    assert (found.canonical, found.authorship) == (canonical, authorship)
    assert found.verbatim == text


def test_authors_are_told_apart() -> None:
    found = name("Aus bus (L.) Mill. ex DC.")
    assert found.basionym == Authorship(("L.",))
    assert found.combination == Authorship(("DC.",), ("Mill.",))
    assert name("Aus bus (Smith & Jones, 1900)").year == "1900"
    assert name("Aus bus", "Porter, 1968").combination == Authorship(("Porter",), (), "1968")


def test_an_autonym_has_the_authors_of_its_species_but_none_of_its_own() -> None:
    found = name("Rumex acetosa L. subsp. acetosa")
    assert found.authorship is None
    assert found.combination == Authorship(("L.",))


@pytest.mark.parametrize(
    ("text", "stated", "rank", "determined"),
    [
        ("Carex alba", None, "species", "species"),
        ("Carex alba var. nana", None, "variety", "variety"),
        ("Bufo bufo spinosus Daudin, 1803", None, "subspecies", "subspecies"),
        ("Felidae", None, "family", "family"),
        ("Apiaceae Lindl.", None, "family", "family"),
        ("Carex", None, None, None),
        ("Carex", "Género", "genus", "genus"),
        ("Ophidia", "Suborder", "suborder", "suborder"),
        ("Carex sp.", None, "genus", "genus"),
        ("Felidae gen. sp.", None, "family", "family"),
        ("Boidae indet.", None, "family", "family"),
        ("Carex cf. alba", None, "species", "genus"),
        ("Carex alba cf. nana", None, None, "species"),
        ("Quercus robur var. ?", None, "variety", "species"),
        ("Hieracium sect. Alpina", None, "section", "section"),
    ],
)
def test_a_rank_is_stated_or_follows_from_the_form(
    text: str, stated: str | None, rank: str | None, determined: str | None
) -> None:
    found = name(text, rank=stated)
    assert (found.rank, found.determined_to) == (rank, determined)


def test_a_rank_that_the_name_cannot_have_is_not_believed() -> None:
    found = name("Carex alba", rank="genus")
    assert found.rank == "species"
    assert found.issues == (IssueCode.NAME_RANK_DISAGREES,)


@pytest.mark.parametrize(
    ("text", "word", "part", "qualifier"),
    [
        ("Chironectes cf. minimus", "cf.", Part.SPECIES, "cf. minimus"),
        ("cf. Aus bus", "cf.", Part.GENUS, "cf. Aus bus"),
        ("Aus bus cf. cus", "cf.", Part.INFRASPECIES, "cf. cus"),
        ("Aus aff. bus", "aff.", Part.SPECIES, "aff. bus"),
        ("Aus sp. nr. bus", "nr.", Part.SPECIES, "nr. bus"),
        ("Aus near bus", "nr.", Part.SPECIES, "nr. bus"),
        ("Aus bus ?", "?", Part.NAME, "?"),
        ("Aus ?bus", "?", Part.SPECIES, "? bus"),
        ("Rubus fruticosus agg.", "agg.", Part.SPECIES, "agg."),
        ("Rubus fruticosus aggr.", "agg.", Part.SPECIES, "agg."),
        ("Aus gr. bus", "gr.", Part.SPECIES, "gr."),
        ("Aus bus s.l.", "s.l.", Part.NAME, "s.l."),
        ("Aus bus sensu stricto", "s.str.", Part.NAME, "s.str."),
        ("Carex sp. 2", "sp.", Part.NAME, "sp. 2"),
        ("Ophidia indet", "indet.", Part.NAME, "indet."),
    ],
)
def test_a_qualifier_is_found_with_the_part_that_it_limits(
    text: str, word: str, part: Part, qualifier: str
) -> None:
    found = name(text)
    assert [(each.word, each.part) for each in found.qualifiers] == [(word, part)]
    assert found.identification_qualifier == qualifier
    assert found.type is NameType.INFORMAL
    assert IssueCode.NAME_IS_QUALIFIED in found.issues


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tobacco mosaic virus", NameType.VIRUS),
        ("BOLD:AAA1234", NameType.OTU),
        ("SH19186714.17FU", NameType.OTU),
        ("indet.", NameType.PLACEHOLDER),
        ("Undesignated", NameType.PLACEHOLDER),
        ("sin determinar", NameType.PLACEHOLDER),
        ("?", NameType.PLACEHOLDER),
        ("Annotated by", NameType.NO_NAME),
        ("1234", NameType.NO_NAME),
        ("", NameType.NO_NAME),
        ("x" * 1000, NameType.NO_NAME),
        ("Quercus robur × petraea", NameType.HYBRID_FORMULA),
        ("Aster × Solidago", NameType.HYBRID_FORMULA),
    ],
)
def test_what_is_no_ordinary_name_is_told_by_its_type(text: str, kind: NameType) -> None:
    assert name(text).type is kind


def test_the_parents_of_a_hybrid_are_written_out() -> None:
    found = name("Quercus robur L. x Q. petraea Liebl.")
    assert found.hybrid_parents == ("Quercus robur L.", "Quercus petraea Liebl.")
    assert (found.genus, found.hybrid) == ("Quercus", Hybrid.FORMULA)


@pytest.mark.parametrize(
    ("text", "hybrid", "marked"),
    [
        ("Mentha x piperita L.", Hybrid.SPECIES, "Mentha × piperita"),
        ("×Agropogon littoralis", Hybrid.GENUS, "× Agropogon littoralis"),
        ("Aus bus nothosubsp. cus", Hybrid.INFRASPECIES, "Aus bus nothosubsp. cus"),
    ],
)
def test_a_hybrid_sign_belongs_to_a_part(text: str, hybrid: Hybrid, marked: str) -> None:
    found = name(text)
    assert (found.hybrid, found.marked) == (hybrid, marked)


@pytest.mark.parametrize(
    "text", ["Rana milli / nutti", "Rana milli or Rana nutti", "Rana milli vel R. nutti"]
)
def test_of_several_names_what_they_share_is_known(text: str) -> None:
    found = name(text)
    assert found.alternatives == ("Rana milli", "Rana nutti")
    assert (found.canonical, found.determined_to) == ("Rana", "genus")
    assert found.issues == (IssueCode.NAME_HAS_ALTERNATIVES,)


def test_notes_on_standing_and_sense_are_no_authors() -> None:
    assert name("Aus bus nom. nud.").nomenclatural_note == "nom. nud."
    assert name("Aus bus Mill., sp. nov.").nomenclatural_note == "sp. nov."
    assert name("Bazzania denudata auct.").concept == "auct."
    misapplied = name("Sphagnum recurvum auct. subsp. amblyphyllum Russow", "Russow")
    assert (misapplied.infraspecific_epithet, misapplied.concept) == ("amblyphyllum", "auct.")


def test_a_code_is_stated_in_any_words() -> None:
    assert name("Aus bus", code="zoological").code == "ICZN"
    assert name("Aus bus cus", code="ICZN").rank == "subspecies"
    assert name("Aus bus cus", code="ICBN").rank is None


def test_another_module_of_the_same_name_is_told_from_the_parser() -> None:
    other = ModuleType("nameparser")
    other.__file__ = "/somewhere/nameparser/__init__.py"
    with pytest.raises(NameParserError, match="gbif-name-parser"):
        checked(other)


LATIN = st.from_regex(r"[bcdfglmnprst][aeiou][bdglmnrst][aeiou](?:nsis|ta|tus|rum)", fullmatch=True)


@given(genus=LATIN, epithet=LATIN, infra=LATIN, author=st.sampled_from(["L.", "(Mill.) DC.", "Smith, 1900"]))
def test_a_composed_name_is_read_back(genus: str, epithet: str, infra: str, author: str) -> None:
    genus = genus.capitalize()
    found = name(f"{genus} {epithet} var. {infra} {author}")
    assert (found.genus, found.specific_epithet, found.infraspecific_epithet) == (genus, epithet, infra)
    assert (found.rank, found.authorship) == ("variety", author)


@given(st.text(max_size=60), st.none() | st.text(max_size=20), st.none() | st.text(max_size=10))
def test_no_text_makes_it_raise(text: str, authorship: str | None, rank: str | None) -> None:
    found = name(text, authorship, rank)
    assert found.verbatim == text
    assert found == name(text, authorship, rank)

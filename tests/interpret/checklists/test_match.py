"""Names looked up in a checklist."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode
from naturalia.interpret.checklists import (
    Classification,
    MatchKind,
    NameMatch,
    add_checklist,
    checklist_folders,
    match,
)
from tests.interpret.checklists.conftest import COLDP

ANIMALS, PLANTS = Classification(kingdom="Metazoa"), Classification(kingdom="Plantae")


def accepted(found: NameMatch) -> str | None:
    return found.usage.accepted_name if found.usage else None


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Carex alba Scop.", MatchKind.EXACT, "Carex alba Scop."),
        ("CAREX ALBA", MatchKind.EXACT, "Carex alba Scop."),
        ("Felis concolor Linnaeus, 1771", MatchKind.EXACT, "Puma concolor (Linnaeus, 1771)"),
        ("Bufo baxteri Porter, 1968", MatchKind.EXACT, "Anaxyrus baxteri (Porter, 1968)"),
        ("Mentha x piperita", MatchKind.EXACT, "Mentha × piperita L."),
        ("Carex alba Mill.", MatchKind.OTHER_AUTHOR, "Carex alba Scop."),
        ("Carex albus", MatchKind.VARIANT, "Carex alba Scop."),
        ("Bufo baxterii", MatchKind.VARIANT, "Anaxyrus baxteri (Porter, 1968)"),
        ("Poecile montana", MatchKind.VARIANT, "Poecile montanus (Conrad von Baldenstein, 1827)"),
        ("Coccinella septem-punctata", MatchKind.VARIANT, "Coccinella septempunctata Linnaeus, 1758"),
        ("Taraxacum oficinale", MatchKind.VARIANT, "Taraxacum officinale F.H.Wigg."),
        ("Coccinella septempuncatta", MatchKind.FUZZY, "Coccinella septempunctata Linnaeus, 1758"),
        ("Erigerron canadensis", MatchKind.FUZZY, "Erigeron canadensis L."),
        ("Carex nusquamensis", MatchKind.HIGHER_RANK, "Carex L."),
        ("Carex alba var. nusquamensis", MatchKind.HIGHER_RANK, "Carex alba Scop."),
        ("Carex sp. 2", MatchKind.EXACT, "Carex L."),
        ("Carex aff. alba", MatchKind.HIGHER_RANK, "Carex L."),
        ("Quercus robur × petraea", MatchKind.HIGHER_RANK, "Quercus L."),
        ("Nusquamia nulla", MatchKind.NONE, None),
        ("indet.", MatchKind.NONE, None),
    ],
)
def test_a_name_is_found_and_its_accepted_name_stands_beside_it(
    small: str, text: str, kind: MatchKind, name: str | None
) -> None:
    found = match(small, text)
    assert (found.kind, accepted(found)) == (kind, name)
    assert found.reason
    assert (found.checklist, found.checklist_version) == ("small", "2026-11")


@pytest.mark.parametrize("text", ["Poa nova", "Carex alta", "Vicia sepia", "Ficus rca"])
def test_short_epithets_are_never_guessed(small: str, text: str) -> None:
    assert match(small, text).kind is not MatchKind.FUZZY


@pytest.mark.parametrize("genus", ["Oenanthe", "Prunella", "Morus", "Aotus", "Ficus"])
def test_homonyms_are_ambiguous_until_kingdom_code_or_author_decide(small: str, genus: str) -> None:
    both = match(small, genus)
    assert (both.kind, len(both.alternatives)) == (MatchKind.AMBIGUOUS, 2)
    assert both.issues == (IssueCode.NAME_MATCH_AMBIGUOUS,)
    plant, animal = match(small, genus, None, None, PLANTS), match(small, genus, code="ICZN")
    assert plant.usage is not None
    assert animal.usage is not None
    assert dict(plant.usage.classification)["kingdom"] == "Plantae"
    assert dict(animal.usage.classification)["kingdom"] == "Animalia"
    assert match(small, plant.usage.full_name).usage == plant.usage
    assert match(small, animal.usage.full_name).usage == animal.usage


def test_a_species_not_listed_of_an_ambiguous_genus_stays_ambiguous(small: str) -> None:
    assert match(small, "Morus nusquamensis").kind is MatchKind.AMBIGUOUS
    assert accepted(match(small, "Morus nusquamensis", None, None, ANIMALS)) == "Morus Vieillot, 1816"


def test_a_name_of_another_kingdom_is_not_the_one_meant(small: str) -> None:
    assert match(small, "Carex alba", None, None, ANIMALS).kind is MatchKind.NONE
    assert match(small, "Quercus robbur", code="ICZN").kind is MatchKind.NONE


def test_a_misapplied_name_is_taken_only_in_that_sense(small: str) -> None:
    plain, sensed = match(small, "Trifolium filiforme L."), match(small, "Trifolium filiforme auct.")
    assert accepted(plain) == "Trifolium micranthum Viv."
    assert accepted(sensed) == "Trifolium dubium Sibth."
    only = match(small, "Silene alba")
    assert "only as misapplied" in only.reason
    assert only.score < plain.score


def test_a_synonym_of_two_taxa_is_ambiguous(small: str) -> None:
    found = match(small, "Betula alba L.")
    assert found.kind is MatchKind.AMBIGUOUS
    assert {each.accepted_name for each in found.alternatives} == {
        "Betula pendula Roth",
        "Betula pubescens Ehrh.",
    }


def test_an_ambiguous_synonym_scores_less(small: str) -> None:
    doubtful, sure = match(small, "Quercus borealis"), match(small, "Quercus pedunculata")
    assert "ambiguous synonym" in doubtful.reason
    assert doubtful.score < sure.score


def test_a_reserve_is_kept_and_scores_less(small: str) -> None:
    reserved = match(small, "Carex cf. alba")
    assert accepted(reserved) == "Carex alba Scop."
    assert reserved.score < match(small, "Carex alba").score
    assert "cf. alba" in reserved.reason


def test_the_family_tells_what_an_unknown_name_belongs_to(small: str) -> None:
    found = match(small, "Nusquamia nulla", None, None, Classification(family="Apiaceae"))
    assert (found.kind, accepted(found)) == (MatchKind.HIGHER_RANK, "Apiaceae Lindl.")


def usage_names() -> list[str]:
    lines = (COLDP / "NameUsage.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [
        f"{row[4]} {row[5]}"
        for row in (line.split("\t") for line in lines)
        if row[2] in ("accepted", "synonym")
    ]


@pytest.mark.parametrize("text", usage_names())
def test_every_name_of_the_checklist_is_found_exactly(small: str, text: str) -> None:
    found = match(small, text)
    assert found.kind in (MatchKind.EXACT, MatchKind.AMBIGUOUS)
    assert found.kind is MatchKind.EXACT or text.startswith("Trifolium procumbens")


@given(st.text(max_size=40), st.none() | st.text(max_size=10))
def test_no_text_makes_it_raise(small: str, text: str, authorship: str | None) -> None:
    found = match(small, text, authorship)
    assert 0 <= found.score <= 100


def test_the_order_of_the_rows_does_not_matter(small: str, tmp_path: Path) -> None:
    head, *rows = (COLDP / "NameUsage.tsv").read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)  # noqa: S311 - any order will do
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    (shuffled / "NameUsage.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (shuffled / "metadata.yaml").write_text((COLDP / "metadata.yaml").read_text())
    add_checklist(tmp_path / "kept", shuffled)
    other = checklist_folders(tmp_path / "kept")[0]
    for text in (*usage_names(), "Carex albus", "Carex nusquamensis", "Erigerron canadensis", "Betula alba"):
        assert match(other, text) == match(small, text)

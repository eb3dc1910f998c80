"""Epithets in the forms that other genders and other books give them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.search import parse_text, search
from naturalia.search.word_forms import forms
from tests.search.making import Specimen, index_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("albus", "alba"),
        ("alba", "album"),
        ("viridis", "viride"),
        ("niger", "nigrum"),
        ("asper", "aspera"),
        ("smithi", "smithii"),
        ("elatior", "elatius"),
    ],
)
def test_an_epithet_has_its_other_forms_and_they_have_it(one: str, other: str) -> None:
    assert other in forms(one)
    assert one in forms(other)


@given(st.text(alphabet="abeimrsuio", max_size=12))
def test_forms_are_few_and_never_the_word_itself(word: str) -> None:
    found = forms(word)
    assert word not in found
    assert len(found) == len(set(found)) <= 10


def test_a_name_is_found_in_the_gender_of_another_genus_but_not_when_quoted(tmp_path: Path) -> None:
    names = ["Carex nigra (L.) Reichard", "Trifolium nigrum", "Nigra", "Carex flava L."]
    index = index_of(tmp_path, [Specimen(id, name) for id, name in enumerate(names)])
    assert search(index, parse_text("carex nigrum")).specimen_ids == (0,)
    assert search(index, parse_text("carex nigra reichard")).specimen_ids == (0,)
    assert search(index, parse_text("trifolium nigra")).specimen_ids == (1,)
    assert search(index, parse_text('"carex nigrum"')).total == 0
    assert search(index, parse_text('carex "nigrum"')).total == 0
    assert search(index, parse_text("nigrum")).specimen_ids == (1,)
    assert search(index, parse_text("car* flav*")).specimen_ids == (3,)

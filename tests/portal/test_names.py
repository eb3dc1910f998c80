"""Scientific names are set as their codes ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.portal.names import name_parts


def italics(name: str, rank: str = "") -> str:
    return " ".join(f"*{part.text}*" if part.italic else part.text for part in name_parts(name, rank))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Carex alba Scop.", "*Carex alba* Scop."),
        (
            "Rosa canina L. var. dumalis (Bechst.) Dumort.",
            "*Rosa canina* L. var. *dumalis* (Bechst.) Dumort.",
        ),
        ("Gentiana cf. verna L.", "*Gentiana* cf. *verna* L."),
        ("Poa sp.", "*Poa* sp."),
        ("× Cupressocyparis leylandii", "× *Cupressocyparis leylandii*"),
        ("Parus major Linnaeus, 1758", "*Parus major* Linnaeus, 1758"),
        (
            "Lasius (Chthonolasius) umbratus (Nylander, 1846)",
            "*Lasius (Chthonolasius) umbratus* (Nylander, 1846)",
        ),
        ("Hieracium murorum subsp. bifidum", "*Hieracium murorum* subsp. *bifidum*"),
        ("Orchis rubra ex Willd.", "*Orchis rubra* ex Willd."),
        ("BOLD:AAA0001", "BOLD:AAA0001"),
        ("Granite", "Granite"),
        ("", ""),
    ],
)
def test_names_are_italic_and_authors_and_rank_marks_upright(name: str, expected: str) -> None:
    assert italics(name) == expected


def test_a_single_word_is_italic_only_as_a_genus() -> None:
    assert italics("Carex L.", "genus") == "*Carex* L."
    assert italics("Felidae", "family") == "Felidae"


@given(st.text(max_size=60), st.sampled_from(["", "genus", "species"]))
def test_no_word_is_lost(name: str, rank: str) -> None:
    assert " ".join(part.text for part in name_parts(name, rank)).split() == name.split()

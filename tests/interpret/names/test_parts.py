"""A name against the columns of its row."""

from __future__ import annotations

import pytest

from naturalia.interpret import IssueCode, name
from naturalia.interpret.names import disagreements


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Philodryas olfersi herbeus", {"dwc:specificEpithet": "olfersi herbeus"}),
        ("Mehelya (Simocephalus) somaliensis", {"dwc:specificEpithet": "(Simocephalus) somaliensis"}),
        ("Drepanocladus aduncus var. nanus", {"dwc:infraspecificEpithet": "var. nanus"}),
        ("Streptopelia chinensis", {"dwc:specificEpithet": "Streptopelia chinensis"}),
        ("Rana", {"dwc:genus": "Rana", "dwc:specificEpithet": "sp."}),
        ("Bufo bufo", {"dwc:genericName": "Bufo", "dwc:genus": "Anaxyrus"}),
        ("Aus bus (L.) Mill.", {"dwc:scientificNameAuthorship": "Miller"}),
        ("Undesignated", {"dwc:genus": "Aus"}),
    ],
)
def test_a_column_may_say_more_than_its_part(text: str, said: dict[str, str]) -> None:
    assert disagreements(name(text), said) == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"dwc:genus": "Rana"}, IssueCode.NAME_PARTS_DISAGREE),
        ({"dwc:specificEpithet": "viridis"}, IssueCode.NAME_PARTS_DISAGREE),
        ({"dwc:infraspecificEpithet": "minor"}, IssueCode.NAME_PARTS_DISAGREE),
        ({"dwc:scientificNameAuthorship": "Laurenti, 1768"}, IssueCode.NAME_AUTHORS_DISAGREE),
    ],
)
def test_a_column_that_says_other_than_the_name_is_told(said: dict[str, str], code: IssueCode) -> None:
    assert disagreements(name("Bufo bufo (Linnaeus, 1758)"), said) == ((next(iter(said)), code),)

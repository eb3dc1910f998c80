"""Institutions are registered on first sight, by identifier or by code."""

from __future__ import annotations

import pytest

from naturalia.catalogue.models import Institution
from naturalia.catalogue.registry import register_institution

pytestmark = pytest.mark.usefixtures("catalogue")

ROR = "https://ror.org/05natt857"


def test_the_same_code_is_the_same_institution() -> None:
    assert register_institution(None, "NRM") == register_institution(None, "NRM")


def test_the_identifier_decides_where_codes_differ() -> None:
    assert register_institution(ROR, "MnhnL") == register_institution(ROR, "MNHNL")


def test_an_institution_known_by_code_takes_its_identifier_when_one_is_stated() -> None:
    by_code = register_institution(None, "MnhnL")
    assert register_institution(ROR, "MnhnL") == by_code
    assert Institution.objects.get().identifier == ROR


def test_two_institutions_with_one_code_are_kept_apart_by_their_identifiers() -> None:
    first = register_institution(ROR, "MNHN")
    second = register_institution("https://ror.org/03wkt5x30", "MNHN")
    assert first != second


def test_a_row_that_names_none_registers_none() -> None:
    assert register_institution(None, None) is None
    assert not Institution.objects.exists()

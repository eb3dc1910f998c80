"""Examples of reference pages are run, and give what the pages say."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["coordinates.md", "places.md"])
def test_the_examples_of_a_page_give_what_it_says(name: str) -> None:
    ran = doctest.testfile(str(REFERENCE / name), module_relative=False, encoding="utf-8")
    assert ran.attempted > 0
    assert ran.failed == 0

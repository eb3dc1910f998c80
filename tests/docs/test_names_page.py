"""The examples of the page on names are run."""

from __future__ import annotations

import doctest

from tests.docs.reference import DOCS


def test_the_examples_give_what_the_page_says() -> None:
    found = doctest.testfile(str(DOCS / "reference" / "names.md"), module_relative=False, verbose=False)
    assert found.attempted > 10
    assert found.failed == 0

import doctest
from collections.abc import Callable
from pathlib import Path

import pytest

from naturalia.interpret import MEANINGS, IssueCode
from naturalia.interpret.reference import dates_table, issues_table, mapping_table, mids_table, months_table

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("mapping.md", mapping_table),
        ("issues.md", issues_table),
        ("mids.md", mids_table),
        ("dates.md", dates_table),
        ("dates.md", months_table),
    ],
)
def test_the_page_prints_the_rules_as_they_are(page: str, table: Callable[[], str]) -> None:
    assert table() in (REFERENCE / page).read_text(encoding="utf-8")


def test_every_kind_of_issue_has_a_meaning() -> None:
    assert set(MEANINGS) == set(IssueCode)


def test_the_examples_of_the_page_on_dates_are_true() -> None:
    failed, tried = doctest.testfile(str(REFERENCE / "dates.md"), module_relative=False)
    assert failed == 0
    assert tried > 10

import re

from naturalia.search import parse, parse_text

from .reference import PAGE, terms_table


def test_the_reference_lists_the_terms_as_they_are_declared() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(terms_table()), "run python -m tests.search.reference"


def test_every_example_of_the_reference_is_understood() -> None:
    page = PAGE.read_text(encoding="utf-8")
    parameters = re.findall(r"`(-?\w+)=([^`]*)`", page)
    examples = [(name, value) for name, value in parameters if value and not value.startswith("west")]
    assert len(examples) >= 8
    for example in examples:
        parse([example])
    conditions = re.findall(r"`(-?\w+:[^`/]*)`", page.partition("## Terms")[0])
    assert len(conditions) >= 5
    for text in conditions:
        assert parse_text(text).text == "", text

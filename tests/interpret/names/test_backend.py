"""Authors that are parsed once for all their names give what the parser gives for each name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret.names import backend
from tests.interpret.checklists.test_match import usage_names


def same(text: str) -> bool:
    ours, parsers = backend.parse(text, None), backend.parse_whole(text, None)
    return all(getattr(ours, part) == getattr(parsers, part) for part in backend.Raw.__slots__)


@pytest.mark.parametrize("text", usage_names())
def test_a_name_of_the_checklist_is_read_as_the_parser_reads_it(text: str) -> None:
    assert same(text)


AUTHORS = ("L.", "Mill.", "&", "ex", "DC.", "(L.)", "Smith,", "1900", "Indet.", "Virus")


@given(st.sampled_from(["alba", "nigrum", "smithii"]), st.lists(st.sampled_from(AUTHORS), max_size=4))
def test_any_authors_are_read_as_the_parser_reads_them(epithet: str, authors: list[str]) -> None:
    assert same(" ".join(["Carex", epithet, *authors]))

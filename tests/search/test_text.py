"""What words find: numbers, odd texts, phrases, and pages in order of relevance."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.search import (
    CursorExpiredError,
    SpecimenIndex,
    SpecimenQuery,
    parse,
    parse_text,
    search,
)

from .making import Gathering, Specimen, index_of


def test_a_pid_and_a_number_are_found_as_typed_and_come_first(tmp_path: Path) -> None:
    numbers = ["BM 7", "BM 7 a", "7 bm", "BM-70"]
    index = index_of(tmp_path, [Specimen(id, number=number) for id, number in enumerate(numbers)])
    assert search(index, parse_text("bm 7")).rows[0].catalog_number == "BM 7"
    assert search(index, parse_text("bm 7")).total == 3
    for pid in ("https://doi.org/10.9999/0003-TEST", "10.9999/0003-test", "0003-TEST", "pid:0003-test"):
        assert search(index, parse_text(pid)).specimen_ids == (3,)


ODD = [
    "(a OR b)",
    "text:[a TO b]",
    "a\\",
    "+a^2 ~3",
    '"',
    "\ud800",
    "⑴*",
    "[*",
    ".*",
    "a" * 3000,
    "∞" * 99,
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_finds_what_has_its_words_and_nothing_else(many: SpecimenIndex, text: str) -> None:
    assert search(many, parse_text(text)).total == 0
    assert search(many, SpecimenQuery(text=text, filters={"country": (text,)})).total == 0


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_fails(many: SpecimenIndex, text: str) -> None:
    assert search(many, parse_text(text)).total <= 1504
    assert search(many, parse([("locality", text), ("country", text)])).total <= 1504


def test_a_phrase_is_within_one_value(tmp_path: Path) -> None:
    apart = Gathering(locality="Stora", country="Mosse")
    together = Gathering(locality="En stora mosse")
    index = index_of(tmp_path, [Specimen(1, gatherings=(apart,)), Specimen(2, gatherings=(together,))])
    assert search(index, parse_text('"stora mosse"')).specimen_ids == (2,)
    assert search(index, parse_text("stora mosse")).total == 2


def test_a_code_does_not_begin_the_numbers_that_have_it_unless_asked_for(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1, number="BM123"), Specimen(2, number="BMnh")])
    assert search(index, parse_text("bm")).specimen_ids == (2,)
    assert search(index, parse_text("bm*")).total == 2


def test_relevance_pages_are_whole_and_end_when_the_index_changes(
    many: SpecimenIndex, tmp_path: Path
) -> None:
    query = parse([("q", "person"), ("limit", "400")])
    pages = [search(many, query)]
    while pages[-1].next_cursor:
        pages.append(
            search(many, parse([("q", "person"), ("limit", "400"), ("cursor", pages[-1].next_cursor)]))
        )
    ids = [number for page in pages for number in page.specimen_ids]
    assert len(ids) == len(set(ids)) == pages[0].total == 1502
    other = index_of(tmp_path, [Specimen(1)])
    with pytest.raises(CursorExpiredError):
        search(other, parse([("q", "person"), ("cursor", pages[0].next_cursor)]))


def test_a_page_of_no_rows_has_the_total(many: SpecimenIndex) -> None:
    page = search(many, parse([("limit", "0"), ("hasMedia", "true")]))
    assert (page.total, page.rows, page.next_cursor) == (752, (), "")

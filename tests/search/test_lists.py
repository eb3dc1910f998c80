"""Pasted lists: what a line is, what it finds, and that a list is a condition like any other."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.search import QueryError, SpecimenIndex, SpecimenQuery, parse, search, specimen_ids, to_params
from naturalia.search.geography.tile import TileAddress, tile
from naturalia.search.lists import KEPT_DAYS, MOST_LINES, pasted
from naturalia.search.lists.pasted import words_of_name
from naturalia.search.lists.report import Line, Outcome, report
from tests.search.making import Gathering, Specimen, index_of, taxon

SPECIMENS = [
    Specimen(1, "Quercus robur L.", number="BM 1", taxon=taxon("Quercus", "robur")),
    Specimen(2, "Quercus robur Linnaeus", number="BM 2", taxon=taxon("Quercus", "robur")),
    Specimen(3, "Quercus petraea (Matt.) Liebl.", number="B 3", taxon=taxon("Quercus", "petraea")),
    Specimen(4, "Quercus robur subsp. robur", number="B 4", taxon=taxon("Quercus", "robur", "robur")),
    Specimen(5, "Carex nigra (L.) Reichard", number="B 3", taxon=taxon("Carex", "nigra")),
    Specimen(6, "Fagaceae", number="B 6", taxon={"family": "Fagaceae"}),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SpecimenIndex:
    return index_of(tmp_path_factory.mktemp("index"), SPECIMENS, segments=2)


def lines(index: SpecimenIndex, text: str, kind: str = "any") -> dict[str, Line]:
    return {line.value: line for line in report(index, pasted(text, kind)).lines}


def ids(index: SpecimenIndex, *params: tuple[str, str]) -> set[int]:
    return set(search(index, parse(params)).specimen_ids)


def kept(index: SpecimenIndex, text: str, kind: str = "any") -> str:
    return index.lists.keep(pasted(text, kind))


def test_every_line_is_found_or_not_or_ambiguous(index: SpecimenIndex) -> None:
    found = lines(index, "BM 1\nbm 2\nB 3\nB 99\nCarex nigra\n10.9999/0006-TEST\n")
    outcomes = {value: line.outcome for value, line in found.items()}
    assert outcomes == {
        "BM 1": Outcome.FOUND,
        "bm 2": Outcome.FOUND,
        "B 3": Outcome.AMBIGUOUS,
        "B 99": Outcome.NOT_FOUND,
        "Carex nigra": Outcome.FOUND,
        "10.9999/0006-TEST": Outcome.FOUND,
    }
    assert (found["B 3"].count, len(found["B 3"].pids)) == (2, 2)
    assert found["10.9999/0006-TEST"].kind == "number"


def test_a_search_over_a_list_finds_what_its_lines_find(index: SpecimenIndex) -> None:
    list_id = kept(index, "BM 1\tB 3\nno such number\nhttps://doi.org/10.9999/0006-TEST")
    assert ids(index, ("list", list_id)) == {1, 3, 5, 6}
    assert ids(index, ("list", list_id), ("genus", "carex")) == {5}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Quercus robur", {1, 2, 4}),
        ("quercus robur Mill.", {1, 2, 4}),
        ("QUERCUS ROBUR", {1, 2, 4}),
        ("Quercus robur subsp. robur", {4}),
        ("Quercus", {1, 2, 3, 4}),
        ("Fagaceae", {6}),
        ("Quercus alba", set()),
    ],
)
def test_a_name_is_found_whatever_its_author(index: SpecimenIndex, line: str, found: set[int]) -> None:
    assert ids(index, ("list", kept(index, line, "names"))) == found
    assert lines(index, line, "names")[line].count == len(found)


def test_what_lines_are_can_be_said(index: SpecimenIndex) -> None:
    assert lines(index, "Carex nigra", "numbers")["Carex nigra"].outcome is Outcome.NOT_FOUND
    assert lines(index, "BM 1", "names")["BM 1"].outcome is Outcome.NOT_FOUND
    assert kept(index, "BM 1", "names") != kept(index, "BM 1", "numbers")


def test_a_number_is_no_name() -> None:
    assert [words_of_name(text) for text in ("BM 123", "B", "12", "10.9999/0006-TEST")] == [()] * 4


def test_the_same_values_are_the_same_list_whatever_their_order_and_case(index: SpecimenIndex) -> None:
    assert kept(index, "BM 1\nB 3\n\n") == kept(index, "b 3\nbm 1\nBM 1")


def test_several_lists_must_all_hold_and_the_address_is_the_whole_query(index: SpecimenIndex) -> None:
    both = [("list", kept(index, "BM 1\nBM 2")), ("list", kept(index, "BM 2\nB 4"))]
    query = parse(both)
    assert search(index, query).specimen_ids == (2,)
    assert parse(to_params(query)) == query
    assert not query.matches_all


def test_count_facets_ids_and_map_are_of_the_list(index: SpecimenIndex) -> None:
    query = SpecimenQuery(lists=(kept(index, "BM 1\nB 3"),))
    page = search(index, query, ["genus"])
    assert page.total == 3 == sum(bucket.count for bucket in page.facets["genus"].buckets)
    assert list(specimen_ids(index, query, 100)) == [1, 3, 5]


def test_a_map_of_a_list_has_its_points_only(tmp_path: Path) -> None:
    made = [Specimen(n, number=f"N {n}", gatherings=(Gathering(point=(10.0, n)),)) for n in range(1, 4)]
    index = index_of(tmp_path, made)
    world = TileAddress(0, 0, 0)
    some = SpecimenQuery(lists=(index.lists.keep(pasted("N 1\nN 2")),))
    assert len(tile(index, some, world)) < len(tile(index, SpecimenQuery(), world))
    assert tile(index, some, world) == tile(
        index, parse([("catalogNumber", "N 1"), ("catalogNumber", "N 2")]), world
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", "any"), (" \n\t\n", "any"), ("x", "nosuch"), ("\n".join(map(str, range(MOST_LINES + 1))), "any")],
)
def test_what_is_no_list_is_an_error(text: str, kind: str) -> None:
    with pytest.raises(QueryError):
        pasted(text, kind)


@pytest.mark.parametrize("list_id", ["nosuch", "../../etc/passwd", "0" * 24])
def test_a_list_that_is_not_there_is_an_error_that_says_how_long_they_are_kept(
    index: SpecimenIndex, list_id: str
) -> None:
    with pytest.raises(QueryError) as raised:
        search(index, SpecimenQuery(lists=(list_id,)))
    assert raised.value.parameter == "list"


def test_lists_that_nobody_uses_make_room(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", SPECIMENS[:1])
    old = kept(index, "BM 1")
    path = tmp_path / "index/lists" / f"{old}.json"
    then = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(path, (then, then))
    kept(index, "BM 2")
    assert not path.exists()
    with pytest.raises(QueryError, match="180 days"):
        index.lists.get(old)


def test_use_keeps_a_list(tmp_path: Path) -> None:
    index = index_of(tmp_path / "index", SPECIMENS[:1])
    used = kept(index, "BM 1")
    path = tmp_path / "index/lists" / f"{used}.json"
    then = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(path, (then, then))
    assert search(index, parse([("list", used)])).total == 1
    kept(index, "BM 2")
    assert path.exists()


def test_thousands_of_lines_are_one_quick_search(index: SpecimenIndex) -> None:
    text = "\n".join(
        [*(f"BM {number}" for number in range(5000)), *(f"Quercus nova{'a' * (n % 90)}" for n in range(900))]
    )
    list_id = kept(index, text)
    assert ids(index, ("list", list_id)) == {1, 2}
    assert sum(report(index, index.lists.get(list_id)).counts.values()) == 5090


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_list_or_a_clear_error(index: SpecimenIndex, text: str) -> None:
    try:
        made = pasted(text)
    except QueryError:
        return
    assert sum(report(index, made).counts.values()) == len(made.values)
    assert search(index, SpecimenQuery(lists=(index.lists.keep(made),))).total <= len(SPECIMENS)

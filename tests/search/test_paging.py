import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.search import TERMS, QueryError, SpecimenIndex, parse, search
from naturalia.search.paging import Offset, Place, read_cursor, write_cursor

from .making import Gathering, Specimen, document, fold, index_of

SORTS = ["catalogNumber", "country", "midsLevel", "eventDate", "elevation", "decimalLatitude"]


def key(one: Specimen, term: str) -> tuple[bytes | float, ...]:
    """The value that orders a specimen, or nothing."""
    first = one.gatherings[0] if one.gatherings else Gathering()
    values: dict[str, bytes | float | None] = {
        "catalogNumber": fold(one.number).encode() or None,
        "country": fold(first.country).encode() or None,
        "midsLevel": one.mids,
        "eventDate": first.days and first.days[0],
        "elevation": first.elevation and first.elevation[0],
        "decimalLatitude": first.point and first.point[0],
    }
    value = values[term]
    return () if value is None else (value,)


def in_order(specimens: list[Specimen], sort: str) -> list[int]:
    term = sort.removeprefix("-")
    by_id = sorted(specimens, key=lambda one: one.id)
    valued = [one for one in by_id if key(one, term)]
    ordered = sorted(valued, key=lambda one: key(one, term)[0], reverse=sort.startswith("-"))
    return [one.id for one in ordered] + [one.id for one in by_id if not key(one, term)]


def all_pages(index: SpecimenIndex, sort: str, limit: int) -> list[int]:
    ids: list[int] = []
    cursor, total = "", None
    while True:
        page = search(index, parse([("sort", sort), ("limit", str(limit)), ("cursor", cursor)]))
        ids += page.specimen_ids
        assert total in (None, page.total)
        cursor, total = page.next_cursor, page.total
        if not cursor:
            assert total == len(ids)
            return ids


gatherings = st.builds(
    Gathering,
    country=st.sampled_from(["", "Chile", "chile", "Åland", "Peru"]),
    date=st.just("1970-01-02"),
    days=st.just((1, 1)),
    point=st.none() | st.sampled_from([(-10.5, 1.0), (0.0, 1.0), (45.25, 1.0)]),
    elevation=st.none() | st.sampled_from([(0.0, 5.0), (-3.5, 0.0), (1e6, 1e6)]),
)
specimens = st.lists(
    st.builds(
        Specimen,
        id=st.integers(0, 500),
        number=st.sampled_from(["", "A", "a", "B 2", "Ö", "9"]),
        mids=st.integers(0, 1),
        gatherings=st.lists(gatherings, max_size=1).map(tuple),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


@settings(max_examples=40, deadline=None)
@given(specimens, st.integers(1, 3), st.integers(1, 9), st.sampled_from(["", "-"]))
def test_pages_of_any_size_make_the_whole_order(
    found: list[Specimen], segments: int, limit: int, sign: str
) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        index = index_of(Path(folder), found, segments=segments)
        assert all_pages(index, "", limit) == sorted(one.id for one in found)
        for term in SORTS:
            assert all_pages(index, sign + term, limit) == in_order(found, sign + term)


def test_every_sortable_term_can_be_sorted_by(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(2), Specimen(1)])
    for term in TERMS:
        if term.sortable:
            assert len(all_pages(index, "-" + term.name, 1)) == 2


def test_a_cursor_goes_on_where_it_was_though_the_index_changed(tmp_path: Path) -> None:
    numbers = ["A", "B", "B", "B", "C"]
    index = index_of(tmp_path, [Specimen(id, number=number) for id, number in enumerate(numbers)])
    first = search(index, parse([("sort", "catalogNumber"), ("limit", "3")]))
    with index.writer(heap=15_000_000) as update:
        update.remove([1])
        update.replace([(9, document(Specimen(9, number="B"))), (8, document(Specimen(8, number="0")))])
        update.commit(2)
    rest = search(index, parse([("sort", "catalogNumber"), ("cursor", first.next_cursor)]))
    assert first.specimen_ids + rest.specimen_ids == (0, 1, 2, 3, 9, 4)


@given(
    st.builds(Place, st.text(), st.none() | st.text() | st.floats(allow_nan=False), st.integers(0, 2**63 - 1))
)
def test_a_cursor_survives_the_way_through_a_url(place: Place) -> None:
    text = write_cursor(place)
    assert text.replace("-", "").replace("_", "").isalnum()
    if place.key not in (float("inf"), float("-inf")):
        assert read_cursor(text) == place


@given(st.text(max_size=50) | st.binary(max_size=50).map(lambda data: data.decode("latin-1")))
def test_what_is_no_cursor_is_an_error(text: str) -> None:
    with pytest.raises(QueryError):
        read_cursor(text)


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("catalogNumber", Place("catalogNumber", "61 TO *] OR country:[*", 1)),
        ("catalogNumber", Place("catalogNumber", "", 1)),
        ("catalogNumber", Place("catalogNumber", 1, 1)),
        ("catalogNumber", Place("-catalogNumber", "61", 1)),
        ("catalogNumber", Offset("any", 1)),
        ("midsLevel", Place("midsLevel", 1.5, 1)),
        ("elevation", Place("elevation", "61", 1)),
        ("", Place("", 1, 1)),
    ],
)
def test_a_cursor_of_another_order_is_an_error(tmp_path: Path, sort: str, cursor: Place | Offset) -> None:
    index = index_of(tmp_path, [Specimen(1, number="a")])
    with pytest.raises(QueryError):
        search(index, parse([("sort", sort), ("cursor", write_cursor(cursor))]))


def test_a_cursor_with_numbers_beyond_the_index_is_an_error() -> None:
    for odd in ([("p"), "", None, 2**63], ["o", "x", 2**40], ["o", "x", 0]):
        text = write_cursor(Place("", None, 1)) if odd is None else _packed(odd)
        with pytest.raises(QueryError):
            read_cursor(text)


def _packed(value: object) -> str:
    import base64

    return base64.urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")

"""Records that do not fit the others of their source, told by limits that the odd ones do not move."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from naturalia.quality.distribution import SCHEMA, RecordTable, suspicions, table_of
from naturalia.quality.report import Suspicions

Row = tuple[Any, ...]


def row(line: int, **columns: Any) -> Row:
    values = {"file": "occurrence.txt", "line": line, "key": f"row-{line}"} | columns
    return tuple(values.get(field.name) for field in SCHEMA)


def alps(count: int, **columns: Any) -> list[Row]:
    """Specimens of one taxon from one mountain range."""
    numbers = random.Random(1)  # noqa: S311
    return [
        row(
            line,
            taxon="Carex alba",
            latitude=46 + numbers.random(),
            longitude=10 + numbers.random(),
            elevation=1000 + 200 * numbers.random(),
            **columns,
        )
        for line in range(2, count + 2)
    ]


def found(check: str, rows: list[Row]) -> Suspicions | None:
    return next((one for one in suspicions(table_of(rows)) if one.check == check), None)


def test_records_that_fit_raise_no_suspicion() -> None:
    assert suspicions(table_of(alps(50))) == ()


def test_nothing_is_suspicious_in_an_empty_source() -> None:
    assert suspicions(table_of([])) == ()


def test_a_specimen_far_from_the_others_of_its_taxon_is_told_with_its_distance() -> None:
    odd = row(99, taxon="Carex alba", latitude=-46.0, longitude=10.5)
    check = found("place", [*alps(50), odd])
    assert check is not None
    assert (check.records, check.examples[0].place.line) == (1, 99)
    assert "Carex alba was found 10," in check.examples[0].text


def test_few_specimens_tell_nothing_of_a_range() -> None:
    assert found("place", [*alps(10), row(99, taxon="Carex alba", latitude=-46.0, longitude=10.5)]) is None


def test_a_taxon_at_the_date_line_is_not_torn_apart() -> None:
    rows = [
        row(n, taxon="Pacific", latitude=-17.0, longitude=(179.5 if n % 2 else -179.5)) for n in range(2, 42)
    ]
    assert found("place", rows) is None


def test_an_elevation_in_feet_stands_out() -> None:
    check = found("elevation", [*alps(50), row(99, taxon="Carex alba", elevation=11000.0)])
    assert check is not None
    assert "Carex alba at 11000 m" in check.examples[0].text


def test_a_wrong_century_stands_out_from_the_career_of_its_collector() -> None:
    rows = [row(n, collector="A. Berg", year=1900 + n % 9) for n in range(2, 20)]
    check = found("time", [*rows, row(99, collector="A. Berg", year=2003)])
    assert check is not None
    assert [one.place.line for one in check.examples] == [99]


def test_a_specimen_much_older_than_the_others_of_its_collector_is_told_too() -> None:
    rows = [row(n, collector="A. Berg", year=1900 + n % 9) for n in range(2, 20)]
    check = found("time", [*rows, row(99, collector="A. Berg", year=1803)])
    assert check is not None


@pytest.mark.parametrize(("longitude", "suspicious"), [(20.0, False), (120.0, True)])
def test_a_collector_cannot_be_at_distant_places_on_one_day(longitude: float, suspicious: bool) -> None:
    day = {"collector": "A. Berg", "day": "1901-06-01"}
    rows = [
        row(2, latitude=46.0, longitude=10.5, **day),
        row(3, latitude=46.0, longitude=longitude, **day),
    ]
    check = found("itinerary", rows)
    assert (check is not None) is suspicious
    if check is not None:
        assert {one.place.line for one in check.examples} == {2, 3}


def test_on_another_day_a_collector_may_be_anywhere() -> None:
    rows = [
        row(2, latitude=46.0, longitude=10.5, collector="A. Berg", day="1901-06-01"),
        row(3, latitude=46.0, longitude=120.0, collector="A. Berg", day="1901-08-01"),
    ]
    assert found("itinerary", rows) is None


def test_crossing_the_date_line_is_no_journey_round_the_world() -> None:
    day = {"collector": "A. Berg", "day": "1901-06-01"}
    rows = [
        row(2, latitude=-17.0, longitude=179.9, **day),
        row(3, latitude=-17.0, longitude=-179.9, **day),
    ]
    assert found("itinerary", rows) is None


def test_a_number_of_several_records_is_told_for_each() -> None:
    rows = [row(2, number="NRM 1"), row(3, number="NRM 1"), row(4, number="NRM 2")]
    check = found("catalogue number", rows)
    assert check is not None
    assert [one.place.line for one in check.examples] == [2, 3]
    assert check.examples[0].text == "NRM 1 is the number of 2 records"


def test_examples_are_limited_and_the_count_is_not() -> None:
    rows = [row(n, number="NRM 1") for n in range(2, 102)]
    check = found("catalogue number", rows)
    assert check is not None
    assert check.records == 100
    assert len(check.examples) == 20


def test_records_written_a_few_at_a_time_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*alps(50), row(99, taxon="Carex alba", latitude=-46.0, longitude=10.5)]
    monkeypatch.setattr(RecordTable, "ROWS", 7)
    table = RecordTable(tmp_path / "it's.parquet")
    for each in rows:
        table.add(each)
    table.close()
    assert suspicions(tmp_path / "it's.parquet") == suspicions(table_of(rows))


def test_the_order_of_records_does_not_matter() -> None:
    rows = [*alps(50), row(99, taxon="Carex alba", latitude=-46.0, longitude=10.5)]
    assert suspicions(table_of(list(reversed(rows)))) == suspicions(table_of(rows))

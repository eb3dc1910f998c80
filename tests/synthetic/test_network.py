"""The synthetic network is the same for the same seed, says what it is, and is as messy as real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from naturalia.sources import BrokenRow, open_source
from naturalia.synthetic import COLLECTIONS, make_collection, make_network


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in make_network(tmp_path / "a", 200, 1)]
    assert first == [path.read_bytes() for path in make_network(tmp_path / "b", 200, 1)]
    assert first != [path.read_bytes() for path in make_network(tmp_path / "c", 200, 2)]


def test_archives_that_are_there_are_kept(tmp_path: Path) -> None:
    (path, *_) = make_network(tmp_path, 100, 1)
    made = path.stat().st_mtime_ns
    make_network(tmp_path, 100, 1)
    assert path.stat().st_mtime_ns == made


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_a_collection_is_labelled_synthetic_and_readable(collection, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with open_source(make_collection(collection, tmp_path, 500, 1)) as source:
        rows = list(source.core.rows())
        assert "no real specimens" in source.metadata.title
        assert len(source.core.terms) >= 40
        assert len(source.extensions) == 2
        assert all(list(extension.rows()) for extension in source.extensions)
    assert len(rows) == 500
    assert not any(isinstance(row, BrokenRow) for row in rows)


def test_dates_and_countries_are_written_in_many_ways(tmp_path: Path) -> None:
    with open_source(make_collection(COLLECTIONS[0], tmp_path, 5000, 1)) as source:
        rows = [row.terms for row in source.core.rows() if not isinstance(row, BrokenRow)]
    countries = {row.get("dwc:country") for row in rows}
    assert {"Germany", "Deutschland", "Allemagne", "UNKNOWN COUNTRY"} <= countries
    assert any("/" in row.get("dwc:eventDate", "") for row in rows)
    assert any(row.get("dwc:eventDate", "").endswith("-00-00") for row in rows)
    numbers = [row["dwc:occurrenceID"] for row in rows]
    assert 0 < len(numbers) - len(set(numbers)) < 30

"""Rows divided into buckets come back, those of one object together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from naturalia.catalogue.spill import CoreEntry, SpillWriter, bucket_of, bucket_path, read_core

keys = st.text(max_size=12)
entries = st.builds(
    CoreEntry, st.just(0), st.integers(1, 10**9), keys, st.integers(0, 5), st.text(max_size=20), st.binary()
)


@given(st.lists(entries, max_size=50), st.sampled_from([1, 2, 8]))
def test_every_entry_comes_back_once_in_the_bucket_of_its_key(rows: list[CoreEntry], buckets: int) -> None:
    with TemporaryDirectory() as folder:
        with SpillWriter(Path(folder), buckets) as spill:
            for row in rows:
                spill.add(row)
        found = [list(read_core(bucket_path(Path(folder), number))) for number in range(buckets)]
    for number, content in enumerate(found):
        assert content == [row for row in rows if bucket_of(row.key or str(row.line), buckets) == number]


@given(keys, st.integers(0, 8))
def test_doubling_the_buckets_splits_each_in_two(key: str, power: int) -> None:
    few, many = 1 << power, 1 << (power + 1)
    assert bucket_of(key, many) % few == bucket_of(key, few)


def test_a_bucket_that_nothing_fell_into_is_empty(tmp_path: Path) -> None:
    assert list(read_core(bucket_path(tmp_path, 3))) == []


def test_neighbours_in_a_collection_share_a_bucket() -> None:
    ids = [f"urn:catalog:HERB:{number}" for number in range(1_234_500, 1_234_600)]
    assert len({bucket_of(key, 1024) for key in ids}) == 1
    assert bucket_of("HERB:1234599/1234599", 1024) == bucket_of("HERB:1234500/1234500", 1024)


def test_short_numbers_do_not_hold_a_collection_together() -> None:
    assert len({bucket_of(f"1998.4.12.{number}", 64) for number in range(1000)}) == 64
    assert len({bucket_of(f"E{number:04}", 64) for number in range(1000)}) == 64


def test_buckets_of_running_numbers_are_even() -> None:
    sizes = Counter(bucket_of(f"N{number}", 16) for number in range(100_000, 400_000))
    assert max(sizes.values()) < 2 * min(sizes.values())

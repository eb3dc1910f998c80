"""Rows that claim an identity of an earlier row are found, whatever their number."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from naturalia.catalogue.identities import DUPLICATE, IdentityLog

claims = st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 2)), max_size=40)
INSTITUTIONS = (7, 7, None)
"""The first two spellings are one institution; the third names none."""


def found(rows: list[tuple[str, int]]) -> dict[str, str]:
    with TemporaryDirectory() as folder:
        log = IdentityLog(Path(folder), 4)
        for line, (identifier, institution) in enumerate(rows):
            log.add(identifier, institution, 0, line)
        return log.duplicates(INSTITUTIONS, ["occurrence.txt"])


@given(claims)
def test_all_but_the_first_row_of_an_identity_are_duplicates(rows: list[tuple[str, int]]) -> None:
    seen: set[str] = set()
    expected = set()
    for line, (identifier, institution) in enumerate(rows):
        if INSTITUTIONS[institution] is None:
            continue
        if identifier in seen:
            expected.add(f"0:{line}")
        seen.add(identifier)
    assert set(found(rows)) == expected


def test_the_reason_names_the_first_row() -> None:
    assert found([("a", 0), ("a", 1)]) == {
        "0:1": f"{DUPLICATE} occurrence.txt line 0 has the same physical specimen id"
    }

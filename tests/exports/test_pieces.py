"""Pieces that are compressed apart are one file for everybody else."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.exports.delimited import line
from naturalia.exports.pieces import Package, PieceWriter, combined_crc


@given(st.binary(), st.binary())
def test_the_checksum_of_two_texts_follows_from_theirs(one: bytes, other: bytes) -> None:
    assert combined_crc(zlib.crc32(one), zlib.crc32(other), len(other)) == zlib.crc32(one + other)


def test_a_package_of_pieces_is_a_zip_file(tmp_path: Path) -> None:
    pieces = []
    for number in range(3):
        writer = PieceWriter(tmp_path / str(number))
        for row in range(20_000 * number):
            writer.write(f"é{row}\n")
        pieces.append(writer.close())
    with Package(tmp_path / "a.zip") as package:
        package.document("first", "1")
        package.pieces("rows", pieces, "head\n")
        package.document("last", "2")
    with ZipFile(tmp_path / "a.zip") as read:
        assert read.testzip() is None
        rows = [f"é{row}\n" for number in range(3) for row in range(20_000 * number)]
        assert read.read("rows").decode() == "head\n" + "".join(rows)
        assert (read.read("first"), read.read("last")) == (b"1", b"2")


def test_a_package_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with Package(tmp_path / "a.zip") as package:
            package.document("first", "1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_cells_are_quoted_only_where_they_must_be() -> None:
    assert line(["a", "b c"], "\t") == "a\tb c\n"
    assert line(["a\tb", 'c"d', "e\nf"], "\t") == '"a\tb"\t"c""d"\t"e\nf"\n'
    assert line(["\0"], ",") == "\ufffd\n"

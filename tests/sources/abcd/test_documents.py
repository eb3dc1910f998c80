"""Documents of any size and of any health: what is good is read, what is not is told with its place."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from naturalia.sources import Limits, SourceError, open_source
from tests.shared import shared_file
from tests.sources.abcd.making import ABCD, dataset, document, read, unit, written


def test_an_archive_of_answers_is_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in (10, 2, 1):
            archive.writestr(f"response.{number}.xml", document(dataset(unit(number))))
        archive.writestr("readme.txt", "nothing")
    rows, broken, notes = read(path)
    assert [row.terms["dwc:catalogNumber"] for row in rows] == ["1", "2", "10"]
    assert broken == []
    assert "readme.txt: no ABCD document" in notes


def test_what_stands_before_a_break_is_kept_and_the_break_is_told(tmp_path: Path) -> None:
    text = document(dataset(unit(1) + unit(2) + unit(3)))
    rows, broken, _ = read(written(tmp_path, text[: text.index("<abcd:UnitID>3") + 5]))
    assert [row.terms["dwc:catalogNumber"] for row in rows] == ["1", "2"]
    assert len(broken) == 1
    assert (broken[0].file, broken[0].line) == ("units.xml", 3)
    assert "broken after unit 2, at line 1" in broken[0].reason


def test_prefixes_that_are_not_declared_are_forgiven(tmp_path: Path) -> None:
    text = document(dataset(unit(1))).replace(f' xmlns:abcd="{ABCD}"', "")
    rows, broken, notes = read(written(tmp_path, text))
    assert (len(rows), broken) == (1, [])
    assert "prefixes are not declared: abcd" in notes


def test_bytes_that_contradict_the_declared_encoding_are_read_as_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "units.xml"
    text = document(dataset(unit(1, "<abcd:Notes>Öland</abcd:Notes>")))
    path.write_bytes(text.encode("windows-1252"))
    rows, broken, notes = read(path)
    assert broken == []
    assert rows[0].terms["dwc:occurrenceRemarks"] == "Öland"
    assert "Windows-1252" in notes


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "boo"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, declaration: str) -> None:
    text = document(dataset(unit(1))).replace("?>", f"?>{declaration}", 1)
    with pytest.raises(SourceError, match="entities"):
        read(written(tmp_path, text))


def test_a_unit_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    endless = "<abcd:Notes>x</abcd:Notes>" * 50_000
    path = written(tmp_path, document(dataset(unit(1) + unit(2, endless))))
    with pytest.raises(SourceError, match="without the end of a unit"):
        read(path, Limits(xml_bytes=300_000))


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    def peak(units: int) -> int:
        path = written(tmp_path, document(dataset("".join(unit(n) for n in range(units)))), f"{units}.xml")
        tracemalloc.start()
        with open_source(path) as source:
            assert sum(1 for _ in source.core.rows()) == units
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(8_000) < peak(2_000) + 2_000_000


def test_a_mapping_for_abcd_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, document(dataset(unit(1))))
    with pytest.raises(SourceError, match="needs no mapping"):
        open_source(path, mapping="[[tables]]")


@pytest.mark.parametrize(
    ("name", "units", "identifications", "media"),
    [
        ("bgbm-campanula-59taxa.xml", 59, 0, 2),
        ("biocase-206-with-invalid-media.xml", 1, 3, 2),
        ("biocase-smns.xml", 10, 0, 0),
        ("biocase-type-specimen.xml", 1, 0, 0),
    ],
)
def test_real_documents_come_in_whole(name: str, units: int, identifications: int, media: int) -> None:
    rows, broken, _ = read(shared_file("data", "abcd", name))
    nested = [row.extensions or {} for row in rows]
    assert (len(rows), broken) == (units, [])
    assert sum(len(each.get("dwc:Identification", ())) for each in nested) == identifications
    assert sum(len(each.get("ac:Multimedia", ())) for each in nested) == media

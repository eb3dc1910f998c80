"""Odd, broken and hostile rows: none ends the reading, none takes its neighbours along."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from naturalia.sources import Limits, open_source

from .making import HEADER, field, lines, meta, one_table, read, table

QUOTED = table(fieldsEnclosedBy='"')


def test_a_row_with_fewer_cells_is_read_with_blanks(tmp_path: Path) -> None:
    good, broken, notes = read(one_table(tmp_path, lines(HEADER, "1|A 1", "2")))
    assert [(row.key, row.terms) for row in good] == [("1", {"dwc:catalogNumber": "A 1"}), ("2", {})]
    assert not broken
    assert "fewer columns" in notes


def test_a_row_that_ends_before_its_id_is_broken(tmp_path: Path) -> None:
    data = lines("catalogNumber|recordedBy|id", "A 1|Née|1", "A 2")
    fields = table(fields=meta_fields(), id_tag='<id index="2"/>')
    good, broken, _ = read(one_table(tmp_path, data, fields))
    assert [row.key for row in good] == ["1"]
    assert (broken[0].line, broken[0].reason) == (3, "1 columns; the id is in column 3")


def meta_fields() -> str:
    return field("catalogNumber", 0) + field("recordedBy", 1)


def test_a_row_with_too_many_cells_is_an_outcome_with_its_line_number(tmp_path: Path) -> None:
    data = lines(HEADER, "1|A 1|Née|Chile", "2|A 2|Née|Peru|Lima|x", "3|A 3|Née|Chile")
    good, broken, _ = read(one_table(tmp_path, data))
    assert [row.key for row in good] == ["1", "3"]
    assert (broken[0].file, broken[0].line) == ("occurrence.txt", 3)
    assert broken[0].reason == "6 columns where 4 are expected"
    assert broken[0].text.startswith("2\tA 2")


def test_trailing_delimiters_do_not_matter(tmp_path: Path) -> None:
    good, broken, _ = read(one_table(tmp_path, lines(HEADER, "1|A 1|Née|Chile||", "2|A 2|Née|Peru|")))
    assert [row.terms["dwc:country"] for row in good] == ["Chile", "Peru"]
    assert not broken


def test_a_doubled_tab_beside_no_other_blank_is_healed(tmp_path: Path) -> None:
    good, _, notes = read(one_table(tmp_path, lines(HEADER, "1|A 1||Née|Chile")))
    assert good[0].terms["dwc:recordedBy"] == "Née"
    assert "a tab too many" in notes


def test_blank_lines_are_no_rows_but_count_as_lines(tmp_path: Path) -> None:
    good, broken, _ = read(
        one_table(tmp_path, lines(HEADER, "", "1|A 1|Née|Chile", "  ", "|||", "2|A 2|Née|"))
    )
    assert [(row.key, row.line) for row in good] == [("1", 3), ("2", 6)]
    assert not broken


def test_the_last_line_needs_no_line_end(tmp_path: Path) -> None:
    good, _, _ = read(one_table(tmp_path, lines(HEADER, "1|A 1|Née|Chile")[:-1]))
    assert good[0].terms["dwc:country"] == "Chile"


@pytest.mark.parametrize("data", [b"", b"\n", lines(HEADER), lines(HEADER)[:-1]])
def test_an_empty_file_or_a_header_alone_has_no_rows(tmp_path: Path, data: bytes) -> None:
    good, broken, _ = read(one_table(tmp_path, data))
    assert not good
    assert not broken


def test_nul_bytes_break_their_row_only(tmp_path: Path) -> None:
    good, broken, _ = read(one_table(tmp_path, lines(HEADER, "1|A\0 1|Née|Chile", "2|A 2|Née|Peru")))
    assert [row.key for row in good] == ["2"]
    assert (broken[0].line, broken[0].reason) == (2, "the row holds NUL bytes")


def test_values_are_kept_to_the_character_and_blank_ones_left_out(tmp_path: Path) -> None:
    good, _, _ = read(one_table(tmp_path, lines(HEADER, "1|  A 1 |\u00a0 |NULL")))
    assert good[0].terms == {"dwc:catalogNumber": "  A 1 ", "dwc:country": "NULL"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"a ""b"" c"', 'a "b" c'),
        ('"a "b" c"', 'a "b" c'),
        ('"a \\"b\\" c"', 'a "b" c'),
        ('"betta" splendens', '"betta" splendens'),
        ('5" deep', '5" deep'),
        ('"C:\\dir\\"', "C:\\dir\\"),
    ],
)
def test_quotes_within_cells_are_read_as_meant(tmp_path: Path, cell: str, value: str) -> None:
    good, broken, _ = read(one_table(tmp_path, lines(HEADER, f"1|A 1|{cell}|Chile", "2|A 2||Peru"), QUOTED))
    assert good[0].terms["dwc:recordedBy"] == value
    assert [row.key for row in good] == ["1", "2"]
    assert not broken


def test_an_unclosed_quote_is_taken_literally_and_swallows_nothing(tmp_path: Path) -> None:
    rows = [f"{i}|A {i}|Née|Chile" for i in range(2, 5000)]
    good, broken, notes = read(one_table(tmp_path, lines(HEADER, '1|A 1|"Née|Chile', *rows), QUOTED))
    assert len(good) == 4999
    assert good[0].terms["dwc:recordedBy"] == '"Née'
    assert not broken
    assert "quotes are unbalanced" in notes


def test_an_unclosed_quote_in_a_row_of_the_wrong_width_is_a_broken_row(tmp_path: Path) -> None:
    data = lines(HEADER, '1|A 1|"Née', "2|A 2|Née|Chile", "3|A 3|Née|Chile")
    good, broken, _ = read(one_table(tmp_path, data, QUOTED))
    assert [row.key for row in good] == ["2", "3"]
    assert (broken[0].line, broken[0].reason) == (2, 'unbalanced quote "')


def test_escaped_delimiters_are_part_of_the_value(tmp_path: Path) -> None:
    plain = table(fieldsTerminatedBy=",")
    good, _, _ = read(
        one_table(tmp_path, b"id,catalogNumber,recordedBy,country\n1,A 1,Nee\\, L.,Chile\n", plain)
    )
    assert good[0].terms["dwc:recordedBy"] == "Nee, L."


def test_quotes_that_were_not_declared_still_enclose_delimiters(tmp_path: Path) -> None:
    plain = table(fieldsTerminatedBy=",")
    good, _, notes = read(
        one_table(tmp_path, b'id,catalogNumber,recordedBy,country\n1,A 1,"Nee, L.",Chile\n', plain)
    )
    assert good[0].terms["dwc:recordedBy"] == "Nee, L."
    assert "undeclared" in notes


def test_a_line_beyond_the_limit_is_a_broken_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = lines(HEADER, "1|A 1|Née|Chile", "2|" + "x" * 50_000 + "|Née|Peru", "3|A 3|Née|Chile")
    good, broken, _ = read(one_table(tmp_path, data), Limits(record_bytes=1000))
    assert [(row.key, row.line) for row in good] == [("1", 2), ("3", 4)]
    assert (broken[0].line, broken[0].reason) == (3, "the line is longer than 1000 bytes")
    assert len(broken[0].text) <= 500


def test_an_endless_line_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("meta.xml", meta())
        with archive.open("occurrence.txt", "w") as entry:
            entry.write(lines(HEADER, "1|A 1|Née|Chile") + b"2\t")
            for _ in range(150):
                entry.write(b"x" * 1_000_000)
            entry.write(lines("", "3|A 3|Née|Peru"))
    tracemalloc.start()
    good, broken, _ = read(path, Limits(ratio=2000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.key for row in good] == ["1", "3"]
    assert broken[0].line == 3
    assert peak < 64 * 1024 * 1024


def test_memory_is_flat_in_the_number_of_rows(tmp_path: Path) -> None:
    path = one_table(tmp_path, lines(HEADER, *(f"{i}|A {i}|Née {i}|Chile" for i in range(60_000))))
    with open_source(path) as source:
        tracemalloc.start()
        count = sum(1 for _ in source.core.rows())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 60_000
    assert peak < 12 * 1024 * 1024

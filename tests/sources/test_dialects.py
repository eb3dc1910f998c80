"""Whatever the dialect, every cell comes back character by character."""

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naturalia.sources import SourceError, open_source

from .making import DWC, FILES, HEADER, contents, field, lines, meta, one_table, read, table, zipped

COLUMNS = ("catalogNumber", "recordedBy", "country", "locality")
ENCODINGS = {
    "UTF-8": "utf-8",
    "utf8": "utf-8-sig",
    "UTF-16": "utf-16",
    "UTF-16LE": "utf-16-le",
    "UTF-16BE": "utf-16-be",
    "ISO-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "MacRoman": "mac_roman",
}
LETTERS = "aZ0 'éüñ.-/\\#"  # in each of the encodings above, and never valid UTF-8 by accident
MORE = "中Ж\u2028\u0085\x0b\x1c😀"  # only where the encoding has them


def written(cells: list[str], delimiter: str, quote: str) -> str:
    def enclosed(cell: str) -> str:
        if quote and (set(cell) & {delimiter, quote, "\n", "\r"}):
            return quote + cell.replace(quote, quote * 2) + quote
        return cell

    return delimiter.join(enclosed(cell) for cell in cells)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], str, str, str, str]:
    declared = draw(st.sampled_from(sorted(ENCODINGS)))
    delimiter = draw(st.sampled_from([",", "\t", ";", "|"]))
    quote = draw(st.sampled_from(['"', "'", ""]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    letters = LETTERS + (MORE if "UTF" in declared.upper() else "") + (delimiter + '"\n\r' if quote else "")
    if not quote:
        letters = letters.replace("\\", "")
    cell = st.text(letters, max_size=8)
    rows = draw(st.lists(st.lists(cell, min_size=4, max_size=4), min_size=1, max_size=6))
    return rows, declared, delimiter, quote, end


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables())
def test_any_table_in_any_dialect_comes_back_cell_by_cell(
    tmp_path: Path, drawn: tuple[list[list[str]], str, str, str, str]
) -> None:
    rows, declared, delimiter, quote, end = drawn
    text = written(["id", *COLUMNS], delimiter, quote) + end
    text += "".join(written([str(i), *row], delimiter, quote) + end for i, row in enumerate(rows))
    described = table(
        fields="".join(field(name, i) for i, name in enumerate(COLUMNS, start=1)),
        encoding=declared,
        fieldsTerminatedBy=delimiter.replace("\t", "\\t"),
        fieldsEnclosedBy=quote,
    )
    path = one_table(tmp_path, text.encode(ENCODINGS[declared]), described)
    good, broken, _ = read(path)
    expected = [{f"dwc:{c}": v for c, v in zip(COLUMNS, row, strict=True) if v.strip()} for row in rows]
    assert not broken
    assert [row.key for row in good] == [str(i) for i in range(len(rows))]
    assert [row.terms for row in good] == expected


@pytest.mark.parametrize("declared", ["\\t", "\\\\t", "\t", "tab", "\\u0009", "&#9;"])
def test_a_tab_is_a_tab_however_it_is_written(tmp_path: Path, declared: str) -> None:
    good, broken, _ = read(one_table(tmp_path, FILES["occurrence.txt"], table(fieldsTerminatedBy=declared)))
    assert good[0].terms["dwc:recordedBy"] == "Née, L."
    assert not broken


def test_the_defaults_are_those_of_the_text_guide(tmp_path: Path) -> None:
    data = b'1,"A, 1","say ""x""",Chile\n'
    plain = table(fieldsTerminatedBy="absent", fieldsEnclosedBy="absent", ignoreHeaderLines="absent")
    good, _, _ = read(one_table(tmp_path, data, plain))
    assert good[0].terms["dwc:catalogNumber"] == "A, 1"
    assert good[0].terms["dwc:recordedBy"] == 'say "x"'


def test_a_delimiter_of_several_characters_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"meta\.xml, line 1: fieldsTerminatedBy='\|\|' is not one character"
    ):
        open_source(one_table(tmp_path, b"", table(fieldsTerminatedBy="||")))


def test_a_delimiter_that_the_file_does_not_use_is_corrected(tmp_path: Path) -> None:
    good, _, notes = read(one_table(tmp_path, FILES["occurrence.txt"], table(fieldsTerminatedBy=",")))
    assert good[0].terms["dwc:country"] == "Chile"
    assert "terminated by '\\t', not by ','" in notes


@pytest.mark.parametrize("declared", ["\\n", "\\r\\n", "\\r", "\n", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_end_in_use_counts_whatever_is_declared(tmp_path: Path, end: str, declared: str) -> None:
    data = lines(HEADER, "1|A 1|Née|Chile", "2|A 2|Née|Peru", end=end)
    good, broken, _ = read(one_table(tmp_path, data, table(linesTerminatedBy=declared)))
    assert [row.terms["dwc:country"] for row in good] == ["Chile", "Peru"]
    assert [row.line for row in good] == [2, 3]
    assert not broken


def test_an_unusual_line_end_is_honoured(tmp_path: Path) -> None:
    data = lines(HEADER, "1|A 1|Née|Chile", "2|A 2|Née|Peru", end="@@")
    good, _, _ = read(one_table(tmp_path, data, table(linesTerminatedBy="@@")))
    assert [row.terms["dwc:country"] for row in good] == ["Chile", "Peru"]


def test_line_ends_and_delimiters_within_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    data = lines("id|catalogNumber|recordedBy|country", '1|"A\r\n1"|"x|y"|Chile', "2|A 2||Peru")
    good, _, _ = read(one_table(tmp_path, data, table(fieldsEnclosedBy='"')))
    assert good[0].terms["dwc:catalogNumber"] == "A\r\n1"
    assert good[0].terms["dwc:recordedBy"] == "x\ty"
    assert [row.line for row in good] == [2, 4]


def test_unicode_line_separators_do_not_end_a_line(tmp_path: Path) -> None:
    good, _, _ = read(one_table(tmp_path, lines(HEADER, "1|A\u0085B\u2028C|x\x0by|Chile")))
    assert good[0].terms["dwc:catalogNumber"] == "A\u0085B\u2028C"


def test_a_line_in_another_encoding_than_declared_is_kept_with_a_note(tmp_path: Path) -> None:
    data = lines(HEADER, "1|A 1|Née|Chile") + "2\tA 2\tMüller\tPerú\n".encode("cp1252")
    path = one_table(tmp_path, data, table(encoding="UTF-8"))
    with open_source(path) as source:
        good, broken = contents(source)
        note = next(note for note in source.notes if "instead of utf-8" in note.message)
    assert [row.terms["dwc:recordedBy"] for row in good] == ["Née", "Müller"]
    assert not broken
    assert (note.line, note.count) == (3, 1)


def test_utf_8_declared_as_latin_1_is_read_as_utf_8(tmp_path: Path) -> None:
    good, _, notes = read(one_table(tmp_path, FILES["occurrence.txt"], table(encoding="ISO-8859-1")))
    assert good[0].terms["dwc:recordedBy"] == "Née, L."
    assert "lines in utf-8 instead of cp1252" in notes


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, b""])
def test_utf_16_declared_as_utf_8_is_read_as_utf_16(tmp_path: Path, bom: bytes) -> None:
    data = bom + FILES["occurrence.txt"].decode().encode("utf-16-le")
    good, _, notes = read(one_table(tmp_path, data, table(encoding="UTF-8")))
    assert good[0].terms["dwc:recordedBy"] == "Née, L."
    assert "declared as UTF-8 but is utf-16-le" in notes


def test_an_encoding_that_does_not_exist_is_noted(tmp_path: Path) -> None:
    good, _, notes = read(one_table(tmp_path, FILES["occurrence.txt"], table(encoding="klingon")))
    assert good[0].terms["dwc:recordedBy"] == "Née, L."
    assert "no known encoding" in notes


def test_a_lone_file_from_an_old_mac_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "specimens.csv"
    text = "catalogNumber,recordedBy,country\r1,Müller,México\r2,Née,Perú\r"
    path.write_bytes(text.encode("mac_roman"))
    assert [row.terms["dwc:recordedBy"] for row in read(path)[0]] == ["Müller", "Née"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("enclose", [True, False])
def test_the_delimiter_of_a_lone_file_is_found(tmp_path: Path, delimiter: str, enclose: bool) -> None:
    rows = [
        ["\ufeffdwc:catalogNumber", "Country", "observaciones"],
        ["A 1", "Chile", "x"],
        ["A 2", "Peru", ""],
    ]
    mark = '"' if enclose else ""
    text = "\r\n".join(delimiter.join(f"{mark}{cell}{mark}" for cell in row) for row in rows)
    path = tmp_path / "specimens.txt"
    path.write_text(text, encoding="utf-8", newline="")
    good, _, _ = read(path)
    assert good[0].terms == {"dwc:catalogNumber": "A 1", "dwc:country": "Chile", "observaciones": "x"}
    assert [row.key for row in good] == ["A 1", "A 2"]


def test_a_tab_file_with_quotation_marks_in_values_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "specimens.tsv"
    path.write_bytes(
        lines("catalogNumber|scientificName", '1|"betta" splendens', "2|'betta' splendens", '3|"Aus"')
    )
    assert [r.terms["dwc:scientificName"] for r in read(path)[0]] == [
        '"betta" splendens',
        "'betta' splendens",
        '"Aus"',
    ]


def test_the_order_of_the_columns_does_not_change_the_record(tmp_path: Path) -> None:
    swapped = table(
        fields="".join(field(t, i) for t, i in (("country", 1), ("catalogNumber", 2), ("recordedBy", 3)))
    )
    data = lines("id|country|catalogNumber|recordedBy", "1|Chile|A 1|Née, L.")
    first = read(zipped(tmp_path, FILES))[0][0]
    second = read(zipped(tmp_path, {"meta.xml": meta(swapped), "occurrence.txt": data}))[0][0]
    assert list(first.terms.items()) == list(second.terms.items())
    assert DWC + "country" not in first.terms

"""Tables of any system come in through a mapping, spreadsheets as they show their values."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from naturalia.sources import Limits, Row, SourceError, open_source
from naturalia.sources.records import SOURCE_ROW
from naturalia.sources.tables import (
    Column,
    Mapping,
    TableMapping,
    read_mapping,
    suggest_mapping,
    write_mapping,
)
from tests.shared import shared_file

ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Herbar">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def mapped(path: Path, mapping: str = "") -> list[Row]:
    with open_source(path, mapping=mapping) as source:
        return [row for row in source.core.rows() if isinstance(row, Row)]


def csv(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    path = folder / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value, *([day] if isinstance(value, datetime) else []))
    book.close()
    return path


HEAD = ["catalogNumber", "institutionCode", "scientificName", "eventDate"]


def test_dates_of_a_sheet_are_iso_and_numbers_have_no_artefacts(tmp_path: Path) -> None:
    rows = [[*HEAD, "decimalLatitude"], [1234, "TEST", "Carex alba", datetime(1999, 5, 3), 0.1 + 0.2]]
    (row,) = mapped(workbook(tmp_path, Data=rows))
    assert row.terms["dwc:catalogNumber"] == "1234"
    assert row.terms["dwc:eventDate"] == "1999-05-03"
    assert row.terms["dwc:decimalLatitude"] == "0.3"
    assert (row.file, row.line) == ("book.xlsx/Data", 2)


def test_a_time_of_day_stays_with_its_date(tmp_path: Path) -> None:
    rows = [HEAD, ["1", "TEST", "Carex alba", datetime(1999, 5, 3, 14, 30)]]
    (row,) = mapped(workbook(tmp_path, Data=rows))
    assert row.terms["dwc:eventDate"] == "1999-05-03T14:30:00"


def test_titles_above_a_table_and_groups_of_columns_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    sheet.merge_range(0, 0, 0, 3, "Herbarium of the town")
    sheet.write_row(1, 0, ["catalogNumber", "institutionCode"])
    sheet.merge_range(1, 2, 1, 3, "Place")
    sheet.write_row(2, 2, ["country", "locality"])
    sheet.write_row(3, 0, ["A 1", "TEST", "Spain", "Lugo"])
    book.close()
    (row,) = mapped(path)
    assert row.terms == {
        "dwc:catalogNumber": "A 1",
        "dwc:institutionCode": "TEST",
        "dwc:country": "Spain",
        "dwc:locality": "Lugo",
    }
    assert row.line == 4


def test_ods_is_read_as_well(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in cells
        )
        return f"<table:table-row>{inside}</table:table-row>"

    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        rows = row(*HEAD) + row("1", "TEST", "Carex alba", "1999-05-03")
        archive.writestr("content.xml", ODS_CONTENT.format(rows=rows))
    (found,) = mapped(path)
    assert found.terms["dwc:scientificName"] == "Carex alba"
    assert found.file == "book.ods/Herbar"


def test_a_workbook_beyond_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path, Data=[HEAD, ["1", "TEST", "Carex alba", ""]])
    with pytest.raises(SourceError, match="Save it as CSV"):
        open_source(path, Limits(workbook_bytes=100))


def test_a_damaged_workbook_is_told_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(SourceError, match=r"book\.xlsx: the workbook cannot be read"):
        open_source(path)


def test_a_table_without_known_names_asks_for_a_mapping(tmp_path: Path) -> None:
    path = workbook(tmp_path, Data=[["Nr", "Wo", "Wer"], [1, "Lugo", "Merino"]])
    with pytest.raises(SourceError, match="naturalia mapping suggest"):
        open_source(path)


MAPPING = """
[[tables]]
[tables.constants]
"dwc:institutionCode" = "TEST"
[[tables.columns]]
from = "Nr"
to = "dwc:catalogNumber"
[[tables.columns]]
from = ["Leg1", "Leg2"]
to = "dwc:recordedBy"
join = " | "
[[tables.columns]]
from = "Datum"
to = "dwc:eventDate"
date = "DD.MM.YYYY"
[[tables.columns]]
from = "Name"
to = ["dwc:genus", "dwc:specificEpithet"]
split = " "
[[tables.columns]]
from = "Hoch"
to = "dwc:minimumElevationInMeters"
unit = "ft"
[[tables.columns]]
from = "Typ"
to = "dwc:basisOfRecord"
values = { "H" = "PreservedSpecimen", "F" = "FossilSpecimen" }
[[tables.columns]]
from = "Intern"
ignore = true
"""
TABLE = "Nr;Leg1;Leg2;Datum;Name;Hoch;Typ;Intern;Rest\n7;Née;Haenke;3.5.1794;Carex alba;1200;H;x;y\n"


def test_a_mapping_renames_joins_splits_translates_and_keeps_what_it_changed(tmp_path: Path) -> None:
    (row,) = mapped(csv(tmp_path, TABLE), MAPPING)
    assert row.terms == {
        "dwc:catalogNumber": "7",
        "dwc:institutionCode": "TEST",
        "dwc:recordedBy": "Née | Haenke",
        "dwc:eventDate": "1794-05-03",
        "dwc:genus": "Carex",
        "dwc:specificEpithet": "alba",
        "dwc:minimumElevationInMeters": "1200 ft",
        "dwc:basisOfRecord": "PreservedSpecimen",
        "Rest": "y",
    }
    assert row.extensions == {
        SOURCE_ROW: [
            {"Leg1": "Née", "Leg2": "Haenke", "Datum": "3.5.1794", "Name": "Carex alba", "Hoch": "1200",
             "Typ": "H", "Intern": "x"}
        ]
    }  # fmt: skip


def test_a_text_that_does_not_follow_the_pattern_stays_as_it_is_and_is_noted(tmp_path: Path) -> None:
    path = csv(tmp_path, TABLE.replace("3.5.1794", "Mai 1794"))
    with open_source(path, mapping=MAPPING) as source:
        (row,) = source.core.rows()
        assert isinstance(row, Row)
        assert row.terms["dwc:eventDate"] == "Mai 1794"
        assert any("no date in the pattern DD.MM.YYYY" in str(note) for note in source.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encoding_and_delimiter_are_found_out(tmp_path: Path, encoding: str) -> None:
    (row,) = mapped(csv(tmp_path, TABLE, encoding=encoding), MAPPING)
    assert row.terms["dwc:recordedBy"] == "Née | Haenke"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('from = "Nr"', 'from = "Nummer"'), r"'Nummer', but the columns are Nr, Leg1"),
        (("dwc:catalogNumber", "catalogNumba"), r"table 1, column Nr: 'catalogNumba' is no term"),
        (('split = " "', ""), "several terms need split"),
        (("[[tables]]", "[[tables]]\nrow_type = 7"), r"Expected str, got int - at tables\[0\].row_type"),
        (('join = " | "', "join ="), "no TOML"),
        (('to = "dwc:catalogNumber"', 'to = "dwc:eventDate"'), "filled by Nr and Datum"),
        (("DD.MM.YYYY", "whenever"), "no pattern"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        mapped(csv(tmp_path, TABLE), MAPPING.replace(*change))


def test_two_tables_are_joined_by_their_keys(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Objects=[["No", "Species"], ["1", "Carex alba"]],
        Photos=[["Object", "Link"], ["1", "https://example.org/1.jpg"]],
    )
    mapping = Mapping(
        [
            TableMapping([Column("No", "dwc:catalogNumber"), Column("Species", "dwc:scientificName")],
                         file="Objects", key="No"),
            TableMapping([Column("Link", "ac:accessURI")], file="Photos",
                         row_type="ac:Multimedia", key="Object"),
        ]
    )  # fmt: skip
    with open_source(path, mapping=write_mapping(mapping)) as source:
        (core,), (photo,) = list(source.core.rows()), list(source.extensions[0].rows())
    assert isinstance(core, Row)
    assert isinstance(photo, Row)
    assert core.key == photo.key == "1"
    assert photo.terms["ac:accessURI"] == "https://example.org/1.jpg"


NAMES = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


@given(
    st.lists(
        st.builds(
            Column,
            source=st.one_of(NAMES, st.lists(NAMES, min_size=1, max_size=3)),
            to=st.sampled_from(["dwc:locality", "dwc:eventDate", ""]),
            join=NAMES,
            values=st.dictionaries(NAMES, NAMES, max_size=3),
            date=st.sampled_from(["", "DD.MM.YYYY"]),
            confidence=st.one_of(st.none(), st.floats(0, 1)),
            reason=NAMES,
        ),
        max_size=1,
    )
)
def test_a_mapping_that_is_written_comes_back(columns: list[Column]) -> None:
    mapping = Mapping([TableMapping(columns, file="a b.csv", constants={"dwc:country": 'S"p\\ain'})])
    assert read_mapping(write_mapping(mapping)) == mapping


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_a_sheet_that_is_written_and_mapped_comes_back(rows: list[tuple[str, str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([("Ort", "Bemerkung"), *rows]):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
        book.close()
        mapping = Mapping(
            [TableMapping([Column("Ort", "dwc:locality"), Column("Bemerkung", "dwc:fieldNotes")])]
        )
        found = mapped(path, write_mapping(mapping))
    expected = [
        {term: text for term, text in zip(("dwc:locality", "dwc:fieldNotes"), row, strict=True) if text}
        for row in rows
    ]
    assert [row.terms for row in found] == [each for each in expected if each]


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("lou-herbarium-4484.csv", 4484, 13),
        ("cnci-teleasinae-1342.csv", 1342, 40),
        ("symbiota-mcz-14.csv", 14, 75),
        ("latin1-crlf-30.csv", 30, 12),
        ("finbif-HBF.6968.zip", 12, 31),
    ],
)
def test_real_tables_come_in_through_what_is_suggested(name: str, rows: int, columns: int) -> None:
    path = shared_file("data", "tables", name)
    mapping = suggest_mapping(path)
    assert len(mapping.tables[0].columns) == columns
    assert len(mapped(path, write_mapping(mapping))) == rows

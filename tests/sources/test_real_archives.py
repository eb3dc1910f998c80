"""Archives, tables and oddities that others published, with what is in them."""

from pathlib import Path

import pytest

from naturalia.sources import BrokenRow, Row, Source, SourceError, open_source
from tests.shared import SHARED

DATA = SHARED / "data"
ODD = DATA / "odd-archives" / "python-dwca-reader"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real archives are not beside the checkout"),
]


def shape(source: Source) -> list[tuple[str, str, int, int, int]]:
    """(row type, files, rows, broken rows, terms) of each table."""
    found = []
    for table in (source.core, *source.extensions):
        rows = list(table.rows())
        broken = sum(isinstance(row, BrokenRow) for row in rows)
        found.append((table.row_type, "+".join(table.files), len(rows) - broken, broken, len(table.terms)))
    return found


def core_rows(path: Path) -> list[Row]:
    with open_source(path) as source:
        return [row for row in source.core.rows() if isinstance(row, Row)]


def notes(path: Path) -> str:
    with open_source(path) as source:
        shape(source)
        return "\n".join(f"{note.file}: {note.message}" for note in source.notes)


EXPECTED: dict[str, list[tuple[str, str, int, int, int]]] = {
    "archives/aafc-das-ocr-2702.zip": [("dwc:Occurrence", "occurrence.csv", 2702, 0, 15)],
    "archives/globi-dwca.zip": [
        ("dwc:Occurrence", "occurrences.csv", 1336, 0, 82),
        ("dwc:Identification", "identifications.csv", 0, 0, 15),
        ("gbif:Image", "images.csv", 0, 0, 17),
    ],
    "archives/luxembourg-fossils-21.zip": [("dwc:Occurrence", "occurrence.txt", 20, 0, 30)],
    "archives/naturalis-ac-media-15.zip": [
        ("dwc:Occurrence", "Occurrence.txt", 14, 0, 50),
        ("ac:Multimedia", "Multimedia.txt", 14, 0, 8),
    ],
    "archives/nrm-herpetology-4956.zip": [("dwc:Occurrence", "occurrence.txt", 4956, 0, 138)],
    "archives/sant-bryophytes.zip": [("dwc:Occurrence", "occurrence.txt", 2423, 0, 30)],
    "archives/ucaldas-mammals-3828.zip": [("dwc:Occurrence", "occurrence.txt", 3828, 0, 68)],
    "archives/uwymv-herp-8.zip": [
        ("dwc:Occurrence", "occurrence.txt", 8, 0, 85),
        ("gbif:Multimedia", "multimedia.txt", 0, 0, 10),
    ],
    "gbif/gbif-mixed-470.zip": [
        ("dwc:Occurrence", "occurrence.txt", 470, 0, 225),
        ("dwc:Occurrence", "verbatim.txt", 470, 0, 209),
        ("gbif:Multimedia", "multimedia.txt", 215, 0, 15),
    ],
    "tables/cnci-teleasinae-1342.csv": [("dwc:Occurrence", "cnci-teleasinae-1342.csv", 1342, 0, 41)],
    "tables/latin1-crlf-30.csv": [("dwc:Occurrence", "latin1-crlf-30.csv", 30, 0, 12)],
    "tables/lou-herbarium-4484.csv": [("dwc:Occurrence", "lou-herbarium-4484.csv", 4484, 0, 13)],
    "tables/symbiota-mcz-14.csv": [("dwc:Occurrence", "symbiota-mcz-14.csv", 14, 0, 86)],
    "odd-archives/python-dwca-reader/dwca-2extensions.zip": [
        ("dwc:Taxon", "taxon.txt", 4, 0, 6),
        ("gbif:Description", "description.txt", 3, 0, 3),
        ("gbif:VernacularName", "vernacularname.txt", 4, 0, 3),
    ],
    "odd-archives/python-dwca-reader/dwca-csv-quote-dir": [("dwc:Occurrence", "occurrence.txt", 2, 0, 4)],
    "odd-archives/python-dwca-reader/dwca-default-metadata-filename.zip": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-ids.zip": [
        ("dwc:Taxon", "taxon.txt", 4, 0, 6),
        ("gbif:Description", "description.txt", 3, 0, 3),
        ("gbif:VernacularName", "vernacularname.txt", 4, 0, 3),
    ],
    "odd-archives/python-dwca-reader/dwca-invalid-lacks-metadata": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-invalid-simple-toomuch.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-invalid-simple-two.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-malformed-descriptor": [
        ("dwc:Occurrence", "occurrence.txt", 4, 0, 235)
    ],
    "odd-archives/python-dwca-reader/dwca-meta-default-values": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-metadata-windows1252-encoding": [
        ("dwc:Occurrence", "occurrence.txt", 4, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-missing-extension-details": [("dwc:Taxon", "taxon.txt", 4, 0, 6)],
    "odd-archives/python-dwca-reader/dwca-noheaders-1.zip": [("dwc:Occurrence", "occurrence.txt", 2, 0, 4)],
    "odd-archives/python-dwca-reader/dwca-noheaders-2.zip": [("dwc:Occurrence", "occurrence.txt", 2, 0, 4)],
    "odd-archives/python-dwca-reader/dwca-nometadata.zip": [("dwc:Occurrence", "occurrence.txt", 2, 0, 4)],
    "odd-archives/python-dwca-reader/dwca-orphaned-rows.zip": [
        ("dwc:Taxon", "taxon.txt", 4, 0, 6),
        ("gbif:Description", "description.txt", 6, 0, 3),
        ("gbif:VernacularName", "vernacularname.txt", 5, 0, 3),
    ],
    "odd-archives/python-dwca-reader/dwca-partial-default.zip": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 5)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-csv-dos.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-csv-eml.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-csv-notenclosed.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-csv.zip": [
        ("dwc:Occurrence", "0008333-160118175350007.csv", 3, 0, 42)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-dir": [("dwc:Occurrence", "occurrence.txt", 4, 0, 4)],
    "odd-archives/python-dwca-reader/dwca-simple-subdir.zip": [
        ("dwc:Occurrence", "dwca-simple-folder/occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-test-archive-enclosed.zip": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-test-archive.tgz": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-simple-test-archive.zip": [
        ("dwc:Occurrence", "occurrence.txt", 2, 0, 4)
    ],
    "odd-archives/python-dwca-reader/dwca-star-test-archive.zip": [
        ("dwc:Taxon", "taxon.txt", 4, 0, 6),
        ("gbif:VernacularName", "vernacularname.txt", 4, 0, 3),
    ],
    "odd-archives/python-dwca-reader/dwca-test-default.zip": [("dwc:Occurrence", "occurrence.txt", 2, 0, 5)],
    "odd-archives/python-dwca-reader/dwca-utf8-eol-test.zip": [
        ("dwc:Occurrence", "occurrence.txt", 1, 0, 64)
    ],
    "odd-archives/python-dwca-reader/gbif-results-lacks-s-metadata.zip": [
        ("dwc:Occurrence", "occurrence.txt", 158, 0, 64)
    ],
    "odd-archives/python-dwca-reader/gbif-results-whitespace-in-xml.zip": [
        ("dwc:Occurrence", "gbif-results-whitespace-in-xml/occurrence.txt", 158, 0, 64)
    ],
    "odd-archives/python-dwca-reader/gbif-results.zip": [("dwc:Occurrence", "occurrence.txt", 158, 0, 64)],
}


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_every_row_of_a_published_source_is_read(
    name: str, expected: list[tuple[str, str, int, int, int]]
) -> None:
    with open_source(DATA / name) as source:
        assert shape(source) == expected


@pytest.mark.parametrize(
    ("name", "title", "licence"),
    [
        (
            "archives/sant-bryophytes.zip",
            "SANT-Bryo",
            "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
        ),
        (
            "archives/nrm-herpetology-4956.zip",
            "Herpetology Collection NRM",
            "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
        ),
        (
            "archives/uwymv-herp-8.zip",
            "UWYMV Herpetology Collection (Arctos)",
            "http://arctosdb.org/home/data/",
        ),
    ],
)
def test_title_and_licence_of_a_published_archive_are_found(name: str, title: str, licence: str) -> None:
    with open_source(DATA / name) as source:
        assert (source.metadata.title, source.metadata.licence_url) == (title, licence)
        assert source.metadata.contacts


def test_a_gbif_download_has_verbatim_rows_beside_interpreted_ones() -> None:
    with open_source(DATA / "gbif/gbif-mixed-470.zip") as source:
        core = {row.key for row in source.core.rows() if isinstance(row, Row)}
        verbatim = {row.key for row in source.extensions[0].rows() if isinstance(row, Row)}
        assert core == verbatim
        assert len([name for name in source.documents if name.startswith("dataset/")]) == 26
        assert {"meta.xml", "metadata.xml", "rights.txt", "citations.txt"} <= set(source.documents)


def test_a_descriptor_of_another_file_is_overruled_by_the_header() -> None:
    path = DATA / "archives/aafc-das-ocr-2702.zip"
    assert "the header is followed" in notes(path)
    assert core_rows(path)[0].terms["dwc:basisOfRecord"] == "PreservedSpecimen"


def test_tables_without_darwin_core_columns_are_refused_by_name() -> None:
    with pytest.raises(SourceError, match=r"unit_media_HBF\.6968\.tsv"):
        open_source(DATA / "tables/finbif-HBF.6968.zip")


@pytest.mark.parametrize(
    ("name", "countries"),
    [("dwca-test-default.zip", ["Belgium", "Belgium"]), ("dwca-partial-default.zip", ["France", "Belgium"])],
)
def test_defaults_fill_in(name: str, countries: list[str]) -> None:
    assert [row.terms["dwc:country"] for row in core_rows(ODD / name)] == countries


def test_ids_come_in_the_order_of_the_file() -> None:
    assert [row.key for row in core_rows(ODD / "dwca-ids.zip")] == ["4", "1", "3", "2"]


def test_orphans_are_yielded_with_the_id_they_name() -> None:
    with open_source(ODD / "dwca-orphaned-rows.zip") as source:
        core = {row.key for row in source.core.rows() if isinstance(row, Row)}
        orphans = {
            table.row_type: [row.key for row in table.rows() if isinstance(row, Row) and row.key not in core]
            for table in source.extensions
        }
    assert orphans == {"gbif:Description": ["5", "5", "6"], "gbif:VernacularName": ["7"]}


def test_quotes_are_part_of_the_value_where_none_are_declared() -> None:
    names = [row.terms["dwc:scientificName"] for row in core_rows(ODD / "dwca-simple-dir")]
    assert names == ["tetraodon fluviatilis", "betta splendens", '"betta" splendens', "'betta' splendens"]


@pytest.mark.parametrize("name", ["dwca-csv-quote-dir", "dwca-simple-test-archive-enclosed.zip"])
def test_quotes_are_removed_where_they_are_declared(name: str) -> None:
    first = core_rows(ODD / name)[0].terms
    assert first["dwc:basisOfRecord"] in ("Observation", "Observation, something")
    assert first["dwc:locality"] == "Borneo"


def test_a_tab_file_under_the_default_comma_is_read_with_a_note() -> None:
    path = ODD / "dwca-meta-default-values"
    assert core_rows(path)[1].terms["dwc:locality"] == "Mumbai"
    assert "terminated by '\\t'" in notes(path)


def test_metadata_in_windows_1252_are_read() -> None:
    with open_source(ODD / "dwca-metadata-windows1252-encoding") as source:
        assert source.metadata.contacts[0].name == "Nicolas Noé"


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("dwca-invalid-lacks-metadata", "eml.xml: the metadata document named in meta.xml is missing"),
        ("dwca-missing-extension-details", "the extension gbif:VernacularName names no file"),
        ("dwca-malformed-descriptor", "rows with fewer columns than expected"),
        ("dwca-simple-subdir.zip", "the archive lies in a sub-folder"),
        ("dwca-invalid-simple-two.zip", "random_file: a file that no descriptor speaks of"),
        ("dwca-invalid-simple-toomuch.zip", "random_file: a file that no descriptor speaks of"),
    ],
)
def test_what_is_wrong_with_an_odd_archive_is_noted(name: str, note: str) -> None:
    assert note in notes(ODD / name)


def test_quotes_and_line_ends_make_no_difference_to_a_simple_table() -> None:
    forms = (
        "dwca-simple-csv.zip",
        "dwca-simple-csv-dos.zip",
        "dwca-simple-csv-notenclosed.zip",
        "dwca-simple-csv-eml.zip",
    )
    first, *others = [[row.terms for row in core_rows(ODD / name)] for name in forms]
    assert all(other == first for other in others)
    assert "gbif:gbifID" in first[0]


def test_a_separator_of_unicode_does_not_cut_a_row() -> None:
    (row,) = core_rows(ODD / "dwca-utf8-eol-test.zip")
    assert any("\u0085" in value for value in row.terms.values())

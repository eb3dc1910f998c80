"""meta.xml as it really is."""

from pathlib import Path

import pytest

from naturalia.sources import BrokenRow, SourceError, open_source

from .making import DWC, FILES, HEADER, TERMS, extension, field, lines, meta, one_table, read, table, zipped


def test_a_default_fills_blank_cells_and_stands_where_there_is_no_column(tmp_path: Path) -> None:
    fields = field("catalogNumber", 1) + field("country", 3, "Chile") + field("basisOfRecord", None, "Fossil")
    good, _, _ = read(
        one_table(tmp_path, lines(HEADER, "1|A 1|Née|Peru", "2|A 2|Née|"), table(fields=fields))
    )
    assert [row.terms["dwc:country"] for row in good] == ["Peru", "Chile"]
    assert {row.terms["dwc:basisOfRecord"] for row in good} == {"Fossil"}
    assert list(good[0].terms) == sorted(good[0].terms)


def test_vocabularies_are_no_obstacle(tmp_path: Path) -> None:
    fields = (
        '<field index="3" term="http://rs.tdwg.org/dwc/terms/country" vocabulary="http://example.org/iso"/>'
    )
    assert (
        read(one_table(tmp_path, FILES["occurrence.txt"], table(fields=fields)))[0][0].terms["dwc:country"]
        == "Chile"
    )


def test_several_files_make_one_core(tmp_path: Path) -> None:
    files = {
        "meta.xml": meta(table("a.txt+b.txt")),
        "a.txt": lines(HEADER, "1|A 1|Née|Chile"),
        "b.txt": lines(HEADER, "2|A 2|Née|Peru"),
    }
    good, _, _ = read(zipped(tmp_path, files))
    assert [(row.file, row.line, row.key) for row in good] == [("a.txt", 2, "1"), ("b.txt", 2, "2")]


def test_the_id_may_be_any_column_and_a_term_as_well(tmp_path: Path) -> None:
    described = table(fields=field("recordedBy", 0) + field("occurrenceID", 2), id_tag='<id index="2"/>')
    good, _, _ = read(one_table(tmp_path, lines("recordedBy|x|occurrenceID", "Née|y|urn:1"), described))
    assert (good[0].key, good[0].terms) == ("urn:1", {"dwc:occurrenceID": "urn:1", "dwc:recordedBy": "Née"})


def test_without_an_id_the_row_is_known_by_its_own_identifiers_or_its_line(tmp_path: Path) -> None:
    described = table(fields=field("catalogNumber", 0) + field("recordedBy", 1), id_tag="")
    good, _, notes = read(
        one_table(tmp_path, lines("catalogNumber|recordedBy", "A 1|Née", "|Née"), described)
    )
    assert [row.key for row in good] == ["A 1", "3"]
    assert "no id column" in notes


def test_a_header_that_is_not_declared_is_not_a_record(tmp_path: Path) -> None:
    for declared in ("0", "absent", ""):
        good, _, notes = read(one_table(tmp_path, FILES["occurrence.txt"], table(ignoreHeaderLines=declared)))
        assert [row.key for row in good] == ["1", "2"]
        assert "though none is declared" in notes


def test_a_record_skipped_as_a_header_is_suspected(tmp_path: Path) -> None:
    _, _, notes = read(one_table(tmp_path, lines("1|A 1|Née|Chile", "2|A 2|Née|Peru")))
    assert "the skipped header names no known term" in notes


def test_blank_lines_before_the_header_do_not_make_it_a_record(tmp_path: Path) -> None:
    good, _, _ = read(one_table(tmp_path, b"\n\n" + FILES["occurrence.txt"]))
    assert [(row.key, row.line) for row in good] == [("1", 4), ("2", 5)]


def test_several_header_lines_are_skipped(tmp_path: Path) -> None:
    data = lines("Exported by the museum", HEADER, "1|A 1|Née|Chile")
    good, _, _ = read(one_table(tmp_path, data, table(ignoreHeaderLines="2")))
    assert [(row.key, row.line) for row in good] == [("1", 3)]


def test_a_file_without_header_starts_with_a_record(tmp_path: Path) -> None:
    good, _, _ = read(one_table(tmp_path, lines("1|A 1|Née|Chile"), table(ignoreHeaderLines="0")))
    assert [(row.key, row.line) for row in good] == [("1", 1)]


def test_a_header_that_contradicts_the_whole_descriptor_is_followed(tmp_path: Path) -> None:
    data = lines("country|catalogNumber|recordedBy|locality", "Chile|A 1|Née|Valdivia")
    wrong = table(
        fields=field("locality", 0)
        + field("country", 1)
        + field("catalogNumber", 2)
        + field("recordedBy", 3),
        id_tag="",
    )
    good, _, notes = read(one_table(tmp_path, data, wrong))
    assert good[0].terms["dwc:country"] == "Chile"
    assert "the header is followed" in notes


def test_columns_that_are_not_mapped_are_named_in_a_note(tmp_path: Path) -> None:
    data = lines(HEADER + "|shelf", "1|A 1|Née|Chile|12")
    good, _, notes = read(one_table(tmp_path, data))
    assert good[0].terms["dwc:country"] == "Chile"
    assert "not read: shelf" in notes


def test_one_column_may_hold_two_terms_and_one_term_two_columns(tmp_path: Path) -> None:
    fields = field("country", 1) + field("country", 2) + field("locality", 2)
    data = lines("id|a|b", "1||Chile", "2|Peru|Lima")
    good, _, notes = read(one_table(tmp_path, data, table(fields=fields)))
    assert [row.terms["dwc:country"] for row in good] == ["Chile", "Peru"]
    assert [row.terms["dwc:locality"] for row in good] == ["Chile", "Lima"]
    assert "dwc:country has several columns" in notes


def test_a_field_with_neither_index_nor_default_is_noted(tmp_path: Path) -> None:
    _, _, notes = read(
        one_table(tmp_path, FILES["occurrence.txt"], table(fields=field("country", 3) + field("locality")))
    )
    assert "locality has neither index nor default" in notes


def test_a_descriptor_that_speaks_of_more_columns_loses_no_rows(tmp_path: Path) -> None:
    fields = "".join(field(t, i) for i, t in enumerate((*TERMS, "locality"), start=1))
    good, broken, notes = read(one_table(tmp_path, FILES["occurrence.txt"], table(fields=fields)))
    assert len(good) == 2
    assert not broken
    assert "speaks of 5 columns, the file has 4" in notes


def test_unknown_terms_keep_their_uri_and_bare_names_are_understood(tmp_path: Path) -> None:
    fields = field("http://example.org/shelf", 1) + '<field index="2" term="RecordedBy"/>'
    good, _, _ = read(one_table(tmp_path, FILES["occurrence.txt"], table(fields=fields)))
    assert good[0].terms == {"dwc:recordedBy": "Née, L.", "http://example.org/shelf": "A 1"}


def test_extensions_of_any_row_type_are_read_orphans_included(tmp_path: Path) -> None:
    soil = extension("soil.txt", "http://example.org/Soil", field("http://example.org/ph", 1))
    media = extension(
        "media.txt",
        "http://rs.gbif.org/terms/1.0/Multimedia",
        field("http://purl.org/dc/terms/identifier", 1),
    )
    files = FILES | {
        "meta.xml": meta(table(), soil, media),
        "soil.txt": lines("coreid|ph", "1|4.5", "9|7"),
        "media.txt": lines("coreid|identifier", "1|http://example.org/1.jpg"),
    }
    with open_source(zipped(tmp_path, files)) as source:
        assert [e.row_type for e in source.extensions] == ["http://example.org/Soil", "gbif:Multimedia"]
        found = list(source.extensions[0].rows())
        assert [r.key for r in found if not isinstance(r, BrokenRow)] == ["1", "9"]
        assert source.extensions[1].terms == ("dcterms:identifier",)


def test_a_missing_extension_file_is_a_note_a_missing_core_file_an_error(tmp_path: Path) -> None:
    media = extension(
        "media.txt",
        "http://rs.gbif.org/terms/1.0/Multimedia",
        field("http://purl.org/dc/terms/identifier", 1),
    )
    with open_source(zipped(tmp_path, FILES | {"meta.xml": meta(table(), media)})) as source:
        assert source.extensions == ()
        assert any(n.file == "media.txt" and "missing" in n.message for n in source.notes)
    with pytest.raises(SourceError, match=r"taxon\.txt: named in meta\.xml as a file of the core"):
        open_source(zipped(tmp_path, FILES | {"meta.xml": meta(table("taxon.txt"))}))


@pytest.mark.parametrize(
    ("descriptor", "message"),
    [
        (b"<archive><core>", r"meta\.xml: not well-formed XML"),
        (b"<archive/>", r"no <core> element"),
        (meta(table("")), "names no file"),
        (meta(table(fields=f'<field index="x" term="{DWC}country"/>')), "a whole number from 0 is needed"),
        (meta(table(fields=f'<field index="-1" term="{DWC}country"/>')), "a whole number from 0 is needed"),
        (meta(table(fields=f'<field index="999999" term="{DWC}country"/>')), "at most 4000 columns"),
        (meta(table(ignoreHeaderLines="many")), "ignoreHeaderLines is 'many'"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><archive/>', "declares XML entities"),
        (
            '<?xml version="1.0" encoding="IBM037"?><!DOCTYPE a [<!ENTITY x "y">]><archive/>'.encode("cp037"),
            "XML",
        ),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><archive>&x;</archive>',
            "declares XML entities",
        ),
    ],
)
def test_a_descriptor_that_cannot_be_followed_is_refused_clearly(
    tmp_path: Path, descriptor: bytes, message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        open_source(zipped(tmp_path, FILES | {"meta.xml": descriptor}))


def test_white_space_and_a_wrong_encoding_do_not_spoil_a_descriptor(tmp_path: Path) -> None:
    text = '\n  <?xml version="1.0" encoding="UTF-8"?>' + meta().decode().replace(
        "<core", "<!-- Née --><core"
    )
    good, _, _ = read(zipped(tmp_path, FILES | {"meta.xml": text.encode("cp1252")}))
    assert len(good) == 2


def test_the_signature_changes_with_the_mapping_and_not_with_the_data(tmp_path: Path) -> None:
    def signature(*tables: str, data: bytes = FILES["occurrence.txt"]) -> str:
        with open_source(one_table(tmp_path, data, *tables)) as source:
            return source.signature

    assert signature() == signature(data=lines(HEADER, "7|B|C|D"))
    assert signature() != signature(table(fields=field("locality", 1)))


def test_files_no_descriptor_speaks_of_are_named(tmp_path: Path) -> None:
    _, _, notes = read(zipped(tmp_path, FILES | {"extra.csv": b"a,b\n"}))
    assert "extra.csv: a data file that no descriptor speaks of" in notes


def test_without_descriptor_the_only_occurrence_file_is_the_core(tmp_path: Path) -> None:
    files = {
        "data.csv": b"occurrenceID,country,eventDate\n1,Chile,1790\n",
        "other.csv": b"shelf,box\n1,2\n",
        "eml.xml": b"<eml><dataset><title>T</title></dataset></eml>",
    }
    with open_source(zipped(tmp_path, files)) as source:
        assert source.core.files == ("data.csv",)
        assert source.metadata.title == "T"


def test_without_descriptor_several_occurrence_files_are_an_error_naming_them(tmp_path: Path) -> None:
    data = b"occurrenceID,country,eventDate\n1,Chile,1790\n"
    with pytest.raises(SourceError, match=r"several files may hold the records: a\.csv, b\.csv"):
        open_source(zipped(tmp_path, {"a.csv": data, "b.csv": data}))


def test_a_lone_file_without_a_known_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shelves.csv"
    path.write_bytes(b"shelf,box\n1,2\n")
    with pytest.raises(SourceError, match=r"shelves\.csv: no column is named after a Darwin Core term"):
        open_source(path)

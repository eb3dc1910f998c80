"""Zip, tar, folder, lone file: the same rows come out, and hostile ones are refused."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from naturalia.sources import Limits, SourceError, open_source

from .making import FILES, contents, lines, meta, read, table, zip_bytes, zipped

EXPECTED = [
    ("1", {"dwc:catalogNumber": "A 1", "dwc:country": "Chile", "dwc:recordedBy": "Née, L."}),
    ("2", {"dwc:catalogNumber": "A 2"}),
]


def rows_of(path: Path) -> list[tuple[str, dict[str, str]]]:
    return [(row.key, row.terms) for row in read(path)[0]]


def tar_bytes(files: dict[str, bytes], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def test_a_zip_is_read(tmp_path: Path) -> None:
    assert rows_of(zipped(tmp_path, FILES)) == EXPECTED


def test_terms_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    for row in read(zipped(tmp_path, FILES))[0]:
        assert list(row.terms) == sorted(row.terms)


def test_a_zip_by_any_other_name_is_known_by_its_content(tmp_path: Path) -> None:
    assert rows_of(zipped(tmp_path, FILES, "download.dat")) == EXPECTED


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_read_whatever_its_compression(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "archive"
    path.write_bytes(tar_bytes(FILES, mode))
    assert rows_of(path) == EXPECTED


def test_the_temporary_folder_of_a_tar_goes_with_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    path = tmp_path / "archive.tgz"
    path.write_bytes(tar_bytes(FILES, "w:gz"))
    with open_source(path):
        assert list((tmp_path / "scratch").iterdir())
    assert not list((tmp_path / "scratch").iterdir())


def test_a_folder_is_read(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    assert rows_of(tmp_path) == EXPECTED


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_lone_data_file_is_read_compressed_or_not(tmp_path: Path, compress) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "specimens.csv.gz"
    path.write_bytes(compress(FILES["occurrence.txt"]))
    assert [terms | {"id": key} for key, terms in EXPECTED] == [row.terms for row in read(path)[0]]


def test_one_enclosing_folder_and_the_junk_of_operating_systems_do_not_matter(tmp_path: Path) -> None:
    files = {f"my archive/{name}": data for name, data in FILES.items()}
    junk = {
        "__MACOSX/my archive/._meta.xml": b"\0\5\x16\7",
        "__MACOSX/._meta.xml": b"\0",
        "my archive/.DS_Store": b"\0",
        "my archive/._occurrence.txt": b"\0\5\x16\7",
        "my archive/Thumbs.db": b"\0",
    }
    assert rows_of(zipped(tmp_path, junk | files)) == EXPECTED


def test_backslashes_in_entry_names_are_slashes(tmp_path: Path) -> None:
    assert rows_of(zipped(tmp_path, {f"data\\{name}": data for name, data in FILES.items()})) == EXPECTED


def test_an_archive_with_sixty_four_bit_sizes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(data)
    assert rows_of(path) == EXPECTED


def test_a_zip_within_a_zip_is_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"inner.zip": zip_bytes(FILES)})
    assert rows_of(path) == EXPECTED
    assert "inner one is read" in read(path)[2]


def test_a_zip_within_a_zip_within_a_zip_is_refused(tmp_path: Path) -> None:
    inner = zip_bytes({"b.zip": zip_bytes(FILES)})
    with pytest.raises(SourceError, match="zip in a zip in a zip"):
        open_source(zipped(tmp_path, {"a.zip": inner}))


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"]
)
def test_entries_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="leads out of the archive"):
        open_source(zipped(tmp_path, FILES | {name: b"x"}))
    tar = tmp_path / "archive.tar"
    tar.write_bytes(tar_bytes(FILES | {name: b"x"}))
    with pytest.raises(SourceError, match="leads out of the archive"):
        open_source(tar)


def test_symbolic_links_are_refused_in_zip_and_tar(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("occurrence.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta.xml", FILES["meta.xml"])
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(SourceError, match="symbolic link"):
        open_source(path)
    tar = tmp_path / "archive.tar"
    with tarfile.open(tar, "w") as archive_tar:
        info = tarfile.TarInfo("occurrence.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive_tar.addfile(info)
    with pytest.raises(SourceError, match="link"):
        open_source(tar)


def test_a_link_out_of_a_folder_is_left_aside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "notes.txt").symlink_to(secret)
    assert rows_of(folder) == EXPECTED
    assert "leads out of the folder" in read(folder)[2]


def test_a_password_protected_zip_is_named_so(tmp_path: Path) -> None:
    data = bytearray(zip_bytes(FILES))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (found := data.find(signature, start)) >= 0:
            data[found + offset] |= 1
            start = found + 4
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"meta\.xml: protected by a password"):
        open_source(path)


def test_a_truncated_zip_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(zip_bytes(FILES)[:-40])
    with pytest.raises(SourceError, match=r"archive\.zip: damaged or incomplete"):
        open_source(path)


def test_a_damaged_entry_is_named(tmp_path: Path) -> None:
    data = bytearray(zip_bytes(FILES, zipfile.ZIP_STORED))
    data[data.find(b"Chile")] ^= 0xFF
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"occurrence\.txt: damaged"):
        read(path)


def test_a_truncated_gzip_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "archive.tar.gz"
    path.write_bytes(tar_bytes(FILES, "w:gz")[:-30])
    with pytest.raises(SourceError, match=r"archive\.tar\.gz: damaged or incomplete"):
        open_source(path)


def test_a_zip_bomb_is_refused_while_it_is_read(tmp_path: Path) -> None:
    bomb = lines("id|catalogNumber|recordedBy|country") + b"1\tA\tB\tC\n" * 1_000_000
    path = zipped(tmp_path, {"meta.xml": FILES["meta.xml"], "occurrence.txt": bomb})
    with pytest.raises(SourceError, match=r"occurrence\.txt: grows more than 50-fold"):
        read(path, Limits(ratio=50, ratio_floor=1_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused_all_the_same(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"meta.xml": FILES["meta.xml"], "occurrence.txt": b"0" * 5_000_000}))
    entry = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, entry + 24, 100)
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"occurrence\.txt"):
        read(path, Limits(ratio=50, ratio_floor=1_000_000))


def test_a_source_beyond_the_total_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="larger than the 20 bytes"):
        read(zipped(tmp_path, FILES), Limits(total_bytes=20))


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="more than 10 entries"):
        open_source(zipped(tmp_path, FILES | {f"{i}.xml": b"" for i in range(20)}), Limits(entries=10))


@pytest.mark.parametrize("data", [b"", b"\0" * 5000])
def test_an_empty_file_or_one_of_nuls_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="empty, or nothing but zero bytes"):
        open_source(path)


def test_a_data_file_of_nuls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"occurrence\.txt: nothing but NUL bytes"):
        open_source(zipped(tmp_path, FILES | {"occurrence.txt": b"\0" * 5000}))


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.zip: there is no such file"):
        open_source(tmp_path / "nowhere.zip")


def test_a_zip_without_data_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no Darwin Core Archive"):
        open_source(zipped(tmp_path, {"picture.jpg": b"x"}))


def test_two_archives_in_one_are_named(tmp_path: Path) -> None:
    files = {f"{folder}/{name}": data for folder in "ab" for name, data in FILES.items()}
    with pytest.raises(SourceError, match=r"a/meta\.xml, b/meta\.xml"):
        open_source(zipped(tmp_path, files))


@pytest.mark.parametrize(
    "location",
    [
        "OCCURRENCE.TXT",
        "./occurrence.txt",
        "/occurrence.txt",
        "http://example.org/data/occurrence.txt",
        "x\\occurrence.txt",
    ],
)
def test_a_location_is_found_however_it_is_written(tmp_path: Path, location: str) -> None:
    assert rows_of(zipped(tmp_path, FILES | {"meta.xml": meta(table(location))})) == EXPECTED


def test_reading_a_table_twice_gives_the_same_rows(tmp_path: Path) -> None:
    with open_source(zipped(tmp_path, FILES)) as source:
        assert contents(source) == contents(source)

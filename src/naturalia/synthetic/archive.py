"""Writing a synthetic Darwin Core Archive, row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DWC = "http://rs.tdwg.org/dwc/terms/"
DCTERMS = "http://purl.org/dc/terms/"
DUBLIN_CORE = {"license", "modified", "type", "format", "identifier"}
MADE = (2000, 1, 1, 0, 0, 0)
"""Date of every entry: the same seed makes the same bytes."""

ROW_TYPES = {
    "occurrence.txt": f"{DWC}Occurrence",
    "identification.txt": f"{DWC}Identification",
    "multimedia.txt": "http://rs.gbif.org/terms/1.0/Multimedia",
}


class ArchiveWriter:
    """Collects core and extension rows in temporary files and zips them with their descriptor."""

    def __init__(self, path: Path, title: str, licence: str) -> None:
        self._path = path
        self._title = title
        self._licence = licence
        self._folder = tempfile.TemporaryDirectory(dir=path.parent, prefix="writing-")
        self._files: dict[str, TextIO] = {}
        self._columns: dict[str, list[str]] = {}

    def add(
        self,
        core: Mapping[str, str],
        identifications: Sequence[Mapping[str, str]],
        media: Sequence[Mapping[str, str]],
    ) -> None:
        """Write one object; the first row of a file decides its columns."""
        self._write("occurrence.txt", core)
        for row in identifications:
            self._write("identification.txt", row)
        for row in media:
            self._write("multimedia.txt", row)

    def _write(self, name: str, row: Mapping[str, str]) -> None:
        if name not in self._files:
            self._files[name] = (Path(self._folder.name) / name).open("w", encoding="utf-8", newline="\n")
            self._columns[name] = list(row)
            self._files[name].write("\t".join(row) + "\n")
        self._files[name].write("\t".join(row.values()) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()
        if error is None:
            self._zip()
        self._folder.cleanup()

    def _zip(self) -> None:
        draft = Path(self._folder.name) / "archive.zip"
        with ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(ZipInfo("meta.xml", MADE), self._descriptor())
            archive.writestr(ZipInfo("eml.xml", MADE), self._metadata())
            for name, file in self._files.items():
                entry = ZipInfo(name, MADE)
                entry.compress_type = ZIP_DEFLATED
                with Path(file.name).open("rb") as rows, archive.open(entry, "w", force_zip64=True) as packed:
                    while chunk := rows.read(1 << 20):
                        packed.write(chunk)
        draft.replace(self._path)

    def _descriptor(self) -> str:
        tables = "\n".join(self._table(name) for name in self._files)
        return (
            '<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">\n' + tables + "\n</archive>\n"
        )

    def _table(self, name: str) -> str:
        core = name == "occurrence.txt"
        tag, key = ("core", "id") if core else ("extension", "coreid")
        fields = "".join(
            f"<field index={quoteattr(str(index))} term={quoteattr(_term(column))}/>"
            for index, column in enumerate(self._columns[name])
            if index
        )
        return (
            f'<{tag} encoding="UTF-8" fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" '
            f'ignoreHeaderLines="1" rowType={quoteattr(ROW_TYPES[name])}>'
            f'<files><location>{name}</location></files><{key} index="0"/>{fields}</{tag}>'
        )

    def _metadata(self) -> str:
        return (
            '<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" '
            'packageId="synthetic" system="naturalia">'
            f"<dataset><title>{escape(self._title)}</title>"
            "<creator><organizationName>Synthetic network</organizationName></creator>"
            "<abstract><para>Made by a program for demonstrations and tests: no object, person or event in "
            "it is real.</para></abstract>"
            f"<intellectualRights><para>{escape(self._licence)}</para></intellectualRights>"
            "</dataset></eml:eml>\n"
        )


def _term(column: str) -> str:
    return (DCTERMS if column in DUBLIN_CORE else DWC) + column

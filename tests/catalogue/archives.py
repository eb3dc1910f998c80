"""Small archives for tests: a core, extensions, and the descriptor that describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

Rows = Sequence[Mapping[str, str]]
DWC = "http://rs.tdwg.org/dwc/terms/"
DCTERMS = "http://purl.org/dc/terms/"


def herbarium_row(number: int, **terms: str) -> dict[str, str]:
    """A core row of an imaginary herbarium."""
    return {
        "id": f"row-{number}",
        "occurrenceID": f"urn:catalog:TEST:HERB:{number}",
        "catalogNumber": str(number),
        "institutionCode": "TEST",
        "collectionCode": "HERB",
        "basisOfRecord": "PreservedSpecimen",
        "scientificName": "Carex alba Scop.",
        "country": "Sweden",
        "locality": f"Place {number}",
    } | terms


def write_archive(path: Path, core: Rows, **extensions: Rows) -> Path:
    """A Darwin Core Archive of tab-separated files; extensions are named by row type, with ``coreid``."""
    tables = [_table("core", "Occurrence", core)]
    tables += [_table("extension", name, rows) for name, rows in extensions.items()]
    with ZipFile(path, "w") as archive:
        archive.writestr("meta.xml", "<archive>" + "".join(xml for _, _, xml in tables) + "</archive>")
        for name, text, _ in tables:
            archive.writestr(name, text)
    return path


def _table(tag: str, row_type: str, rows: Rows) -> tuple[str, str, str]:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = ["\t".join(columns), *("\t".join(row.get(c, "") for c in columns) for row in rows)]
    key = "id" if tag == "core" else "coreid"
    fields = "".join(f'<field index="{i}" term="{_term(c)}"/>' for i, c in enumerate(columns) if c != key)
    name = f"{row_type.lower()}.txt"
    xml = (
        f'<{tag} encoding="UTF-8" fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" '
        f'ignoreHeaderLines="1" rowType="{DWC}{row_type}"><files><location>{name}</location></files>'
        f'<{key} index="{columns.index(key)}"/>{fields}</{tag}>'
    )
    return name, "\n".join(lines) + "\n", xml


def _term(column: str) -> str:
    return (DCTERMS if column == "modified" else DWC) + column

"""Archives made for a test, with all the freedom that publishers take."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from naturalia.sources import BrokenRow, Limits, Row, Source, open_source

DWC = "http://rs.tdwg.org/dwc/terms/"
TERMS = ("catalogNumber", "recordedBy", "country")


def field(term: str, index: int | None = None, default: str | None = None) -> str:
    place = "" if index is None else f' index="{index}"'
    filling = "" if default is None else f" default={quoteattr(default)}"
    return f"<field term={quoteattr(term if '/' in term else DWC + term)}{place}{filling}/>"


def table(
    location: str = "occurrence.txt",
    fields: str = "",
    *,
    tag: str = "core",
    id_tag: str = '<id index="0"/>',
    row_type: str = DWC + "Occurrence",
    **attributes: str,
) -> str:
    """One core or extension element; by default tab, no quotes, one header line, three terms."""
    settings = {"fieldsTerminatedBy": "\\t", "fieldsEnclosedBy": "", "ignoreHeaderLines": "1"} | attributes
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in settings.items() if value != "absent")
    columns = fields or "".join(field(term, i) for i, term in enumerate(TERMS, start=1))
    files = "".join(f"<location>{name}</location>" for name in location.split("+") if name)
    return f'<{tag} {written} rowType="{row_type}"><files>{files}</files>{id_tag}{columns}</{tag}>'


def extension(location: str, row_type: str, fields: str, **attributes: str) -> str:
    return table(
        location, fields, tag="extension", id_tag='<coreid index="0"/>', row_type=row_type, **attributes
    )


def meta(*tables: str, attributes: str = "") -> bytes:
    body = "".join(tables) or table()
    return f'<archive xmlns="http://rs.tdwg.org/dwc/text/" {attributes}>{body}</archive>'.encode()


def lines(*rows: str, end: str = "\n") -> bytes:
    return "".join(row.replace("|", "\t") + end for row in rows).encode()


HEADER = "id|catalogNumber|recordedBy|country"
FILES: dict[str, bytes] = {
    "meta.xml": meta(),
    "occurrence.txt": lines(HEADER, "1|A 1|Née, L.|Chile", "2|A 2||"),
}


def zip_bytes(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def zipped(folder: Path, files: Mapping[str, bytes], name: str = "archive.zip") -> Path:
    path = folder / name
    path.write_bytes(zip_bytes(files))
    return path


def one_table(folder: Path, data: bytes, *tables: str) -> Path:
    """A zip with a descriptor and one data file."""
    return zipped(folder, {"meta.xml": meta(*tables), "occurrence.txt": data})


def contents(source: Source) -> tuple[list[Row], list[BrokenRow]]:
    found = list(source.core.rows())
    return [r for r in found if isinstance(r, Row)], [r for r in found if isinstance(r, BrokenRow)]


def read(path: Path, limits: Limits | None = None) -> tuple[list[Row], list[BrokenRow], str]:
    """Good rows, broken rows, and all notes as one text."""
    with open_source(path, limits or Limits()) as source:
        good, broken = contents(source)
        return good, broken, "\n".join(f"{note.file}: {note.message}" for note in source.notes)

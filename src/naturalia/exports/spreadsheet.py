"""XLSX, written row by row in flat memory, up to the limits of the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec
import xlsxwriter

from naturalia.exports import citation
from naturalia.exports.description import Description
from naturalia.exports.format import Format, Shape
from naturalia.exports.objects import ExportObject
from naturalia.exports.table import TABLE, chosen, columns_of, flat, headers

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
PART = "rows.msgpack"
LENGTH_BYTES = 4
OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
"""Every cell is text: a catalogue number is no number, and nothing that a source wrote runs as a formula."""


class Xlsx(Format):
    """A workbook: a sheet of specimens, and one that says what they are."""

    name: ClassVar[str] = "xlsx"
    title: ClassVar[str] = "XLSX"
    suffix: ClassVar[str] = ".xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    has_columns: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    most_objects: ClassVar[int | None] = MOST_ROWS - 1

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:
        """The terms that these objects say something of."""
        return {TABLE: columns_of(objects)}

    def shape(self, found: dict[str, set[str]], columns: Sequence[str]) -> Shape:  # type: ignore[override]
        """The columns asked for, else all that have a value."""
        return {TABLE: chosen(found.get(TABLE, set()), columns)}

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """Rows of cells."""
        encode = msgspec.msgpack.Encoder().encode
        with (folder / PART).open("wb") as file:
            for one in objects:
                row = flat(one)
                content = encode([row.get(term, "") for term in shape[TABLE]])
                file.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """The workbook."""
        draft = target.with_name(target.name + ".draft")
        with xlsxwriter.Workbook(str(draft), OPTIONS | {"tmpdir": str(target.parent)}) as book:
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet("specimens")
            sheet.freeze_panes(1, 1)
            for place, name in enumerate(headers(shape[TABLE])):
                sheet.write_string(0, place, name, bold)
            rows = (row for folder in folders for row in _rows(folder / PART))
            for number, row in enumerate(rows, start=1):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, place, cell[:LONGEST_CELL])
            about = book.add_worksheet("about")
            for number, (name, text) in enumerate(_about(export)):
                about.write_string(number, 0, name, bold)
                about.write_string(number, 1, text[:LONGEST_CELL])
        draft.replace(target)


def _rows(path: Path) -> Iterator[list[str]]:
    decode = msgspec.msgpack.Decoder(list[str]).decode
    with path.open("rb", buffering=1 << 20) as file:
        while prefix := file.read(LENGTH_BYTES):
            yield decode(file.read(int.from_bytes(prefix, "big")))


def _about(export: Description) -> list[tuple[str, str]]:
    return [
        ("Title", export.title),
        ("Citation", citation.text(export)),
        ("Query", export.question or "everything"),
        ("Objects", str(export.count)),
        ("State of the catalogue", str(export.publication)),
        ("Made", export.created),
        ("Software", export.software),
        *((f"Institution {share.label}", str(share.count)) for share in export.institutions),
        *((f"Licence {licence or 'none stated'}", str(count)) for licence, count in export.licences),
    ]

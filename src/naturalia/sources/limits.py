"""How much of a source is read before it is refused: a source may be hostile, or simply broken."""

from __future__ import annotations

import msgspec

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


class Limits(msgspec.Struct, frozen=True):
    """The bounds of reading. All sizes in bytes.

    ``ratio`` is how many times larger than its compressed form a file may become; it is applied once
    ``ratio_floor`` bytes came out, since small files of blanks compress extremely well.
    ``record_lines`` bounds a quoted cell that runs over several lines. ``workbook_bytes`` bounds what a
    spreadsheet unpacks to, since its sheets are held in memory.
    """

    entries: int = 20_000
    total_bytes: int = 64 * GIB
    ratio: int = 250
    ratio_floor: int = 32 * MIB
    xml_bytes: int = 16 * MIB
    documents_bytes: int = 64 * MIB
    record_bytes: int = 4 * MIB
    record_lines: int = 2_000
    columns: int = 4_000
    workbook_bytes: int = 512 * MIB

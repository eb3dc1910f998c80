"""Rows as lines of text: cells are enclosed in quotes only where they must be (RFC 4180)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUL = "\0"


def line(cells: Sequence[str], delimiter: str) -> str:
    """One row with its line end. NUL, which no reader takes, becomes U+FFFD."""
    row = delimiter.join(cells)
    if row.count(delimiter) == len(cells) - 1 and not _ODD(row):
        return row + "\n"
    return delimiter.join(_cell(cell, delimiter) for cell in cells) + "\n"


_ODD = re.compile('["\r\n\0]').search


def _cell(cell: str, delimiter: str) -> str:
    cell = cell.replace(_NUL, "\ufffd")
    if delimiter in cell or _ODD(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell

"""How a data file is written: delimiter, quotes, line ends. Declared, defaulted or found out.

Defaults are those of the Darwin Core text guide: fields end with a comma, are enclosed in double
quotes, lines end with a line feed, the encoding is UTF-8 and no line is a header.
"""

from __future__ import annotations

import html
import re
from collections import Counter

import msgspec

from naturalia.sources.errors import SourceError

NO_QUOTE = "\0"  # a character that no readable row holds
DELIMITERS = ("\t", ",", ";", "|")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "0": "\0", "\\": "\\", '"': '"', "'": "'"}
_ESCAPE = re.compile(r"\\+(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[tnrf0\"'])")
_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Dialect(msgspec.Struct, frozen=True):
    """Delimiter and quote are one character each; NO_QUOTE where cells are not enclosed."""

    delimiter: str = ","
    quote: str = '"'
    terminator: str = "\n"


def unescape(text: str) -> str:
    r"""The characters meant by an attribute: ``\t``, ``\\t``, ``&#9;``, ``\u0009`` are all a tab."""
    return _ESCAPE.sub(_escaped, html.unescape(text))


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "ux" and len(code) > 1 else _ESCAPES[code]


def delimiter_of(attribute: str | None, name: str) -> str:
    """``fieldsTerminatedBy`` as one character. SourceError if it is more than one."""
    if not attribute:
        return ","
    text = _NAMES.get(attribute.strip().lower()) or unescape(attribute)
    if len(text) != 1:
        raise SourceError(
            f"{name}: fieldsTerminatedBy={attribute!r} is not one character. Use a tab or a comma."
        )
    return text


def quote_of(attribute: str | None, name: str) -> str:
    """``fieldsEnclosedBy`` as one character, NO_QUOTE if it is empty."""
    if attribute is None:
        return '"'
    text = unescape(attribute).strip()
    if len(text) > 1:
        raise SourceError(f"{name}: fieldsEnclosedBy={attribute!r} is not one character. Use a double quote.")
    return text or NO_QUOTE


def find_terminator(sample: str, declared: str | None, quote: str) -> str:
    """What ends a line: the declared text if it is unusual and occurs, else the line end in use.

    Line ends within quotes do not count. A file with line feeds ends its lines with them (a carriage
    return before them is dropped with the line end), whatever its descriptor says.
    """
    unusual = unescape(declared or "")
    if unusual.strip("\r\n ") and unusual in sample:
        return unusual
    outside = "".join(sample.split(quote)[::2])
    feeds = outside.count("\n")
    return "\r" if outside.count("\r") > 2 * feeds else "\n"


def sample_rows(sample: str, terminator: str, complete: bool) -> list[str]:
    """The first lines of a file that are whole and not blank."""
    lines = sample.split(terminator)
    whole = lines if complete or len(lines) == 1 else lines[:-1]
    return [line.removesuffix("\r") for line in whole if line.strip()][:200]


def columns(line: str, dialect: Dialect) -> list[str]:
    """A line cut at the delimiters outside quotes, without its quotes: good enough for a header."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if quote not in line:
        return line.split(delimiter)
    cells, current = [], ""
    for part in line.split(delimiter):
        current = f"{current}{delimiter}{part}" if current else part
        if current.count(quote) % 2 == 0:
            cells.append(current)
            current = ""
    return [_unquoted(cell, quote) for cell in ([*cells, current] if current else cells)]


def _unquoted(cell: str, quote: str) -> str:
    text = cell.strip()
    if len(text) >= 2 and text[0] == text[-1] == quote:
        return text[1:-1].replace(quote * 2, quote)
    return cell


def agreement(rows: list[str], dialect: Dialect) -> float:
    """Share of sample rows with the same number of columns as the first, if that is more than one."""
    widths = [len(columns(row, dialect)) for row in rows]
    return widths.count(widths[0]) / len(widths) if widths and widths[0] > 1 else 0.0


def common_width(rows: list[str], dialect: Dialect, at_least: int) -> int:
    """The number of columns that more than half of the rows have; 0 if there is none, or too few rows."""
    widths = Counter(len(columns(row, dialect)) for row in rows)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width if count >= at_least and count * 2 > len(rows) else 0


def detect(rows: list[str], name: str) -> Dialect:
    """The dialect of a file that nothing describes, from its first lines."""
    if not rows:
        return Dialect()
    header = rows[0]
    quote = "'" if _is_enclosed(header, "'") else '"'
    ranked = sorted(DELIMITERS, key=lambda d: _fitness(rows, Dialect(d, quote)), reverse=True)
    best = ranked[0] if ranked[0] in header else _by_extension(name)
    return Dialect(best, _detected_quote(rows, best, quote))


def _fitness(rows: list[str], dialect: Dialect) -> tuple[int, float]:
    found = len(columns(rows[0], dialect))
    share = agreement(rows, dialect)
    return (found if share > 0.5 else 0, share)


def _is_enclosed(line: str, quote: str) -> bool:
    return line.startswith(quote) and line.rstrip().endswith(quote) and len(line) > 1


def _by_extension(name: str) -> str:
    return "\t" if name.lower().endswith((".tsv", ".txt", ".tab")) else ","


def _detected_quote(rows: list[str], delimiter: str, quote: str) -> str:
    """Files with tabs seldom enclose their cells; a quotation mark there is part of the value."""
    if delimiter != "\t" or any(_is_enclosed(cell, quote) for cell in rows[0].split(delimiter)):
        return quote
    enclosed = sum(row.count(f"{delimiter}{quote}") for row in rows[1:])
    return quote if enclosed >= len(rows) > 1 else NO_QUOTE


def corrected(rows: list[str], declared: Dialect, width: int) -> Dialect:
    """The dialect that fits the lines, where the declared one plainly does not.

    The declared delimiter is only given up when hardly any line has the columns of the descriptor
    with it, and another one gives them in nearly every line. That also heals a tab that was written
    as such in ``meta.xml``, where XML makes a space of it.
    """
    if width < 2 or _share(rows, declared, width) > 0.1:
        return declared
    for delimiter in DELIMITERS:
        other = Dialect(delimiter, declared.quote, declared.terminator)
        if _share(rows, other, width) > 0.9:
            return other
    return declared


def _share(rows: list[str], dialect: Dialect, width: int) -> float:
    """Share of lines with at least that many columns."""
    enough = sum(len(columns(row, dialect)) >= width for row in rows)
    return enough / len(rows) if rows else 0.0

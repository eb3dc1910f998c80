"""What every source format yields: verbatim rows, and rows that could not be read.

Terms are written short where the namespace is known (``dwc:country``, ``dcterms:license``,
``ac:accessURI``) and as their full URI where it is not. A blank cell says nothing and is left out;
everything else is kept character for character.
"""

from __future__ import annotations

import msgspec


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row of a data file, as the source wrote it.

    ``line`` is the physical line (from 1, header included) on which the row starts in ``file``;
    ``key`` is the archive's own row id (core) or the id of the core row it belongs to (extension);
    ``terms`` maps short term names to non-blank verbatim values. ``extensions`` holds the rows that stand
    inside this one where the format nests them (ABCD, openDS), by row type; None where it does not.
    In a format without lines, ``line`` is the number of the unit, document or row in its file.
    """

    file: str
    line: int
    key: str
    terms: dict[str, str]
    extensions: dict[str, list[dict[str, str]]] | None = None


class BrokenRow(msgspec.Struct, frozen=True, gc=False):
    """A row that could not be read: where it stands, why, and the beginning of its text."""

    file: str
    line: int
    reason: str
    text: str


class VerbatimRecord(msgspec.Struct, frozen=True, gc=False):
    """All that a source says of one object: the core row and its extension rows.

    ``extensions`` maps short row types (``dwc:Identification``, ``gbif:Multimedia``) to the terms
    of each row, in the order of the file.
    """

    core: dict[str, str]
    extensions: dict[str, list[dict[str, str]]] = {}


SOURCE_ROW = "naturalia:SourceRow"
"""Row type of what a mapping changed or ignored, as the source wrote it, by the source's own names."""

DOCUMENT = "ods:DigitalSpecimen"
"""Term of a row that is an openDS document: the JSON of the document, whole."""

"""Giving: streams of objects in, files out. Every format is in ``formats.FORMATS``.

Pure: no database, no web framework. An object comes with its document and, where the format needs it,
with the verbatim record behind it; a description says of which state of the catalogue, by which query, they
are.
"""

from naturalia.exports.description import Description, Share, SourceShare
from naturalia.exports.flat import merged
from naturalia.exports.format import Format, LineFormat, Shape, TooManyObjectsError
from naturalia.exports.formats import FORMATS, UnknownFormatError, format_named
from naturalia.exports.objects import ExportObject, published
from naturalia.exports.table import ColumnError

__all__ = [
    "FORMATS",
    "ColumnError",
    "Description",
    "ExportObject",
    "Format",
    "LineFormat",
    "Shape",
    "Share",
    "SourceShare",
    "TooManyObjectsError",
    "UnknownFormatError",
    "format_named",
    "merged",
    "published",
]

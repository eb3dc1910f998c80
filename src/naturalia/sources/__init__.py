"""Reading sources: an archive, folder or file becomes streams of verbatim rows.

``open_source`` is the door; what it yields is described in ``records``, what may go wrong in ``errors``.
"""

from naturalia.sources.eml import Contact, Metadata
from naturalia.sources.errors import Note, SourceError
from naturalia.sources.formats import FORMATS, Opening, open_as, open_source
from naturalia.sources.limits import Limits
from naturalia.sources.records import BrokenRow, Row, VerbatimRecord
from naturalia.sources.source import Rows, Source
from naturalia.sources.table import Table

__all__ = [
    "FORMATS",
    "BrokenRow",
    "Contact",
    "Limits",
    "Metadata",
    "Note",
    "Opening",
    "Row",
    "Rows",
    "Source",
    "SourceError",
    "Table",
    "VerbatimRecord",
    "open_as",
    "open_source",
]

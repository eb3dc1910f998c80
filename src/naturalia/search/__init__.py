"""Finding specimens: documents into an index, and one query object for page, facets and count.

Pure: no database, no web framework. ``index_document`` makes a document, ``SpecimenIndex`` holds them,
``parse`` reads a query from URL parameters and ``search`` answers it.
"""

from naturalia.search.documents import index_document, index_specimen
from naturalia.search.errors import CursorExpiredError, IndexBusyError, IndexOutdatedError, QueryError
from naturalia.search.execute import Page, search
from naturalia.search.facets import Bucket, Facet
from naturalia.search.index import SpecimenIndex
from naturalia.search.query import Sort, SpecimenQuery, parse, parse_text, to_params
from naturalia.search.streaming import specimen_ids
from naturalia.search.summary import Summary
from naturalia.search.terms import BY_NAME, TERMS
from naturalia.search.update import IndexUpdate
from naturalia.search.values import BoundingBox, Range

__all__ = [
    "BY_NAME",
    "TERMS",
    "BoundingBox",
    "Bucket",
    "CursorExpiredError",
    "Facet",
    "IndexBusyError",
    "IndexOutdatedError",
    "IndexUpdate",
    "Page",
    "QueryError",
    "Range",
    "Sort",
    "SpecimenIndex",
    "SpecimenQuery",
    "Summary",
    "index_document",
    "index_specimen",
    "parse",
    "parse_text",
    "search",
    "specimen_ids",
    "to_params",
]

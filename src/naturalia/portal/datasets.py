"""Sources as data sets: descriptions with addresses, and what a page shows of them."""

from __future__ import annotations

from urllib.parse import urlencode

from naturalia.catalogue.holdings import Holding
from naturalia.catalogue.indexing import search_index
from naturalia.exports.catalogues import DataSet
from naturalia.portal.machine import PUBLISHER
from naturalia.search import SpecimenQuery, search


def data_set(one: Holding, address: str) -> DataSet:
    """A source as a data set of the installation at ``address``."""
    return DataSet(
        number=one.number,
        address=f"{address}/dataset/{one.number}",
        title=one.title,
        description=one.description,
        licence=one.licence,
        publisher=one.publisher or PUBLISHER,
        modified=one.modified.isoformat() if one.modified else "",
        count=one.count,
        query=urlencode({"source": one.number}),
    )


def total() -> int:
    """How many specimens there are."""
    return search(search_index(), SpecimenQuery(limit=0)).total

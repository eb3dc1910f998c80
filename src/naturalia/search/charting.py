"""What charts of a result count, each the values of one term."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naturalia.search.errors import QueryError
from naturalia.search.execute import search
from naturalia.search.facets import Bucket, Facet
from naturalia.search.index import SpecimenIndex
from naturalia.search.query import SpecimenQuery

CHARTS = {
    "time": "year",
    "taxonomy": "family",
    "institutions": "institutionCode",
    "countries": "countryCode",
    "mids": "midsLevel",
    "issues": "issue",
}
"""The charts: their names in addresses, and the term that each counts."""

RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
COUNTED = 200


def term_of(name: str, rank: str = "") -> str:
    """The term that a chart counts; ``QueryError`` for a rank that is not one of ``RANKS``."""
    if rank and rank not in RANKS:
        raise QueryError("rank", "one of %(names)s is needed", names=", ".join(RANKS))
    return rank if name == "taxonomy" and rank else CHARTS[name]


def counted(index: SpecimenIndex, query: SpecimenQuery, terms: Sequence[str]) -> dict[str, Facet]:
    """Term -> its values over all that a query finds."""
    everything = msgspec.structs.replace(query, limit=0, cursor="")
    return search(index, everything, terms, facet_limit=COUNTED).facets


def ordered(facet: Facet) -> list[Bucket]:
    """Years and levels in their order, others the most frequent first."""
    buckets = list(facet.buckets)
    if facet.term in ("year", "midsLevel"):
        buckets.sort(key=lambda one: int(one.value))
    return buckets

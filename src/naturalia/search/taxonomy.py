"""The taxa of what a search finds, as a tree that opens rank by rank."""

from __future__ import annotations

import msgspec

from naturalia.search.execute import search
from naturalia.search.facets import Bucket
from naturalia.search.index import SpecimenIndex
from naturalia.search.query import SpecimenQuery

RANKS = ("kingdom", "phylum", "class", "order", "family", "genus", "scientificName")
"""The ranks of the tree from the top; the names below a genus come as the sources write them."""


class Branch(msgspec.Struct, frozen=True):
    """The taxa of one rank; ``without`` counts specimens that no identification places at this rank."""

    rank: str
    taxa: tuple[Bucket, ...]
    without: int
    more: bool


def next_rank(query: SpecimenQuery) -> str:
    """The rank below the lowest that a query filters by; the lowest of the tree at its end."""
    chosen = [place for place, rank in enumerate(RANKS) if rank in query.filters]
    return RANKS[min(max(chosen, default=-1) + 1, len(RANKS) - 1)]


def branch(index: SpecimenIndex, query: SpecimenQuery, rank: str = "", limit: int = 100) -> Branch:
    """The taxa of a rank among what a query finds, most specimens first; ``""`` is the next rank."""
    wanted = rank or next_rank(query)
    page = search(index, msgspec.structs.replace(query, limit=0, cursor=""), [wanted], facet_limit=limit)
    facet = page.facets[wanted]
    return Branch(wanted, facet.buckets, facet.no_value, facet.more)

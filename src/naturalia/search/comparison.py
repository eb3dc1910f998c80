"""Two searches side by side: what each finds, what both find, and how their values are spread."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naturalia.search.analysis import fold
from naturalia.search.execute import found_by, search
from naturalia.search.facets import Facet
from naturalia.search.index import SpecimenIndex
from naturalia.search.matching import narrowed
from naturalia.search.query import SpecimenQuery
from naturalia.search.terms import BY_NAME
from naturalia.search.values import parse_value

LOOKED_AT = 1000
"""Values of a facet that are looked at on each side; of those shown, each is counted exactly."""


class Pair(msgspec.Struct, frozen=True):
    """A value, and how many specimens of either side have it; the empty value stands for none."""

    value: str
    first: int
    second: int


class ComparedFacet(msgspec.Struct, frozen=True):
    """The values of a term by the difference of their shares, the greatest first."""

    term: str
    pairs: tuple[Pair, ...]
    more: bool


class Comparison(msgspec.Struct, frozen=True):
    """Totals of two searches, of what both find, and their facets."""

    first: int
    second: int
    both: int
    facets: tuple[ComparedFacet, ...]


def compare(
    index: SpecimenIndex, first: SpecimenQuery, second: SpecimenQuery, terms: Sequence[str], limit: int = 10
) -> Comparison:
    """Compare two searches; raises ``QueryError`` as a search does."""
    sides = [msgspec.structs.replace(query, limit=0, cursor="", sort=None) for query in (first, second)]
    pages = [search(index, side, terms, facet_limit=LOOKED_AT) for side in sides]
    snapshot = index.snapshot()
    both = narrowed(*(found_by(side, snapshot).wanted for side in sides))
    compared = _Compared(index, sides[0], sides[1], pages[0].total, pages[1].total, limit)
    return Comparison(
        pages[0].total,
        pages[1].total,
        snapshot.count(both),
        tuple(compared.facet(pages[0].facets[term], pages[1].facets[term]) for term in dict.fromkeys(terms)),
    )


class _Compared(msgspec.Struct, frozen=True):
    """Facets of two searches held against each other."""

    index: SpecimenIndex
    first: SpecimenQuery
    second: SpecimenQuery
    first_total: int
    second_total: int
    limit: int

    def facet(self, first: Facet, second: Facet) -> ComparedFacet:
        ones, others = _by_key(first), _by_key(second)
        names = {key: value for key, (value, _) in (others | ones).items()}
        pairs = [Pair(name, _count(ones, key), _count(others, key)) for key, name in names.items()]
        pairs += [Pair("", first.no_value, second.no_value)] if first.no_value or second.no_value else []
        pairs.sort(key=lambda pair: (-abs(self.difference(pair)), -pair.first - pair.second, pair.value))
        shown = tuple(self._exact(first, second, pair) for pair in pairs[: self.limit])
        return ComparedFacet(first.term, shown, len(pairs) > self.limit or first.more or second.more)

    def difference(self, pair: Pair) -> float:
        """The share of the first less that of the second."""
        return pair.first / max(1, self.first_total) - pair.second / max(1, self.second_total)

    def _exact(self, first: Facet, second: Facet, pair: Pair) -> Pair:
        """Count again where a value was beyond those looked at."""
        one, other = pair.first, pair.second
        if pair.value and not one and first.more:
            one = self._counted(self.first, first.term, pair.value)
        if pair.value and not other and second.more:
            other = self._counted(self.second, second.term, pair.value)
        return Pair(pair.value, one, other)

    def _counted(self, query: SpecimenQuery, term: str, value: str) -> int:
        """How many of what a query finds have a value, whatever it asks of the term itself."""
        snapshot = self.index.snapshot()
        having = SpecimenQuery(filters={term: (parse_value(BY_NAME[term], value),)})
        wanted = narrowed(*(found_by(one, snapshot).wanted for one in (query, having)))
        return snapshot.count(wanted)


def _by_key(facet: Facet) -> dict[str, tuple[str, int]]:
    return {fold(bucket.value): (bucket.value, bucket.count) for bucket in facet.buckets}


def _count(found: dict[str, tuple[str, int]], key: str) -> int:
    return found.get(key, ("", 0))[1]

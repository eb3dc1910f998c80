"""Parts of a whole, each of which leads to a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naturalia.portal.search_page import search_url, term_label, value_text
from naturalia.search import Facet, Page

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Share:
    """A part: how many, how large a part of the whole (0 to 1), and the search that finds it."""

    text: str
    number: int
    share: float
    url: str

    @property
    def percent(self) -> str:
        """The share in per cent, as text."""
        return f"{self.share:.0%}" if self.share >= 0.01 else "< 1%"

    @property
    def width(self) -> str:
        """The share in per cent, as the length of a bar."""
        return f"{100 * self.share:.2f}"


def shares(facet: Facet, total: int, within: Params = ()) -> tuple[Share, ...]:
    """The values of a facet as shares of ``total``; levels in their order, others the largest first.

    ``within`` are the parameters of the search that was counted.
    """
    buckets = sorted(facet.buckets, key=lambda one: one.value) if facet.term == "midsLevel" else facet.buckets
    return tuple(
        Share(
            value_text(facet.term, bucket.value),
            bucket.count,
            bucket.count / total,
            search_url([*within, (facet.term, bucket.value)]),
        )
        for bucket in buckets
    )


@dataclass(frozen=True)
class Breakdown:
    """Holdings by one term."""

    label: str
    shares: tuple[Share, ...]


def breakdowns(
    page: Page, terms: Sequence[str], within: tuple[tuple[str, str], ...]
) -> tuple[Breakdown, ...]:
    """What was counted by each of the terms that has values."""
    made = (Breakdown(term_label(term), shares(page.facets[term], page.total, within)) for term in terms)
    return tuple(one for one in made if one.shares)

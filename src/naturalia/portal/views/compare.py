"""Two searches side by side."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naturalia.catalogue.indexing import search_index
from naturalia.portal.finding.facets import shown_facets
from naturalia.portal.search_page import search_page, search_url, term_label, value_text
from naturalia.search import Page, QueryError, SpecimenQuery, parse, to_params
from naturalia.search.comparison import ComparedFacet, Comparison, Pair, compare

LONGEST = 20_000  # characters of an address


@dataclass(frozen=True)
class Line:
    """A value with its numbers and shares on both sides, and the searches for it."""

    text: str
    first: int
    second: int
    first_share: float
    second_share: float
    first_url: str
    second_url: str

    @property
    def points(self) -> str:
        """Percentage points that the first share is above the second, with its sign."""
        return f"{100 * (self.first_share - self.second_share):+.1f}".replace("-", "\u2212")

    @property
    def widths(self) -> tuple[str, str]:
        """Both shares in per cent as lengths of bars."""
        return f"{100 * self.first_share:.2f}", f"{100 * self.second_share:.2f}"


@require_safe
def compare_view(request: HttpRequest) -> HttpResponse:
    """Counts and facets of two searches, ``a`` and ``b``, each given as the parameters of its address."""
    texts = [request.GET.get(name, "").strip()[:LONGEST] for name in ("a", "b")]
    context: dict[str, object] = {"a": texts[0], "b": texts[1], "asked": "b" in request.GET}
    unknown = next((name for name in request.GET if name not in ("a", "b", "facet")), "")
    try:
        if unknown:
            raise QueryError(unknown[:100], "compare takes a, b and facet")
        queries = [_query(text) for text in texts]
        if "b" in request.GET:
            context |= _compared(queries[0], queries[1], shown_facets(request))
    except QueryError as error:
        return render(request, "portal/compare.html", {**context, "error": error}, status=400)
    return render(request, "portal/compare.html", context)


def _query(text: str) -> SpecimenQuery:
    """A search as the parameters of its address, or as the whole address; other text is words."""
    asked = urlsplit(text).query if "?" in text else text
    if asked and "=" not in asked:
        return parse([("q", asked)])
    left_out = ("facet", "limit", "cursor", "sort")
    return parse([pair for pair in parse_qsl(asked) if pair[0] not in left_out])


def _compared(a: SpecimenQuery, b: SpecimenQuery, terms: tuple[str, ...]) -> dict[str, object]:
    found = compare(search_index(), a, b, terms)
    return {
        "found": found,
        "only_a": found.first - found.both,
        "only_b": found.second - found.both,
        "titles": [_title(a), _title(b)],
        "urls": [search_url(to_params(a)), search_url(to_params(b))],
        "facets": [
            (term_label(facet.term), _lines(found, facet, a, b)) for facet in found.facets if facet.pairs
        ],
    }


def _title(query: SpecimenQuery) -> str:
    nothing = Page(total=0, rows=(), specimen_ids=(), facets={}, next_cursor="", generation="", seconds=0)
    return search_page(query, nothing, ()).title or _("All specimens")


def _lines(found: Comparison, facet: ComparedFacet, a: SpecimenQuery, b: SpecimenQuery) -> list[Line]:
    return [_line(found, facet.term, pair, a, b) for pair in facet.pairs]


def _line(found: Comparison, term: str, pair: Pair, a: SpecimenQuery, b: SpecimenQuery) -> Line:
    return Line(
        value_text(term, pair.value) if pair.value else _("no value"),
        pair.first,
        pair.second,
        pair.first / max(1, found.first),
        pair.second / max(1, found.second),
        _narrowed(a, term, pair.value),
        _narrowed(b, term, pair.value),
    )


def _narrowed(query: SpecimenQuery, term: str, value: str) -> str:
    """The search with a value more; none where it asks for values of the term itself: more would be found."""
    if value and term in query.filters:
        return ""
    return search_url([*to_params(query), (term, value) if value else ("missing", term)])

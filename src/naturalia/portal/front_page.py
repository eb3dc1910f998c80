"""The numbers of the front page, and a search to try for each kind of visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naturalia.portal.search_page import search_url, value_text
from naturalia.portal.shares import Share, shares
from naturalia.portal.templatetags.naturalia import grouped
from naturalia.search import Facet, Page

FACETS = (
    "institutionCode",
    "hasMedia",
    "isMarkedAsType",
    "midsLevel",
    "topicDiscipline",
    "countryCode",
    "family",
    "issue",
    "missingMids",
)
UNREAD = (
    ("locality", gettext_noop("%(count)s objects with a picture, whose place nobody has read yet")),
    ("eventDate", gettext_noop("%(count)s objects with a picture, whose date nobody has read yet")),
    ("recordedBy", gettext_noop("%(count)s objects with a picture, whose collector nobody has read yet")),
)
Count = Callable[[list[tuple[str, str]]], int]


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the page that shows it."""

    number: int
    text: str
    url: str


@dataclass(frozen=True)
class Example:
    """A search to try, and for whom."""

    visitor: str
    text: str
    url: str


@dataclass(frozen=True)
class FrontPage:
    """Everything that the template of the front page needs."""

    total: int
    figures: tuple[Figure, ...]
    disciplines: tuple[Share, ...]
    levels: tuple[Share, ...]
    examples: tuple[Example, ...]


def front_page(page: Page, count: Count) -> FrontPage:
    """The view of the counts of everything; ``count`` tells how many a search finds."""
    facets = page.facets
    return FrontPage(
        total=page.total,
        figures=tuple(_figures(page.total, facets)),
        disciplines=shares(facets["topicDiscipline"], page.total),
        levels=shares(facets["midsLevel"], page.total),
        examples=tuple(_examples(page.total, facets, count)),
    )


def _figures(total: int, facets: dict[str, Facet]) -> Iterator[Figure]:
    """What is here; each number leads to what it counts."""
    yield Figure(total, _("objects"), search_url([]))
    yield Figure(len(facets["institutionCode"].buckets), _("institutions"), "/institutions")
    with_media = [("hasMedia", "true")]
    yield Figure(_count(facets["hasMedia"], "true"), _("with images or other media"), search_url(with_media))
    types = [("isMarkedAsType", "true")]
    yield Figure(_count(facets["isMarkedAsType"], "true"), _("types"), search_url(types))
    yield Figure(len(facets["countryCode"].buckets), _("countries"), "/search/facet/countryCode")
    yield Figure(len(facets["family"].buckets), _("families"), "/search/facet/family")


def _count(facet: Facet, value: str) -> int:
    return next((bucket.count for bucket in facet.buckets if bucket.value == value), 0)


def _examples(total: int, facets: dict[str, Facet], count: Count) -> Iterator[Example]:
    """One search for each kind of visitor, each known to find something here."""
    for example in (_curator, _manager, _volunteer):
        yield from example(total, facets, count)
    if country := _top(facets["countryCode"]):
        text = _("Collected in %(country)s, with coordinates, latest first") % {
            "country": value_text("countryCode", country)
        }
        params = [("countryCode", country), ("hasCoordinate", "true"), ("sort", "-eventDate")]
        yield Example(_("Researcher"), text, search_url(params))
    if types := _count(facets["isMarkedAsType"], "true"):
        text = _("All %(count)s types, by name") % {"count": grouped(types)}
        params = [("isMarkedAsType", "true"), ("sort", "scientificName")]
        yield Example(_("Taxonomist"), text, search_url(params))
    if issue := _top(facets["issue"]):
        text = _("Records with the most frequent issue: %(issue)s") % {"issue": value_text("issue", issue)}
        yield Example(_("Data manager"), text, search_url([("issue", issue)]))
    yield Example(_("Whoever has a list"), _("Find thousands of numbers or names at once"), "/search/list")
    yield Example(_("Machine"), _("The same searches as JSON, and what changed as a feed"), "/api")


def _curator(total: int, facets: dict[str, Facet], _found: Count) -> Iterator[Example]:
    """The element of MIDS that most lack and some have: what others can do, one can do here."""
    lacking = (bucket for bucket in facets["missingMids"].buckets if bucket.count < total)
    if first := next(lacking, None):
        text = _("Work list: %(count)s objects lack %(element)s") % {
            "count": grouped(first.count),
            "element": value_text("missingMids", first.value),
        }
        params = [("missingMids", first.value), ("sort", "scientificName")]
        yield Example(_("Curator"), text, search_url(params))


def _manager(_total: int, facets: dict[str, Facet], _found: Count) -> Iterator[Example]:
    low = sum(_count(facets["midsLevel"], level) for level in ("0", "1"))
    if low:
        text = _("%(count)s objects below MIDS level 2, by institution") % {"count": grouped(low)}
        yield Example(_("Digitisation manager"), text, "/search/facet/institutionCode?midsLevel=0%2C1")


def _volunteer(_total: int, _facets: dict[str, Facet], count: Count) -> Iterator[Example]:
    """Labels that a picture shows and nobody has read yet."""
    for term, text in UNREAD:
        params = [("hasMedia", "true"), ("missing", term)]
        if found := count(params):
            yield Example(_("Volunteer"), _(text) % {"count": grouped(found)}, search_url(params))
            return


def _top(facet: Facet) -> str:
    return facet.buckets[0].value if facet.buckets else ""

"""The numbers of the front page, and a search to try for each kind of visitor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from naturalia.portal.search_page import search_url, value_text
from naturalia.portal.shares import Share, shares
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
)


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


def front_page(page: Page) -> FrontPage:
    """The view of the counts of everything."""
    facets = page.facets
    institutions = facets["institutionCode"]
    figures = (
        Figure(page.total, _("objects"), search_url([])),
        Figure(len(institutions.buckets), _("institutions"), "/institutions"),
        Figure(
            _count(facets["hasMedia"], "true"),
            _("with images or other media"),
            search_url([("hasMedia", "true")]),
        ),
        Figure(
            _count(facets["isMarkedAsType"], "true"), _("types"), search_url([("isMarkedAsType", "true")])
        ),
    )
    return FrontPage(
        total=page.total,
        figures=figures,
        disciplines=shares(facets["topicDiscipline"], page.total),
        levels=shares(facets["midsLevel"], page.total),
        examples=tuple(_examples(facets)),
    )


def _count(facet: Facet, value: str) -> int:
    return next((bucket.count for bucket in facet.buckets if bucket.value == value), 0)


def _examples(facets: dict[str, Facet]) -> list[Example]:
    """Searches that are known to find something here."""
    examples = []
    if types := _count(facets["isMarkedAsType"], "true"):
        text = _("All %(count)s types, by name") % {"count": types}
        examples.append(
            Example(
                _("Taxonomist"), text, search_url([("isMarkedAsType", "true"), ("sort", "scientificName")])
            )
        )
    if country := _top(facets["countryCode"]):
        text = _("Collected in %(country)s, with coordinates, latest first") % {
            "country": value_text("countryCode", country)
        }
        params = [("countryCode", country), ("hasCoordinate", "true"), ("sort", "-eventDate")]
        examples.append(Example(_("Ecologist"), text, search_url(params)))
    if issue := _top(facets["issue"]):
        text = _("Records with the most frequent issue: %(issue)s") % {"issue": value_text("issue", issue)}
        examples.append(Example(_("Curator"), text, search_url([("issue", issue)])))
    if family := _top(facets["family"]):
        text = _("%(family)s with pictures") % {"family": family}
        examples.append(Example(_("Teacher"), text, search_url([("family", family), ("hasMedia", "true")])))
    return [*examples, Example(_("Developer"), _("The same searches as JSON"), "/api")]


def _top(facet: Facet) -> str:
    return facet.buckets[0].value if facet.buckets else ""

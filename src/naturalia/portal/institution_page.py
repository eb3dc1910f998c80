"""The holdings of an institution in shares, each of which leads to a search."""

from __future__ import annotations

from dataclasses import dataclass

from naturalia.catalogue.models import Institution
from naturalia.portal.search_page import search_url, term_label
from naturalia.portal.shares import Share, shares
from naturalia.search import Facet, Page

FACETS = ("topicDiscipline", "midsLevel", "typeStatus", "countryCode", "family", "basisOfRecord", "source")
SHOWN = ("topicDiscipline", "midsLevel", "typeStatus", "countryCode", "family", "basisOfRecord")


@dataclass(frozen=True)
class Breakdown:
    """The holdings by one term."""

    label: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class InstitutionPage:
    """Everything that the template of the institution page needs."""

    institution: Institution
    total: int
    url: str
    breakdowns: tuple[Breakdown, ...]


def institution_page(institution: Institution, page: Page) -> InstitutionPage:
    """The view of an institution, from the counts of its objects."""
    breakdowns = (_breakdown(institution.code, page.facets[name], page.total) for name in SHOWN)
    return InstitutionPage(
        institution,
        page.total,
        search_url([("institutionCode", institution.code)]),
        tuple(one for one in breakdowns if one.shares),
    )


def _breakdown(code: str, facet: Facet, total: int) -> Breakdown:
    within = (("institutionCode", code),)
    return Breakdown(term_label(facet.term), shares(facet, total, within))

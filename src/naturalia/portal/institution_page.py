"""The holdings of an institution in shares, each of which leads to a search."""

from __future__ import annotations

from dataclasses import dataclass

from naturalia.catalogue.models import Institution
from naturalia.portal.search_page import search_url
from naturalia.portal.shares import Breakdown, breakdowns
from naturalia.search import Page

FACETS = ("topicDiscipline", "midsLevel", "typeStatus", "countryCode", "family", "basisOfRecord")


@dataclass(frozen=True)
class InstitutionPage:
    """Everything that the template of the institution page needs."""

    institution: Institution
    total: int
    url: str
    breakdowns: tuple[Breakdown, ...]


def institution_page(institution: Institution, page: Page) -> InstitutionPage:
    """The view of an institution, from the counts of its objects."""
    within = (("institutionCode", institution.code),)
    return InstitutionPage(institution, page.total, search_url([*within]), breakdowns(page, FACETS, within))

"""A source: what it is, how it is harvested, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from naturalia.catalogue.growth import growth
from naturalia.catalogue.models import Harvest, Institution, QualityReport, Source
from naturalia.catalogue.queries import public_location, public_message
from naturalia.catalogue.states import HarvestState
from naturalia.portal.growth_chart import GrowthChart, growth_chart
from naturalia.portal.search_page import search_url
from naturalia.portal.shares import Breakdown, breakdowns
from naturalia.search import Page, SpecimenIndex, SpecimenQuery, parse, search
from naturalia.search.facets import LARGEST_FACET

SHOWN = ("topicDiscipline", "midsLevel", "basisOfRecord")
FACETS = (*SHOWN, "issue", "institutionCode")
ISSUES = 6
LATEST_HARVESTS = 20


@dataclass(frozen=True)
class SourcePage:
    """Everything that the template of a source needs."""

    source: Source
    title: str
    location: str
    licence: str
    message: str
    institutions: list[Institution]
    total: int
    url: str
    breakdowns: tuple[Breakdown, ...]
    issues: Breakdown | None
    without_issues: int
    growth: GrowthChart | None
    harvests: list[Harvest]
    report: Harvest | None

    @property
    def latest(self) -> Harvest | None:
        """The last harvest that was published."""
        return next((one for one in self.harvests if one.state == HarvestState.PUBLISHED), None)


@dataclass(frozen=True)
class SourceRow:
    """A source in the list of sources."""

    source: Source
    title: str
    count: int
    latest: Harvest | None


def source_page(index: SpecimenIndex, source: Source) -> SourcePage:
    """The view of a source, from the counts of its objects."""
    within = (("sourceNumber", str(source.pk)),)
    page = search(index, parse([*within, ("limit", "0")]), FACETS, facet_limit=ISSUES)
    harvests = source.harvests.select_related("source").order_by("-pk")
    return SourcePage(
        source=source,
        title=source.title or source.name or public_location(source.location),
        location=public_location(source.location),
        licence=source.licence or source.metadata.get("licence_url") or source.metadata.get("rights") or "",
        message=public_message(source),
        institutions=_institutions(source, page),
        total=page.total,
        url=search_url([*within]),
        breakdowns=breakdowns(page, SHOWN, within),
        issues=_issues(page, within),
        without_issues=page.facets["issue"].no_value,
        growth=growth_chart(growth([source]), f"/api/v1/sources/{source.pk}/growth.csv"),
        harvests=list(harvests[:LATEST_HARVESTS]),
        report=_reported(source),
    )


def source_rows(index: SpecimenIndex) -> list[SourceRow]:
    """All sources with the number of their objects and their last published harvest."""
    page = search(index, SpecimenQuery(limit=0), ["sourceNumber"], facet_limit=LARGEST_FACET)
    counts = {bucket.value: bucket.count for bucket in page.facets["sourceNumber"].buckets}
    published = Harvest.objects.filter(state=HarvestState.PUBLISHED).order_by("pk")
    latest = {harvest.source_id: harvest for harvest in published}
    return [
        SourceRow(
            source,
            source.title or source.name or public_location(source.location),
            counts.get(str(source.pk), 0),
            latest.get(source.pk),
        )
        for source in Source.objects.select_related("institution").order_by("title", "pk")
    ]


def _institutions(source: Source, page: Page) -> list[Institution]:
    """Its own institution, and those that most of its objects are of."""
    codes = [bucket.value for bucket in page.facets["institutionCode"].buckets]
    return list(Institution.objects.filter(Q(code__in=codes) | Q(source=source)).distinct().order_by("code"))


def _issues(page: Page, within: tuple[tuple[str, str], ...]) -> Breakdown | None:
    return next(iter(breakdowns(page, ("issue",), within)), None)


def _reported(source: Source) -> Harvest | None:
    """The last published harvest with a report of quality."""
    reports = QualityReport.objects.filter(harvest__source=source, harvest__state=HarvestState.PUBLISHED)
    report = reports.select_related("harvest").order_by("-harvest_id").first()
    return report.harvest if report else None

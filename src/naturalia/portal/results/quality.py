"""The quality of a result: issues, missing terms and missing elements of MIDS, by institution."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naturalia.portal.search_page import search_url, term_label, value_text
from naturalia.search import Facet, Page, SpecimenIndex, SpecimenQuery, search, to_params

MOST_INSTITUTIONS = 6
MOST_ROWS = 12
WANTED = ("countryCode", "year", "recordedBy", "family", "license", "preparations")
"""Terms without which an object is hard to find or to use."""

GROUPS = {
    "issue": gettext_noop("Issues"),
    "missing": gettext_noop("Missing terms"),
    "missingMids": gettext_noop("Missing for MIDS"),
}
_FACETS = ("issue", "missingMids", "hasCoordinate", *WANTED)
_VALUES = 60


@dataclass(frozen=True)
class Cell:
    """How many objects, their share of those of the institution, and the search that lists them."""

    count: int
    share: str
    url: str
    weight: int


@dataclass(frozen=True)
class Row:
    """A finding: in all that was found, then by institution."""

    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """Findings of one kind."""

    name: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class QualityView:
    """What the template needs: the institutions with the most objects, and the findings."""

    institutions: tuple[str, ...]
    more: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class _Counted:
    """What was counted of all, or of one institution."""

    params: list[tuple[str, str]]
    total: int
    findings: dict[tuple[str, str], int]

    def cell(self, name: str, value: str) -> Cell:
        count = self.findings.get((name, value), 0)
        part = count / self.total if self.total else 0.0
        share = f"{part:.0%}" if part >= 0.01 or not count else "< 1%"
        return Cell(count, share, search_url([*self.params, (name, value)]), min(4, round(part * 4 + 0.49)))


def quality_view(index: SpecimenIndex, query: SpecimenQuery) -> QualityView:
    """The findings in what a query finds; one walk over all and one over each institution's part."""
    whole = msgspec.structs.replace(query, limit=0, cursor="", sort=None)
    page = search(index, whole, ("institutionCode", *_FACETS), facet_limit=_VALUES)
    held = page.facets["institutionCode"]
    codes = tuple(bucket.value for bucket in held.buckets[:MOST_INSTITUTIONS])
    counted = [_counted(whole, page), *(_of_institution(index, whole, code) for code in codes)]
    groups = (Group(name, _(label), _rows(name, counted)) for name, label in GROUPS.items())
    return QualityView(
        codes, held.more or len(held.buckets) > len(codes), tuple(group for group in groups if group.rows)
    )


def _of_institution(index: SpecimenIndex, whole: SpecimenQuery, code: str) -> _Counted:
    part = msgspec.structs.replace(whole, filters={**whole.filters, "institutionCode": (code,)})
    return _counted(part, search(index, part, _FACETS, facet_limit=_VALUES))


def _counted(query: SpecimenQuery, page: Page) -> _Counted:
    findings = {("missing", name): page.facets[name].no_value for name in WANTED}
    findings["hasCoordinate", "false"] = _without_coordinates(page.facets["hasCoordinate"])
    for name in ("issue", "missingMids"):
        findings |= {(name, bucket.value): bucket.count for bucket in page.facets[name].buckets}
    return _Counted(to_params(query), page.total, findings)


def _without_coordinates(facet: Facet) -> int:
    return next((bucket.count for bucket in facet.buckets if bucket.value == "false"), 0)


def _rows(name: str, counted: list[_Counted]) -> tuple[Row, ...]:
    """The most frequent findings of a kind; coordinates stand with the missing terms."""
    kinds = (name, "hasCoordinate") if name == "missing" else (name,)
    found = [(count, key) for key, count in counted[0].findings.items() if key[0] in kinds and count]
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(
        Row(_text(*key), tuple(one.cell(*key) for one in counted)) for _count, key in found[:MOST_ROWS]
    )


def _text(name: str, value: str) -> str:
    if name == "hasCoordinate":
        return _("Coordinates")
    return term_label(value) if name == "missing" else value_text(name, value)

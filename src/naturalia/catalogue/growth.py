"""How holdings grow: a count of every source once a month, kept for ever.

The counts are those that a search finds, so that page, API and chart agree. The present month is counted anew
after each harvest; what was counted in a month that has ended is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import HoldingsSnapshot, Source
from naturalia.search import Facet, parse, search

COUNTED = ("midsLevel", "hasMedia", "hasCoordinate", "isMarkedAsType", "issue")
NUMBERS = ("objects", "mids0", "mids1", "mids2", "mids3", "media", "coordinates", "issues", "types")
"""What is counted of a month, as columns of a table."""


class Month(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What was held at the end of a month, or up to now in the present one (``month`` as in ``2026-11``)."""

    month: str
    taken_at: datetime
    objects: int
    mids0: int
    mids1: int
    mids2: int
    mids3: int
    media: int
    coordinates: int
    issues: int
    types: int


def take_snapshots(sources: Iterable[Source] | None = None, now: datetime | None = None) -> int:
    """Count what is visible of each source (``None``: of all that were ever published) for the present month;
    returns how many were counted. A second time in the month replaces the first.
    """
    moment = now or datetime.now(UTC)
    wanted = Source.objects.filter(harvests__publications__isnull=False).distinct()
    number = 0
    for source in wanted if sources is None else sources:
        HoldingsSnapshot.objects.update_or_create(
            source=source,
            month=moment.date().replace(day=1),
            defaults={"taken_at": moment, **_counts(source)},
        )
        number += 1
    return number


def growth(sources: Iterable[Source]) -> list[Month]:
    """What these sources held together, month by month, oldest first. A month in which a source was not
    counted takes its last count before.
    """
    found = HoldingsSnapshot.objects.filter(source__in=list(sources)).order_by("month", "source_id")
    latest: dict[int, HoldingsSnapshot] = {}
    months: dict[date, Month] = {}
    for snapshot in found:
        latest[snapshot.source_id] = snapshot
        months[snapshot.month] = _together(snapshot.month, latest.values())
    return list(months.values())


def _counts(source: Source) -> dict[str, object]:
    page = search(search_index(), parse([("sourceNumber", str(source.pk)), ("limit", "0")]), COUNTED)
    facets = page.facets
    return {
        "objects_held": page.total,
        "mids": {bucket.value: bucket.count for bucket in facets["midsLevel"].buckets},
        "with_media": _true(facets["hasMedia"]),
        "with_coordinates": _true(facets["hasCoordinate"]),
        "with_issues": page.total - facets["issue"].no_value,
        "types": _true(facets["isMarkedAsType"]),
    }


def _true(facet: Facet) -> int:
    return sum(bucket.count for bucket in facet.buckets if bucket.value == "true")


def _together(month: date, snapshots: Iterable[HoldingsSnapshot]) -> Month:
    held = list(snapshots)
    levels = {f"mids{level}": sum(one.mids.get(str(level), 0) for one in held) for level in range(4)}
    return Month(
        month=f"{month:%Y-%m}",
        taken_at=max(one.taken_at for one in held),
        objects=sum(one.objects_held for one in held),
        media=sum(one.with_media for one in held),
        coordinates=sum(one.with_coordinates for one in held),
        issues=sum(one.with_issues for one in held),
        types=sum(one.types for one in held),
        **levels,
    )

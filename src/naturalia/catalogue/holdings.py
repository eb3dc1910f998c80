"""What the catalogue holds as a whole and for each source, for descriptions, sitemaps and harvesters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from django.db import connection

from naturalia.catalogue.models import Source
from naturalia.catalogue.queries import public_location
from naturalia.catalogue.states import HarvestState, VersionKind

PUBLISHED = HarvestState.PUBLISHED.value
URLS_PER_SITEMAP = 50_000
"""Limit of the sitemap protocol."""

COUNTS = f"""
SELECT count(*) FROM catalogue_specimen specimen
CROSS JOIN LATERAL (
    SELECT version.kind, harvest.source_id
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{PUBLISHED}'
    ORDER BY version.number DESC LIMIT 1
) visible
WHERE visible.kind <> '{VersionKind.TOMBSTONE.value}' AND visible.source_id = %s
"""
SITEMAP = f"""
SELECT specimen.prefix || '/' || specimen.suffix, visible.created_at
FROM catalogue_specimen specimen
CROSS JOIN LATERAL (
    SELECT version.kind, version.created_at
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{PUBLISHED}'
    ORDER BY version.number DESC LIMIT 1
) visible
WHERE specimen.id > %s AND specimen.id <= %s AND visible.kind <> '{VersionKind.TOMBSTONE.value}'
ORDER BY specimen.id
"""


class Holding(msgspec.Struct, frozen=True):
    """A source as a data set: what it says of itself, when it was last read, how many objects it holds."""

    number: int
    title: str
    description: str
    licence: str
    publisher: str
    citation: str
    modified: datetime | None
    count: int


def sources() -> list[Source]:
    """All sources with something visible, in order."""
    found = Source.objects.filter(harvests__state=PUBLISHED).distinct().order_by("pk")
    return list(found.select_related("institution"))


def holding(source: Source) -> Holding:
    """A source as a data set."""
    said = source.metadata
    latest = source.harvests.filter(state=PUBLISHED).order_by("-pk").first()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [source.pk])
        (count,) = cursor.fetchone()
    return Holding(
        number=source.pk,
        title=source.title or public_location(source.location),
        description=said.get("abstract") or "",
        licence=said.get("licence_url") or said.get("rights") or "",
        publisher=said.get("publisher") or (source.institution.code if source.institution else ""),
        citation=said.get("citation") or "",
        modified=latest.finished_at if latest else None,
        count=count,
    )


def sitemap_count() -> int:
    """How many sitemaps of specimens there are: each takes a range of ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(id), 0) FROM catalogue_specimen")
        (highest,) = cursor.fetchone()
    return -(-int(highest) // URLS_PER_SITEMAP)


def sitemap_entries(number: int) -> Iterator[tuple[str, datetime]]:
    """PIDs of one sitemap (from 1) with the time of their last change."""
    first = (number - 1) * URLS_PER_SITEMAP
    with connection.cursor() as cursor:
        cursor.execute(SITEMAP, [first, first + URLS_PER_SITEMAP])
        while rows := cursor.fetchmany(2000):
            yield from ((pid, moment.astimezone(UTC)) for pid, moment in rows)

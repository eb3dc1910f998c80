"""The catalogue as a feed: every object with the moment at which it last changed for the world outside.

That moment is the last publication, or undoing, of any harvest that wrote a version of it: what an undo takes
back is a change too.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Max, Min

from naturalia.catalogue.documents import published, unpack
from naturalia.catalogue.models import Publication
from naturalia.catalogue.states import HarvestState, VersionKind

PUBLISHED = HarvestState.PUBLISHED.value

FEED = f"""
SELECT specimen.id, specimen.prefix || '/' || specimen.suffix, changed.at, visible.number, visible.kind,
       first.started_at, visible.source_id, specimen.institution_id, visible.location,
       CASE WHEN %(documents)s THEN visible.document END
FROM catalogue_specimen specimen
JOIN catalogue_harvest first ON first.id = specimen.harvest_id
CROSS JOIN LATERAL (
    SELECT max(publication.at) AS at
    FROM catalogue_version version JOIN catalogue_publication publication USING (harvest_id)
    WHERE version.specimen_id = specimen.id
) changed
LEFT JOIN LATERAL (
    SELECT version.number, version.kind, version.document, harvest.source_id, source.location
    FROM catalogue_version version
    JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    JOIN catalogue_source source ON source.id = harvest.source_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{PUBLISHED}'
    ORDER BY version.number DESC LIMIT 1
) visible ON true
WHERE specimen.id > %(after)s AND changed.at IS NOT NULL
  AND (%(suffix)s::text IS NULL OR specimen.suffix = %(suffix)s)
  AND (%(start)s::timestamptz IS NULL OR changed.at >= %(start)s)
  AND (%(until)s::timestamptz IS NULL OR changed.at < %(until)s)
  AND (%(institution)s::bigint IS NULL OR specimen.institution_id = %(institution)s)
  AND (%(source)s::bigint IS NULL OR visible.source_id = %(source)s)
ORDER BY specimen.id LIMIT %(limit)s
"""


class FeedEntry(msgspec.Struct, frozen=True):
    """An object as the feed has it; ``document`` is None where it was not asked for or there is none."""

    specimen_id: int
    pid: str
    changed: datetime
    deleted: bool
    institution: int
    source: int | None
    source_location: str
    document: dict[str, Any] | None


class FeedQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which objects: changed from ``start`` to before ``until``, of an institution or source, after an id."""

    start: datetime | None = None
    until: datetime | None = None
    institution: int | None = None
    source: int | None = None
    suffix: str | None = None
    after: int = 0
    limit: int = 100
    documents: bool = False


def feed(query: FeedQuery) -> list[FeedEntry]:
    """The objects of a query in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, msgspec.structs.asdict(query))
        return [_entry(*row) for row in cursor.fetchall()]


def earliest() -> datetime | None:
    """The first publication, None in an empty catalogue."""
    found: datetime | None = Publication.objects.aggregate(first=Min("at"))["first"]
    return found


def latest() -> datetime | None:
    """The last publication or undo, None in an empty catalogue."""
    found: datetime | None = Publication.objects.aggregate(last=Max("at"))["last"]
    return found


def _entry(
    specimen_id: int,
    pid: str,
    changed: datetime,
    number: int | None,
    kind: str | None,
    created: datetime,
    source: int | None,
    institution: int,
    location: str | None,
    stored: bytes | None,
) -> FeedEntry:
    deleted = kind in (None, VersionKind.TOMBSTONE.value)
    document = None
    if stored is not None and number is not None and not deleted:
        document = published(unpack(stored), pid, number, created)
    return FeedEntry(
        specimen_id, pid, changed.astimezone(UTC), deleted, institution, source, location or "", document
    )

"""Documents for the search index, many at a time: pure work on a database URL, so it runs in any process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import psycopg

from naturalia.catalogue.states import HarvestState, VersionKind
from naturalia.search import index_document

VISIBLE = f"""
SELECT specimen.id, specimen.prefix || '/' || specimen.suffix, visible.number, visible.kind,
       visible.document::text, visible.issues::text, first.created_at, visible.title
FROM catalogue_specimen specimen
CROSS JOIN LATERAL (
    SELECT version.number, version.kind, version.document, version.issues, source.title
    FROM catalogue_version version
    JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    JOIN catalogue_source source ON source.id = harvest.source_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{HarvestState.PUBLISHED.value}'
    ORDER BY version.number DESC LIMIT 1
) visible
JOIN catalogue_version first ON first.specimen_id = specimen.id AND first.number = 1
WHERE specimen.id = ANY(%s)
"""


class IndexChunk(msgspec.Struct, frozen=True):
    """Documents to put into the index, and specimens to take out of it."""

    documents: list[tuple[int, str]]
    removed: list[int]


def build_chunk(database_url: str, specimen_ids: Sequence[int]) -> IndexChunk:
    """The documents of these specimens as they are visible now; tombstones and undone ones are removed."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(VISIBLE, [list(specimen_ids)]).fetchall()
    documents = [(row[0], _document(*row)) for row in rows if row[3] != VersionKind.TOMBSTONE]
    present = {specimen_id for specimen_id, _ in documents}
    return IndexChunk(documents, [number for number in specimen_ids if number not in present])


def _document(
    specimen_id: int,
    pid: str,
    number: int,
    _kind: str,
    document: str,
    issues: str,
    created: datetime,
    source: str,
) -> str:
    content = published_document(msgspec.json.decode(document), pid, number, created)
    codes = [issue["code"] for issue in msgspec.json.decode(issues)] if issues != "[]" else []
    return index_document(content, specimen_id=specimen_id, issues=codes, sources=[source])


def published_document(document: dict[str, Any], pid: str, version: int, created: datetime) -> dict[str, Any]:
    """A stored document with what the catalogue adds: PID, version, status, creation."""
    identifier = f"https://doi.org/{pid}"
    return {
        "@id": identifier,
        "@type": "ods:DigitalSpecimen",
        "dcterms:identifier": identifier,
        "ods:version": version,
        "ods:status": "Active",
        "dcterms:created": created.isoformat(),
        **document,
    }

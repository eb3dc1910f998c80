"""What a source had and no longer has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import msgspec
import psycopg

from naturalia.catalogue.documents import pack, unpack
from naturalia.catalogue.outcomes import HELD, Outcome, OutcomeWriter, RowOutcome
from naturalia.catalogue.provenance import Event, chained, instant
from naturalia.catalogue.states import HarvestState, VersionKind
from naturalia.catalogue.task import VanishedTask
from naturalia.catalogue.writing import NewVersion, write_versions
from naturalia.specimen.fingerprint import fingerprint_document

BATCH = 2000
MEMORY_LIMIT = "512MB"
ELSEWHERE = "still held by another source"
TOMBSTONE_TEXT = "The object is no longer in the records of its source"
_HELD = ", ".join(f"'{outcome.value}'" for outcome in HELD)


class Gone(msgspec.Struct, frozen=True, gc=False):
    """A row of the last harvest that this one has not: where it stood, and its specimen."""

    file: str
    line: int
    key: str
    pid: str
    specimen_id: int
    elsewhere: bool


def find_vanished(before: Sequence[Path], now: Sequence[Path], elsewhere: Sequence[Path]) -> list[Gone]:
    """Specimens in the outcomes ``before`` that are not in ``now``.

    ``elsewhere`` are the latest outcomes of all other sources: what they hold is not gone from the
    catalogue. The comparison runs over Parquet within a fixed memory limit.
    """
    if not before:
        return []
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as database:
        rows = database.execute(
            f"""
            WITH before AS ({_specimens(before)}), now AS ({_specimens(now)}),
                 elsewhere AS ({_specimens(elsewhere)})
            SELECT file, line, key, pid, specimen_id,
                   specimen_id IN (SELECT specimen_id FROM elsewhere)
            FROM before WHERE specimen_id NOT IN (SELECT specimen_id FROM now)
            ORDER BY specimen_id
            """
        ).fetchall()
    return [Gone(*row) for row in rows]


def count_held(paths: Sequence[Path]) -> int:
    """How many specimens a source has according to its outcomes."""
    if not paths:
        return 0
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT}) as database:
        counted = database.execute(f"SELECT count(*) FROM ({_specimens(paths)})").fetchone()
    return int(counted[0]) if counted else 0


def _specimens(paths: Sequence[Path]) -> str:
    columns = "file::text AS file, line, key, pid, specimen_id"
    if not paths:
        return (
            "SELECT ''::text AS file, 0 AS line, '' AS key, '' AS pid, 0::bigint AS specimen_id WHERE false"
        )
    files = ", ".join(f"'{path}'" for path in map(_quoted, paths))
    return f"SELECT {columns} FROM read_parquet([{files}]) WHERE outcome::text IN ({_HELD})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def outcomes_of(gone: Sequence[Gone], outcomes: OutcomeWriter) -> None:
    """Write the outcome of each vanished row."""
    for row in gone:
        outcomes.add(
            RowOutcome(
                row.file,
                row.line,
                row.key,
                Outcome.VANISHED,
                ELSEWHERE if row.elsewhere else "",
                pid=row.pid,
                specimen_id=row.specimen_id,
            )
        )


CURRENT = f"""
SELECT specimen.id, specimen.suffix, visible.document, visible.kind, last.number, last.hash
FROM catalogue_specimen specimen
CROSS JOIN LATERAL (
    SELECT version.document, version.kind
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{HarvestState.PUBLISHED.value}'
    ORDER BY version.number DESC LIMIT 1
) visible
CROSS JOIN LATERAL (
    SELECT number, hash FROM catalogue_version
    WHERE specimen_id = specimen.id ORDER BY number DESC LIMIT 1
) last
WHERE specimen.id = ANY(%s)
"""


def bury(connection: psycopg.Connection, task: VanishedTask, gone: Sequence[Gone]) -> list[int]:
    """Append a tombstone to each specimen that no source holds any more; returns their numbers."""
    lost = [row.specimen_id for row in gone if not row.elsewhere]
    for start in range(0, len(lost), BATCH):
        rows = connection.execute(CURRENT, [lost[start : start + BATCH]]).fetchall()
        write_versions(connection, task.harvest_id, task.at, _tombstones(task, rows))
    return lost


def _tombstones(task: VanishedTask, rows: Sequence[tuple]) -> Iterator[NewVersion]:  # type: ignore[type-arg]
    for specimen_id, suffix, stored, kind, number, previous in rows:
        if kind == VersionKind.TOMBSTONE:
            continue
        buried = unpack(stored) | tombstone(task)
        digest = fingerprint_document(buried)
        event = Event(
            suffix=suffix,
            number=number + 1,
            kind=VersionKind.TOMBSTONE.value,
            fingerprint=digest,
            verbatim_hash=None,
            harvest=task.harvest_id,
            content_hash=task.content_hash,
            agent=task.agent,
            file=None,
            line=None,
            at=instant(task.at),
        )
        yield NewVersion(
            specimen_id=specimen_id,
            number=number + 1,
            kind=VersionKind.TOMBSTONE.value,
            document=pack(msgspec.json.encode(buried)),
            issues=b"[]",
            findings=b"[]",
            fingerprint=digest,
            verbatim_hash=None,
            verbatim_part=None,
            verbatim_offset=None,
            verbatim_index=None,
            file=None,
            line=None,
            hash=chained(bytes(previous), event),
        )


def tombstone(task: VanishedTask) -> dict[str, object]:
    """The openDS terms that mark a document as a tombstone (openDS 0.4.0, tombstone metadata)."""
    return {
        "ods:status": "Tombstone",
        "ods:hasTombstoneMetadata": {
            "@type": "ods:Tombstone",
            "ods:tombstoneDate": instant(task.at),
            "ods:tombstoneText": TOMBSTONE_TEXT,
            "ods:hasAgents": [{"@type": "schema:SoftwareApplication", "schema:name": task.agent}],
        },
    }

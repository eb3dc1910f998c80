"""The bulk paths to PostgreSQL: look up many specimens at once, append many versions by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

from naturalia.catalogue.documents import unpack
from naturalia.catalogue.states import HarvestState
from naturalia.catalogue.task import PartResult


class Known(msgspec.Struct, frozen=True, gc=False):
    """A specimen as the catalogue has it: its last visible version and the end of its chain.

    ``number``, ``kind`` and ``fingerprint`` are None for a specimen none of whose versions is visible.
    """

    ordinal: int
    specimen_id: int
    suffix: str
    number: int | None
    kind: str | None
    fingerprint: bytes | None
    last_number: int
    last_hash: bytes


class NewSpecimen(msgspec.Struct, frozen=True, gc=False):
    """A specimen to be registered."""

    specimen_id: int
    institution_id: int
    physical_id: str
    prefix: str
    suffix: str


class NewVersion(msgspec.Struct, frozen=True, gc=False):
    """A version to be appended; the fields are the columns of the table."""

    specimen_id: int
    number: int
    kind: str
    document: bytes
    issues: bytes
    findings: bytes
    fingerprint: bytes
    verbatim_hash: bytes | None
    verbatim_part: int | None
    verbatim_offset: int | None
    verbatim_index: int | None
    file: str | None
    line: int | None
    hash: bytes


LOOK_UP = f"""
SELECT (wanted.ordinal - 1)::int AS ordinal, specimen.id AS specimen_id, specimen.suffix,
       visible.number, visible.kind, visible.fingerprint,
       COALESCE(last.number, 0) AS last_number, COALESCE(last.hash, '') AS last_hash
FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS wanted(institution_id, physical_id, ordinal)
JOIN catalogue_specimen specimen USING (physical_id, institution_id)
LEFT JOIN LATERAL (
    SELECT version.number, version.kind, version.fingerprint
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{HarvestState.PUBLISHED.value}'
    ORDER BY version.number DESC LIMIT 1
) visible ON true
LEFT JOIN LATERAL (
    SELECT number, hash FROM catalogue_version
    WHERE specimen_id = specimen.id ORDER BY number DESC LIMIT 1
) last ON true
"""

SPECIMEN_TYPES = ["int8", "int8", "text", "text", "text", "int8"]
COPY_SPECIMENS = (
    "COPY catalogue_specimen (id, institution_id, physical_id, prefix, suffix, harvest_id) "
    "FROM STDIN (FORMAT BINARY)"
)
JSONB_VERSION = b"\x01"
"""First byte of jsonb in PostgreSQL's binary format; the JSON text follows."""

# Issues and findings go as they are encoded: psycopg's own jsonb would encode them a second time.
VERSION_TYPES = [
    *["int8", "int4", "text", "bytea", "bytea", "bytea", "bytea", "bytea", "int4", "int8", "int2", "text"],
    *["int8", "bytea", "int8", "timestamptz"],
]
COPY_VERSIONS = (
    "COPY catalogue_version (specimen_id, number, kind, document, issues, findings, fingerprint, "
    "verbatim_hash, verbatim_part, verbatim_offset, verbatim_index, file, line, hash, "
    "harvest_id, created_at) "
    "FROM STDIN (FORMAT BINARY)"
)


def look_up(connection: psycopg.Connection, identities: Sequence[tuple[int, str]]) -> dict[int, Known]:
    """What the catalogue has of these (institution, physical id) pairs, by their place in the list."""
    institutions = [institution for institution, _ in identities]
    physical_ids = [physical_id for _, physical_id in identities]
    with connection.cursor(row_factory=class_row(Known)) as cursor:
        cursor.execute(LOOK_UP, [institutions, physical_ids])
        return {known.ordinal: known for known in cursor}


VISIBLE_DOCUMENTS = f"""
SELECT DISTINCT ON (version.specimen_id) version.specimen_id, version.document
FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
WHERE version.specimen_id = ANY(%s) AND harvest.state = '{HarvestState.PUBLISHED.value}'
ORDER BY version.specimen_id, version.number DESC
"""


def visible_documents(
    connection: psycopg.Connection, specimen_ids: Sequence[int]
) -> dict[int, dict[str, Any]]:
    """The documents that are visible now, by specimen."""
    rows = connection.execute(VISIBLE_DOCUMENTS, [list(specimen_ids)])
    return {specimen_id: unpack(stored) for specimen_id, stored in rows}


def new_ids(connection: psycopg.Connection, count: int) -> list[int]:
    """``count`` fresh numbers for specimens."""
    rows = connection.execute(
        "SELECT nextval(pg_get_serial_sequence('catalogue_specimen', 'id')) FROM generate_series(1, %s)",
        [count],
    )
    return [number for (number,) in rows]


def taken_suffixes(connection: psycopg.Connection, suffixes: Sequence[str]) -> set[str]:
    """Those of the given PID suffixes that a specimen already has."""
    rows = connection.execute(
        "SELECT suffix FROM catalogue_specimen WHERE suffix = ANY(%s)", [list(suffixes)]
    )
    return {suffix for (suffix,) in rows}


def write_specimens(connection: psycopg.Connection, harvest_id: int, rows: Iterable[NewSpecimen]) -> None:
    """Register specimens, in bulk."""
    with connection.cursor().copy(COPY_SPECIMENS) as copy:
        copy.set_types(SPECIMEN_TYPES)
        for row in rows:
            copy.write_row(
                (row.specimen_id, row.institution_id, row.physical_id, row.prefix, row.suffix, harvest_id)
            )


def write_versions(
    connection: psycopg.Connection, harvest_id: int, at: datetime, rows: Iterable[NewVersion]
) -> None:
    """Append versions, in bulk."""
    with connection.cursor().copy(COPY_VERSIONS) as copy:
        copy.set_types(VERSION_TYPES)
        for row in rows:
            copy.write_row((*_columns(row), harvest_id, at))


def _columns(row: NewVersion) -> tuple[object, ...]:
    specimen_id, number, kind, document, issues, findings, *others = msgspec.structs.astuple(row)
    return specimen_id, number, kind, document, JSONB_VERSION + issues, JSONB_VERSION + findings, *others


def write_part(connection: psycopg.Connection, harvest_id: int, part: PartResult) -> None:
    """Note that a part is done, in the transaction that writes its versions."""
    connection.execute(
        "INSERT INTO catalogue_part (harvest_id, number, counts, outcomes_file, verbatim_file) "
        "VALUES (%s, %s, %s, %s, %s)",
        [
            harvest_id,
            part.number,
            msgspec.json.encode(part.counts).decode(),
            part.outcomes_file,
            part.verbatim_file,
        ],
    )

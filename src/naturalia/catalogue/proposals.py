"""The amendments that tests propose for the versions of a harvest, one row each."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from naturalia.catalogue.outcomes import guarded
from naturalia.quality import tests

COLUMNS = (
    *("pid", "version", "file", "line", "test", "guid", "rule_version"),
    *("from_term", "from_value", "term", "proposed"),
)
PROPOSALS = """
SELECT specimen.prefix || '/' || specimen.suffix, version.number, version.file, version.line,
       finding->>'code', finding->>'version', finding->>'term', coalesce(finding->>'value', ''),
       proposed.key, proposed.value
FROM catalogue_version version
JOIN catalogue_specimen specimen ON specimen.id = version.specimen_id
CROSS JOIN LATERAL jsonb_array_elements(version.findings) AS finding
CROSS JOIN LATERAL jsonb_each_text(finding->'proposal') AS proposed
WHERE version.harvest_id = %s AND finding ? 'proposal'
"""
ROWS_PER_FETCH = 2000


def proposals(database_url: str, harvest_id: int) -> Iterator[tuple[object, ...]]:
    """The rows below the header, in the order of ``COLUMNS``; memory does not grow with their number."""
    known = tests()
    with psycopg.connect(database_url) as connection, connection.cursor("proposals") as cursor:
        cursor.itersize = ROWS_PER_FETCH
        cursor.execute(PROPOSALS, [harvest_id])
        for pid, number, file, line, code, version, *rest in cursor:
            guid = known[code].guid if code in known else ""
            yield (pid, number, file, line, code, guid, version, *map(guarded, rest))

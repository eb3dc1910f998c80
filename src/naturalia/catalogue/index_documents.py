"""Documents for the search index, many at a time: pure work on a database URL, so it runs in any process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

import msgspec
import psycopg

from naturalia.catalogue.documents import RESOLVER, unpack
from naturalia.catalogue.provenance import instant
from naturalia.catalogue.states import HarvestState, VersionKind
from naturalia.search import index_document

AMENDMENT = "AMENDMENT_"
"""Labels of tests that propose something begin so."""

VISIBLE = f"""
SELECT DISTINCT ON (version.specimen_id)
       version.specimen_id, specimen.prefix || '/' || specimen.suffix, version.number, version.kind,
       version.document, version.issues::text, version.findings::text, source.title,
       source.id, version.created_at
FROM catalogue_version version
JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
JOIN catalogue_source source ON source.id = harvest.source_id
JOIN catalogue_specimen specimen ON specimen.id = version.specimen_id
WHERE version.specimen_id = ANY(%s) AND harvest.state = '{HarvestState.PUBLISHED.value}'
ORDER BY version.specimen_id, version.number DESC
"""


class IndexChunk(msgspec.Struct, frozen=True):
    """Documents to put into the index, and specimens to take out of it."""

    documents: list[tuple[int, str]]
    removed: list[int]


def build_chunk(database_url: str, specimen_ids: Sequence[int]) -> IndexChunk:
    """The documents of these specimens as they are visible now; tombstones and undone ones are removed."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(VISIBLE, [list(specimen_ids)], binary=True).fetchall()
    documents = [(row[0], _document(*row)) for row in rows if row[3] != VersionKind.TOMBSTONE]
    present = {specimen_id for specimen_id, _ in documents}
    return IndexChunk(documents, [number for number in specimen_ids if number not in present])


def _document(
    specimen_id: int,
    pid: str,
    _number: int,
    _kind: str,
    document: bytes,
    issues: str,
    findings: str,
    source: str,
    source_id: int,
    at: datetime,
) -> str:
    content = unpack(document) | {"@id": f"{RESOLVER}{pid}"}
    more = beside(codes(issues), findings, (source, source_id), instant(at))
    return index_document(content, specimen_id=specimen_id, beside=more)


def beside(
    issues: Sequence[str], findings: str, source: tuple[str, int], at: str
) -> dict[str, Sequence[str]]:
    """What the index has of a version beside its document: codes of issues and tests, title and number of
    its source, moment.
    """
    failed, proposals = _tests(findings)
    title, number = source
    return {
        "issue": [*issues, *failed],
        "proposal": proposals,
        "source": [title],
        "sourceNumber": [str(number)],
        "changed": [at],
    }


def _tests(findings: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Labels of failed tests and of those that propose something."""
    return _parted(tuple(codes(findings)))


@lru_cache(maxsize=1 << 12)
def _parted(tests: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(code for code in tests if not code.startswith(AMENDMENT)),
        tuple(code for code in tests if code.startswith(AMENDMENT)),
    )


class _Coded(msgspec.Struct, frozen=True, gc=False):
    """What counts of an issue or a finding in the index."""

    code: str


_decode = msgspec.json.Decoder(list[_Coded]).decode


def codes(told: str) -> list[str]:
    """The codes in a JSON list of issues or findings."""
    return [one.code for one in _decode(told)] if told != "[]" else []

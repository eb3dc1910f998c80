"""Verification: nothing in the catalogue was changed, inserted or removed behind its back.

Recomputes the hash chain of every object, the fingerprint of every version from its document, the
verbatim records from their files, and the chain of publications.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
import psycopg
from psycopg.rows import class_row

from naturalia.catalogue.documents import unpack
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.models import Publication
from naturalia.catalogue.provenance import GENESIS, Event, chained, chained_publication, instant
from naturalia.catalogue.publication import entry_of
from naturalia.catalogue.states import HarvestState
from naturalia.catalogue.verbatim import Address, VerbatimReader, record_hash
from naturalia.specimen.fingerprint import fingerprint_document

VERSIONS = """
SELECT version.specimen_id, specimen.suffix, specimen.prefix, version.number, version.kind, version.document,
       version.fingerprint, version.verbatim_hash, version.verbatim_offset, version.verbatim_index,
       version.harvest_id, version.file, version.line, version.hash, version.created_at,
       harvest.content_hash, harvest.agent, part.verbatim_file
FROM catalogue_version version
LEFT JOIN catalogue_specimen specimen ON specimen.id = version.specimen_id
LEFT JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
LEFT JOIN catalogue_part part
       ON part.harvest_id = version.harvest_id AND part.number = version.verbatim_part
WHERE harvest.id IS NULL OR harvest.state <> %s
ORDER BY version.specimen_id, version.number
"""

WITHOUT_VERSIONS = """
SELECT prefix || '/' || suffix FROM catalogue_specimen specimen
WHERE NOT EXISTS (SELECT 1 FROM catalogue_version WHERE specimen_id = specimen.id)
"""


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it was written."""

    subject: str
    problem: str


class Verification(msgspec.Struct):
    """What was checked and what was found."""

    specimens: int = 0
    versions: int = 0
    publications: int = 0
    findings: list[Finding] = []


def verify(database_url: str, store: FileStore) -> Verification:
    """Check the whole catalogue, streaming: memory does not grow with its size."""
    result = Verification()
    with psycopg.connect(database_url) as connection:
        _Chains(result, store).check(connection)
        for (pid,) in connection.execute(WITHOUT_VERSIONS):
            result.findings.append(Finding(pid, "registered, but no version says anything of it"))
    _check_publications(result)
    return result


class Row(msgspec.Struct, frozen=True, gc=False):
    """A version with what its hashes cover; the fields are the columns of the query."""

    specimen_id: int
    suffix: str | None
    prefix: str | None
    number: int
    kind: str
    document: bytes
    fingerprint: bytes
    verbatim_hash: bytes | None
    verbatim_offset: int | None
    verbatim_index: int | None
    harvest_id: int
    file: str | None
    line: int | None
    hash: bytes
    created_at: datetime
    content_hash: str | None
    agent: str | None
    verbatim_file: str | None


class _Chains:
    """Walks the versions object by object."""

    def __init__(self, result: Verification, store: FileStore) -> None:
        self._result = result
        self._store = store
        self._reader = VerbatimReader()
        self._specimen: int | None = None
        self._previous = GENESIS
        self._number = 0

    def check(self, connection: psycopg.Connection) -> None:
        with connection.cursor("versions", row_factory=class_row(Row)) as cursor:
            cursor.itersize = 1000
            cursor.execute(VERSIONS, [HarvestState.RUNNING.value])
            for row in cursor:
                if row.specimen_id != self._specimen:
                    self._next(row.specimen_id)
                self._check_version(row)

    def _next(self, specimen_id: int) -> None:
        self._specimen, self._previous, self._number = specimen_id, GENESIS, 0
        self._result.specimens += 1

    def _check_version(self, row: Row) -> None:
        self._result.versions += 1
        subject = f"{row.prefix}/{row.suffix} version {row.number}"
        for problem in self._problems(row):
            self._result.findings.append(Finding(subject, problem))
        self._previous, self._number = row.hash, row.number

    def _problems(self, row: Row) -> Iterator[str]:
        if row.suffix is None or row.content_hash is None:
            yield "its specimen or its harvest is missing"
            return
        if row.number != self._number + 1:
            yield f"follows version {self._number}: a version is missing"
        if chained(self._previous, _event(row, row.suffix, row.content_hash, row.agent or "")) != row.hash:
            yield "its event or an earlier one was changed: the hash chain is broken"
        yield from _document_problems(row)
        yield from self._verbatim_problems(row)

    def _verbatim_problems(self, row: Row) -> Iterator[str]:
        if row.verbatim_hash is None or row.verbatim_offset is None or row.verbatim_index is None:
            return
        path = self._store.path("verbatim", row.verbatim_file or "")
        try:
            record = self._reader.read(path, Address(row.verbatim_offset, row.verbatim_index))
        except (OSError, LookupError) as error:
            yield f"its verbatim record cannot be read: {error}"
            return
        if record_hash(record) != row.verbatim_hash:
            yield "its verbatim record was changed"


def _document_problems(row: Row) -> Iterator[str]:
    try:
        document = unpack(row.document)
    except ValueError as error:
        yield str(error)
        return
    if fingerprint_document(document) != row.fingerprint:
        yield "its document was changed: the fingerprint differs"


def _event(row: Row, suffix: str, content_hash: str, agent: str) -> Event:
    return Event(
        suffix=suffix,
        number=row.number,
        kind=row.kind,
        fingerprint=row.fingerprint,
        verbatim_hash=row.verbatim_hash,
        harvest=row.harvest_id,
        content_hash=content_hash,
        agent=agent,
        file=row.file,
        line=row.line,
        at=instant(row.created_at),
    )


def _check_publications(result: Verification) -> None:
    previous = GENESIS
    for publication in Publication.objects.select_related("harvest").order_by("pk"):
        result.publications += 1
        entry = entry_of(publication.harvest, publication.action, publication.agent, publication.at)
        if chained_publication(previous, entry) != bytes(publication.hash):
            problem = "the log of publications was changed here or before"
            result.findings.append(Finding(f"publication {publication.pk}", problem))
        previous = bytes(publication.hash)

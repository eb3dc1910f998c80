"""Comparing interpreted specimens with the catalogue, and appending what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import psycopg

from naturalia.catalogue.documents import RESOLVER, unpack
from naturalia.catalogue.index_documents import beside
from naturalia.catalogue.index_entries import Entry, EntryWriter
from naturalia.catalogue.outcomes import Outcome, RowOutcome
from naturalia.catalogue.provenance import GENESIS, Event, chained, instant
from naturalia.catalogue.states import VersionKind
from naturalia.catalogue.task import PartTask, RegisteredInstitution
from naturalia.catalogue.verbatim import Address
from naturalia.catalogue.writing import (
    Known,
    NewSpecimen,
    NewVersion,
    look_up,
    new_ids,
    taken_suffixes,
    visible_documents,
    write_specimens,
    write_versions,
)
from naturalia.interpret import Issue
from naturalia.search import index_specimen
from naturalia.specimen.difference import difference
from naturalia.specimen.model import DigitalSpecimen
from naturalia.specimen.pid import mint

OUTCOME_OF_KIND = {
    VersionKind.CREATE: Outcome.CREATED,
    VersionKind.UPDATE: Outcome.UPDATED,
    VersionKind.RESTORE: Outcome.UPDATED,
}
NO_ISSUES = b"[]"
MOST_CHANGES = 10
"""Differences that are told of one object."""

RESTORED = "restored: it had vanished from its source before"


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An interpreted row that may be a new specimen, a new version, or nothing new."""

    file: str
    line: int
    key: str
    institution: RegisteredInstitution
    physical_id: str
    document: bytes
    issues: tuple[Issue, ...]
    findings: bytes
    fingerprint: bytes
    verbatim_hash: bytes
    address: Address
    specimen: DigitalSpecimen


class Recorder:
    """Writes candidates of one part to the catalogue."""

    def __init__(self, task: PartTask, connection: psycopg.Connection, entries: EntryWriter) -> None:
        self._task = task
        self._connection = connection
        self._index_entries = entries
        self._at = instant(task.at)
        self._encode = msgspec.json.Encoder().encode

    def record(self, candidates: Sequence[Candidate]) -> list[RowOutcome]:
        """The outcome of each candidate, in order; new specimens and versions are appended."""
        if not candidates:
            return []
        known = look_up(self._connection, [(c.institution.id, c.physical_id) for c in candidates])
        known |= self._register([(i, c) for i, c in enumerate(candidates) if i not in known])
        versions: list[NewVersion] = []
        rows = [self._decide(c, known[i], versions) for i, c in enumerate(candidates)]
        if self._task.dry_run:
            return self._explain(rows, candidates)
        if versions:
            write_versions(self._connection, self._task.harvest_id, self._task.at, versions)
            self._index_entries.add(
                [
                    self._index_entry(candidate, known[place], row.pid)
                    for place, (candidate, row) in enumerate(zip(candidates, rows, strict=True))
                    if row.outcome is not Outcome.UNCHANGED
                ]
            )
        return rows

    def _index_entry(self, candidate: Candidate, known: Known, pid: str) -> Entry:
        document = index_specimen(
            candidate.specimen,
            specimen_id=known.specimen_id,
            pid=f"{RESOLVER}{pid}",
            beside=beside(
                [issue.code for issue in candidate.issues],
                candidate.findings.decode(),
                (self._task.source_title, self._task.source_id),
                self._at,
            ),
        )
        return Entry(known.specimen_id, known.last_number == 0, document)

    def _explain(self, rows: list[RowOutcome], candidates: Sequence[Candidate]) -> list[RowOutcome]:
        """On a trial, the reason of an update is what would change."""
        updated = [row.specimen_id for row in rows if row.outcome is Outcome.UPDATED and row.specimen_id]
        before = visible_documents(self._connection, updated)
        return [
            msgspec.structs.replace(row, reason=_changes(before[row.specimen_id], unpack(candidate.document)))
            if row.outcome is Outcome.UPDATED and row.specimen_id in before
            else row
            for row, candidate in zip(rows, candidates, strict=True)
        ]

    def _register(self, unknown: Sequence[tuple[int, Candidate]]) -> dict[int, Known]:
        suffixes = self._mint([candidate for _, candidate in unknown])
        if self._task.dry_run:
            ids = [0] * len(unknown)
        else:
            ids = new_ids(self._connection, len(unknown))
            write_specimens(
                self._connection,
                self._task.harvest_id,
                (
                    NewSpecimen(number, c.institution.id, c.physical_id, self._task.pid_prefix, suffix)
                    for number, suffix, (_, c) in zip(ids, suffixes, unknown, strict=True)
                ),
            )
        return {
            ordinal: Known(ordinal, number, suffix, None, None, None, 0, GENESIS)
            for number, suffix, (ordinal, _) in zip(ids, suffixes, unknown, strict=True)
        }

    def _mint(self, candidates: Sequence[Candidate]) -> list[str]:
        """A free suffix for each; a taken one (rare, 29^11 are possible) gives way to the next attempt."""
        suffixes = [self._suffix(candidate, 0) for candidate in candidates]
        taken = taken_suffixes(self._connection, suffixes) if suffixes else set()
        used: set[str] = set()
        for place, suffix in enumerate(suffixes):
            attempt = 0
            while suffix in taken or suffix in used:
                attempt += 1
                suffix = self._suffix(candidates[place], attempt)  # noqa: PLW2901
                taken |= taken_suffixes(self._connection, [suffix])
            used.add(suffix)
            suffixes[place] = suffix
        return suffixes

    def _suffix(self, candidate: Candidate, attempt: int) -> str:
        return mint(candidate.institution.code, candidate.physical_id, self._task.pid_secret, attempt)

    def _decide(self, candidate: Candidate, known: Known, versions: list[NewVersion]) -> RowOutcome:
        kind = _kind(candidate, known)
        number = known.number
        if kind is not None:
            versions.append(self._version(candidate, known, kind))
            number = known.last_number + 1
        return RowOutcome(
            file=candidate.file,
            line=candidate.line,
            key=candidate.key,
            outcome=Outcome.UNCHANGED if kind is None else OUTCOME_OF_KIND[kind],
            reason=RESTORED if kind is VersionKind.RESTORE else "",
            pid=f"{self._task.pid_prefix}/{known.suffix}",
            specimen_id=known.specimen_id,
            version=number,
            issues=len(candidate.issues),
            verbatim_hash=candidate.verbatim_hash,
            verbatim_harvest=self._task.harvest_id,
            verbatim_part=self._task.number,
            verbatim_offset=candidate.address.offset,
            verbatim_index=candidate.address.index,
        )

    def _version(self, candidate: Candidate, known: Known, kind: VersionKind) -> NewVersion:
        number = known.last_number + 1
        event = Event(
            suffix=known.suffix,
            number=number,
            kind=kind.value,
            fingerprint=candidate.fingerprint,
            verbatim_hash=candidate.verbatim_hash,
            harvest=self._task.harvest_id,
            content_hash=self._task.content_hash,
            agent=self._task.agent,
            file=candidate.file,
            line=candidate.line,
            at=self._at,
        )
        return NewVersion(
            specimen_id=known.specimen_id,
            number=number,
            kind=kind.value,
            document=candidate.document,
            issues=self._encode(candidate.issues) if candidate.issues else NO_ISSUES,
            findings=candidate.findings,
            fingerprint=candidate.fingerprint,
            verbatim_hash=candidate.verbatim_hash,
            verbatim_part=self._task.number,
            verbatim_offset=candidate.address.offset,
            verbatim_index=candidate.address.index,
            file=candidate.file,
            line=candidate.line,
            hash=chained(known.last_hash, event),
        )


def _kind(candidate: Candidate, known: Known) -> VersionKind | None:
    """What the candidate does to the specimen: None if it says nothing new."""
    if known.number is None:
        return VersionKind.CREATE
    if known.kind == VersionKind.TOMBSTONE:
        return VersionKind.RESTORE
    return None if known.fingerprint == candidate.fingerprint else VersionKind.UPDATE


def _changes(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The differences in one line."""
    found = [f"{change.path}: {change.before!r} -> {change.after!r}" for change in difference(before, after)]
    more = f"; and {len(found) - MOST_CHANGES} more" if len(found) > MOST_CHANGES else ""
    return "; ".join(found[:MOST_CHANGES]) + more

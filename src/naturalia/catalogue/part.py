"""One part of a harvest: a bucket in, versions and outcomes out, in one transaction.

A part takes and gives only references to files and a database URL, so it runs in this process, in a pool
of processes or on another machine. It can be repeated: PIDs are derived from identities, files are
addressed by content, and the transaction is all or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg

from naturalia.catalogue.documents import pack
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.identities import DUPLICATE, duplicates_path, read_duplicates
from naturalia.catalogue.index_entries import EntryWriter, entries_path
from naturalia.catalogue.memory import peak_memory_bytes
from naturalia.catalogue.outcomes import (
    LedgerRow,
    Outcome,
    RowOutcome,
    keep_outcomes,
    read_ledger,
)
from naturalia.catalogue.recording import Candidate, Recorder
from naturalia.catalogue.spill import (
    CoreEntry,
    ExtensionEntry,
    bucket_path,
    core_folder,
    extension_folder,
    read_core,
    read_extensions,
)
from naturalia.catalogue.task import PartResult, PartTask
from naturalia.catalogue.verbatim import VerbatimWriter, decode_record, encode_record, record_hash
from naturalia.catalogue.writing import write_part
from naturalia.interpret import Rejection, accepts, interpret
from naturalia.interpret.documents import core_of
from naturalia.interpret.licence_policy import LicencePolicy, apply_policy
from naturalia.quality.findings import stored_findings
from naturalia.specimen.fingerprint import fingerprint
from naturalia.specimen.model import specimen_json

NO_INSTITUTION = "no institution: the row names none, and the source has no default (say --institution CODE)"
NO_IDENTIFIER = (
    "no identifier: neither occurrenceID nor catalogNumber nor another id tells which object this is"
)
BATCH = 1000
EXTENSION_ROWS_PER_OBJECT = 10_000
"""More rows of one extension than this for one object are refused: a limit against hostile input."""


def run_part(task: PartTask) -> PartResult:
    """Run one part to its end. Raises what the database or the disk raises; then nothing was written."""
    store = FileStore(task.files)
    with psycopg.connect(task.database_url) as connection:
        with store.create("verbatim", keep=not task.dry_run) as verbatim:
            writer = VerbatimWriter(verbatim.file)
            with (
                keep_outcomes(store) as outcomes,
                EntryWriter(entries_path(task.work, task.number)) as entries,
            ):
                for row in _Part(task, writer, Recorder(task, connection, entries)).outcomes():
                    outcomes.add(row)
            writer.flush()
        done = PartResult(
            task.number, outcomes.counts, outcomes.digest, verbatim.digest, peak_memory_bytes(), os.getpid()
        )
        write_part(connection, task.harvest_id, done)
    return done


class _Part:
    """The rows of one bucket on their way."""

    def __init__(self, task: PartTask, verbatim: VerbatimWriter, recorder: Recorder) -> None:
        self._task = task
        self._verbatim = verbatim
        self._recorder = recorder
        self._ledger = read_ledger(task.ledger)
        self._duplicates = read_duplicates(duplicates_path(task.work))

    def outcomes(self) -> Iterator[RowOutcome]:
        """The outcome of every row of the bucket; versions are written on the way."""
        entries = list(read_core(bucket_path(core_folder(self._task.work), self._task.number)))
        extensions, orphans = self._join({entry.key for entry in entries} - {""})
        yield from orphans
        candidates: list[Candidate] = []
        for entry in entries:
            record = encode_record(entry.terms, entry.extensions or extensions.get(entry.key, {}))
            settled = self._settle(entry, record)
            if isinstance(settled, RowOutcome):
                yield settled
                continue
            candidates.append(settled)
            if len(candidates) == BATCH:
                yield from self._recorder.record(candidates)
                candidates = []
        yield from self._recorder.record(candidates)

    def _join(self, keys: set[str]) -> tuple[dict[str, dict[str, list[bytes]]], list[RowOutcome]]:
        joined: dict[str, dict[str, list[bytes]]] = {}
        refused: list[RowOutcome] = []
        for row in self._extension_rows():
            if row.key not in keys:
                reason = f"no row of the core has the id {row.key!r}"
                refused.append(self._refuse_extension(row, Outcome.ORPHANED, reason))
                continue
            row_type = self._task.row_types[row.table]
            rows = joined.setdefault(row.key, {}).setdefault(row_type, [])
            if len(rows) < EXTENSION_ROWS_PER_OBJECT:
                rows.append(row.terms)
            else:
                reason = f"more than {EXTENSION_ROWS_PER_OBJECT} rows of {row_type} for {row.key!r}"
                refused.append(self._refuse_extension(row, Outcome.UNREADABLE, reason))
        return joined, refused

    def _extension_rows(self) -> Iterator[ExtensionEntry]:
        for place in range(len(self._task.row_types)):
            yield from read_extensions(
                bucket_path(extension_folder(self._task.work, place), self._task.number)
            )

    def _refuse_extension(self, row: ExtensionEntry, outcome: Outcome, reason: str) -> RowOutcome:
        return RowOutcome(self._task.file_names[row.file], row.line, row.key, outcome, reason, issues=1)

    def _settle(self, entry: CoreEntry, record: bytes) -> RowOutcome | Candidate:
        """What is known of the row without the catalogue, or a candidate to compare with it."""
        digest = record_hash(record)
        duplicate = self._duplicates.get(f"{entry.file}:{entry.line}")
        if duplicate:
            return self._reject(entry, record, digest, duplicate)
        before = self._ledger.get(entry.key) if entry.key else None
        if before is not None and before.verbatim_hash == digest and not before.reason.startswith(DUPLICATE):
            return self._repeat(entry, before)
        return self._interpret(entry, record, digest)

    def _repeat(self, entry: CoreEntry, before: LedgerRow) -> RowOutcome:
        rejected = before.outcome == Outcome.REJECTED
        return RowOutcome(
            file=self._task.file_names[entry.file],
            line=entry.line,
            key=entry.key,
            outcome=Outcome.REJECTED if rejected else Outcome.UNCHANGED,
            reason=before.reason if rejected else "",
            pid=before.pid,
            specimen_id=before.specimen_id,
            version=before.version,
            issues=before.issues,
            verbatim_hash=before.verbatim_hash,
            verbatim_harvest=before.verbatim_harvest,
            verbatim_part=before.verbatim_part,
            verbatim_offset=before.verbatim_offset,
            verbatim_index=before.verbatim_index,
        )

    def _interpret(self, entry: CoreEntry, record: bytes, digest: bytes) -> RowOutcome | Candidate:
        institution = self._task.institutions[entry.institution]
        if institution is None:
            return self._reject(entry, record, digest, NO_INSTITUTION)
        if not entry.physical_id:
            return self._reject(entry, record, digest, NO_IDENTIFIER)
        verbatim = decode_record(record)
        rejection = accepts(verbatim.core)
        if rejection is not None:
            return self._reject(entry, record, digest, rejection.reason)
        key = entry.key if self._task.has_ids else ""
        made = interpret(verbatim, self._task.context, key)
        interpretation = apply_policy(made, LicencePolicy(self._task.context.licence_policy))
        if isinstance(interpretation, Rejection):
            return self._reject(entry, record, digest, interpretation.reason)
        return Candidate(
            file=self._task.file_names[entry.file],
            line=entry.line,
            key=entry.key,
            institution=institution,
            physical_id=entry.physical_id,
            document=pack(specimen_json(interpretation.specimen)),
            issues=interpretation.issues,
            findings=stored_findings(core_of(verbatim)),
            fingerprint=fingerprint(interpretation.specimen),
            verbatim_hash=digest,
            address=self._verbatim.add(record),
            specimen=interpretation.specimen,
        )

    def _reject(self, entry: CoreEntry, record: bytes, digest: bytes, reason: str) -> RowOutcome:
        address = self._verbatim.add(record)
        return RowOutcome(
            file=self._task.file_names[entry.file],
            line=entry.line,
            key=entry.key,
            outcome=Outcome.REJECTED,
            reason=reason,
            verbatim_hash=digest,
            verbatim_harvest=self._task.harvest_id,
            verbatim_part=self._task.number,
            verbatim_offset=address.offset,
            verbatim_index=address.index,
        )

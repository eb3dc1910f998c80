"""First step of a harvest: read the source once and divide its rows into buckets.

The core is read here, each extension in a job of its own; both leave their rows in the harvest's work
folder, and the rows that could not be read as outcomes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import msgspec

from naturalia.catalogue.files import FileStore
from naturalia.catalogue.identities import IdentityLog, duplicates_path, write_duplicates
from naturalia.catalogue.memory import peak_memory_bytes
from naturalia.catalogue.outcomes import Outcome, OutcomeWriter, RowOutcome, keep_outcomes
from naturalia.catalogue.spill import (
    CoreEntry,
    ExtensionEntry,
    SpillWriter,
    core_folder,
    extension_folder,
)
from naturalia.catalogue.task import PartResult
from naturalia.interpret.dates import DateEvidence, Witness
from naturalia.sources import Opening, Row, Rows, Source, open_as
from naturalia.sources.records import BrokenRow
from naturalia.specimen.identifiers import institution, physical_id

BUCKET_BYTES = 6 << 20
"""Text of a source for one bucket: some five to ten thousand objects, a part of a few seconds."""

MOST_BUCKETS = 1 << 14
CORE_PART = -1
INSTITUTION_TERMS = ("dwc:institutionID", "dwc:institutionCode", "dwc:ownerInstitutionCode")

InstitutionName = tuple[str | None, str | None]
"""Identifier and code of an institution, as a row gives them."""


class ReadingTask(msgspec.Struct, frozen=True):
    """Where the source is and where its rows go."""

    opening: Opening
    work: Path
    files: Path
    buckets: int


class Reading(msgspec.Struct, frozen=True):
    """What the first step found. It is kept in the work folder, so that a killed harvest goes on from it."""

    file_names: tuple[str, ...]
    row_types: tuple[str, ...]
    has_ids: bool
    institutions: tuple[InstitutionName, ...]
    parts: tuple[PartResult, ...]
    dates: DateEvidence

    @classmethod
    def path(cls, work: Path) -> Path:
        """The file whose presence says that the first step is complete."""
        return work / "reading.json"

    @classmethod
    def load(cls, work: Path) -> Reading:
        """What a killed harvest had found."""
        return msgspec.json.decode(cls.path(work).read_bytes(), type=cls)


Resolve = Callable[[tuple[InstitutionName, ...]], list[int | None]]
"""Registers institutions and returns their numbers, None where a row has none."""


def choose_buckets(source: Source) -> int:
    """How many buckets a source needs: a power of two, by the size of its text."""
    size = source.core.size + sum(table.size for table in source.extensions)
    wanted = max(1, size // BUCKET_BYTES)
    return min(MOST_BUCKETS, 1 << (wanted - 1).bit_length())


def read_source(source: Source, task: ReadingTask, executor: Executor, resolve: Resolve) -> Reading:
    """Divide the source into buckets, and find the identities that occur twice.

    Raises SourceError if the source cannot be read on.
    """
    clear(task.work)
    extensions = [executor.submit(read_extension, task, place) for place in range(len(source.extensions))]
    identities = IdentityLog(task.work / "identities", max(1, task.buckets))
    witness = Witness()
    core, institutions = _read_core(source.core, task, identities, witness)
    names = file_names(source)
    write_duplicates(duplicates_path(task.work), identities.duplicates(resolve(institutions), names))
    reading = Reading(
        file_names=names,
        row_types=tuple(table.row_type for table in source.extensions),
        has_ids=source.core.has_ids,
        institutions=institutions,
        parts=(core, *_results(extensions)),
        dates=witness.evidence,
    )
    Reading.path(task.work).write_bytes(msgspec.json.encode(reading))
    return reading


def clear(work: Path) -> None:
    """An empty work folder."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)


def file_names(source: Source) -> tuple[str, ...]:
    """The data files of a source, core first: a row names its file by its place here."""
    return tuple(name for table in (source.core, *source.extensions) for name in table.files)


def read_extension(task: ReadingTask, place: int) -> PartResult:
    """Divide one extension into buckets."""
    with open_as(task.opening) as source, keep_outcomes(FileStore(task.files)) as outcomes:
        table = source.extensions[place]
        files = {name: number for number, name in enumerate(file_names(source))}
        encode = msgspec.json.Encoder().encode
        with SpillWriter(extension_folder(task.work, place), task.buckets) as spill:
            for row in readable(table, outcomes, Outcome.UNREADABLE):
                terms = encode(row.terms)
                spill.add(ExtensionEntry(place, files[row.file], row.line, row.key, terms))
    return _result(CORE_PART - 1 - place, outcomes)


def _read_core(
    table: Rows, task: ReadingTask, identities: IdentityLog, witness: Witness
) -> tuple[PartResult, tuple[InstitutionName, ...]]:
    files = {name: number for number, name in enumerate(table.files)}
    institutions = _Institutions()
    encode = msgspec.json.Encoder().encode
    with (
        keep_outcomes(FileStore(task.files)) as outcomes,
        SpillWriter(core_folder(task.work), task.buckets) as spill,
    ):
        for row in readable(table, outcomes, Outcome.REJECTED):
            place, file = institutions.place(row.terms), files[row.file]
            found = physical_id(row.terms, row.key if table.has_ids else "")
            identity = found.normalised if found else ""
            if identity:
                identities.add(identity, place, file, row.line)
            witness.hear(row.terms)
            terms = encode(row.terms)
            nested = encoded_rows(row.extensions, encode) if row.extensions else {}
            spill.add(CoreEntry(file, row.line, row.key, place, identity, terms, nested))
    return _result(CORE_PART, outcomes), institutions.names


def encoded_rows(
    extensions: dict[str, list[dict[str, str]]], encode: Callable[[object], bytes]
) -> dict[str, list[bytes]]:
    """Rows that stand inside a core row, each as JSON."""
    return {row_type: [encode(row) for row in rows] for row_type, rows in extensions.items() if rows}


class _Institutions:
    """The institutions named by the rows, each spelling once."""

    def __init__(self) -> None:
        self._places: dict[tuple[str | None, ...], int] = {}
        self._names: dict[InstitutionName, int] = {}

    @property
    def names(self) -> tuple[InstitutionName, ...]:
        return tuple(self._names)

    def place(self, terms: dict[str, str]) -> int:
        said = tuple(map(terms.get, INSTITUTION_TERMS))
        place = self._places.get(said)
        if place is None:
            name = institution(terms)
            place = self._places[said] = self._names.setdefault(name, len(self._names))
        return place


def readable(table: Rows, outcomes: OutcomeWriter, otherwise: Outcome) -> Iterator[Row]:
    """The rows of a table that could be read; the others become outcomes."""
    for row in table.rows():
        if isinstance(row, BrokenRow):
            outcomes.add(RowOutcome(row.file, row.line, "", otherwise, f"{row.reason}: {row.text}", issues=1))
        else:
            yield row


def _result(number: int, outcomes: OutcomeWriter) -> PartResult:
    return PartResult(number, outcomes.counts, outcomes.digest, "", peak_memory_bytes(), os.getpid())


def _results(futures: list[Future[PartResult]]) -> list[PartResult]:
    return [future.result() for future in futures]

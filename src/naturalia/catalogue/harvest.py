"""Harvest: a source in, a published state of the catalogue out, or nothing at all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg

from naturalia import __version__, installation
from naturalia.catalogue import registry
from naturalia.catalogue.context import as_of, context_of, signature_of
from naturalia.catalogue.feeding import IndexFeed, index_feed
from naturalia.catalogue.files import FileStore, content_digest
from naturalia.catalogue.index_entries import entries_path
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.ledger import (
    latest_outcomes_elsewhere,
    ledger_for_part,
    outcome_paths,
    previous_harvest,
    repeat,
)
from naturalia.catalogue.lock import catalogue_lock
from naturalia.catalogue.memory import peak_memory_bytes
from naturalia.catalogue.models import Harvest, Institution, Publication
from naturalia.catalogue.outcomes import READ, Outcome, keep_outcomes
from naturalia.catalogue.parallel import executor
from naturalia.catalogue.part import run_part
from naturalia.catalogue.publication import publish
from naturalia.catalogue.reading import InstitutionName, Reading, ReadingTask, choose_buckets, read_source
from naturalia.catalogue.recovery import resumable, roll_back, roll_back_all
from naturalia.catalogue.states import HarvestState
from naturalia.catalogue.task import PartResult, PartTask, RegisteredInstitution, VanishedTask
from naturalia.catalogue.vanished import Gone, bury, count_held, find_vanished, outcomes_of
from naturalia.catalogue.writing import write_part
from naturalia.sources import Opening, SourceError, open_as
from naturalia.sources import Source as Archive

DEFAULT_VANISH_SHARE = 0.05
NO_OBJECTS = frozenset({"dwc:Taxon", "dwc:Event", "dwc:Location"})
"""Row types of cores that list something else than objects: checklists, sampling events, gazetteers."""

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Options:
    """How to harvest. ``vanish_share`` is the part of a source's objects that may vanish, 0 to 1; ``report``
    asks for a quality report afterwards; ``format`` names the format of the source instead of finding it
    out; ``mapping`` is the text of a mapping.
    """

    institution: str | None = None
    dry_run: bool = False
    vanish_share: float = DEFAULT_VANISH_SHARE
    workers: int | None = None
    report: bool = True
    agent: str = f"Naturalia {__version__}"
    format: str = ""
    mapping: str = ""
    progress: Progress = lambda _step, _done, _total: None


class HarvestStoppedError(Exception):
    """A guard stopped the harvest before anything became visible."""


def harvest(path: Path, location: str, options: Options) -> Harvest:
    """Harvest the archive at ``path``, known as the source at ``location``.

    Returns the harvest, published (or a trial, on a dry run). Raises SourceError if the archive cannot be
    read, CatalogueBusyError if another harvest runs, HarvestStoppedError if too many objects would vanish;
    the catalogue is then as it was.
    """
    started = time.monotonic()
    place = installation.current()
    opening = Opening(path, options.format, options.mapping)
    with catalogue_lock(place.database_url()), open_as(opening) as archive:
        _refuse_other_cores(archive)
        run = _Run.begin(archive, opening, location, options, place)
        with run.feeding():
            try:
                run.work_through()
                run.finish(started)
            except (Exception, HarvestStoppedError) as error:
                stopped = isinstance(error, HarvestStoppedError)
                state = HarvestState.STOPPED if stopped else HarvestState.FAILED
                roll_back(run.harvest, place, state, str(error))
                raise
            run.make_searchable()
    return run.harvest


class _Run:
    """One harvest on its way."""

    def __init__(
        self,
        harvest: Harvest,
        archive: Archive,
        opening: Opening,
        options: Options,
        place: installation.Installation,
    ) -> None:
        self.harvest = harvest
        self._archive = archive
        self._opening = opening
        self._options = options
        self._place = place
        self._store = FileStore(place.files)
        self._work = place.work / f"harvest-{harvest.pk}"
        self._before = previous_harvest(harvest.source)
        self._results: dict[int, PartResult] = {}
        self._feed: IndexFeed | None = None
        self._publication: Publication | None = None
        self._default = harvest.source.institution

    @classmethod
    def begin(
        cls,
        archive: Archive,
        opening: Opening,
        location: str,
        options: Options,
        place: installation.Installation,
    ) -> _Run:
        """Register the source and the harvest, or take up one that was killed."""
        institution = registry.register_institution(None, options.institution)
        mapping = "" if options.dry_run else options.mapping
        source = registry.register_source(
            location, archive.metadata.title, _metadata(archive), institution, mapping
        )
        content_hash = content_digest(opening.location)
        signature = signature_of(archive, source)
        killed = None if options.dry_run else resumable(source, content_hash, signature)
        roll_back_all(place, keep=killed)
        store = FileStore(place.files)
        harvest = killed or Harvest.objects.create(
            source=source,
            agent=options.agent,
            content_hash=content_hash,
            signature=signature,
            documents={name: store.put("documents", text) for name, text in archive.documents.items()},
            notes=[str(note) for note in archive.notes],
            buckets=choose_buckets(archive),
            started_at=datetime.now(UTC),
        )
        return cls(harvest, archive, opening, options, place)

    @contextmanager
    def feeding(self) -> Iterator[None]:
        """Feed the search index on the way, if this is no trial and no part was done before a kill."""
        if self._options.dry_run or _finished(self.harvest):
            yield
            return
        with index_feed(search_index()) as self._feed:
            yield

    def work_through(self) -> None:
        """Read and process all parts, or repeat the last harvest if the archive is the same to the byte."""
        before = self._before
        if before and (before.content_hash, before.signature) == (
            self.harvest.content_hash,
            self.harvest.signature,
        ):
            self._repeat(before)
            return
        with executor(self.harvest.buckets, self._options.workers) as pool:
            reading = self._read(pool)
            self._keep(reading.parts)
            self._process(reading, pool)
        self._settle_vanished()

    def finish(self, started: float) -> None:
        """Count, and publish unless this is a trial."""
        harvest = self.harvest
        for name in (*READ, Outcome.VANISHED, "issues"):
            setattr(harvest, name, sum(part.counts.get(name, 0) for part in self._results.values()))
        harvest.read = sum(getattr(harvest, name) for name in READ)
        harvest.seconds = time.monotonic() - started
        harvest.peak_memory_bytes = self._peak_memory()
        harvest.finished_at = datetime.now(UTC)
        if self._options.dry_run:
            harvest.state = HarvestState.TRIAL.value
            harvest.save()
        else:
            self._publication = publish(harvest)
        shutil.rmtree(self._work, ignore_errors=True)

    def make_searchable(self) -> None:
        """Commit what was fed to the index; what is published stays so, whatever becomes of this."""
        if self._feed is not None and self._publication is not None:
            self._feed.commit(self._publication.pk)

    def _read(self, pool: Executor) -> Reading:
        kept = Reading.path(self._work)
        if kept.exists():
            return self._proven(Reading.load(self._work))
        self._options.progress("read", 0, 1)
        task = ReadingTask(self._opening, self._work, self._place.files, self.harvest.buckets)
        reading = read_source(self._archive, task, pool, lambda names: _numbers(self._institutions(names)))
        self._options.progress("read", 1, 1)
        return self._proven(reading)

    def _proven(self, reading: Reading) -> Reading:
        """Note the order of day and month that the dates of the archive prove."""
        self.harvest.date_order = reading.dates.order or ""
        self.harvest.save(update_fields=["date_order"])
        return reading

    def _process(self, reading: Reading, pool: Executor) -> None:
        done = {part.number: part for part in _finished(self.harvest)}
        self._results.update(done)
        waiting = [number for number in range(self.harvest.buckets) if number not in done]
        institutions = self._institutions(reading.institutions)
        futures = [pool.submit(run_part, self._task(reading, institutions, number)) for number in waiting]
        try:
            for count, future in enumerate(
                as_completed(futures), start=self.harvest.buckets - len(waiting) + 1
            ):
                result = future.result()
                self._results[result.number] = result
                if self._feed is not None:
                    self._feed.take(entries_path(self._work, result.number))
                self._options.progress("harvest", count, self.harvest.buckets)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise

    def _institutions(self, names: Iterable[InstitutionName]) -> tuple[RegisteredInstitution | None, ...]:
        """The registry's entry for each name; rows that name none take the source's own institution."""
        found = [registry.register_institution(*name) for name in names]
        self._default = self.harvest.source.institution or _only(found)
        return tuple(registry.registered(institution or self._default) for institution in found)

    def _task(
        self,
        reading: Reading,
        institutions: tuple[RegisteredInstitution | None, ...],
        number: int,
    ) -> PartTask:
        harvest = self.harvest
        return PartTask(
            harvest_id=harvest.pk,
            number=number,
            work=self._work,
            files=self._place.files,
            database_url=self._place.database_url(),
            agent=harvest.agent,
            content_hash=harvest.content_hash,
            at=harvest.started_at,
            dry_run=self._options.dry_run,
            source_title=harvest.source.title,
            source_id=harvest.source_id,
            pid_prefix=registry.pid_prefix(),
            pid_secret=registry.pid_secret(),
            file_names=reading.file_names,
            row_types=reading.row_types,
            has_ids=reading.has_ids,
            institutions=institutions,
            context=as_of(harvest, context_of(self._archive, harvest.source, self._default)),
            ledger=self._ledger(number),
        )

    def _ledger(self, number: int) -> tuple[Path, ...]:
        before = self._before
        if before is None or _rules(before) != _rules(self.harvest):
            return ()  # other rules: every record is thought over again
        return ledger_for_part(before, self._store, number, self.harvest.buckets)

    def _settle_vanished(self) -> None:
        number = self.harvest.buckets
        if any(part.number == number for part in _finished(self.harvest)):
            return
        now = [self._store.path("outcomes", part.outcomes_file) for part in self._results.values()]
        before = outcome_paths(self._before, self._store)
        gone = find_vanished(before, now, latest_outcomes_elsewhere(self.harvest.source, self._store))
        self._guard(gone, before)
        with keep_outcomes(self._store) as outcomes:
            outcomes_of(gone, outcomes)
        part = PartResult(number, outcomes.counts, outcomes.digest, "", 0)
        with psycopg.connect(self._place.database_url()) as connection:
            if not self._options.dry_run:
                lost = bury(connection, self._vanished_task(), gone)
                if self._feed is not None:
                    self._feed.remove(lost)
            write_part(connection, self.harvest.pk, part)
        self._results[number] = part

    def _guard(self, gone: list[Gone], before: list[Path]) -> None:
        held = count_held(before)
        if held and len(gone) > held * self._options.vanish_share and not self._options.dry_run:
            raise HarvestStoppedError(
                f"{len(gone)} of {held} objects of this source would vanish "
                f"({len(gone) / held:.1%}; allowed are {self._options.vanish_share:.1%}). "
                "Nothing was changed. --dry-run lists them; if the source is right, harvest again "
                "with --allow-vanishing"
            )

    def _vanished_task(self) -> VanishedTask:
        harvest = self.harvest
        return VanishedTask(harvest.pk, harvest.agent, harvest.content_hash, harvest.started_at)

    def _repeat(self, before: Harvest) -> None:
        parts = before.parts.filter(number__lt=before.buckets).order_by("number")
        self.harvest.buckets = before.buckets
        self.harvest.date_order = before.date_order
        results = []
        for part in parts:
            digest, counts = repeat(self._store.path("outcomes", part.outcomes_file), self._store)
            results.append(PartResult(part.number, counts, digest, part.verbatim_file, 0))
        self._keep(results)

    def _keep(self, parts: Iterable[PartResult]) -> None:
        """Note parts that are not buckets of their own transaction."""
        done = {part.number for part in _finished(self.harvest)}
        with psycopg.connect(self._place.database_url()) as connection:
            for part in parts:
                self._results[part.number] = part
                if part.number not in done:
                    write_part(connection, self.harvest.pk, part)

    def _peak_memory(self) -> int:
        """The peaks of this process and of each worker, added up: an upper bound for the whole."""
        peaks: dict[int, int] = {}
        for part in self._results.values():
            peaks[part.process] = max(peaks.get(part.process, 0), part.peak_memory_bytes)
        return peak_memory_bytes() + sum(peak for process, peak in peaks.items() if process != os.getpid())


def _refuse_other_cores(archive: Archive) -> None:
    if archive.core.row_type in NO_OBJECTS:
        raise SourceError(
            f"{archive.core.files[0]}: the core holds {archive.core.row_type} rows, which are no objects of "
            "a collection. An archive with occurrences or material entities as its core is needed"
        )


def _rules(harvest: Harvest) -> tuple[str, str]:
    """What decides, beside a row, what is made of it: the order of dates is known only after reading."""
    return harvest.signature, harvest.date_order


def _metadata(archive: Archive) -> dict[str, object]:
    said: dict[str, object] = msgspec.to_builtins(archive.metadata)
    return said


def _only(found: list[Institution | None]) -> Institution | None:
    """The one institution that the rows of a source name, or None if they name several."""
    named = {institution for institution in found if institution is not None}
    return named.pop() if len(named) == 1 else None


def _numbers(institutions: Iterable[RegisteredInstitution | None]) -> list[int | None]:
    return [institution.id if institution else None for institution in institutions]


def _finished(harvest: Harvest) -> list[PartResult]:
    return [
        PartResult(part.number, part.counts, part.outcomes_file, part.verbatim_file, 0)
        for part in harvest.parts.all()
    ]

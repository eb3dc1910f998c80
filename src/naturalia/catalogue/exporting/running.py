"""Making the file of an export, part by part; a killed one goes on where it stopped."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from blake3 import blake3

from naturalia import installation
from naturalia.catalogue.exporting.describe import describe
from naturalia.catalogue.exporting.parts import PartReport, PartTask, fixed_shape, run_part
from naturalia.catalogue.exporting.reading import ObjectReader
from naturalia.catalogue.exporting.selection import KIND
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.models import Export
from naturalia.catalogue.parallel import executor
from naturalia.catalogue.states import ExportState
from naturalia.exports import Shape, format_named, merged
from naturalia.exports.crate import digest

OBJECTS_PER_PART = 10_000
LOCK = 0x4E415458
"""First key of the advisory lock of an export ("NATX"); its number is the second."""

Progress = Callable[[str, int, int], None]


class ExportCancelledError(Exception):
    """Somebody cancelled the export while it was made."""


class ExportRunningError(Exception):
    """Another process is making the export."""


def run_export(
    export: Export,
    workers: int | None = None,
    progress: Progress = lambda _step, _done, _total: None,
) -> Export:
    """Make the file of an export that waits or was killed; the export says how it ended.

    Raises ExportRunningError if another process is at it, and whatever a format raises, after noting it.
    """
    with psycopg.connect(installation.current().database_url(), autocommit=True) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, export.pk]).fetchone()
        if row is None or not row[0]:
            raise ExportRunningError(f"export {export.pk} is being made by another process")
        export.refresh_from_db()
        if export.state in (ExportState.WAITING, ExportState.RUNNING):
            _Run(export, workers, progress).run()
    return export


class _Run:
    def __init__(self, export: Export, workers: int | None, progress: Progress) -> None:
        self._export = export
        self._workers = workers
        self._progress = progress
        self._place = installation.current()
        self._work = self._place.work / f"export-{export.pk}"
        self._format = format_named(export.format)
        self._started = time.monotonic()

    def run(self) -> None:
        export = self._export
        shape = fixed_shape(export.format, export.columns)
        Export.objects.filter(pk=export.pk, state=ExportState.WAITING.value).update(
            state=ExportState.RUNNING.value
        )
        export.steps = export.total * (1 if shape is not None else 2)
        export.done = 0
        try:
            self._make(shape)
        except ExportCancelledError:
            self._clear()
        except Exception as error:
            self._end(ExportState.FAILED, str(error) or type(error).__name__)
            self._clear()
            raise
        export.refresh_from_db()

    def _make(self, shape: Shape | None) -> None:
        with executor(max(1, self._parts()), self._workers) as pool:
            if shape is None:
                surveyed = self._all_parts("survey", None, pool)
                found = merged(report.columns for report in surveyed)
                shape = self._format.shape(found, self._export.columns)
            reports = self._all_parts("export", shape, pool)
        self._count(reports)
        self._assemble(shape)
        self._clear()

    def _all_parts(self, step: str, shape: Shape | None, pool: Executor) -> list[PartReport]:
        futures = {pool.submit(run_part, task): task for task in self._tasks(step, shape)}
        reports: dict[int, PartReport] = {}
        try:
            for future in as_completed(futures):
                reports[futures[future].number] = future.result()
                self._advance(step, future.result().objects)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        return [reports[number] for number in sorted(reports)]

    def _tasks(self, step: str, shape: Shape | None) -> list[PartTask]:
        export = self._export
        reader = ObjectReader(
            database_url=self._place.database_url(),
            files=self._place.files,
            harvests=tuple(export.harvests),
            source=export.source_id,
            records=self._format.needs_records,
        )
        selection = FileStore(self._place.files).path(KIND, export.selection)
        return [
            PartTask(
                number=number,
                format=export.format,
                selection=selection,
                start=number * OBJECTS_PER_PART,
                stop=min(export.total, (number + 1) * OBJECTS_PER_PART),
                reader=reader,
                folder=self._folder(step, number),
                shape=None if shape is None else dict(shape),
            )
            for number in range(self._parts())
        ]

    def _parts(self) -> int:
        return -(-self._export.total // OBJECTS_PER_PART)

    def _folder(self, step: str, number: int) -> Path:
        return self._work / step / f"{number:05}"

    def _advance(self, step: str, objects: int) -> None:
        """Note how far it is. Raises ExportCancelledError if somebody wants no more of it."""
        export = self._export
        export.done += objects
        running = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING.value)
        if not running.update(done=export.done, steps=export.steps):
            raise ExportCancelledError
        self._progress(step, export.done, export.steps)

    def _count(self, reports: Sequence[PartReport]) -> None:
        export = self._export
        export.count = sum(report.count for report in reports)
        export.institutions = _sum(report.institutions for report in reports)
        export.sources = _sum(report.sources for report in reports)
        export.licences = _sum(report.licences for report in reports)
        export.content = blake3("".join(report.content for report in reports).encode()).hexdigest()

    def _assemble(self, shape: Shape) -> None:
        export = self._export
        export.finished_at = datetime.now(UTC)
        export.file_name = f"naturalia-export-{export.pk}{self._format.suffix}"
        target = file_of(export)
        target.parent.mkdir(parents=True, exist_ok=True)
        folders = [self._folder("export", number) for number in range(self._parts())]
        self._format.assemble(folders, shape, describe(export, documents=True), target)
        export.size = target.stat().st_size
        export.sha256 = digest(target)
        export.seconds = time.monotonic() - self._started
        self._end(ExportState.FINISHED, export.message)

    def _end(self, state: ExportState, message: str) -> None:
        """The last word, unless somebody cancelled it meanwhile."""
        export = self._export
        said = {
            field.attname: getattr(export, field.attname)
            for field in Export._meta.concrete_fields
            if field.attname not in ("id", "state", "message")
        }
        running = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING.value)
        if not running.update(**said | {"state": state.value, "message": message}):
            file_of(export).unlink(missing_ok=True)

    def _clear(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)


def file_of(export: Export) -> Path:
    """Where the file of an export is, once it is finished."""
    return installation.current().exports / str(export.pk) / export.file_name


def _sum(counts: object) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:  # type: ignore[attr-defined]
        total.update(one)
    return dict(total)

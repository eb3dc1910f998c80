"""The search index follows the publications of the catalogue, and can always be rebuilt from it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import cache

import psycopg
from django.db.models import Count, Max

from naturalia import installation
from naturalia.catalogue.index_documents import IndexChunk, build_chunk
from naturalia.catalogue.models import Publication, Specimen
from naturalia.catalogue.parallel import executor
from naturalia.catalogue.states import PublicationAction
from naturalia.search import IndexBusyError, IndexOutdatedError, IndexUpdate, SpecimenIndex

CHUNK = 2000
IN_FLIGHT = 6
"""Chunks being made at once: enough to keep all cores busy, few enough to keep memory flat."""

WAIT_SECONDS = 60
HEAP_BYTES = 256_000_000
THREADS = 1

TOUCHED = """
SELECT specimen_id, min(number) = 1 AND %s FROM catalogue_version
WHERE harvest_id = ANY(%s) GROUP BY specimen_id ORDER BY specimen_id
"""
EVERYTHING = "SELECT id, true FROM catalogue_specimen ORDER BY id"

Progress = Callable[[str, int, int], None]


@cache
def search_index() -> SpecimenIndex:
    """The index of the current installation; one object a process, which follows the commits of others."""
    current = installation.current()
    return SpecimenIndex(current.index, current.lists)


def catch_up(progress: Progress = lambda _step, _done, _total: None) -> int:
    """Bring the index to the last publication and return how many specimens were looked at.

    Raises IndexBusyError if another process keeps writing to it for a minute.
    """
    latest = _latest_publication()
    index = search_index()
    if index.publication >= latest:
        return 0
    with _patiently(index) as update:
        behind = Publication.objects.filter(pk__gt=update.publication, pk__lte=latest)
        harvests = sorted(set(behind.values_list("harvest_id", flat=True)))
        total = sum(behind.values_list("harvest__created", flat=True)) or len(harvests)
        # After an undo the index may have what was version 1 once.
        only_published = not behind.filter(action=PublicationAction.UNDO.value).exists()
        done = _index(update, TOUCHED, [only_published, harvests], total, progress)
        update.commit(latest)
    return done


def rebuild(progress: Progress = lambda _step, _done, _total: None) -> int:
    """Make the index anew from the catalogue, while searches go on in the old one."""
    latest = _latest_publication()
    total = Specimen.objects.aggregate(total=Count("pk"))["total"]
    with search_index().rebuild(heap=HEAP_BYTES, threads=THREADS) as update:
        done = _index(update, EVERYTHING, [], total, progress)
        update.commit(latest)
    return done


def renew_outdated(progress: Progress = lambda _step, _done, _total: None) -> bool:
    """Make the index anew if another version made it or it cannot be read; whether that was so."""
    try:
        search_index().snapshot()
    except IndexOutdatedError:
        rebuild(progress)
        return True
    return False


def _latest_publication() -> int:
    return Publication.objects.aggregate(latest=Max("pk"))["latest"] or 0


@contextmanager
def _patiently(index: SpecimenIndex) -> Iterator[IndexUpdate]:
    """The writer, waiting for another process to finish."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            writer = index.writer(heap=HEAP_BYTES, threads=THREADS)
            update = writer.__enter__()
            break
        except IndexBusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    try:
        yield update
    finally:
        writer.__exit__(None, None, None)


def _index(update: IndexUpdate, query: str, parameters: list[object], total: int, progress: Progress) -> int:
    """Put all specimens that a query names into the index, or take them out; returns their number."""
    url = installation.current().database_url()
    done = 0
    with (
        executor(-(-total // CHUNK)) as pool,
        psycopg.connect(url) as connection,
        connection.cursor("specimens") as cursor,
    ):
        cursor.execute(query, parameters)
        for chunk, new in _chunks(url, cursor, pool):
            _apply(update, chunk, new)
            done += len(chunk.documents) + len(chunk.removed)
            progress("index", done, max(total, done))
    return done


def _chunks(
    url: str, rows: Iterable[tuple[int, bool]], pool: Executor
) -> Iterator[tuple[IndexChunk, set[int]]]:
    """Chunks in the order of the rows, with those of their specimens that the index cannot have yet."""
    waiting: deque[tuple[Future[IndexChunk], set[int]]] = deque()
    for batch in _batches(rows):
        ids = [number for number, _ in batch]
        waiting.append((pool.submit(build_chunk, url, ids), {number for number, new in batch if new}))
        if len(waiting) == IN_FLIGHT:
            future, new = waiting.popleft()
            yield future.result(), new
    for future, new in waiting:
        yield future.result(), new


def _batches(rows: Iterable[tuple[int, bool]]) -> Iterator[list[tuple[int, bool]]]:
    batch: list[tuple[int, bool]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch


def _apply(update: IndexUpdate, chunk: IndexChunk, new: set[int]) -> None:
    update.remove(number for number in chunk.removed if number not in new)
    update.replace(((number, text) for number, text in chunk.documents if number in new), new=True)
    update.replace((number, text) for number, text in chunk.documents if number not in new)

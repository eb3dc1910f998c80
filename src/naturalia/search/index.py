"""The index on disk: opening, following, writing and rebuilding it.

The folder of an index holds one folder per build and a file ``CURRENT`` that names the one in use. A rebuild
fills a new folder and then replaces ``CURRENT`` in one step; readers notice at their next search and go over
to it, while searches under way finish on the old one. In each build, ``state.json`` tells the terms it was
made under and the last publication of the catalogue that it contains. That file is written after the commit
it speaks of: a crash in between leaves an older number, and the publication is applied again, which changes
nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import blake3
import msgspec
from tantivy import DocAddress, Index, Order, Query, Schema, Searcher

from naturalia.search.analysis import register
from naturalia.search.deadline import check_time
from naturalia.search.errors import IndexBusyError, IndexOutdatedError
from naturalia.search.lists.store import ListStore
from naturalia.search.schema import SPECIMEN_ID, schema, schema_version
from naturalia.search.update import DEFAULT_HEAP, IndexUpdate, State, open_writer, read_state

CURRENT = "CURRENT"
Hits = Sequence[tuple[Any, DocAddress]]
_ATTEMPTS = 20  # to open an index that others keep changing


class Snapshot(msgspec.Struct, frozen=True):
    """The index as it was at one moment; it stays as it is while the index moves on.

    ``generation`` is equal for two snapshots exactly when they hold the same segments of the same build.
    ``kept`` holds what is worth computing once for a generation, and goes with it. ``lists`` are the pasted
    lists that queries may name.
    """

    index: Index
    searcher: Searcher
    generation: str
    kept: dict[tuple[object, ...], Any]
    lists: ListStore

    @property
    def schema(self) -> Schema:
        """The schema that queries are built against."""
        return self.index.schema

    def count(self, query: Query) -> int:
        """How many documents a query finds."""
        return self.counted(query, 1, SPECIMEN_ID)[0]

    def counted(
        self, query: Query, limit: int, field: str | None = None, order: Order = Order.Asc
    ) -> tuple[int, Hits]:
        """How many documents a query finds, and the first of them by relevance or by a column."""
        check_time()
        # The stub of the result forgets the count that it has. Without a column documents are scored.
        result: Any = self.searcher.search(query, limit, count=True, order_by_field=field, order=order)
        return int(result.count), result.hits


class SpecimenIndex:
    """The search index of one installation. Opening makes an empty one where there is none.

    ``lists`` is the folder of pasted lists, by default one inside that of the index.

    Any number of processes and threads may read; one at a time may write. Raises ``IndexOutdatedError`` where
    what is on disk was made under other terms or cannot be read.
    """

    def __init__(self, path: Path, lists: Path | None = None) -> None:
        self.path = path
        self.lists = ListStore(lists or path / "lists")
        self._lock = threading.Lock()
        self._opened: tuple[Path, Index] | None = None
        self._seen: tuple[object, ...] | None = None
        self._snapshot: Snapshot | None = None
        if not (path / CURRENT).exists():
            path.mkdir(parents=True, exist_ok=True)
            self._point_to(_create_build(path), only_if_none=True)

    def snapshot(self) -> Snapshot:
        """The index as it is now: commits and rebuilds of other processes are seen at the next call."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                with contextlib.suppress(FileNotFoundError):
                    seen = self._signature()
                    if self._snapshot is None or seen != self._seen:
                        self._snapshot = self._take_snapshot()
                        self._seen = seen
                    return self._snapshot
        raise IndexOutdatedError(f"{self.path}: the index cannot be opened; run `naturalia index`")

    @property
    def generation(self) -> str:
        """Name of the present content; caches are keyed by it."""
        return self.snapshot().generation

    @property
    def publication(self) -> int:
        """Number of the last publication of the catalogue that the index contains, 0 for none."""
        return read_state(self._build()).publication

    @contextlib.contextmanager
    def writer(self, *, heap: int = DEFAULT_HEAP, threads: int = 1) -> Iterator[IndexUpdate]:
        """The one writer. Nothing is seen by readers before ``commit``; what is not committed is dropped.

        ``heap`` is the memory in bytes that documents gather in before they are written as a segment.
        Raises ``IndexBusyError`` while another process writes.
        """
        update = self._lock_current(heap, threads)
        try:
            yield update
        finally:
            update.close()

    @contextlib.contextmanager
    def rebuild(self, *, heap: int = DEFAULT_HEAP, threads: int = 1) -> Iterator[IndexUpdate]:
        """A writer to a new, empty build, which takes the place of the present one when the block ends well.

        Without a ``commit``, or when the block fails, the present build stays. Other writers are refused
        meanwhile.
        """
        with self._writers_held_off():
            build = _create_build(self.path)
            try:
                update = IndexUpdate(build, open_writer(build, _open(build), heap, threads))
                try:
                    yield update
                finally:
                    update.close()
                if update.committed:
                    self._point_to(build)
            finally:
                self._remove_builds_but_current()

    def _build(self) -> Path:
        return self.path / (self.path / CURRENT).read_text().strip()

    def _signature(self) -> tuple[object, ...]:
        """What changes whenever a process commits, merges or rebuilds; cheap to look at for each search."""
        build = self._build()
        meta = (build / "meta.json").stat()
        return build, meta.st_mtime_ns, meta.st_ino, meta.st_size

    def _take_snapshot(self) -> Snapshot:
        build = self._build()
        try:
            return self._read_build(build)
        except (ValueError, OSError, IndexOutdatedError) as error:
            if build != self._build():
                raise FileNotFoundError(build) from error  # a rebuild took its place meanwhile
            raise

    def _read_build(self, build: Path) -> Snapshot:
        if self._opened is None or self._opened[0] != build:
            self._opened = build, _open(build)
        index = self._opened[1]
        before = b""
        while (meta := (build / "meta.json").read_bytes()) != before:
            before = meta
            index.reload()
        generation = f"{build.name}-{blake3.blake3(meta).hexdigest(length=8)}"
        return Snapshot(index, index.searcher(), generation, {}, self.lists)

    def _lock_current(self, heap: int, threads: int) -> IndexUpdate:
        """A writer to the build that is current while locked: a rebuild may end between look and lock."""
        for _ in range(_ATTEMPTS):
            build = self._build()
            try:
                writer = open_writer(build, _open(build), heap, threads)
            except (ValueError, OSError, IndexOutdatedError):
                if build == self._build():
                    raise
                continue
            if build == self._build():
                return IndexUpdate(build, writer)
            writer.wait_merging_threads()
        raise IndexBusyError(f"{self.path}: the index is being rebuilt again and again; try later")

    @contextlib.contextmanager
    def _writers_held_off(self) -> Iterator[None]:
        """Hold the lock of the present build, also of one under other terms; a broken one has no writers."""
        build = self._build()
        try:
            index = Index.open(str(build))
        except (ValueError, OSError):
            yield
            return
        writer = open_writer(build, index, DEFAULT_HEAP, 1)
        try:
            yield
        finally:
            writer.wait_merging_threads()

    def _point_to(self, build: Path, *, only_if_none: bool = False) -> None:
        draft = self.path / f"{CURRENT}.{build.name}"
        draft.write_text(build.name)
        if only_if_none:
            with contextlib.suppress(FileExistsError):
                os.link(draft, self.path / CURRENT)
            draft.unlink()
        else:
            draft.replace(self.path / CURRENT)

    def _remove_builds_but_current(self) -> None:
        current = self._build()
        for build in self.path.glob("build-*"):
            if build != current:
                shutil.rmtree(build, ignore_errors=True)


def _create_build(path: Path) -> Path:
    """A new folder with an empty index of the present terms."""
    for number in range(1, 10**9):
        build = path / f"build-{number:06}"
        with contextlib.suppress(FileExistsError):
            build.mkdir()
            Index(schema(), str(build))
            State(schema=schema_version()).write(build)
            return build
    raise AssertionError("unreachable: a billion builds")


def _open(build: Path) -> Index:
    if read_state(build).schema != schema_version():
        raise IndexOutdatedError(
            f"{build.parent}: the index was made by another version; run `naturalia index`"
        )
    try:
        index = Index.open(str(build))
    except (ValueError, OSError) as error:
        raise IndexOutdatedError(
            f"{build.parent}: the index cannot be read; run `naturalia index`"
        ) from error
    register(index)
    index.config_reader("manual")
    return index

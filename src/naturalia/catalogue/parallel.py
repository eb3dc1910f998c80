"""Where independent parts run: here, in a pool of processes, or on a Dask cluster, through one interface.

A part takes and gives references (files, a database address) and may be run again: what it writes is either
all there or not at all, and the same the second time. So a part whose process dies is simply started anew.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from naturalia.configuration import value

P = ParamSpec("P")
T = TypeVar("T")

WHERE = "NATURALIA_EXECUTOR"
HERE, PROCESSES = "here", "processes"
ATTEMPTS = 4
"""Times that a part is started when the processes that run it die."""
BACK_OFF = 0.5
"""Seconds before the second attempt; twice as long before each further one."""


class HereAndNow(Executor):
    """Runs each call at once in this process: for small work, where starting a process would cost more."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Retrying(Executor):
    """A pool that is made anew when a process of it dies (killed, out of memory); its calls start again.

    An exception that a call itself raises is its answer, and not tried again.
    """

    def __init__(self, make: Callable[[], Executor]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._pool = make()
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start the call; its future ends with what the last attempt gives."""
        future: Future[T] = Future()
        self._start(future, lambda pool: pool.submit(fn, *args, **kwargs), attempt=1)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool; nothing is started again."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _start(self, future: Future[T], call: Callable[[Executor], Future[T]], attempt: int) -> None:
        with self._lock:
            pool = self._pool
        try:
            running = call(pool)
        except BrokenExecutor as error:
            self._again(future, call, attempt, pool, error)
            return
        running.add_done_callback(lambda done: self._settle(future, call, attempt, pool, done))

    def _settle(
        self,
        future: Future[T],
        call: Callable[[Executor], Future[T]],
        attempt: int,
        pool: Executor,
        done: Future[T],
    ) -> None:
        if done.cancelled():
            future.cancel()
            future.set_running_or_notify_cancel()
            return
        error = done.exception()
        if isinstance(error, BrokenExecutor):
            self._again(future, call, attempt, pool, error)
        elif error is not None:
            future.set_exception(error)
        else:
            future.set_result(done.result())

    def _again(
        self,
        future: Future[T],
        call: Callable[[Executor], Future[T]],
        attempt: int,
        broken: Executor,
        error: BaseException,
    ) -> None:
        with self._lock:
            if self._closed or attempt == ATTEMPTS:
                future.set_exception(error)
                return
            if self._pool is broken:  # the first of its calls to learn of it makes the next pool
                self._pool = self._make()
        threading.Timer(BACK_OFF * 2 ** (attempt - 1), self._start, (future, call, attempt + 1)).start()


class Cluster(Executor):
    """The workers of a Dask cluster; its scheduler gives the work of a worker that dies to another.

    Workers need what a part refers to: the same files under the same paths, and the database.
    """

    def __init__(self, address: str) -> None:
        client: Any = import_module("distributed").Client  # an extra, and slow to import
        self._client = client(address, timeout="30s", set_as_default=False)
        self._pool: Executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand the call to the scheduler."""
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for the calls, or cancel them, and leave the cluster as it is."""
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def executor(parts: int, workers: int | None = None) -> Executor:
    """An executor for a number of parts, where the setting ``NATURALIA_EXECUTOR`` says.

    Without a cluster: no processes for one part, else one a core (or ``workers``). Raises OSError if the
    cluster does not answer.
    """
    where = value(WHERE)
    if is_address(where):
        return Cluster(where)
    wanted = 1 if where == HERE else min(parts, workers or os.cpu_count() or 1)
    return HereAndNow() if wanted == 1 else Retrying(lambda: _processes(wanted))


def is_address(where: str) -> bool:
    """Whether a setting is the address of a cluster's scheduler."""
    return where.startswith(("tcp://", "tls://"))


def _processes(wanted: int) -> Executor:
    # Spawned, not forked: database connections and threads must not be inherited.
    context: Any = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(wanted, mp_context=context, initializer=_prepare_worker)


def _prepare_worker() -> None:
    """Make a process fit for parts: millions of small values that have no cycles, and a quick end."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    # By the time a worker ends its results are delivered and its files and connections closed; freeing its
    # caches one by one would take seconds.
    atexit.register(os._exit, 0)

"""Where the parts of a harvest run: here, or in a pool of processes, through one interface."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


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


def executor(parts: int, workers: int | None = None) -> Executor:
    """An executor for a number of parts: no processes for one part, else one a core (or ``workers``)."""
    wanted = min(parts, workers or os.cpu_count() or 1)
    if wanted == 1:
        return HereAndNow()
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

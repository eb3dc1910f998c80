"""What work costs: seconds on the clock, and seconds of all processors that worked for it.

On a machine that others use too, the clock tells of them as well; the processors' time does so much less.
"""

from __future__ import annotations

import ctypes
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

_SET_CHILD_SUBREAPER = 36
"""``PR_SET_CHILD_SUBREAPER`` of prctl(2)."""


class Cost(msgspec.Struct):
    """Seconds on the clock, and seconds of processors (user and system together)."""

    seconds: float = 0.0
    processor: float = 0.0


@contextmanager
def cost_of_this_process() -> Iterator[Cost]:
    """What the block costs, all threads of this process together; known when it ends."""
    cost, started, before = Cost(), time.perf_counter(), time.process_time()
    yield cost
    cost.seconds, cost.processor = time.perf_counter() - started, time.process_time() - before


@contextmanager
def cost_of_children() -> Iterator[Cost]:
    """What the processes cost that the block starts, with those that they start and leave behind.

    The embedded database is such a one: it is waited for after the block, outside of its seconds.
    """
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    cost, started, before = Cost(), time.perf_counter(), _children()
    yield cost
    cost.seconds = time.perf_counter() - started
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    cost.processor = _children() - before


def processor_of(process: int) -> float:
    """Seconds of processors that a running process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

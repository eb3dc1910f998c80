"""A time limit for all passes over the index that one question needs.

A pass runs in the engine and cannot be interrupted; it is refused when the time is over before it begins.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_END: ContextVar[tuple[float, float] | None] = ContextVar("end", default=None)


class SearchTimeoutError(RuntimeError):
    """A search needs more time than it may take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The search took longer than {seconds:g} s and was stopped. "
            "Ask for less: add a condition, or count fewer terms."
        )


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let the searches of this block take ``seconds`` in all."""
    token = _END.set((time.monotonic() + seconds, seconds))
    try:
        yield
    finally:
        _END.reset(token)


def check_time() -> None:
    """Raise SearchTimeoutError if the time is over; there is no limit outside of ``within``."""
    end = _END.get()
    if end and time.monotonic() >= end[0]:
        raise SearchTimeoutError(end[1])

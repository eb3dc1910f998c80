"""What can go wrong between a person's question and the index."""

from __future__ import annotations


class QueryError(ValueError):
    """A parameter of a search that cannot be understood; ``near`` names what may have been meant."""

    def __init__(self, parameter: str, reason: str, near: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"{parameter}: {reason}.{hint}")
        self.parameter = parameter
        self.reason = reason
        self.near = near


class CursorExpiredError(QueryError):
    """A cursor by relevance, met after the index has changed: the order it pointed into is gone."""

    def __init__(self) -> None:
        super().__init__(
            "cursor", "the index has changed since; start again, or sort by a term to read it all"
        )


class IndexBusyError(RuntimeError):
    """Another process is writing to the index."""


class IndexOutdatedError(RuntimeError):
    """The index on disk was made by another version of the terms, or is broken; it must be made anew."""

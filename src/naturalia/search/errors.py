"""What can go wrong between a person's question and the index."""

from __future__ import annotations


class QueryError(ValueError):
    """A parameter of a search that cannot be understood; ``near`` names what may have been meant.

    The reason is a ``form`` with the ``values`` for its holes, ``%(name)s``: pages say it in other languages.
    """

    def __init__(self, parameter: str, form: str, near: tuple[str, ...] = (), **values: object) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        self.parameter = parameter
        self.form = form
        self.values = values
        self.reason = form % values
        self.near = near
        super().__init__(f"{parameter}: {self.reason}.{hint}")


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

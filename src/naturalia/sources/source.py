"""What every opened source is, whatever its format: a core, extensions, metadata and notes."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from naturalia.sources.containers import Container
from naturalia.sources.eml import Metadata
from naturalia.sources.errors import Note, Notebook, SourceError
from naturalia.sources.records import BrokenRow, Row


class Rows(Protocol):
    """The rows of one type. ``row_type`` and ``terms`` are short names, ``size`` is in bytes.

    ``has_ids`` tells whether the keys of the rows are the source's own ids.
    """

    files: tuple[str, ...]
    row_type: str
    terms: tuple[str, ...]
    size: int
    has_ids: bool

    def rows(self) -> Iterator[Row | BrokenRow]:
        """All rows, from the beginning. Raises SourceError where a file turns out damaged or hostile."""


class Source:
    """An opened source; close it, or use it in a ``with`` statement.

    ``documents`` holds descriptor, metadata and mapping as bytes by name; ``signature`` is a hash of how the
    rows are read: if it is unchanged, so is the meaning of an unchanged row. Formats are its subclasses,
    named by ``format``.
    """

    format: str
    core: Rows
    extensions: tuple[Rows, ...] = ()
    signature: str
    metadata: Metadata = Metadata()

    def __init__(self, name: str, container: Container, notes: Notebook) -> None:
        self.name = name
        self._container = container
        self._notebook = notes
        self.documents: dict[str, bytes] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was odd but dealt with: at opening, and in the rows read so far."""
        return self._notebook.all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the container and of temporary files."""
        self._container.close()


def read_document(container: Container, file: str, limit: int) -> bytes:
    """A whole document of at most ``limit`` bytes. SourceError if it is larger."""
    with container.open(file) as stream:
        parts, size = [], 0
        while block := stream.read(min(limit + 1, 1024 * 1024)):
            parts.append(block)
            size += len(block)
            if size > limit:
                raise SourceError(f"{file}: larger than the {limit} bytes that are read of a document.")
    return b"".join(parts)

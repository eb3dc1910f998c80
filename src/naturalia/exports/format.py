"""What every export format is: parts are written apart, then put together.

A format takes streams of objects and leaves files. ``survey`` looks at a part and tells its columns,
``write_part`` writes what it can of a part into a folder of its own, ``assemble`` makes the file of all
folders. Nothing is shared between the parts but the columns of all of them, so they run in any process, and
one that is done needs not be done again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from naturalia.exports.description import Description
from naturalia.exports.objects import ExportObject

Shape = Mapping[str, tuple[str, ...]]
"""Columns by table."""


class TooManyObjectsError(ValueError):
    """The format cannot hold so many objects; the message says how many, and what to take instead."""


class Format(ABC):
    """A format: name for addresses and commands, title for people, file suffix and media type."""

    name: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]
    needs_records: ClassVar[bool] = False
    has_columns: ClassVar[bool] = False
    most_objects: ClassVar[int | None] = None
    surveys: ClassVar[bool] = False

    def check(self, count: int) -> None:
        """Raise TooManyObjectsError if the format cannot hold ``count`` objects."""
        if self.most_objects is not None and count > self.most_objects:
            raise TooManyObjectsError(
                f"{self.title} holds at most {self.most_objects:,} objects and {count:,} were found: "
                "narrow the search, or take CSV or Parquet, which have no limit"
            )

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:  # noqa: ARG002 - for subclasses
        """The columns that these objects need, by table; nothing for a format without columns."""
        return {}

    def shape(self, found: Mapping[str, set[str]], columns: Sequence[str]) -> Shape:  # noqa: ARG002
        """The columns of the whole, from what all parts need and what was asked for (empty: all)."""
        return {}

    @abstractmethod
    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """Write a part into an empty folder."""

    @abstractmethod
    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """Put the parts together, in order, as the file ``target``."""


class LineFormat(Format):
    """A text format that is a head, a line for each object, and a tail. Small ones are streamed at once.

    ``separator`` stands between lines: JSON allows none after the last.
    """

    separator: ClassVar[str] = "\n"

    @abstractmethod
    def line(self, one: ExportObject, shape: Shape) -> str:
        """An object, without its line end."""

    def head(self, shape: Shape, export: Description) -> str:  # noqa: ARG002 - for subclasses
        """What stands before the first line."""
        return ""

    def first(self, export: Description) -> str:  # noqa: ARG002 - for subclasses
        """A line before those of the objects, without its end; "" for none."""
        return ""

    def tail(self) -> str:
        """What stands after the last line."""
        return "\n"

    def stream(self, objects: Iterable[ExportObject], shape: Shape, export: Description) -> Iterator[str]:
        """The whole file, piece by piece."""
        yield self.head(shape, export)
        separator, first = "", self.first(export)
        if first:
            yield first
            separator = self.separator
        for one in objects:
            yield separator + self.line(one, shape)
            separator = self.separator
        yield self.tail()

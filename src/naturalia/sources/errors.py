"""What can be said about a source: an error that stops the reading, or a note that does not."""

from __future__ import annotations

import msgspec


class SourceError(Exception):
    """The source cannot be read. The message names the file (and line or field) and what to do."""


class Note(msgspec.Struct, frozen=True):
    """Something odd that was seen and dealt with.

    ``file`` is the entry it was seen in ("" for the archive as a whole), ``line`` the first physical
    line (None where it concerns the whole file) and ``count`` how many lines it concerns.
    """

    file: str
    message: str
    line: int | None = None
    count: int = 1

    def __str__(self) -> str:
        place = self.file + (f", line {self.line}" if self.line is not None else "")
        more = f" (and {self.count - 1} more)" if self.line is not None and self.count > 1 else ""
        return f"{place}: {self.message}{more}" if place else self.message


class Notebook:
    """Collects notes; the same remark about the same file is kept once, with a count."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, str], Note] = {}

    def add(self, file: str, message: str, line: int | None = None) -> None:
        """Take note of a thing, or count it once more."""
        seen = self._notes.get((file, message))
        first = line if seen is None else seen.line
        self._notes[file, message] = Note(file, message, first, seen.count + 1 if seen else 1)

    def forget_lines(self, file: str) -> None:
        """Drop what was noted of single lines of a file, because it is about to be read anew."""
        kept = {k: n for k, n in self._notes.items() if n.file != file or n.line is None}
        self._notes = kept

    def all(self) -> tuple[Note, ...]:
        """The notes so far, in the order in which they were first made."""
        return tuple(self._notes.values())

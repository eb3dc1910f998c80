"""Physical lines of a data file, in blocks: memory stays flat, however long a line is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import msgspec

from naturalia.sources.encodings import Encoding, Width, decode_line, recoded
from naturalia.sources.errors import Notebook
from naturalia.sources.streams import GuardedStream

BLOCK = 1024 * 1024


class Truncated(str):
    """The beginning of a line that is longer than the limit. Ends with NUL, so that it looks odd at once."""

    __slots__ = ()


class LineReader(msgspec.Struct, frozen=True):
    """Cuts a file into lines that end with ``terminator`` and are at most ``longest`` long."""

    file: str
    encoding: Encoding
    terminator: str
    longest: int
    notes: Notebook

    def read(self, stream: GuardedStream) -> Iterator[str]:
        """The lines without their terminator.

        A longer line comes as Truncated; lines in another encoding than declared are decoded in the
        one that fits, with a note.
        """
        stream.read(self.encoding.bom)
        blocks = _blocks(stream, min(BLOCK, self.longest))
        name = self.encoding.name
        if self.encoding.width is Width.WIDE:
            blocks, name = recoded(blocks, name), "utf-8"
        return chain.from_iterable(self._decoded(blocks, name))

    def _decoded(self, blocks: Iterator[bytes], name: str) -> Iterator[list[str]]:
        count, end = 0, self.terminator.encode(name, "replace")
        for data in _whole_lines(blocks, end, self.longest):
            found = self._decoded_block(data, name, end, count)
            count += len(found)
            yield self._shortened(found) if len(data) > self.longest else found

    def _decoded_block(self, data: bytes, name: str, end: bytes, count: int) -> list[str]:
        if name == "utf-8" or data.isascii():
            try:
                return data.decode("utf-8").split(self.terminator)
            except UnicodeDecodeError:
                pass  # some line in it is in another encoding: find out which
        return [self._noted(line, name, n) for n, line in enumerate(data.split(end), start=count + 1)]

    def _noted(self, line: bytes, name: str, number: int) -> str:
        text, actual = decode_line(line, name)
        if actual != name and not line.isascii():
            self.notes.add(self.file, f"lines in {actual} instead of {name}", number)
        return text

    def _shortened(self, found: list[str]) -> list[str]:
        longest = self.longest
        return [Truncated(line[:longest] + "\0") if len(line) > longest else line for line in found]


def _blocks(stream: GuardedStream, size: int) -> Iterator[bytes]:
    while block := stream.read(size):
        yield block


def _whole_lines(blocks: Iterator[bytes], end: bytes, longest: int) -> Iterator[bytes]:
    """Blocks cut at line ends. Of a line that is too long only the beginning is kept."""
    tail, skipping = b"", False
    for block in blocks:
        data = tail + block
        if skipping:
            data, skipping = _after(data, end)
        if skipping:
            tail = data
            continue
        whole, found, rest = data.rpartition(end)
        if found:
            yield whole
        tail = rest
        if len(tail) > 4 * longest:  # a character has up to four bytes
            yield tail
            tail, skipping = b"", True
    if tail and not skipping:
        yield tail


def _after(data: bytes, end: bytes) -> tuple[bytes, bool]:
    """What follows the end of a skipped line, and whether it is still to be skipped."""
    _, found, rest = data.partition(end)
    return (rest, False) if found else (data[-len(end) + 1 :] if len(end) > 1 else b"", True)

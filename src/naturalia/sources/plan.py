"""How a data file is read: what its descriptor says, compared with what its first lines look like."""

from __future__ import annotations

import msgspec

from naturalia.sources.containers import Container
from naturalia.sources.descriptor import Field, TableSpec, id_column
from naturalia.sources.dialect import Dialect, columns, common_width, corrected, find_terminator, sample_rows
from naturalia.sources.encodings import Encoding, find_encoding
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.layout import Layout, layout_of
from naturalia.sources.limits import Limits
from naturalia.sources.terms import is_known, shorten

SAMPLE = 256 * 1024


class Sample(msgspec.Struct, frozen=True):
    """The beginning of a data file: its encoding, its text, and whether that is all of it."""

    encoding: Encoding
    text: str
    complete: bool


def take_sample(container: Container, file: str, declared: str | None, limits: Limits) -> Sample:
    """Look at the first bytes of a file. SourceError if it is nothing but NUL bytes."""
    with container.open(file) as stream:
        data = b""
        while len(data) < min(SAMPLE, limits.record_bytes) and (block := stream.read(SAMPLE)):
            data += block
        complete = len(data) < SAMPLE and not stream.read(1)
    if data and not data.strip(b"\0"):
        raise SourceError(f"{file}: nothing but NUL bytes. Export the file anew.")
    encoding = find_encoding(data, declared)
    text = data[encoding.bom :].decode(encoding.name, "replace")
    return Sample(encoding, text, complete)


class FilePlan(msgspec.Struct, frozen=True):
    """How one data file is read: worked out from the descriptor and the first lines."""

    file: str
    encoding: Encoding
    dialect: Dialect
    header_lines: int
    width: int
    layout: Layout


class FilePlanner:
    """Works out the plan of one file, taking note of where the file contradicts its descriptor."""

    def __init__(self, file: str, spec: TableSpec, limits: Limits, notes: Notebook) -> None:
        self.file = file
        self.spec = spec
        self.limits = limits
        self.notes = notes

    def plan(self, container: Container) -> FilePlan:
        """Look at the file. SourceError if it is beyond the limits or no text."""
        sample = take_sample(container, self.file, self.spec.encoding, self.limits)
        self._note(sample.encoding.remark)
        terminator = find_terminator(sample.text, self.spec.line_end, self.spec.dialect.quote)
        rows = sample_rows(sample.text, terminator, sample.complete)
        dialect = self._dialect(rows, msgspec.structs.replace(self.spec.dialect, terminator=terminator))
        header_lines = self._header_lines(sample.text.split(terminator), dialect)
        skipped = [line for line in sample.text.split(terminator)[:header_lines] if line.strip()]
        names = columns(skipped[-1].removesuffix("\r"), dialect) if skipped else []
        self.spec = self._reconciled(names)
        width = self._width(rows[len(skipped) :], dialect, names)
        layout = layout_of(self.spec.fields, self.spec.id_index)
        return FilePlan(self.file, sample.encoding, dialect, header_lines, width, layout)

    def _note(self, message: str) -> None:
        if message:
            self.notes.add(self.file, message)

    def _dialect(self, rows: list[str], declared: Dialect) -> Dialect:
        dialect = corrected(rows, declared, self.spec.width)
        if dialect != declared:
            found, said = dialect.delimiter, declared.delimiter
            self._note(f"fields are terminated by {found!r}, not by {said!r} as the descriptor says")
        return dialect

    def _header_lines(self, lines: list[str], dialect: Dialect) -> int:
        """The lines to skip: as declared, and the header that follows if they are blank or undeclared."""
        declared = self.spec.header_lines or 0
        if any(line.strip() for line in lines[:declared]):
            return declared
        first = next((number for number, line in enumerate(lines) if line.strip()), None)
        if first is not None and self._is_header(columns(lines[first].removesuffix("\r"), dialect)):
            self._note("the first line is a header, though none is declared; it is skipped")
            return first + 1
        return declared

    def _is_header(self, cells: list[str]) -> bool:
        """Whether a line says the terms of the descriptor and nothing else."""
        pairs = self._named_fields(cells)
        return bool(pairs) and all(_same_name(term, name) for term, name in pairs)

    def _named_fields(self, names: list[str]) -> list[tuple[str, str]]:
        """(term of the descriptor, name in the header) of each described column but the id."""
        fields = [(f.term, f.index) for f in self.spec.fields if f.index not in (None, self.spec.id_index)]
        return [(term, names[index]) for term, index in fields if index is not None and index < len(names)]

    def _reconciled(self, names: list[str]) -> TableSpec:
        """The descriptor, or the header where the two plainly speak of different files."""
        known = [(term, name) for term, name in self._named_fields(names) if is_known(shorten(name))]
        agreed = sum(_same_name(term, name) for term, name in known)
        if len(known) < 3 or agreed * 3 > len(known):
            self._note_unmapped(names)
            return self.spec
        self._note("the header names other columns than the descriptor; the header is followed")
        return _by_header(self.spec, names)

    def _note_unmapped(self, names: list[str]) -> None:
        if self.spec.from_header:
            return
        mapped = {field.index for field in self.spec.fields} | {self.spec.id_index}
        if any(name.strip() for name in names) and not any(is_known(shorten(name)) for name in names):
            self._note(
                "the skipped header names no known term; if it is a record, set ignoreHeaderLines to 0"
            )
        left = [name for index, name in enumerate(names) if index not in mapped and name.strip()]
        if left:
            self._note(f"columns that the descriptor does not map are not read: {', '.join(left[:20])}")

    def _width(self, rows: list[str], dialect: Dialect, names: list[str]) -> int:
        """The number of columns: of the header if there is one, unless most rows have more."""
        seen = max(common_width(rows, dialect, at_least=3 if names else 1), len(names))
        if seen < self.spec.width and (rows or names):
            self._note(f"the descriptor speaks of {self.spec.width} columns, the file has {seen}")
        if names and len(names) < seen:
            self._note(f"the header names {len(names)} columns, the rows have {seen}; the last have no name")
        if max(seen, self.spec.width) > self.limits.columns:
            raise SourceError(f"{self.file}: {seen} columns; at most {self.limits.columns} are read.")
        return max(seen, self.spec.width, 1)


def _same_name(term: str, name: str) -> bool:
    return shorten(name).rpartition(":")[2] == term.rpartition(":")[2]


def _by_header(spec: TableSpec, names: list[str]) -> TableSpec:
    fields = tuple(Field(shorten(name), index) for index, name in enumerate(names) if name.strip())
    constants = tuple(field for field in spec.fields if field.index is None)
    return msgspec.structs.replace(spec, fields=fields + constants, id_index=id_column(names))

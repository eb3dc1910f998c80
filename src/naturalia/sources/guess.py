"""Archives without a descriptor: which file holds the records, and what its columns mean."""

from __future__ import annotations

import msgspec

from naturalia.sources.containers import Container
from naturalia.sources.descriptor import Field, TableSpec, id_column
from naturalia.sources.dialect import columns, detect, find_terminator, sample_rows
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.plan import take_sample
from naturalia.sources.terms import is_known, shorten

DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".dsv", ".dat")
_NEVER_DATA = {"rights.txt", "citations.txt", "readme.txt", "license.txt", "licence.txt"}
_OCCURRENCE_TERMS = {
    "dwc:occurrenceID",
    "dwc:catalogNumber",
    "dwc:basisOfRecord",
    "dwc:recordedBy",
    "dwc:eventDate",
    "dwc:decimalLatitude",
    "dwc:materialEntityID",
    "gbif:gbifID",
}


class Candidate(msgspec.Struct, frozen=True):
    """A file that may hold the records, with the number of known terms in its header."""

    file: str
    spec: TableSpec
    known: int

    @property
    def looks_like_occurrences(self) -> bool:
        """Whether the header has the marks of occurrence records."""
        return self.known >= 3 and any(f.term in _OCCURRENCE_TERMS for f in self.spec.fields)


def guess_core(container: Container, limits: Limits, notes: Notebook, *, lone: bool) -> Candidate:
    """The one data file of a source without a descriptor. SourceError naming the candidates otherwise."""
    names = [name for name in container.sizes() if lone or may_be_data(name)]
    candidates = [read_header(container, name, limits) for name in names]
    usable = [candidate for candidate in candidates if candidate.known]
    if len(candidates) > 1:
        usable = [candidate for candidate in usable if candidate.looks_like_occurrences]
    if len(usable) != 1:
        raise SourceError(_refusal(candidates, usable, lone=lone))
    _note_choice(usable[0], notes)
    return usable[0]


def may_be_data(name: str) -> bool:
    """Whether a file may hold rows, by its name."""
    base = name.lower().rpartition("/")[2]
    return base.endswith(DATA_SUFFIXES) and base not in _NEVER_DATA


def _refusal(candidates: list[Candidate], usable: list[Candidate], *, lone: bool) -> str:
    names = ", ".join(c.file for c in (usable or candidates)[:10])
    if lone:
        return f"{names}: no column is named after a Darwin Core term. Name the columns in the first line."
    if len(usable) > 1:
        return f"no meta.xml, and several files may hold the records: {names}. Add a meta.xml or keep one."
    if candidates:
        return (
            f"no meta.xml, and the columns of {names} are not those of Darwin Core records. Add a meta.xml."
        )
    return "no meta.xml and no data file (csv, tsv, txt, tab). This is no Darwin Core Archive."


def _note_choice(chosen: Candidate, notes: Notebook) -> None:
    notes.add("", f"no meta.xml; {chosen.file} is read as the core, its columns by their names")


def read_header(container: Container, file: str, limits: Limits) -> Candidate:
    """Understand a data file by its first line."""
    sample = take_sample(container, file, None, limits)
    terminator = find_terminator(sample.text, None, '"')
    rows = sample_rows(sample.text, terminator, sample.complete)
    dialect = detect(rows, file)
    names = columns(rows[0], dialect) if rows else []
    if len(names) > limits.columns:
        raise SourceError(f"{file}: {len(names)} columns; at most {limits.columns} are read.")
    fields = tuple(Field(_term(name, index), index) for index, name in enumerate(names))
    spec = TableSpec(
        row_type=_row_type({field.term for field in fields}),
        locations=(file,),
        fields=fields,
        id_index=id_column(names),
        dialect=dialect,
        header_lines=lines_before_header(sample.text, terminator) + 1,
    )
    return Candidate(file, spec, sum(is_known(field.term) for field in fields))


def _term(name: str, index: int) -> str:
    return shorten(name.strip().strip('"')) or f"column {index + 1}"


def lines_before_header(text: str, terminator: str) -> int:
    """How many blank lines stand before the first that is not."""
    count = 0
    for line in text.split(terminator):
        if line.strip():
            return count
        count += 1
    return count


def _row_type(terms: set[str]) -> str:
    """What the rows of a header are: occurrences, unless it has only the id of a taxon or an event."""
    if terms & _OCCURRENCE_TERMS - {"dwc:eventDate", "dwc:decimalLatitude"}:
        return "dwc:Occurrence"
    if "dwc:taxonID" in terms:
        return "dwc:Taxon"
    return "dwc:Event" if "dwc:eventID" in terms else "dwc:Occurrence"

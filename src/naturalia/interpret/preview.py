"""Trying a source: what its first rows would become, with issues and what is left over, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from naturalia.interpret.acceptance import Rejection, accepts
from naturalia.interpret.collections import Context
from naturalia.interpret.issues import Issue
from naturalia.interpret.licence_policy import LicencePolicy, apply_policy
from naturalia.interpret.record import interpret
from naturalia.sources import BrokenRow, Source
from naturalia.sources.records import SOURCE_ROW, VerbatimRecord
from naturalia.specimen.identifiers import institution, physical_id
from naturalia.specimen.model import encode_specimen

NO_INSTITUTION = "no institution: the row names none; give one for the source, or as a constant"
NO_IDENTIFIER = "nothing in the row tells which object it is: map a catalogue number or another identifier"


class PreviewRow(msgspec.Struct, frozen=True):
    """One row on trial: where it stands, what it says, and what it would become.

    ``refusal`` is why it would be rejected ("" if it would not); ``document`` is the openDS document, and
    ``left`` what has no place in it.
    """

    file: str
    line: int
    terms: dict[str, str]
    as_written: dict[str, str] = {}
    refusal: str = ""
    document: dict[str, Any] = {}
    issues: tuple[Issue, ...] = ()
    left: dict[str, str] = {}


def preview(source: Source, rows: int, context: Context | None = None) -> Iterator[PreviewRow]:
    """The first rows of a source as they would be understood."""
    for row in islice(source.core.rows(), rows):
        if isinstance(row, BrokenRow):
            yield PreviewRow(row.file, row.line, {}, refusal=f"{row.reason}: {row.text}")
            continue
        extensions = row.extensions or {}
        known = context or Context()
        made = interpret(VerbatimRecord(row.terms, extensions), known, row.key)
        allowed = apply_policy(made, LicencePolicy(known.licence_policy))
        refused = allowed.reason if isinstance(allowed, Rejection) else ""
        made = made if isinstance(allowed, Rejection) else allowed
        yield PreviewRow(
            file=row.file,
            line=row.line,
            terms=row.terms,
            as_written=next(iter(extensions.get(SOURCE_ROW, ())), {}),
            refusal=refused or _refusal(row.terms, row.key if source.core.has_ids else "", known),
            document=msgspec.json.decode(encode_specimen(made.specimen)),
            issues=made.issues,
            left=made.specimen.not_carried_over,
        )


def _refusal(terms: dict[str, str], key: str, context: Context) -> str:
    """Why a harvest would reject the row, "" if it would not."""
    rejection = accepts(terms)
    if rejection is not None:
        return rejection.reason
    if physical_id(terms, key) is None:
        return NO_IDENTIFIER
    named = institution(terms) != (None, None) or context.institution_code or context.institution_id
    return "" if named else NO_INSTITUTION

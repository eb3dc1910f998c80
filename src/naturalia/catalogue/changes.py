"""The history of a specimen, told as differences from one version to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import SpecimenState, history, public_location
from naturalia.specimen.difference import Change, difference

CATALOGUE_TERMS = ("@id", "dcterms:identifier", "ods:version", "dcterms:created")


class HistoryEntry(msgspec.Struct, frozen=True):
    """A version as an event, and what it changed."""

    version: int
    kind: str
    visible: bool
    at: datetime
    agent: str
    harvest: int
    source: str
    file: str | None
    line: int | None
    verbatim_hash: str | None
    hash: str
    changes: tuple[Change, ...]


def history_with_changes(specimen: Specimen) -> list[HistoryEntry]:
    """All versions, oldest first; each compared with the one before that was visible when it was made."""
    return entries(history(specimen))


def entries(states: Sequence[SpecimenState]) -> list[HistoryEntry]:
    """The states of a specimen, oldest first, as events with what each changed."""
    told: list[HistoryEntry] = []
    before: SpecimenState | None = None
    for state in states:
        changes = difference(content(before), content(state)) if before else ()
        told.append(_entry(state, changes))
        before = state if state.visible or before is None else before
    return told


def content(state: SpecimenState) -> dict[str, object]:
    """A document without what the catalogue counts up itself."""
    return {term: value for term, value in state.document.items() if term not in CATALOGUE_TERMS}


def _entry(state: SpecimenState, changes: tuple[Change, ...]) -> HistoryEntry:
    return HistoryEntry(
        version=state.version,
        kind=state.kind,
        visible=state.visible,
        at=state.modified_at,
        agent=state.agent,
        harvest=state.harvest_id,
        source=state.source_title or public_location(state.source_location),
        file=state.file,
        line=state.line,
        verbatim_hash=state.verbatim_hash,
        hash=state.hash,
        changes=changes,
    )

"""The history of a specimen, told as differences from one version to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import SpecimenState, history, public_location
from naturalia.specimen.difference import Change, difference
from naturalia.specimen.patch import json_patch

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


class VersionDifference(msgspec.Struct, frozen=True):
    """What changed from one version to another: for people, and as JSON Patch (RFC 6902) of the documents."""

    pid: str
    before: int
    after: int
    changes: tuple[Change, ...]
    patch: list[dict[str, Any]]


def difference_between(before: SpecimenState, after: SpecimenState) -> VersionDifference:
    """The difference of any two versions of a specimen, in whichever order.

    The patch leads from the document of the one to that of the other, as they are published.
    """
    return VersionDifference(
        pid=before.pid,
        before=before.version,
        after=after.version,
        changes=difference(content(before), content(after)),
        patch=json_patch(before.document, after.document),
    )


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

"""Reads of the catalogue: what is visible, and the whole history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from django.db import connection, transaction
from django.db.models import Max

from naturalia import installation
from naturalia.catalogue.documents import published, unpack
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.models import Harvest, Institution, Part, Publication, Source, Specimen, Version
from naturalia.catalogue.states import HarvestState, VersionKind
from naturalia.catalogue.verbatim import Address, decode_record, read_record
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.identifiers import normalise
from naturalia.specimen.pid import InvalidPid, parse

SECRET = re.compile(r"token|key|secret|pass|pwd|auth|sig|credential|session", re.IGNORECASE)
"""Names of parameters whose values may open doors."""
PUBLISHED = HarvestState.PUBLISHED.value


class SpecimenState(msgspec.Struct, frozen=True):
    """A specimen at one version: identity, content and the event that made it.

    ``document`` is the openDS Digital Specimen with PID and version; ``visible`` is False for a version
    of a harvest that was undone.
    """

    specimen_id: int
    pid: str
    institution: str
    institution_name: str
    physical_id: str
    version: int
    kind: str
    visible: bool
    created_at: datetime
    modified_at: datetime
    document: dict[str, Any]
    issues: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    harvest_id: int
    source_id: int
    source_title: str
    source_location: str
    agent: str
    file: str | None
    line: int | None
    fingerprint: str
    verbatim_hash: str | None
    hash: str

    @property
    def is_tombstone(self) -> bool:
        """Whether the object has vanished from its source."""
        return self.kind == VersionKind.TOMBSTONE


def find_specimen(identifier: str) -> list[Specimen]:
    """Specimens by PID (in any spelling) or physical specimen id; several if institutions share an id."""
    try:
        _, suffix = parse(identifier)
    except InvalidPid:
        if "\0" in identifier:
            return []  # PostgreSQL has no texts with a null character
        wanted = {identifier, normalise(identifier)}
        return list(Specimen.objects.filter(physical_id__in=wanted).select_related("institution")[:50])
    return list(Specimen.objects.filter(suffix=suffix).select_related("institution"))


def current_state(specimen: Specimen) -> SpecimenState | None:
    """The last visible version, or None if all that was said of the specimen has been undone."""
    version = _versions(specimen).filter(harvest__state=PUBLISHED).order_by("-number").first()
    return _state(specimen, version) if version else None


def state_at(specimen: Specimen, number: int) -> SpecimenState | None:
    """One version by its number, visible or undone; None if there is none or its harvest is unfinished."""
    version = _history(specimen).filter(number=number).first()
    return _state(specimen, version) if version else None


def history(specimen: Specimen) -> list[SpecimenState]:
    """All versions that were ever visible, oldest first."""
    versions = list(_history(specimen).order_by("number"))
    return [_state(specimen, version, versions[0].created_at) for version in versions]


def verbatim_record(specimen: Specimen, number: int) -> VerbatimRecord | None:
    """What the source said when it made this version; None for a tombstone."""
    version = Version.objects.filter(specimen=specimen, number=number).first()
    if version is None or version.verbatim_offset is None or version.verbatim_index is None:
        return None
    part = Part.objects.get(harvest_id=version.harvest_id, number=version.verbatim_part or 0)
    path = FileStore(installation.current().files).path("verbatim", part.verbatim_file)
    return decode_record(read_record(path, Address(version.verbatim_offset, version.verbatim_index)))


@transaction.atomic
def visible_state() -> tuple[int, list[int], int]:
    """The last publication, the harvests that are visible at it, and the highest id of a specimen."""
    publication = Publication.objects.aggregate(last=Max("pk"))["last"] or 0
    visible = Harvest.objects.filter(state=PUBLISHED).order_by("pk")
    highest = Specimen.objects.aggregate(highest=Max("pk"))["highest"] or 0
    return publication, list(visible.values_list("pk", flat=True)), highest


def harvests(limit: int = 50) -> list[Harvest]:
    """The latest harvests, newest first."""
    return list(Harvest.objects.select_related("source").order_by("-pk")[:limit])


def _versions(specimen: Specimen) -> Any:
    return Version.objects.filter(specimen=specimen).select_related("harvest__source")


def _history(specimen: Specimen) -> Any:
    return _versions(specimen).filter(harvest__state__in=[PUBLISHED, HarvestState.UNDONE.value])


def _state(specimen: Specimen, version: Version, first: datetime | None = None) -> SpecimenState:
    harvest = version.harvest
    if first is None:
        first = _history(specimen).order_by("number").values_list("created_at", flat=True).first()
    return SpecimenState(
        specimen_id=specimen.pk,
        pid=specimen.pid,
        institution=specimen.institution.code,
        institution_name=specimen.institution.name,
        physical_id=specimen.physical_id,
        version=version.number,
        kind=version.kind,
        visible=harvest.state == PUBLISHED,
        created_at=first,
        modified_at=version.created_at,
        document=published(unpack(version.document), specimen.pid, version.number, first),
        issues=version.issues,
        findings=version.findings,
        harvest_id=harvest.pk,
        source_id=harvest.source_id,
        source_title=harvest.source.title,
        source_location=harvest.source.location,
        agent=harvest.agent,
        file=version.file,
        line=version.line,
        fingerprint=bytes(version.fingerprint).hex(),
        verbatim_hash=bytes(version.verbatim_hash).hex() if version.verbatim_hash else None,
        hash=bytes(version.hash).hex(),
    )


ISSUES_OF_HARVEST = """
SELECT issue->>'code' AS code, count(*) AS count, count(DISTINCT specimen_id) AS specimens,
       coalesce(min(issue->>'message'), '') AS message
FROM catalogue_version, jsonb_array_elements(issues) AS issue
WHERE harvest_id = %s AND issues <> '[]'
GROUP BY code ORDER BY count DESC, code
"""


class IssueCount(msgspec.Struct, frozen=True):
    """How often an issue was found, in how many specimens, and what it means."""

    code: str
    count: int
    specimens: int
    message: str


def issues_of_harvest(number: int) -> list[IssueCount]:
    """The issues of the versions that a harvest wrote, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(ISSUES_OF_HARVEST, [number])
        return [IssueCount(*row) for row in cursor.fetchall()]


SOURCES_OF = """
SELECT DISTINCT harvest.source_id FROM catalogue_specimen specimen
JOIN catalogue_harvest harvest ON harvest.id = specimen.harvest_id WHERE specimen.institution_id = %s
"""


def sources_of(institution: Institution) -> list[int]:
    """The sources in which objects of an institution came."""
    with connection.cursor() as cursor:
        cursor.execute(SOURCES_OF, [institution.pk])
        return [number for (number,) in cursor.fetchall()]


def public_location(location: str) -> str:
    """Where a source is, as everyone may know it: an address on the web without what opens doors, or a file
    without its folders.
    """
    if "://" not in location:
        return Path(location).name
    parts = urlsplit(location)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    told = [pair for pair in asked if not SECRET.search(pair[0])]
    query = parts.query if told == asked else urlencode(told)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def public_message(source: Source) -> str:
    """Why the last attempt to harvest a source failed, as everyone may know it."""
    return source.message.replace(source.location, public_location(source.location))


CURRENT_DOCUMENT = f"""
SELECT specimen.prefix || '/' || specimen.suffix, visible.number, visible.kind,
       visible.fingerprint, visible.document, first.created_at
FROM catalogue_specimen specimen
LEFT JOIN LATERAL (
    SELECT version.number, version.kind, version.fingerprint, version.document
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id AND harvest.state = '{PUBLISHED}'
    ORDER BY version.number DESC LIMIT 1
) visible ON true
LEFT JOIN LATERAL (
    SELECT version.created_at
    FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
    WHERE version.specimen_id = specimen.id
      AND harvest.state IN ('{PUBLISHED}', '{HarvestState.UNDONE.value}')
    ORDER BY version.number LIMIT 1
) first ON true
WHERE specimen.suffix = %s
"""


class CurrentDocument(msgspec.Struct, frozen=True):
    """The visible document of a specimen; ``version`` is 0 and ``document`` empty if there is none."""

    pid: str
    version: int = 0
    kind: str = ""
    fingerprint: str = ""
    document: dict[str, Any] = {}


def current_document(suffix: str) -> CurrentDocument | None:
    """The visible document of the specimen with a PID suffix, in one query; None for an unknown suffix."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT_DOCUMENT, [suffix])
        row = cursor.fetchone()
    if row is None:
        return None
    pid, number, kind, fingerprint, stored, created = row
    if number is None:
        return CurrentDocument(pid)
    document = published(unpack(stored), pid, number, created)
    return CurrentDocument(pid, number, kind, bytes(fingerprint).hex(), document)


CURRENT_DOCUMENTS = f"""
SELECT DISTINCT ON (version.specimen_id) version.specimen_id, version.document
FROM catalogue_version version JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
WHERE version.specimen_id = ANY(%s) AND harvest.state = '{PUBLISHED}'
ORDER BY version.specimen_id, version.number DESC
"""


def current_documents(specimen_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The visible documents of some specimens by their ids, in one query, without identifier and version."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT_DOCUMENTS, [list(specimen_ids)])
        return {specimen_id: unpack(stored) for specimen_id, stored in cursor.fetchall()}


class Freshness(msgspec.Struct, frozen=True):
    """How new the present version of a specimen is; ``number`` is 1 for what has not changed yet."""

    number: int
    at: datetime


def freshness(specimen_ids: Sequence[int]) -> dict[int, Freshness]:
    """The present version of each specimen that has one, and when it was written."""
    visible = Version.objects.filter(specimen_id__in=list(specimen_ids), harvest__state=PUBLISHED)
    latest = visible.values_list("specimen_id").annotate(number=Max("number"), at=Max("created_at"))
    return {specimen_id: Freshness(number, at) for specimen_id, number, at in latest}

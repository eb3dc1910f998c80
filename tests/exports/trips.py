"""Round trips: out of the catalogue, into an empty one, and what came of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from naturalia.catalogue.exporting.running import file_of, run_export
from naturalia.catalogue.exporting.services import request_export
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Export, Harvest, Version
from naturalia.catalogue.services import harvest_location
from naturalia.search import SpecimenQuery, parse
from tests.conftest import empty_catalogue

Meaning = dict[tuple[str, str], str]
"""Institution and physical id -> fingerprint."""


def meaning() -> Meaning:
    """What the catalogue holds, whatever it calls its objects."""
    found = Version.objects.order_by("number").select_related("specimen__institution")
    return {
        (v.specimen.institution.code, v.specimen.physical_id): bytes(v.fingerprint).hex()
        for v in found
        if v.kind != "tombstone"
    }


def export(format: str, target: Path, query: SpecimenQuery | None = None, **options: object) -> Path:
    """Export what a query finds (default: everything) into a folder."""
    made = make(format, query, **options)
    copied = target / made.file_name
    shutil.copyfile(file_of(made), copied)
    return copied


def make(format: str, query: SpecimenQuery | None = None, **options: object) -> Export:
    """Ask for an export and make it at once."""
    return run_export(request_export(format, query or parse([]), **options), workers=1)  # type: ignore[arg-type]


def harvest(path: Path, **options: object) -> Harvest:
    """Harvest an archive in this process."""
    return harvest_location(str(path), Options(workers=1, **options))  # type: ignore[arg-type]


def after_a_round_trip(format: str, folder: Path) -> tuple[Meaning, Meaning]:
    """What the catalogue holds now, and what an empty one holds after a harvest of its export."""
    before = meaning()
    archive = export(format, folder)
    empty_catalogue()
    harvest(archive)
    return before, meaning()

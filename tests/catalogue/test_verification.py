"""Verification finds whatever was changed behind the catalogue's back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from naturalia import installation
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.services import harvest_location, undo_harvest
from naturalia.catalogue.verification import Verification, verify
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture(autouse=True)
def two_harvests(catalogue: None, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    harvest_location(str(write_archive(path, [herbarium_row(n) for n in (1, 2, 3)])), Options())
    changed = [herbarium_row(1, country="Norway"), herbarium_row(2), herbarium_row(3)]
    harvest_location(str(write_archive(path, changed)), Options())


def verified() -> Verification:
    place = installation.current()
    return verify(place.database_url(), FileStore(place.files))


def tamper(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0
    return [finding.problem for finding in verified().findings]


def test_an_untouched_catalogue_has_no_findings() -> None:
    result = verified()
    assert (result.specimens, result.versions, result.publications) == (3, 4, 2)
    assert result.findings == []


def test_undoing_leaves_the_chains_whole() -> None:
    undo_harvest(2)
    assert verified().findings == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE catalogue_version SET document = other.document FROM catalogue_version other "
            "WHERE catalogue_version.specimen_id = 1 AND catalogue_version.number = 1 "
            "AND other.specimen_id = 2",
            "fingerprint differs",
        ),
        ("UPDATE catalogue_version SET document = '\\x00' WHERE specimen_id = 1", "document is damaged"),
        ("UPDATE catalogue_version SET line = line + 1 WHERE specimen_id = 1 AND number = 1", "hash chain"),
        ("UPDATE catalogue_version SET kind = 'restore' WHERE specimen_id = 2", "hash chain"),
        ("DELETE FROM catalogue_version WHERE specimen_id = 1 AND number = 1", "a version is missing"),
        ("DELETE FROM catalogue_version WHERE specimen_id = 3", "no version says anything"),
        ("DELETE FROM catalogue_specimen WHERE id = 2", "its specimen or its harvest is missing"),
        ("UPDATE catalogue_harvest SET agent = 'nobody' WHERE id = 1", "hash chain"),
        ("UPDATE catalogue_harvest SET created = 99 WHERE id = 1", "log of publications"),
        ("DELETE FROM catalogue_publication WHERE id = 1", "log of publications"),
    ],
)
def test_a_change_behind_its_back_is_found(statement: str, problem: str) -> None:
    assert any(problem in found for found in tamper(statement))


def test_a_damaged_verbatim_file_is_found() -> None:
    folder = installation.current().files / "verbatim"
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-8])
    assert any("verbatim record" in finding.problem for finding in verified().findings)

"""An installation that lost its data directory is made again of its backup; a catalogue moves to a server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from naturalia import installation
from naturalia.catalogue.backup import MANIFEST, BackupError, back_up, restore
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.indexing import rebuild, search_index
from naturalia.catalogue.lock import CatalogueBusyError, catalogue_lock
from naturalia.catalogue.models import Specimen, Version
from naturalia.catalogue.moving import move_to
from naturalia.catalogue.services import harvest_location
from naturalia.catalogue.tables import tables
from naturalia.search import parse, search
from naturalia.synthetic import COLLECTIONS, make_collection
from tests.conftest import empty_catalogue

pytestmark = pytest.mark.usefixtures("catalogue")


def told(_step: str, _done: int, _total: int) -> None:
    pass


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_collection(COLLECTIONS[0], tmp_path, 120, seed=3)


def naturalia(home: Path, *arguments: str) -> str:
    environment = {**os.environ, "NATURALIA_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "naturalia", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_installation_that_lost_everything_is_restored_by_two_commands(
    archive: Path, tmp_path: Path
) -> None:
    home, kept = tmp_path / "home", tmp_path / "kept"
    naturalia(home, "harvest", str(archive))
    found = json.loads(naturalia(home, "search", "kingdom:Plantae", "--json"))
    pid = found["rows"][0]["pid"]
    before = naturalia(home, "show", pid, "--json")
    naturalia(home, "backup", str(kept))
    shutil.rmtree(home)
    naturalia(home, "restore", str(kept))
    assert naturalia(home, "show", pid, "--json") == before
    assert json.loads(naturalia(home, "search", "kingdom:Plantae", "--json"))["total"] == found["total"]
    naturalia(home, "verify")
    again = json.loads(naturalia(home, "harvest", str(archive), "--json"))
    assert (again["created"], again["updated"]) == (0, 0)


def test_a_second_backup_copies_only_what_is_new(archive: Path, tmp_path: Path) -> None:
    harvest_location(str(archive), Options(report=False))
    place, kept = installation.current(), tmp_path / "kept"
    first = back_up(place, kept, told)
    times = {path: path.stat().st_ctime_ns for path in (kept / "files").rglob("*") if path.is_file()}
    assert back_up(place, kept, told).files == first.files
    assert {path: path.stat().st_ctime_ns for path in times} == times


def test_a_damaged_backup_is_refused_before_anything_is_written(archive: Path, tmp_path: Path) -> None:
    harvest_location(str(archive), Options(report=False))
    place, kept = installation.current(), tmp_path / "kept"
    back_up(place, kept, told)
    empty_catalogue()
    file = next(path for path in (kept / "files").rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes() + b"!")
    with pytest.raises(BackupError, match="hash differs"):
        restore(place, kept, told)
    assert not Specimen.objects.exists()


def test_a_catalogue_is_never_restored_over_another(archive: Path, tmp_path: Path) -> None:
    harvest_location(str(archive), Options(report=False))
    back_up(installation.current(), tmp_path / "kept", told)
    with pytest.raises(BackupError, match="already"):
        restore(installation.current(), tmp_path / "kept", told)


def test_what_is_restored_goes_on_counting(archive: Path, tmp_path: Path) -> None:
    harvest_location(str(archive), Options(report=False))
    place, kept = installation.current(), tmp_path / "kept"
    back_up(place, kept, told)
    held = Version.objects.count()
    empty_catalogue()
    restore(place, kept, told)
    assert rebuild() == held
    more = make_collection(COLLECTIONS[1], tmp_path, 50, seed=3)
    created = harvest_location(str(more), Options(report=False)).created
    assert search(search_index(), parse([("limit", "0")])).total == held + created


def test_no_backup_is_made_while_a_harvest_runs(tmp_path: Path) -> None:
    place = installation.current()
    with catalogue_lock(place.database_url()), pytest.raises(CatalogueBusyError):
        back_up(place, tmp_path / "kept", told)
    assert not (tmp_path / "kept" / MANIFEST).exists()


def test_a_backup_within_the_installation_is_refused(tmp_path: Path) -> None:
    place = installation.current()
    with pytest.raises(BackupError, match="elsewhere"):
        back_up(place, place.home / "backup", told)


def test_a_folder_that_is_no_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="is no backup"):
        restore(installation.current(), tmp_path, told)


def test_the_catalogue_moves_to_another_database(archive: Path) -> None:
    harvest_location(str(archive), Options(report=False))
    old = installation.current().database_url()
    with psycopg.connect(old, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS moved")
        connection.execute("CREATE DATABASE moved")
    new = psycopg.conninfo.make_conninfo(old, dbname="moved")
    try:
        moved = move_to(old, _as_url(old, "moved"), told)
        assert list(moved) == tables()
        with psycopg.connect(old) as one, psycopg.connect(new) as other:
            for table in tables():
                query = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
                assert one.execute(query).fetchone() == other.execute(query).fetchone()
        with pytest.raises(ValueError, match="already"):
            move_to(old, _as_url(old, "moved"), told)
    finally:
        with psycopg.connect(old, autocommit=True) as connection:
            connection.execute("DROP DATABASE moved WITH (FORCE)")


def _as_url(url: str, name: str) -> str:
    before, _, after = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{'?' + after if after else ''}"

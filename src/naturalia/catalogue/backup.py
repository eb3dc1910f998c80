"""A copy of everything that an installation keeps, in one folder, and an installation made of such a copy.

The folder holds ``manifest.json``, each table as ``tables/NAME.copy.zst``, and the files of the installation.
A second backup into the same folder copies only files that are new. The search index is not kept: it is made
of the catalogue.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg
import zstandard
from django.db import connection as django_connection
from django.db.migrations.recorder import MigrationRecorder

from naturalia import __version__
from naturalia.catalogue.files import digest_of
from naturalia.catalogue.lock import catalogue_lock
from naturalia.catalogue.tables import columns, copy_in, copy_out, count, go_on_counting, refuse_rows, tables
from naturalia.installation import Installation

MANIFEST = "manifest.json"
FOLDERS = ("files", "exports", "lists", "checklists")
SINGLE_FILES = ("institutions.json", "secret.key")
CHUNK = 1 << 20
Progress = Callable[[str, int, int], None]


class BackupError(Exception):
    """A backup cannot be made or taken; the message says why, and what to do."""


class KeptTable(msgspec.Struct, frozen=True):
    """A table in a backup: its columns, rows, and the BLAKE3 of its file."""

    columns: list[str]
    rows: int
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. ``migration`` is the last one of the catalogue; ``files`` have their BLAKE3."""

    made_at: str
    software: str
    migration: str
    tables: dict[str, KeptTable]
    files: dict[str, str]


def back_up(place: Installation, folder: Path, progress: Progress) -> Manifest:
    """Copy the installation to a folder; no harvest runs meanwhile. The old manifest holds until the end.

    Raises CatalogueBusyError while a harvest runs, BackupError for a folder inside of the installation.
    """
    if folder.resolve().is_relative_to(place.home):
        raise BackupError(f"{folder} lies in the installation itself; choose a folder elsewhere")
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    url = place.database_url()
    with catalogue_lock(url):
        kept = _keep_tables(url, folder, progress)
        files = _keep_files(place.home, folder, progress)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(now, f"Naturalia {__version__}", last_migration(), kept, files)
    draft = folder / f"{MANIFEST}.new"
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    draft.replace(folder / MANIFEST)
    return manifest


def restore(place: Installation, folder: Path, progress: Progress) -> Manifest:
    """Fill an empty installation from a backup. All of it is checked before anything is written.

    Raises BackupError if the backup is damaged or of another schema, or the installation is not empty.
    """
    manifest = read_manifest(folder)
    if manifest.migration != last_migration():
        raise BackupError(
            f"the backup has the schema {manifest.migration}, this program {last_migration()}: restore it "
            f"with {manifest.software}, then upgrade"
        )
    check(folder, manifest, progress)
    with psycopg.connect(place.database_url()) as connection:
        try:
            refuse_rows(connection)
        except ValueError as error:
            raise BackupError(f"{error}; restore into a new NATURALIA_HOME or database") from error
        for place_of, name in enumerate(tables()):
            progress("restore tables", place_of, len(manifest.tables))
            if name in manifest.tables:
                copy_in(connection, name, manifest.tables[name].columns, _pieces(_table(folder, name)))
        go_on_counting(connection)
        for done, name in enumerate(manifest.files):
            progress("restore files", done, len(manifest.files))
            _copy(folder / name, place.home / name)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself. Raises BackupError if there is none."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except OSError as error:
        raise BackupError(f"{folder} is no backup: {MANIFEST} cannot be read ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise BackupError(f"{folder / MANIFEST} is damaged: {error}") from error


def check(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """Compare every file of a backup with its hash. Raises BackupError for the first that differs."""
    wanted = {f"tables/{name}.copy.zst": table.digest for name, table in manifest.tables.items()}
    wanted |= manifest.files
    for done, (name, digest) in enumerate(wanted.items()):
        progress("check", done, len(wanted))
        path = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise BackupError(f"{name} leads out of the backup")
        if not path.is_file():
            raise BackupError(f"{path} is missing")
        if digest_of(path) != digest:
            raise BackupError(f"{path} is not what was backed up: its hash differs")


def last_migration() -> str:
    """The name of the catalogue's last migration in the database."""
    names = (
        name for app, name in MigrationRecorder(django_connection).applied_migrations() if app == "catalogue"
    )
    return max(names, default="")


def _keep_tables(url: str, folder: Path, progress: Progress) -> dict[str, KeptTable]:
    kept = {}
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for place, name in enumerate(tables()):
            progress("tables", place, len(tables()))
            path, names = _table(folder, name), columns(name)
            with path.open("wb") as file, zstandard.ZstdCompressor(level=3).stream_writer(file) as packed:
                for piece in copy_out(connection, name, names):
                    packed.write(piece)
            kept[name] = KeptTable(names, count(connection, name), digest_of(path))
    return kept


def _keep_files(home: Path, folder: Path, progress: Progress) -> dict[str, str]:
    found = [home / name for name in SINGLE_FILES if (home / name).is_file()]
    found += [path for name in FOLDERS for path in sorted((home / name).rglob("*")) if path.is_file()]
    kept = {}
    for done, path in enumerate(found):
        progress("files", done, len(found))
        name = path.relative_to(home).as_posix()
        if path.name.startswith("writing-"):
            continue  # a file that somebody writes just now
        _copy(path, folder / name)
        kept[name] = digest_of(folder / name)
    return kept


def _copy(source: Path, target: Path) -> None:
    """Copy a file unless it is there already, with its time and who may read it."""
    there = target.stat() if target.is_file() else None
    here = source.stat()
    if there is not None and (there.st_size, there.st_mtime_ns) == (here.st_size, here.st_mtime_ns):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.new")
    shutil.copy2(source, draft)
    draft.replace(target)


def _table(folder: Path, name: str) -> Path:
    return folder / "tables" / f"{name}.copy.zst"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as rows:
        while piece := rows.read(CHUNK):
            yield piece


def rows_of(manifest: Manifest) -> Iterable[tuple[str, int]]:
    """The rows of each table of a backup."""
    return ((name, table.rows) for name, table in manifest.tables.items())

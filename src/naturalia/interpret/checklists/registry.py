"""The checklists of an installation: each in a folder of its own, named after its content."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from naturalia.interpret.checklists.building import Step, build
from naturalia.interpret.checklists.metadata import Described, slug
from naturalia.interpret.checklists.model import Checklist, ChecklistError
from naturalia.interpret.checklists.reading import read_checklist

_ABOUT = "checklist.json"
MEMORY = "1GB"
"""What the database that sorts usages may hold in memory; the rest lies in a temporary folder."""


def _silent(_step: str, _done: int, _total: int) -> None:
    return None


def add_checklist(folder: Path, path: Path, *, id: str | None = None, step: Step = _silent) -> Checklist:
    """Read a checklist into ``folder``, in place of an older edition of the same id.

    Nothing changes if it cannot be read (ChecklistError). Work of a minute or two for millions of usages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _forget_unfinished(folder)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as work:
        place = Path(work) / "index"
        place.mkdir()
        made = _made(path, place, Path(work), id, step)
        return _settle(folder, place, made)


def _made(path: Path, place: Path, work: Path, id: str | None, step: Step) -> Checklist:
    with duckdb.connect(str(work / "usages.duckdb")) as database:
        database.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{work}/spill'")
        database.execute("SET preserve_insertion_order = false; SET threads = 2")
        described = read_checklist(path, database, lambda done: step("reading", done, 0))
        usages, accepted, digest = build(database, place, step)
    return _described(described, path, id, usages, accepted, digest)


def _described(
    said: Described, path: Path, id: str | None, usages: int, accepted: int, digest: str
) -> Checklist:
    return Checklist(
        id=slug(id or said.alias or said.title or path.stem) or "checklist",
        title=said.title or path.stem,
        version=said.version or digest[:8],
        licence=said.licence,
        citation=said.citation,
        usages=usages,
        accepted=accepted,
        digest=digest,
        added=datetime.now(UTC).isoformat(timespec="microseconds"),
        notes=said.notes,
    )


def _settle(folder: Path, place: Path, made: Checklist) -> Checklist:
    """Put a finished index in its place, then remove older editions."""
    (place / _ABOUT).write_bytes(msgspec.json.format(msgspec.json.encode(made)))
    older = [path for path, about in _kept(folder) if about.id == made.id]
    target = folder / f"{made.id}-{made.digest[:16]}"
    for path in older:
        if path == target:
            shutil.rmtree(path)
    place.rename(target)
    for path in older:
        if path != target:
            shutil.rmtree(path)
    return made


def remove_checklist(folder: Path, id: str) -> Checklist | None:
    """Remove a checklist; None if there is none of that id."""
    for path, about in _kept(folder):
        if about.id == id:
            shutil.rmtree(path)
            return about
    return None


def checklists(folder: Path) -> tuple[Checklist, ...]:
    """The checklists in the order in which they were added."""
    return tuple(about for _, about in _kept(folder))


def checklist_folders(folder: Path) -> tuple[str, ...]:
    """Where the indexes lie, in the order in which they were added: for ``Context.checklists``."""
    return tuple(str(path) for path, _ in _kept(folder))


def stamps(folders: Sequence[str]) -> tuple[str, ...]:
    """Id, edition and digest of each checklist: if one changes, names are matched anew."""
    about = (_about(Path(folder)) for folder in folders)
    return tuple(f"{each.id}\t{each.version}\t{each.digest}" for each in about)


def _about(path: Path) -> Checklist:
    try:
        return msgspec.json.decode((path / _ABOUT).read_bytes(), type=Checklist)
    except (OSError, msgspec.DecodeError) as error:
        raise ChecklistError(f"{path}: this is no checklist as Naturalia keeps it: {error}") from error


def _kept(folder: Path) -> list[tuple[Path, Checklist]]:
    found = [(path.parent, _about(path.parent)) for path in folder.glob(f"[!.]*/{_ABOUT}")]
    return sorted(found, key=lambda pair: (pair[1].added, pair[1].id))


def _forget_unfinished(folder: Path) -> None:
    """What a killed process left behind a day ago or longer is removed."""
    now = datetime.now(UTC).timestamp()
    for path in folder.glob(".new-*"):
        if now - path.stat().st_mtime > 86_400:
            shutil.rmtree(path, ignore_errors=True)

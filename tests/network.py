"""A small synthetic network with a history: harvested, changed, harvested again, and one harvest undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from naturalia.catalogue.exporting.running import run_export
from naturalia.catalogue.exporting.services import request_export
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Harvest, Specimen, Version
from naturalia.catalogue.services import harvest_location, undo_harvest
from naturalia.search import parse
from naturalia.synthetic import make_network
from tests.conftest import empty_catalogue

OBJECTS = 300
Rows = list[list[str]]


@dataclass(frozen=True)
class Network:
    """PIDs of specimens with a fate, and numbers of harvests."""

    untouched: str
    updated: str
    vanished: str
    undone: str
    first_harvest: int
    second_harvest: int
    undone_harvest: int


@contextmanager
def harvested_network() -> Iterator[Network]:
    """The network in an otherwise empty catalogue."""
    empty_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        herbarium, museum, geology = make_network(Path(folder), OBJECTS, 1)
        first = _harvest(herbarium)
        for path in (museum, geology):
            _harvest(path)
        rewrite(herbarium, _as_found_later)
        second = _harvest(herbarium)
        rewrite(museum, _renamed)
        third = _harvest(museum)
        undo_harvest(third.pk)
        run_export(request_export("csv", parse([("q", "carex")])), workers=1)
    try:
        yield _network(first, second, third)
    finally:
        empty_catalogue()


def rewrite(path: Path, change: Callable[[list[str], Rows], Rows]) -> None:
    """Write an archive again with other rows in its core."""
    draft = path.with_suffix(".draft")
    with ZipFile(path) as before, ZipFile(draft, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name == "occurrence.txt":
                head, *rows = (line.split("\t") for line in text.splitlines())
                text = "".join("\t".join(row) + "\n" for row in [head, *change(head, rows)])
            after.writestr(name, text)
    draft.replace(path)


def _as_found_later(head: list[str], rows: Rows) -> Rows:
    """Some places are known better, one row says nothing of its object, the last rows are gone."""
    place = head.index("locality")
    for row in rows[10:20]:
        row[place] = f"{row[place]}, by the bridge"
    for term in ("id", "occurrenceID", "catalogNumber"):
        rows[0][head.index(term)] = ""
    return rows[:-3]


def _renamed(head: list[str], rows: Rows) -> Rows:
    place = head.index("habitat")
    rows[5][place] = "mistaken habitat"
    return rows


def _harvest(path: Path) -> Harvest:
    return harvest_location(str(path), Options(workers=1))


def _network(first: Harvest, second: Harvest, third: Harvest) -> Network:
    def pid(harvest: Harvest, kind: str) -> str:
        version = Version.objects.filter(harvest=harvest, kind=kind).order_by("line", "specimen_id")[0]
        return version.specimen.pid

    changed = Version.objects.filter(number__gt=1).values("specimen_id")
    untouched = Specimen.objects.filter(harvest=first).exclude(pk__in=changed).order_by("pk")[0]
    return Network(
        untouched=untouched.pid,
        updated=pid(second, "update"),
        vanished=pid(second, "tombstone"),
        undone=pid(third, "update"),
        first_harvest=first.pk,
        second_harvest=second.pk,
        undone_harvest=third.pk,
    )

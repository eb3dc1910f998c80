"""Real archives of real collections: harvested twice, repacked, understood anew, always the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from naturalia.catalogue import context
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest, Version
from naturalia.catalogue.outcomes import read_outcomes
from naturalia.catalogue.services import harvest_location, harvest_outcomes
from naturalia.search import parse, search

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.shared]

ARCHIVES = {
    "aafc-das-ocr-2702.zip": 2702,
    "globi-dwca.zip": 1336,
    "luxembourg-fossils-21.zip": 20,
    "naturalis-ac-media-15.zip": 14,
    "nrm-herpetology-4956.zip": 4956,
    "sant-bryophytes.zip": 2423,
    "ucaldas-mammals-3828.zip": 3828,
    "uwymv-herp-8.zip": 8,
}


def repack(path: Path) -> None:
    """The same files in another container."""
    with ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in reversed(archive.namelist())}
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def held(done: Harvest) -> int:
    return done.created + done.updated + done.unchanged


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_real_archive_is_the_same_however_often_it_comes(
    name: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    shutil.copyfile(shared / "data" / "archives" / name, path)
    first = harvest_location(str(path), Options())
    assert first.read == ARCHIVES[name] == held(first) + first.rejected
    assert first.created > 0
    assert _outcomes_add_up(first)

    again = harvest_location(str(path), Options())
    repack(path)
    repacked = harvest_location(str(path), Options())
    monkeypatch.setattr(context, "interpreter_signature", lambda *_: "other rules, same results")
    anew = harvest_location(str(path), Options())
    for later in (again, repacked, anew):
        assert (later.created, later.updated, later.vanished) == (0, 0, 0)
        assert (later.unchanged, later.rejected, later.issues) == (
            first.created,
            first.rejected,
            first.issues,
        )
    assert Version.objects.count() == first.created
    assert search(search_index(), parse([("limit", "0")])).total == first.created


def _outcomes_add_up(done: Harvest) -> bool:
    found = harvest_outcomes(done.pk)
    assert found is not None
    rows = list(read_outcomes(found.paths))
    core = [row for row in rows if row["outcome"] in ("created", "updated", "unchanged", "rejected")]
    assert all(row["reason"] for row in core if row["outcome"] == "rejected")
    return len(core) == done.read

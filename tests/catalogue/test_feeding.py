"""The index is fed while a harvest runs, and has then what it would have from the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from naturalia import installation
from naturalia.catalogue import harvest as harvesting
from naturalia.catalogue.harvest import HarvestStoppedError, Options
from naturalia.catalogue.index_documents import build_chunk
from naturalia.catalogue.indexing import catch_up, renew_outdated, search_index
from naturalia.catalogue.models import Harvest, Publication, Specimen
from naturalia.catalogue.services import harvest_location, undo_harvest
from naturalia.search import IndexUpdate, parse, search
from naturalia.synthetic import COLLECTIONS, make_collection
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Documents that reach the index, by specimen."""
    documents: dict[int, str] = {}
    replace = IndexUpdate.replace

    def noted(self: IndexUpdate, pairs: Any, *, new: bool = False) -> int:
        kept = list(pairs)
        documents.update(kept)
        return replace(self, kept, new=new)

    monkeypatch.setattr(IndexUpdate, "replace", noted)
    return documents


def found() -> int:
    return search(search_index(), parse([])).total


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_parts_make_the_documents_that_the_catalogue_gives(
    tmp_path: Path, fed: dict[int, str], collection: Any
) -> None:
    harvest_location(str(make_collection(collection, tmp_path, 300, seed=5)), Options())
    numbers = list(Specimen.objects.values_list("pk", flat=True))
    chunk = build_chunk(installation.current().database_url(), numbers)
    assert dict(chunk.documents) == fed
    assert found() == len(numbers) == len(fed)


def test_the_index_has_the_publication_when_the_harvest_is_published(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.zip", [herbarium_row(1), herbarium_row(2)])
    harvesting.harvest(archive, str(archive), Options())
    assert search_index().publication == Publication.objects.latest("pk").pk
    assert found() == 2


def test_a_harvest_that_is_stopped_leaves_nothing_in_the_index(tmp_path: Path) -> None:
    rows = [herbarium_row(number) for number in range(1, 5)]
    archive = write_archive(tmp_path / "a.zip", rows)
    harvest_location(str(archive), Options())
    write_archive(archive, [herbarium_row(9)])
    with pytest.raises(HarvestStoppedError):
        harvest_location(str(archive), Options())
    assert found() == 4


def test_a_published_harvest_stays_when_the_index_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    archive = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    with monkeypatch.context() as broken:
        broken.setattr(IndexUpdate, "commit", fail)
        with pytest.raises(OSError, match="no space"):
            harvest_location(str(archive), Options())
    assert Harvest.objects.get().state == "published"
    assert catch_up() == found() == 1


def test_what_vanished_leaves_the_index_and_returns_with_an_undo(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.zip", [herbarium_row(1), herbarium_row(2)])
    harvest_location(str(archive), Options())
    write_archive(archive, [herbarium_row(1)])
    last = harvest_location(str(archive), Options(vanish_share=1))
    assert found() == 1
    undo_harvest(last.pk)
    assert found() == 2


def test_an_index_that_lags_behind_catches_up(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    with search_index().rebuild() as update:
        update.commit(0)
    harvesting.harvest(first, str(first), Options())
    with search_index().rebuild() as update:
        update.commit(0)
    second = write_archive(tmp_path / "b.zip", [herbarium_row(2)])
    harvest_location(str(second), Options())
    assert found() == 2


def test_an_index_of_another_version_is_made_anew_before_it_is_served(tmp_path: Path) -> None:
    harvest_location(str(make_collection(COLLECTIONS[0], tmp_path, 60, seed=5)), Options())
    held = found()
    assert not renew_outdated()
    state = next(installation.current().index.glob("build-*/state.json"))
    state.write_bytes(state.read_bytes().replace(b'"schema":"', b'"schema":"older '))
    search_index.cache_clear()
    assert renew_outdated()
    assert found() == held

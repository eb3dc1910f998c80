"""The care that an installation needs from time to time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from naturalia.catalogue.harvest import Options, harvest
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest
from naturalia.jobs.tasks import follow_catalogue, take_back_killed_harvests
from naturalia.search import parse, search
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")


def found() -> int:
    return search(search_index(), parse([("q", "carex")])).total


def test_the_index_catches_up_with_a_harvest_that_was_killed_after_publishing(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in (1, 2)])
    harvest(path, str(path), Options())
    assert found() == 0
    follow_catalogue(timestamp=0)
    assert found() == 2


def test_a_killed_harvest_is_taken_back(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    done = harvest(path, str(path), Options())
    Harvest.objects.create(source=done.source, agent="test", started_at=datetime.now(UTC))
    take_back_killed_harvests(timestamp=0)
    assert list(Harvest.objects.order_by("pk").values_list("state", flat=True)) == ["published", "failed"]

"""The care that an installation needs from time to time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from naturalia.catalogue.harvest import Options, harvest
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest
from naturalia.catalogue.quality_reports import report_of
from naturalia.jobs.tasks import follow_catalogue, report_on_large_sources, take_back_killed_harvests
from naturalia.search import parse, search
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")


def found() -> int:
    return search(search_index(), parse([("q", "carex")])).total


def test_the_index_catches_up_with_a_harvest_that_could_not_feed_it(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in (1, 2)])
    with search_index().writer():
        harvest(path, str(path), Options())
    assert found() == 0
    follow_catalogue(timestamp=0)
    assert found() == 2


def test_the_report_of_a_large_source_is_made_afterwards(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in (1, 2)])
    done = harvest(path, str(path), Options())
    assert report_of(done) is None
    report_on_large_sources(timestamp=0)
    report = report_of(done)
    assert report is not None
    assert report.records == 2


def test_an_archive_that_has_changed_since_gets_no_report(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    done = harvest(path, str(path), Options())
    write_archive(path, [herbarium_row(2)])
    report_on_large_sources(timestamp=0)
    assert report_of(done) is None


def test_a_killed_harvest_is_taken_back(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    done = harvest(path, str(path), Options())
    Harvest.objects.create(source=done.source, agent="test", started_at=datetime.now(UTC))
    take_back_killed_harvests(timestamp=0)
    assert list(Harvest.objects.order_by("pk").values_list("state", flat=True)) == ["published", "failed"]

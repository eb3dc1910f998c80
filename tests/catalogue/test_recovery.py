"""A harvest that is killed leaves nothing visible, and goes on or is taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Harvest, Part, Specimen, Version
from naturalia.catalogue.queries import current_state
from naturalia.catalogue.services import harvest_location
from naturalia.synthetic import COLLECTIONS, make_collection
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")

OBJECTS = 3000
SMALL_BUCKETS = (
    "from naturalia.cli import main; import naturalia.catalogue.reading as reading;"
    "reading.BUCKET_BYTES = 40_000; main()"
)


def kill_in_the_middle(archive: Path) -> None:
    """Start a harvest of many small parts and kill it, workers included, when some are done."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"if __name__ == '__main__': exec({SMALL_BUCKETS!r})",
            "harvest",
            str(archive),
        ],
        env=os.environ,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while Part.objects.filter(number__gte=0).count() < 3:
        assert process.poll() is None, "the harvest ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_collection(COLLECTIONS[0], tmp_path, OBJECTS, seed=3)


def test_nothing_of_a_killed_harvest_is_visible(archive: Path) -> None:
    kill_in_the_middle(archive)
    assert Harvest.objects.get().state == "running"
    assert Version.objects.count() > 0
    assert all(current_state(specimen) is None for specimen in Specimen.objects.all()[:20])


def test_the_same_command_goes_on_where_a_killed_harvest_stopped(archive: Path) -> None:
    kill_in_the_middle(archive)
    finished = set(Part.objects.values_list("pk", flat=True))
    done = harvest_location(str(archive), Options())
    assert done.state == "published"
    assert done.read == OBJECTS
    assert done.created + done.rejected == OBJECTS
    assert finished <= set(Part.objects.values_list("pk", flat=True))
    assert Harvest.objects.count() == 1
    assert Version.objects.count() == Specimen.objects.count() == done.created


def test_another_harvest_takes_back_what_a_killed_one_wrote(archive: Path, tmp_path: Path) -> None:
    kill_in_the_middle(archive)
    other = write_archive(tmp_path / "other.zip", [herbarium_row(1)])
    done = harvest_location(str(other), Options())
    assert done.created == 1
    assert Specimen.objects.count() == 1
    assert Version.objects.count() == 1
    assert Harvest.objects.get(pk=1).state == "failed"

"""The same harvest on a real cluster of two workers, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from naturalia.catalogue import parallel, reading, registry
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest, Setting
from naturalia.catalogue.outcomes import read_outcomes
from naturalia.catalogue.services import harvest_location, harvest_outcomes
from naturalia.search import parse, search
from naturalia.synthetic import COLLECTIONS, make_collection
from tests.conftest import empty_catalogue

OBJECTS = 4000
CONTENT = """
SELECT specimen.prefix || '/' || specimen.suffix, specimen.physical_id, version.number, version.kind,
       version.document, version.issues::text, version.findings::text, version.fingerprint,
       version.verbatim_hash, version.file, version.line
FROM catalogue_version version JOIN catalogue_specimen specimen ON specimen.id = version.specimen_id
ORDER BY 1, 3
"""


class Workers:
    """The processes of a cluster, and the address of its scheduler."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self._environment = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s"}
        self._processes = [self._run("scheduler", "--port", "0", "--dashboard-address", ":0")]
        for place in range(2):
            where = folder / f"worker-{place}"
            self._processes.append(
                self._run(
                    "worker", "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", where
                )
            )

    def _run(self, what: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            "--scheduler-file",
            self.file,
            *arguments,
        ]
        return subprocess.Popen(
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    @property
    def address(self) -> str:
        import json

        for _ in range(200):
            if self.file.exists() and (text := self.file.read_text()):
                return str(json.loads(text)["address"])
            time.sleep(0.1)
        raise TimeoutError("the scheduler did not start")

    def kill_one(self) -> None:
        self._processes[-1].send_signal(signal.SIGKILL)
        self._processes[-1].wait(10)

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(10)


@contextmanager
def cluster(folder: Path) -> Iterator[Workers]:
    workers = Workers(folder)
    try:
        yield workers
    finally:
        workers.end()


def content() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(CONTENT)
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def outcomes(harvest: Harvest) -> list[tuple[object, ...]]:
    found = harvest_outcomes(harvest.pk)
    assert found is not None
    return sorted(
        (row["file"], row["line"], row["outcome"], row["reason"], row["pid"])
        for row in read_outcomes(found.paths)
    )


@pytest.mark.usefixtures("catalogue")
def test_a_cluster_that_loses_a_worker_gives_the_same_catalogue_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BUCKET_BYTES", 1 << 18)
    archive = make_collection(COLLECTIONS[1], tmp_path, OBJECTS, seed=7)
    secret = registry.pid_secret().hex()
    monkeypatch.setenv(parallel.WHERE, "here")
    alone = harvest_location(str(archive), Options(report=False))
    assert alone.buckets > 4
    expected, rows = content(), outcomes(alone)

    empty_catalogue()
    Setting.objects.create(name="pid_secret", value=secret)
    with cluster(tmp_path) as workers:
        killed: list[int] = []

        def progress(step: str, done: int, _total: int) -> None:
            if step == "harvest" and not killed:
                killed.append(done)
                workers.kill_one()

        monkeypatch.setenv(parallel.WHERE, workers.address)
        together = harvest_location(str(archive), Options(report=False, progress=progress))
    assert killed[0] < together.buckets
    assert content() == expected
    assert outcomes(together) == rows
    assert search(search_index(), parse([("limit", "0")])).total == alone.created

"""Parts run where the setting says, and again where a process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from naturalia.catalogue import parallel
from naturalia.catalogue.parallel import HereAndNow, Retrying, executor, is_address


def die_until(folder: str, times: int) -> int:
    """Kills its own process on the first attempts; returns the number of the attempt."""
    attempt = len(list(Path(folder).iterdir())) + 1
    (Path(folder) / str(attempt)).touch()
    if attempt <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return attempt


def square(number: int) -> int:
    return number * number


def fail(reason: str) -> None:
    raise ValueError(reason)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "BACK_OFF", 0.01)


def test_a_part_whose_process_is_killed_runs_again_and_the_others_too(tmp_path: Path) -> None:
    with executor(8, workers=2) as pool:
        killed = pool.submit(die_until, str(tmp_path), 1)
        others = [pool.submit(square, number) for number in range(6)]
        assert killed.result(60) == 2
        assert [one.result(60) for one in others] == [0, 1, 4, 9, 16, 25]


def test_a_part_that_kills_every_process_ends_with_an_error(tmp_path: Path) -> None:
    with executor(8, workers=2) as pool, pytest.raises(BrokenExecutor):
        pool.submit(die_until, str(tmp_path), 99).result(120)
    assert len(list(tmp_path.iterdir())) == parallel.ATTEMPTS


def test_an_error_of_a_part_is_its_answer_and_not_tried_again(tmp_path: Path) -> None:
    with executor(8, workers=2) as pool, pytest.raises(ValueError, match="a reason"):
        pool.submit(fail, "a reason").result(60)
    assert not list(tmp_path.iterdir())


def test_one_part_needs_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(executor(1), HereAndNow)
    assert isinstance(executor(8, workers=1), HereAndNow)
    monkeypatch.setenv(parallel.WHERE, "here")
    assert isinstance(executor(8), HereAndNow)
    monkeypatch.setenv(parallel.WHERE, "processes")
    with executor(8, workers=2) as pool:
        assert isinstance(pool, Retrying)


def test_the_address_of_a_scheduler_means_a_cluster() -> None:
    assert is_address("tcp://10.0.0.7:8786")
    assert not is_address("processes")


@pytest.mark.parametrize(
    "module",
    [
        "naturalia.catalogue.part",
        "naturalia.catalogue.exporting.parts",
        "naturalia.catalogue.index_documents",
    ],
)
def test_what_parts_run_needs_no_django(module: str) -> None:
    code = f"import {module}, sys; assert 'django' not in sys.modules"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

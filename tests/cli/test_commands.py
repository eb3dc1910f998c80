"""The command line as scripts call it: JSON, exit codes, errors that say what to do."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.catalogue.archives import herbarium_row, write_archive


class Shell:
    """Runs the command in an installation of its own."""

    def __init__(self, home: Path) -> None:
        self._environment = os.environ | {"NATURALIA_HOME": str(home), "COLUMNS": "200"}
        self._environment.pop("DATABASE_URL", None)

    def __call__(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "naturalia", *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=self._environment,
        )
        assert done.returncode == code, done.stderr + done.stdout
        return done.stdout if code == 0 else done.stderr + done.stdout

    def json(self, *arguments: str) -> dict:  # type: ignore[type-arg]
        return json.loads(self(*arguments, "--json"))


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    return write_archive(folder / "herbarium.zip", [herbarium_row(n) for n in range(1, 31)])


def test_a_collection_is_harvested_found_shown_and_undone(shell: Shell, archive: Path) -> None:
    trial = shell.json("harvest", str(archive), "--dry-run")
    assert (trial["created"], trial["state"]) == (30, "trial")

    done = shell.json("harvest", str(archive))
    names = ["read", "created", "updated", "unchanged", "rejected", "vanished", "issues"]
    assert {*names, "seconds", "peak_memory_bytes"} <= set(done)
    assert done["read"] == done["created"] + done["updated"] + done["unchanged"] + done["rejected"] == 30

    page = shell.json("search", "carex country:Sweden", "--facet", "institutionCode")
    assert page["total"] == 30
    assert page["facets"]["institutionCode"]["buckets"] == [{"value": "TEST", "count": 30}]

    shown = shell.json("show", "urn:catalog:TEST:HERB:7")
    pid = shown["@id"].removeprefix("https://doi.org/")
    assert shell.json("show", pid.lower()) == shown
    assert shell.json("show", pid, "--version", "1") == shown
    assert shell.json("history", pid)[0]["kind"] == "create"  # type: ignore[index]

    rows = list(csv.DictReader(StringIO(shell("outcomes", str(done["harvest"]), "--csv"))))
    assert {row["outcome"] for row in rows} == {"created"}
    assert len(rows) == 30

    assert shell.json("verify")["findings"] == []
    assert shell.json("index")["indexed"] == 30
    shell("undo", str(done["harvest"]))
    assert shell.json("search", "carex")["total"] == 0
    assert "no visible version" in shell("show", pid, code=4)


def test_the_guard_has_its_own_exit_code(shell: Shell, tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in range(100, 120)])
    shell("harvest", str(path))
    write_archive(path, [herbarium_row(100)])
    assert "19 of 20 objects" in shell("harvest", str(path), code=3)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["harvest", "nowhere.zip"], 1, "no such file"),
        (["show", "nothing-of-this-name"], 4, "no specimen"),
        (["outcomes", "999"], 4, "no harvest 999"),
        (["undo", "999"], 1, "no harvest 999"),
        (["search", "--facet", "colour"], 2, "colour"),
    ],
)
def test_an_error_says_what_is_wrong(shell: Shell, arguments: list[str], code: int, said: str) -> None:
    assert said in shell(*arguments, code=code)

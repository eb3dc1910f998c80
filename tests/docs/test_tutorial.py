"""The tutorial is run as a newcomer would: its file, its commands, its results."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorials" / "first-catalogue.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.S)


@pytest.fixture
def shell(tmp_path: Path):  # type: ignore[no-untyped-def]
    environment = os.environ | {"NATURALIA_HOME": str(tmp_path / "home")}
    environment.pop("DATABASE_URL", None)

    def run(command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command.replace('"', "").split()],
            check=False,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_tutorial_works_step_by_step(tmp_path: Path, shell) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "herbarium.csv"
    table.write_text(blocks("csv")[0], encoding="utf-8")
    trial, first, second, undone, _ = [
        [line.removeprefix("$ ") for line in block.strip().splitlines()] for block in blocks("console")
    ]
    assert re.search(r"created\s+3", shell(trial[0]))
    assert re.search(r"created\s+3", shell(first[0]))
    assert "Carex alba" in shell(first[1])
    assert "Carex alba" in shell(first[2])
    table.write_text(table.read_text().replace("Norway", "Sweden"), encoding="utf-8")
    changed = shell(second[0])
    assert re.search(r"updated\s+1", changed)
    assert re.search(r"unchanged\s+2", changed)
    assert "'Norway' -> 'Sweden'" in shell(second[1])
    shell(undone[0])
    assert "Norway" in shell(undone[1])
    assert re.search(r"findings\s+0", shell("naturalia verify"))

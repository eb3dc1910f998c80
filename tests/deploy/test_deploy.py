"""What is in ``deploy/`` can run: commands, options, settings, addresses and images fit this program."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from naturalia.cli.main import application
from naturalia.configuration import SETTINGS, problems

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("naturalia-*"))
KNOWN = {setting.name for setting in SETTINGS} | {"DATABASE_URL", "POSTGRES_PASSWORD"}


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8")))


def accepts(arguments: list[str]) -> None:
    """Fails if the command line has no such command or option."""
    group = typer.main.get_command(application)
    command = group.get_command(typer.Context(group), arguments[0])  # type: ignore[attr-defined]
    assert command is not None, arguments
    command.make_context(arguments[0], arguments[1:], resilient_parsing=False)


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is_with_least_privilege(path: Path) -> None:
    found = unit(path)
    assert found["Unit"]["Description"]
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        return
    command = shlex.split(found["Service"]["ExecStart"])
    assert command[0].endswith("/naturalia")
    accepts(command[1:])
    assert found["Service"]["User"] == "naturalia"
    for guard in ("NoNewPrivileges", "PrivateTmp", "ProtectHome"):
        assert found["Service"][guard] == "yes"


def test_the_example_of_an_environment_has_no_problem() -> None:
    lines = (DEPLOY / "systemd" / "environment.example").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert problems({name: value for name, value in pairs.items() if name.startswith("NATURALIA_")}) == []


@pytest.mark.parametrize("name", ["web", "worker", "scheduler", "parts"])
def test_a_service_runs_a_command_that_there_is(name: str) -> None:
    command = compose()["services"][name]["command"]
    if command[0] == "naturalia":
        accepts(command[1:])
    else:
        assert command[:2] in (["dask", "scheduler"], ["dask", "worker"])


def test_settings_and_variables_of_the_services_are_known() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text)) | set(re.findall(r"\b(NATURALIA_\w+|DATABASE_URL)\b", text))
    assert named <= KNOWN


def test_services_reach_each_other_where_they_listen() -> None:
    services = compose()["services"]
    assert "--port 8786" in " ".join(services["scheduler"]["command"])
    assert "tcp://scheduler:8786" in services["parts"]["command"]
    assert services["worker"]["environment"]["NATURALIA_EXECUTOR"] == "tcp://scheduler:8786"
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "8000" in services["web"]["command"]
    assert "@database:5432/" in services["web"]["environment"]["DATABASE_URL"]
    assert "/health/ready" in services["web"]["healthcheck"]["test"][-1]


def test_the_image_copies_files_that_there_are_and_runs_as_nobody_special() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert all((DEPLOY.parent / name).exists() for names in copied for name in names)
    assert "USER naturalia" in lines


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_finds_no_fault() -> None:
    found = subprocess.run(
        ["systemd-analyze", "verify", *map(str, UNITS)], capture_output=True, text=True, check=False
    )
    faults = [
        line for line in found.stderr.splitlines() if "not executable" not in line and "not found" not in line
    ]
    assert not faults

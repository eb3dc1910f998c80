"""The commands about checklists."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_commands import Shell
from tests.interpret.checklists.conftest import COLDP


def test_a_checklist_is_added_listed_asked_and_removed(tmp_path: Path) -> None:
    run = Shell(tmp_path)
    assert "Begin with" in run("checklist", "list")
    assert "no checklist yet" in run("checklist", "match", "Morus", code=4)
    assert run.json("checklist", "add", str(COLDP))["id"] == "small"
    assert "2026-11" in run("checklist", "list")
    (found,) = run.json("checklist", "match", "Morus", "--kingdom", "Animalia")
    assert found["usage"]["accepted_name"] == "Morus Vieillot, 1816"
    assert "ambiguous" in run("checklist", "match", "Morus")
    assert "error" in run("checklist", "add", str(tmp_path / "nowhere"), code=1)
    assert "removed" in run("checklist", "remove", "small")
    assert "no checklist" in run("checklist", "remove", "small", code=4)

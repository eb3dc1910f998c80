from __future__ import annotations

from pathlib import Path

import pytest

from naturalia.interpret.checklists import add_checklist, checklist_folders

COLDP = Path(__file__).parent / "coldp"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The index of the small checklist."""
    folder = tmp_path_factory.mktemp("checklists")
    add_checklist(folder, COLDP)
    return checklist_folders(folder)[0]

"""Where the real files beside the checkout are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("NATURALIA_SHARED") or Path(__file__).parents[2] / "shared")


def shared_file(*parts: str) -> Path:
    """A real file; the test is skipped if it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the real files beside the checkout: {'/'.join(parts)} is not there")
    return path

"""Real archives, harvested and served: the fixtures of the browser tests over another catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.services import harvest_location
from tests.browser.conftest import address, browser
from tests.conftest import SHARED, empty_catalogue

__all__ = ["address", "browser"]


@pytest.fixture(scope="package")
def network() -> Iterator[None]:
    """All real archives in one catalogue."""
    if not SHARED.is_dir():
        pytest.skip(f"no real archives at {SHARED}: these tests run only beside them")
    empty_catalogue()
    for archive in sorted((SHARED / "data" / "archives").glob("*.zip")):
        harvest_location(str(archive), Options())
    yield
    empty_catalogue()

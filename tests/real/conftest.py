"""Real archives, harvested and served: the fixtures of the browser tests over another catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.services import harvest_location
from tests.browser.conftest import address, browser
from tests.conftest import empty_catalogue
from tests.shared import shared_file

__all__ = ["address", "browser"]


@pytest.fixture(scope="package")
def network() -> Iterator[None]:
    """All real archives in one catalogue."""
    archives = shared_file("data", "archives")
    empty_catalogue()
    for archive in sorted(archives.glob("*.zip")):
        harvest_location(str(archive), Options())
    yield
    empty_catalogue()

"""The network that these tests look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.network import Network, harvested_network


@pytest.fixture(scope="package", autouse=True)
def network() -> Iterator[Network]:
    with harvested_network() as made:
        yield made

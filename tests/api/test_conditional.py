"""What a client has already is not sent again."""

from __future__ import annotations

import json

import pytest

from naturalia.catalogue.models import Institution
from tests.api.snapshot import description
from tests.api.test_api import client
from tests.network import Network

READ = sorted(path for path, item in json.loads(description())["paths"].items() if "get" in item)
NEEDED = {
    "/api/v1/facets": "?facet=country",
    "/api/v1/suggest": "?term=country",
    "/api/v1/download/{name}": "?q=carex",
}


@pytest.mark.parametrize("path", READ)
def test_every_answer_has_an_etag_and_is_not_sent_twice(path: str, network: Network) -> None:
    address = filled(path, network)
    first = client().get(address)
    assert first.status_code == 200, first
    again = client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def filled(path: str, network: Network) -> str:
    """An address of an operation that leads to something."""
    prefix, _, suffix = network.updated.partition("/")
    numbered = network.second_harvest if "/harvests/" in path else 1
    kept = client().post("/api/v1/lists", "Carex", content_type="text/plain").json()["id"]
    parts = {
        "prefix": prefix, "suffix": suffix, "before": 1, "after": 2, "number": numbered, "list_id": kept,
        "zoom": 0, "column": 0, "row": 0, "code": Institution.objects.all()[0].code,
        "name": "csv" if "download" in path else "time",
    }  # fmt: skip
    return path.format(**parts) + NEEDED.get(path, "")

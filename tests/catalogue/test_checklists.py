"""A checklist that is added, replaced or removed is used at the next harvest of each source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from naturalia import installation
from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import current_state
from naturalia.catalogue.services import harvest_location
from naturalia.interpret.checklists import add_checklist, remove_checklist
from tests.catalogue.archives import herbarium_row, write_archive
from tests.interpret.checklists.conftest import COLDP

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture(autouse=True)
def no_checklist_left() -> Iterator[None]:
    yield
    remove_checklist(installation.current().checklists, "small")


def taxon(number: int) -> dict[str, Any]:
    state = current_state(Specimen.objects.order_by("pk")[number])
    assert state is not None
    found: dict[str, Any] = state.document["ods:hasIdentifications"][0]["ods:hasTaxonIdentifications"][0]
    return found


def test_names_are_matched_at_the_next_harvest_and_the_source_name_stays(tmp_path: Path) -> None:
    row = herbarium_row(1) | {"scientificName": "Conyza canadensis (L.) Cronquist", "kingdom": "Plantae"}
    path = str(write_archive(tmp_path / "a.zip", [row]))
    harvest_location(path, Options())
    assert "naturalia:hasTaxonMatches" not in taxon(0)
    add_checklist(installation.current().checklists, COLDP)
    assert harvest_location(path, Options()).updated == 1
    assert taxon(0)["dwc:scientificName"] == "Conyza canadensis (L.) Cronquist"
    assert taxon(0)["naturalia:hasTaxonMatches"][0]["dwc:acceptedNameUsage"] == "Erigeron canadensis L."
    assert harvest_location(path, Options()).unchanged == 1
    page = (
        Client(headers={"host": "127.0.0.1"}).get(f"/specimen/{Specimen.objects.get().pid}").content.decode()
    )
    assert "Accepted name according to small 2026-11" in page
    assert "Erigeron canadensis L." in page
    remove_checklist(installation.current().checklists, "small")
    assert harvest_location(path, Options()).updated == 1
    assert "naturalia:hasTaxonMatches" not in taxon(0)

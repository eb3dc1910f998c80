"""A source is its own witness for the order of day and month, and what it proves is believed everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Harvest, Specimen, Version
from naturalia.catalogue.queries import current_state
from naturalia.catalogue.services import harvest_location
from naturalia.quality.profiling import proven_order
from naturalia.sources import open_source
from tests.catalogue.archives import herbarium_row, write_archive

pytestmark = pytest.mark.usefixtures("catalogue")

AMBIGUOUS = "3/4/1987"
PROOFS = ("23/4/1987", "24/4/1987", "25/4/1987")


def archive(folder: Path, *dates: str) -> Path:
    rows = [herbarium_row(number, eventDate=date) for number, date in enumerate(dates)]
    return write_archive(folder / "dates.zip", rows)


def harvest(path: Path) -> Harvest:
    return harvest_location(str(path), Options())


def event(number: int = 0) -> dict[str, Any]:
    state = current_state(Specimen.objects.get(physical_id=f"urn:catalog:TEST:HERB:{number}"))
    assert state is not None
    found: dict[str, Any] = state.document["ods:hasEvents"][0]
    return found


def issues(number: int = 0) -> set[str]:
    found = Version.objects.filter(specimen__physical_id=f"urn:catalog:TEST:HERB:{number}")
    return {issue["code"] for issue in found.order_by("-number")[0].issues}


def test_other_dates_of_a_source_tell_the_order_of_an_ambiguous_one(tmp_path: Path) -> None:
    done = harvest(archive(tmp_path, AMBIGUOUS, *PROOFS))
    assert done.date_order == "day first"
    assert event()["dwc:eventDate"] == "1987-04-03"
    assert "DATE_ORDER_FROM_COLLECTION" in issues()


def test_too_few_dates_prove_nothing_and_the_ambiguous_one_stays_so(tmp_path: Path) -> None:
    done = harvest(archive(tmp_path, AMBIGUOUS, *PROOFS[:2]))
    assert done.date_order == ""
    assert event()["dwc:eventDate"] != "1987-04-03"
    assert "DATE_ORDER_FROM_COLLECTION" not in issues()


def test_unchanged_rows_are_thought_over_again_when_new_rows_prove_an_order(tmp_path: Path) -> None:
    harvest(archive(tmp_path, AMBIGUOUS))
    done = harvest(archive(tmp_path, AMBIGUOUS, *PROOFS))
    assert (done.created, done.updated, done.unchanged) == (3, 1, 0)
    assert event()["dwc:eventDate"] == "1987-04-03"


def test_the_same_archive_again_keeps_the_order_and_writes_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, AMBIGUOUS, *PROOFS)
    harvest(path)
    again = harvest(path)
    assert (again.date_order, again.unchanged, again.updated) == ("day first", 4, 0)
    more = harvest(archive(tmp_path, AMBIGUOUS, *PROOFS, "26/4/1987"))
    assert (more.unchanged, more.created) == (4, 1)


def test_the_page_of_the_harvest_tells_the_order(tmp_path: Path) -> None:
    done = harvest(archive(tmp_path, *PROOFS))
    page = Client(headers={"host": "127.0.0.1"}).get(f"/harvest/{done.pk}").content.decode()
    assert "day first in numeric dates" in page


def test_a_file_outside_the_catalogue_is_its_own_witness_too(tmp_path: Path) -> None:
    with open_source(archive(tmp_path, AMBIGUOUS, *PROOFS)) as source:
        assert proven_order(source) == "day first"

"""Real archives go out and come in again, and mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.trips import after_a_round_trip, harvest

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.shared]

ARCHIVES = (
    "aafc-das-ocr-2702.zip",
    "globi-dwca.zip",
    "luxembourg-fossils-21.zip",
    "naturalis-ac-media-15.zip",
    "nrm-herpetology-4956.zip",
    "sant-bryophytes.zip",
    "ucaldas-mammals-3828.zip",
    "uwymv-herp-8.zip",
)


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_goes_out_and_comes_in_without_loss(name: str, shared: Path, tmp_path: Path) -> None:
    harvest(shared / "data" / "archives" / name)
    before, after = after_a_round_trip("dwca", tmp_path)
    assert before
    assert after == before


def test_archives_of_several_institutions_go_out_together_and_come_in_without_loss(
    shared: Path, tmp_path: Path
) -> None:
    for name in ARCHIVES:
        harvest(shared / "data" / "archives" / name)
    before, after = after_a_round_trip("dwca", tmp_path)
    assert after == before

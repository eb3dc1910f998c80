"""A provider's records are collected to the last, whatever its pages are like."""

from __future__ import annotations

from pathlib import Path

import pytest

from naturalia.sources import SourceError
from naturalia.sources.biocase import collect, is_endpoint
from tests.sources.abcd.making import read
from tests.sources.provider import Provider, serving


def collected(
    provider: Provider, folder: Path, page_size: int = 10
) -> tuple[list[str], list[str], str, list[float]]:
    """Catalogue numbers, reasons of broken rows, notes, and the pauses made."""
    pauses: list[float] = []
    with serving(provider):
        path = collect(
            provider.url, folder / "answers", allow_private=True, page_size=page_size, pause=pauses.append
        )
    rows, broken, notes = read(path)
    numbers = [row.terms["dwc:catalogNumber"] for row in rows]
    return numbers, [each.reason for each in broken], notes, pauses


def numbers(*ranges: range) -> list[str]:
    return [str(number) for each in ranges for number in each]


@pytest.mark.parametrize("records", [1, 9, 10, 11, 20, 30])
@pytest.mark.parametrize("tells_total", [True, False])
def test_all_records_come_also_when_they_fill_the_last_page(
    tmp_path: Path, records: int, tells_total: bool
) -> None:
    provider = Provider(records, tells_total=tells_total)
    found, broken, _, _ = collected(provider, tmp_path)
    assert (found, broken) == (numbers(range(records)), [])
    if tells_total:
        assert provider.asked == [(start, 10) for start in range(0, records, 10)]


def test_a_provider_may_send_fewer_records_than_it_is_asked_for(tmp_path: Path) -> None:
    found, _, _, _ = collected(Provider(25, most=7), tmp_path)
    assert found == numbers(range(25))


def test_a_busy_provider_is_asked_again_after_pauses_that_double(tmp_path: Path) -> None:
    found, _, _, pauses = collected(Provider(5, failures=3), tmp_path)
    assert found == numbers(range(5))
    assert pauses == [1.0, 2.0, 4.0]


def test_a_provider_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="503"):
        collected(Provider(5, failures=99), tmp_path)


def test_records_that_the_provider_drops_are_told(tmp_path: Path) -> None:
    found, _, notes, _ = collected(Provider(25, dropped=frozenset({3, 4})), tmp_path)
    assert found == numbers(range(3), range(5, 25))
    assert "from record 1: the provider dropped 2 records" in notes


def test_a_corrupt_record_costs_no_other_one(tmp_path: Path) -> None:
    found, broken, notes, _ = collected(Provider(25, corrupt=frozenset({13})), tmp_path)
    assert found == numbers(range(13), range(14, 25))
    assert len(broken) == 1
    assert "record 14" in notes


def test_a_provider_that_sends_the_same_page_for_ever_is_left(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not heed where a page is to start"):
        collected(Provider(40, heeds_start=False), tmp_path)


def test_the_words_of_a_provider_that_refuses_are_passed_on(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such database"):
        collected(Provider(5, error="no such database"), tmp_path)


def test_addresses_of_providers_are_known_by_their_form() -> None:
    assert is_endpoint("https://example.org/biocase/pywrapper.cgi?dsa=Herbar")
    assert not is_endpoint("https://example.org/archive.zip")
    assert not is_endpoint("/data/pywrapper/archive.zip")

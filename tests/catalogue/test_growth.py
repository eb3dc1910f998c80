"""Holdings are counted once a month, as a search counts them, and what was counted stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from naturalia.catalogue.growth import growth, take_snapshots
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Harvest, HoldingsSnapshot, Source
from naturalia.jobs.tasks import count_holdings
from naturalia.search import parse, search
from tests.network import Network, harvested_network


@pytest.fixture(scope="module", autouse=True)
def network() -> Iterator[Network]:
    with harvested_network() as made:
        yield made


def herbarium(network: Network) -> Source:
    return Harvest.objects.get(pk=network.first_harvest).source


def total(*conditions: tuple[str, str]) -> int:
    return search(search_index(), parse([*conditions, ("limit", "0")])).total


def test_a_harvest_leaves_the_count_of_its_month(network: Network) -> None:
    source = herbarium(network)
    (month,) = growth([source])
    own = ("sourceNumber", str(source.pk))
    assert month.month == f"{datetime.now(UTC):%Y-%m}"
    assert month.objects == total(own) > 0
    assert month.mids0 + month.mids1 + month.mids2 + month.mids3 == month.objects
    assert month.mids2 == total(own, ("midsLevel", "2"))
    assert month.media == total(own, ("hasMedia", "true"))
    assert month.coordinates == total(own, ("hasCoordinate", "true"))
    assert month.issues == total(own, ("present", "issue"))
    assert month.types == total(own, ("isMarkedAsType", "true"))


def test_sources_share_out_what_there_is() -> None:
    held = [growth([source])[-1].objects for source in Source.objects.all()]
    assert sum(held) == total() == growth(Source.objects.all())[-1].objects


def test_the_present_month_is_counted_anew_and_past_ones_stay(network: Network) -> None:
    source = herbarium(network)
    before = datetime(2026, 1, 20, tzinfo=UTC)
    take_snapshots([source], before)
    HoldingsSnapshot.objects.filter(source=source, month=date(2026, 1, 1)).update(objects_held=7)
    take_snapshots([source])
    take_snapshots([source])
    months = growth([source])
    assert [month.month for month in months] == ["2026-01", f"{datetime.now(UTC):%Y-%m}"]
    assert months[0].objects == 7
    HoldingsSnapshot.objects.filter(month=date(2026, 1, 1)).delete()


def test_a_month_without_a_count_takes_the_last_one_before(network: Network) -> None:
    source = herbarium(network)
    other = Source.objects.exclude(pk=source.pk).order_by("pk")[0]
    take_snapshots([source, other], datetime(2026, 2, 3, tzinfo=UTC))
    take_snapshots([other], datetime(2026, 3, 3, tzinfo=UTC))
    february, march, *_ = growth([source, other])
    assert (february.month, march.month) == ("2026-02", "2026-03")
    assert february.objects == march.objects
    HoldingsSnapshot.objects.filter(month__lt=date(2026, 4, 1)).delete()


def test_the_worker_counts_sources_that_are_not_harvested() -> None:
    HoldingsSnapshot.objects.all().delete()
    count_holdings(0)
    assert HoldingsSnapshot.objects.count() == Source.objects.count() == 3

"""The page of each source: what it is, what it holds, how that grew, and what came of its harvests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from lxml import html

from naturalia.catalogue.growth import Month
from naturalia.catalogue.models import Harvest, HoldingsSnapshot, Source
from naturalia.portal.growth_chart import FOOT, HEAD, HEIGHT, growth_chart
from tests.network import Network

GROWTH = "//section[@class='growth']"


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def page(path: str, status: int = 200) -> html.HtmlElement:
    response = client().get(path)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def herbarium(network: Network) -> Source:
    return Harvest.objects.get(pk=network.first_harvest).source


def month(name: str, objects: int, full: int = 0) -> Month:
    return Month(
        month=name, taken_at=datetime(2026, 1, 1, tzinfo=UTC), objects=objects, mids0=objects - full, mids1=0,
        mids2=full, mids3=0, media=0, coordinates=0, issues=0, types=0,
    )  # fmt: skip


def test_all_sources_are_listed_with_their_objects() -> None:
    listed = page("/sources")
    assert len(listed.xpath("//tbody/tr")) == Source.objects.count()
    assert listed.xpath("//tbody//a[@href='/sources/1']")


def test_a_source_shows_what_a_search_for_it_finds(network: Network) -> None:
    source = herbarium(network)
    shown = page(f"/sources/{source.pk}")
    (button,) = shown.xpath("//a[starts-with(@href, '/search?sourceNumber=')][@class='button']")
    found = page(button.get("href") or "")
    number = button.text_content().split()[0].replace("\u202f", "")
    assert f"{int(number):,} " in found.xpath("//*[@class='total']")[0].text_content().replace("\u202f", ",")
    harvests = {a.get("href") for a in shown.xpath("//a[starts-with(@href, '/harvest/')]")}
    assert {f"/harvest/{network.first_harvest}", f"/harvest/{network.second_harvest}"} <= harvests
    assert f"/harvest/{network.second_harvest}/quality" in harvests
    assert shown.xpath("//a[@href='/institution/SYN-HERB']")


def test_growth_is_drawn_and_told_in_figures(network: Network) -> None:
    source = herbarium(network)
    HoldingsSnapshot.objects.create(
        source=source, month=date(2026, 1, 1), taken_at=datetime(2026, 1, 9, tzinfo=UTC), objects_held=12,
        mids={"1": 8, "2": 4}, with_media=3, with_coordinates=2, with_issues=1, types=1,
    )  # fmt: skip
    shown = page(f"/sources/{source.pk}")
    rows = shown.xpath(f"{GROWTH}//tbody/tr")
    assert [cell.text_content() for cell in rows[-1]] == [
        "2026-01", "12", "0", "8", "4", "0", "3", "2", "1", "1",
    ]  # fmt: skip
    assert len(shown.xpath(f"{GROWTH}//rect[@class='whole']")) == len(rows) == 2
    assert page("/institution/SYN-HERB").xpath(f"{GROWTH}//tbody/tr")
    HoldingsSnapshot.objects.filter(month=date(2026, 1, 1)).delete()


def test_columns_stand_where_their_month_is_and_are_as_high_as_their_number() -> None:
    chart = growth_chart([month("2025-12", 50), month("2026-01", 100, 40), month("2026-04", 200)], "")
    assert chart is not None
    places = [column.x for column in chart.columns]
    assert places[2] - places[1] == pytest.approx(3 * (places[1] - places[0]), abs=0.2)
    assert [column.height for column in chart.columns] == pytest.approx(
        [(HEIGHT - FOOT - HEAD) * share for share in (0.25, 0.5, 1)]
    )
    assert chart.columns[1].full_height == pytest.approx(chart.columns[1].height * 0.4, abs=0.2)
    assert [tick.number for tick in chart.ticks] == [0, 100, 200]


def test_the_drawing_shows_the_latest_five_years_and_the_table_all() -> None:
    months = [month(f"{year}-{number:02}", year) for year in range(2015, 2026) for number in range(1, 13)]
    chart = growth_chart(months, "")
    assert chart is not None
    assert len(chart.columns) == 60
    assert len(chart.months) == len(months)
    assert growth_chart([], "") is None


def test_a_source_never_harvested_says_so_and_keeps_its_secrets() -> None:
    location = "https://me:hush@example.org/archive.zip?token=hush"
    source = Source.objects.create(location=location, schedule="daily", message=f"{location}: 404")
    text = page(f"/sources/{source.pk}").text_content()
    listed = page("/sources").text_content()
    source.delete()
    assert "hush" not in text + listed
    assert "https://example.org/archive.zip: 404" in text
    assert "daily" in text
    assert "No harvest yet" in text


def test_a_source_that_is_not_there_is_not_found() -> None:
    page("/sources/999", 404)

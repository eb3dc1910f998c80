"""What real collections sent can be found, opened and understood in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.shared]

SEARCHES = {
    "herbarium labels read by a machine": "institutionCode=AAFC",
    "moths of many museums": "family=Erebidae",
    "fossils": "topicDiscipline=Palaeontology",
    "tunicates with pictures": "q=salpidae",
    "frogs and snakes": "institutionCode=NRM&q=rana",
    "mosses": "institutionCode=SANT&genus=Sphagnum",
    "bats": "order=Chiroptera",
    "toads of Wyoming": "q=anaxyrus+wyoming",
}


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    return browser.new_page(base_url=address)


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES.keys())
def test_specimens_are_found_and_opened(search: str, page: Page) -> None:
    page.goto(f"/search?{search}")
    rows = page.locator("table tbody tr")
    assert rows.count() > 0
    link = rows.first.locator("a").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/specimen/**")
    assert name in page.locator("h1").inner_text()
    assert page.get_by_text("As the source wrote it").count() > 0


def test_every_harvest_has_its_report(page: Page) -> None:
    page.goto("/harvests")
    reports = page.locator("a[href^='/harvest/']")
    addresses = {reports.nth(place).get_attribute("href") or "" for place in range(reports.count())}
    assert len(addresses) >= 8
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok

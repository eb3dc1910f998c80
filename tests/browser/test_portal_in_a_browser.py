"""People find and read specimens: with a keyboard, with or without script, in light and dark, on a phone."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from naturalia.jobs.tasks import make_export
from tests.network import Network

AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PAGES = [
    "/",
    "/search",
    "/search?topicDiscipline=Botany&hasMedia=true&sort=scientificName",
    "/search?q=zzzz",
    "/search?contry=x",
    "/search?view=gallery",
    "/search?view=map",
    "/search?view=charts&rank=genus",
    "/search?view=quality",
    "/search?columns=family&columns=elevation&columns=hasMedia",
    "/institutions",
    "/institution/SYN-HERB",
    "/sources",
    "/sources/1",
    "/harvests",
    "/harvest/{second_harvest}",
    "/harvest/{undone_harvest}",
    "/api",
    "/catalogue",
    "/dataset/1",
    "/exports",
    "/export?country=Sweden",
    "/export?q=zzzz",
    "/export/1",
    "/specimen",
    "/specimen/{untouched}",
    "/specimen/{updated}",
    "/specimen/{updated}/1",
    "/specimen/{updated}/history",
    "/specimen/{vanished}",
    "/nothing",
]


def total(page: Page) -> int:
    text = page.locator(".total").inner_text()
    return int("".join(re.findall(r"\d", text)))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')"))


def test_a_search_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if focused(page) == "find":
            break
    page.keyboard.type("carex")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=carex")
    assert total(page) > 0
    for _ in range(200):
        page.keyboard.press("Tab")
        if focused(page).startswith("/specimen/"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/specimen/**")
    expect(page.locator("article")).to_contain_text("Carex")


def test_a_facet_narrows_in_place_and_the_address_follows(page: Page) -> None:
    page.goto("/search")
    everything = total(page)
    page.evaluate("window.notReloaded = true")
    page.get_by_label("Botany").check()
    page.wait_for_url("**/search?topicDiscipline=Botany")
    expect(page.locator(".chips")).to_contain_text("Discipline: Botany")
    assert 0 < total(page) < everything
    assert page.evaluate("window.notReloaded") is True
    assert focused(page) == "topicDiscipline-Botany"
    expect(page.locator("#found")).to_contain_text("specimens found")
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    assert total(page) == everything


def test_what_was_opened_stays_open_when_results_change(page: Page) -> None:
    page.goto("/search")
    page.locator("#facet-family summary").click()
    page.get_by_label("Botany").check()
    page.wait_for_url("**topicDiscipline=Botany")
    expect(page.locator("#facet-family")).to_have_attribute("open", "")


def test_a_specimen_is_opened_from_the_results_and_its_sections_are_there(page: Page) -> None:
    page.goto("/search?topicDiscipline=Palaeontology")
    page.locator("table.specimens tbody th a").first.click()
    expect(page.locator(".card h1")).to_be_visible()
    for section in ("identifications", "verbatim", "mids", "versions", "provenance"):
        expect(page.locator(f"#{section}")).to_be_visible()
    expect(page.get_by_role("heading", name="Geological context").first).to_be_visible()


def test_the_identifier_is_copied_with_a_click(page: Page, network: Network) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/specimen/{network.untouched}")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator(".card [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"https://doi.org/{network.untouched}"


def test_history_shows_before_and_after(page: Page, network: Network) -> None:
    page.goto(f"/specimen/{network.updated}")
    page.get_by_role("link", name="The whole history").click()
    expect(page.locator("ins", has_text="by the bridge").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()


def test_a_search_that_cannot_be_understood_is_told_also_in_place(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("textbox", name="Year collected").fill("later")
    page.get_by_role("textbox", name="Year collected").press("Enter")
    expect(page.locator("h1")).to_have_text("This search cannot be understood")


def test_everything_works_without_script(browser: Browser, address: str, network: Network) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search")
    page.get_by_label("Botany").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**/search?topicDiscipline=Botany")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("link", name="First page")).to_be_visible()
    page.goto(f"/specimen/{network.updated}")
    expect(page.locator("#verbatim")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(
    browser: Browser, address: str, network: Network, path: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.format_map(vars(network)))
    results = Axe().run(page, options=AXE)
    context.close()
    assert results.violations_count == 0, results.generate_report()


BEYOND_THE_EDGE = """
[...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"))
  .map(e => e.outerHTML.slice(0, 200))
"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone_and_asks_nothing_of_others(page: Page, network: Network, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path.format_map(vars(network)))
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, page.evaluate(BEYOND_THE_EDGE)


def test_an_export_with_the_keyboard_alone_is_made_and_downloaded(page: Page) -> None:
    page.goto("/search?country=Sweden")
    page.get_by_role("link", name="Export", exact=True).last.press("Enter")
    page.get_by_label("Format").focus()
    page.keyboard.type("CSV")
    page.get_by_role("button", name="Make the export").press("Enter")
    page.wait_for_url(re.compile(r"/export/\d+$"))
    number = int(page.url.rpartition("/")[2])
    expect(page.get_by_role("status")).to_contain_text("Waiting for its turn")
    with ThreadPoolExecutor(1) as worker:  # this thread drives the browser, which Django takes for async
        worker.submit(make_export, number=number).result()
    page.reload()
    expect(page.get_by_text("Cite it")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").press("Enter")
    assert download.value.suggested_filename == f"naturalia-export-{number}.csv.gz"


def test_a_data_block_is_read_but_never_run(page: Page, network: Network) -> None:
    page.goto(f"/specimen/{network.updated}")
    block = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(block or "")["@id"] == f"https://doi.org/{network.updated}"

"""People find with the keyboard, paste lists, open the tree of taxa; every page of finding is checked."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_portal_in_a_browser import AXE, focused, total

PAGES = [
    "/search/all",
    "/search/all?country=Sweden&-sex=male&year=1900,*&missing=locality",
    "/search/facet/recordedBy",
    "/search/facet/countryCode?within=zz",
    "/search/choose",
    "/search/list",
    "/taxonomy",
    "/taxonomy?kingdom=Plantae",
    "/compare",
    "/compare?a=topicDiscipline%3DBotany&b=hasMedia%3Dtrue",
    "/compare?a=contry%3DSweden&b=",
]
Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_finding_meet_wcag(browser: Browser, address: str, scheme: Scheme) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    found = {path: _violations(page, path) for path in PAGES}
    found["list"] = _violations_of_a_list(page)
    context.close()
    assert {path: told for path, told in found.items() if told} == {}


def _violations(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    page.wait_for_load_state("networkidle")
    return _axe(page)


def _axe(page: Page) -> list[str]:
    response = Axe().run(page, options=AXE).response
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in response["violations"]]


def _violations_of_a_list(page: Page) -> list[str]:
    page.goto("/search/list")
    page.fill("#values", "SYN-HERB-0000010\nno such number")
    page.click("main form button")
    page.wait_for_url("**/search/list/*")
    return _axe(page)


@pytest.mark.parametrize("path", ["/", "/search", "/institutions"])
def test_a_slash_goes_to_the_search_box_but_can_be_typed_in_it(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("/")
    box = focused(page)
    assert box in ("q", "find")
    page.keyboard.type("a/b")
    expect(page.locator(f"#{box}")).to_have_value("a/b")


def test_a_search_is_narrowed_with_the_keyboard_and_the_focus_stays(page: Page) -> None:
    page.goto("/search")
    before = total(page)
    page.locator("#facets input[name=institutionCode]").first.focus()
    wanted = focused(page)
    page.keyboard.press("Space")
    page.wait_for_url("**/search?institutionCode=*")
    expect(page.locator(".chips li")).to_have_count(1)
    assert focused(page) == wanted
    assert total(page) < before


def test_facets_come_after_the_results_to_a_browser_with_script(page: Page) -> None:
    page.goto("/search")
    with page.expect_response(re.compile("/search/facets")) as later:
        page.goto("/search?topicDiscipline=Botany")
    assert later.value.ok
    expect(page.locator("#facets input[name=topicDiscipline]:checked")).to_have_count(1)
    expect(page.locator("#facets input[type=hidden]")).to_have_count(0)


def test_more_values_open_in_their_place_and_are_searched(page: Page) -> None:
    page.goto("/search")
    page.locator("#facet-family > summary").click()
    page.locator("#values-family a").click()
    page.locator("#within-family").fill("rosa")
    expect(page.locator("#values-family li")).to_have_count(1)
    expect(page.locator("#within-family")).to_be_focused()
    page.locator("#values-family li a").click()
    page.wait_for_url("**/search?family=Rosaceae")


def test_a_filter_of_any_term_is_set_with_the_keyboard(page: Page) -> None:
    page.goto("/search/all")
    page.locator("#time > summary").focus()
    page.keyboard.press("Enter")
    page.locator("[name='year.from']").first.focus()
    page.keyboard.type("1900")
    page.keyboard.press("Tab")
    page.keyboard.type("1950")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?year=1900%2C1950")
    assert total(page) > 0


def test_values_are_suggested_while_one_types_and_rows_are_added(page: Page) -> None:
    page.goto("/search/all")
    page.locator("[name='institutionCode']").first.press_sequentially("syn-h")
    expect(page.locator("#values-institutionCode option")).to_have_count(1)
    field = page.locator("fieldset", has=page.locator("[name='institutionCode']"))
    field.get_by_role("button").click()
    expect(field.locator("[name='institutionCode']")).to_have_count(2)
    expect(field.locator("[name='institutionCode']").nth(1)).to_be_focused()


def test_the_tree_of_taxa_opens_in_its_place(page: Page) -> None:
    page.goto("/taxonomy")
    page.locator(".taxa summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".taxa .taxa > li").first).to_be_visible()


def test_a_specimen_is_reached_and_read_with_the_keyboard(page: Page) -> None:
    page.goto("/search?q=carex")
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/specimen/**")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    assert any("<summary" in one or "<a" in one for one in seen)
    assert any("data-copy" in one for one in seen)


@pytest.mark.parametrize(
    "path", ["/search/all", "/search/list", "/compare?a=country%3DSweden&b=x", "/taxonomy"]
)
def test_pages_of_finding_fit_a_phone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_gallery_is_reached_and_a_card_opened_with_the_keyboard(page: Page) -> None:
    page.goto("/search?topicDiscipline=Botany")
    tabbed_to(page, "view=gallery")
    page.keyboard.press("Enter")
    page.wait_for_url("**view=gallery**")
    tabbed_to(page, "/specimen/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/specimen/**")
    tabbed_to(page, "#media")
    page.keyboard.press("Enter")
    expect(page.locator("#media")).to_be_in_viewport()


def tabbed_to(page: Page, part: str) -> None:
    """Press Tab until a link has the focus whose address holds a text."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if part in str(page.evaluate("document.activeElement.getAttribute('href') || ''")):
            return
    raise AssertionError(f"no link to {part} is reached")

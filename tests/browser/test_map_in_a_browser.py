"""The map comes alive where it is opened, with our own worker and tiles, and draws searches."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_portal_in_a_browser import total


def alive(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".map.alive canvas")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(500)


def test_the_script_of_the_map_is_loaded_only_where_a_map_is_opened(context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/search")
    assert not [url for url in asked if "built/map" in url or "outlines" in url]
    scripts = [url for url in asked if url.endswith(".js")]
    sizes = (page.request.get(url, headers={"accept-encoding": "identity"}).body() for url in scripts)
    assert sum(len(body) for body in sizes) <= 60_000  # some 18 kB as they are sent


def test_the_map_has_tiles_of_the_search_and_a_name(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    alive(page, "/search?view=map&topicDiscipline=Botany")
    assert [url for url in asked if re.search(r"/tiles/\d+/\d+/\d+\.mvt\?topicDiscipline=Botany", url)]
    assert all(url.startswith((address, "data:", "blob:")) for url in asked)
    expect(page.locator(".map canvas")).to_have_attribute("aria-label", "Map of the specimens found")
    page.close()


def test_the_view_becomes_a_search_with_the_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, reduced_motion="reduce")
    alive(page, "/search?view=map")
    before = total(page)
    page.locator(".map canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(200)
    page.get_by_role("button", name="Search in this view").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**geometry=POLYGON**")
    assert total(page) < before
    assert "view=map" in page.url
    page.close()


def test_a_rectangle_that_is_drawn_becomes_a_search(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    alive(page, "/search?view=map")
    page.get_by_role("button", name="Draw a rectangle").click()
    box = page.locator(".map canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 200, steps=5)
    page.mouse.up()
    page.wait_for_url("**geometry=POLYGON**")
    assert total(page) > 0
    page.close()


def test_a_specimen_has_a_map_to_zoom_on_demand(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    page.goto("/search?hasCoordinate=true")
    page.locator("tbody a").first.click()
    expect(page.locator(".locator svg").first).to_be_visible()
    page.get_by_role("button", name="A map to zoom").first.click()
    expect(page.locator(".locator.alive canvas").first).to_be_visible(timeout=20_000)
    page.close()

"""The map comes alive where it is opened, with our own worker and tiles, and draws searches."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
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


def test_a_rectangle_is_drawn_with_keys(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, reduced_motion="reduce")
    alive(page, "/search?view=map&topicDiscipline=Botany")
    page.get_by_role("button", name="Draw a rectangle").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map canvas")).to_be_focused()
    expect(page.locator(".map .cross")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="opposite corner")).to_be_visible()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.wait_for_url("**geometry=POLYGON**")
    assert "topicDiscipline=Botany" in page.url
    west, south, east, north = bounds(page)
    assert east - west > 10
    assert north - south > 5
    page.close()


def test_a_polygon_is_drawn_with_keys_and_cancelled(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, reduced_motion="reduce")
    alive(page, "/search?view=map")
    draw = page.get_by_role("button", name="Draw a polygon")
    draw.press("Enter")
    page.keyboard.press(" ")
    page.keyboard.press("Escape")
    expect(page.locator(".map .cross")).to_have_count(0)
    draw.press("Enter")
    for key in (" ", "ArrowRight", " ", "ArrowUp", " "):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    expect(page.get_by_role("status").filter(has_text="Corners so far: 3")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**geometry=POLYGON**")
    assert len(corners(page)) == 4
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_an_area_is_given_in_degrees(browser: Browser, address: str, *, script: bool) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=script)
    page = context.new_page()
    page.goto("/search?view=map&topicDiscipline=Botany")
    before = total(page)
    for name, value in (("West", "-20"), ("South", "0"), ("East", "40"), ("North", "70")):
        page.get_by_label(name, exact=True).fill(value)
    page.get_by_label("North", exact=True).press("Enter")
    page.wait_for_url("**bbox=-20%2C0%2C40%2C70**")
    assert "view=map" in page.url
    assert 0 < total(page) < before
    assert page.get_by_label("West", exact=True).input_value() == "-20"
    page.get_by_label("West", exact=True).fill("east of the river")
    page.get_by_label("West", exact=True).press("Enter")
    expect(page.get_by_text("four numbers")).to_be_visible()
    context.close()


def test_a_square_leads_nearer_and_a_single_specimen_opens(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address, reduced_motion="reduce")
    latitude, longitude = place_of_one(page)
    around = f"{longitude - 25},{latitude - 12},{longitude + 25},{latitude + 12}"
    alive(page, f"/search?view=map&bbox={around}")
    page.locator(".map canvas").click()
    zoom = page.get_by_role("button", name="Zoom to these")
    expect(zoom).to_be_focused()
    before = page.locator(".maplibregl-ctrl-scale").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".maplibregl-ctrl-scale")).not_to_have_text(before)

    near = f"{longitude - 0.02},{latitude - 0.01},{longitude + 0.02},{latitude + 0.01}"
    alive(page, f"/search?view=map&bbox={near}")
    page.locator(".map canvas").click()
    link = page.locator(".maplibregl-popup a").first
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/specimen/**")
    page.close()


def place_of_one(page: Page) -> tuple[float, float]:
    """The coordinates of a specimen, far from the edges of the map."""
    found = page.request.get("/api/v1/specimens?hasCoordinate=true&bbox=-100,-40,100,50&limit=1").json()
    document = page.request.get(f"/api/v1/specimens/{found['results'][0]['pid']}").json()
    text = json.dumps(document)
    latitude, longitude = (
        float(re.findall(rf'"dwc:decimal{name}": (-?[0-9.]+)', text)[0]) for name in ("Latitude", "Longitude")
    )
    return latitude, longitude


def corners(page: Page) -> list[tuple[float, float]]:
    """The corners of the polygon in the address."""
    wkt = parse_qs(urlsplit(page.url).query)["geometry"][0]
    return [(float(a), float(b)) for a, b in re.findall(r"(-?[0-9.]+) (-?[0-9.]+)", wkt)]


def bounds(page: Page) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*corners(page), strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def test_a_specimen_has_a_map_to_zoom_on_demand(browser: Browser, address: str) -> None:
    page = browser.new_page(base_url=address)
    page.goto("/search?hasCoordinate=true")
    page.locator("tbody a").first.click()
    expect(page.locator(".locator svg").first).to_be_visible()
    page.get_by_role("button", name="A map to zoom").first.click()
    expect(page.locator(".locator.alive canvas").first).to_be_visible(timeout=20_000)
    page.close()

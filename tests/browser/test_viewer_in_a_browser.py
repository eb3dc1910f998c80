"""Images of allowed hosts are looked at with mouse, touch and keyboard; without script they are there."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Iterator
from wsgiref.simple_server import make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import Handler, Server
from tests.browser.test_portal_in_a_browser import AXE
from tests.network import Network

HOST = "example.org"  # where the synthetic network says that its photographs are


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x7c\xa0\x60" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def pictured(network: Network) -> Iterator[str]:
    """The portal of an administrator who allows the host of the photographs."""
    assert network
    with (
        override_settings(NATURALIA_IMAGE_HOSTS=frozenset({HOST})),
        make_server("127.0.0.1", 0, get_wsgi_application(), Server, Handler) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visitor(browser: Browser, pictured: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=pictured, has_touch=True)
    made.set_default_timeout(10_000)
    made.route(f"https://{HOST}/**", answer)
    yield made
    made.close()


def answer(route: Route) -> None:
    route.fulfill(body=png(900, 600), content_type="image/png")


def specimen_with_two(visitor: BrowserContext) -> Page:
    """The page of a specimen with two photographs."""
    page = visitor.new_page()
    page.goto("/search?view=gallery&hasMedia=true&limit=100")
    owners = page.locator(".picture figcaption > a").evaluate_all("links => links.map(one => one.href)")
    twice = next(one for one in owners if owners.count(one) == 2)
    page.goto(twice)
    return page


def scale(page: Page) -> float:
    transform = page.locator(".viewer .stage img").evaluate("image => image.style.transform")
    return float(re.findall(r"scale\(([\d.]+)\)", transform)[0])


def shift(page: Page) -> tuple[float, ...]:
    transform = page.locator(".viewer .stage img").evaluate("image => image.style.transform")
    return tuple(float(part) for part in re.findall(r"(-?[\d.]+)px", transform))


def opened(page: Page) -> None:
    page.locator(".media .frame").first.click()
    expect(page.locator(".viewer")).to_be_visible()
    expect(page.locator(".viewer .stage img")).to_have_js_property("complete", value=True)


def test_the_script_of_the_viewer_comes_with_the_first_image_that_is_opened(visitor: BrowserContext) -> None:
    page = specimen_with_two(visitor)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert not [url for url in asked if "viewer" in url]
    opened(page)
    assert [url for url in asked if "built/viewer.js" in url]
    assert all(
        url.startswith(("data:", f"https://{HOST}/", page.url.partition("/specimen")[0])) for url in asked
    )


def test_an_image_is_looked_at_with_the_keyboard(visitor: BrowserContext) -> None:
    page = specimen_with_two(visitor)
    page.locator(".media .frame").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".viewer")).to_be_visible()
    expect(page.locator(".viewer [role=status]")).to_have_text("Image 1 of 2, 100 %")
    first = page.locator(".viewer .stage img").get_attribute("src")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(1.96)
    page.keyboard.press("ArrowRight")
    assert shift(page)[0] < 0
    page.keyboard.press("0")
    assert (scale(page), shift(page)) == (1, (0, 0))
    page.keyboard.press("PageDown")
    expect(page.locator(".viewer [role=status]")).to_have_text("Image 2 of 2, 100 %")
    assert page.locator(".viewer .stage img").get_attribute("src") != first
    page.keyboard.press("Escape")
    expect(page.locator(".viewer")).to_be_hidden()
    expect(page.locator(".media .frame").first).to_be_focused()


def test_licence_and_creator_stay_in_sight(visitor: BrowserContext) -> None:
    page = specimen_with_two(visitor)
    opened(page)
    told = page.locator(".media li").first.locator(".terms").inner_text().split()
    assert page.locator(".viewer .terms").inner_text().split() == told
    assert page.locator(".viewer .terms a[href*='creativecommons.org']").is_visible()


def test_an_image_is_zoomed_and_moved_with_the_mouse(visitor: BrowserContext) -> None:
    page = specimen_with_two(visitor)
    opened(page)
    box = page.locator(".viewer .stage").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.wheel(0, -300)
    page.wait_for_function("document.querySelector('.viewer .stage').classList.contains('near')")
    assert scale(page) == pytest.approx(2.117, abs=0.01)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 40, steps=3)
    page.mouse.up()
    assert shift(page) == pytest.approx((60, 40), abs=1)
    page.mouse.dblclick(*middle)
    assert scale(page) == 1


def test_an_image_is_zoomed_with_two_fingers(visitor: BrowserContext) -> None:
    page = specimen_with_two(visitor)
    opened(page)
    box = page.locator(".viewer .stage").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = visitor.new_cdp_session(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 80), ("touchMove", 120)):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert scale(page) == pytest.approx(3, abs=0.3)


def test_an_image_that_is_not_there_says_so(visitor: BrowserContext) -> None:
    visitor.route(f"https://{HOST}/**", lambda route: route.fulfill(status=404))
    page = specimen_with_two(visitor)
    page.locator(".media .frame").first.click()
    expect(page.get_by_text("The image cannot be loaded")).to_be_visible()
    expect(page.locator(".viewer a[data-act=source]")).to_have_attribute(
        "href", re.compile(f"^https://{HOST}")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_viewer_is_accessible(visitor: BrowserContext, scheme: str) -> None:
    page = specimen_with_two(visitor)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page)
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()


def test_without_script_images_are_links_with_their_licences(browser: Browser, pictured: str) -> None:
    context = browser.new_context(base_url=pictured, java_script_enabled=False)
    context.route(f"https://{HOST}/**", answer)
    page = specimen_with_two_unscripted(context)
    expect(page.locator(".media img").first).to_be_visible()
    expect(page.locator(".viewer")).to_be_hidden()
    assert (page.locator(".media .frame").first.get_attribute("href") or "").startswith(f"https://{HOST}/")
    context.close()


def specimen_with_two_unscripted(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/search?view=gallery&hasMedia=true")
    page.goto(page.locator(".picture figcaption > a").first.get_attribute("href") or "")
    return page

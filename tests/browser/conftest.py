"""A real browser, and the portal served to it."""

from __future__ import annotations

import os
import shutil
import threading
import warnings
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from naturalia.wsgi import application
from tests.network import Network, harvested_network

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def network() -> Iterator[Network]:
    with harvested_network() as made:
        yield made


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request; a browser asks for several things at once."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Says nothing of each request, and gives its connection to the database back."""

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        super().handle()
        connections.close_all()


@pytest.fixture(scope="package")
def address(network: Network) -> Iterator[str]:
    with make_server("127.0.0.1", 0, application, Server, Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="package")
def browser(address: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = _launch(playwright)
        yield started
        started.close()


def _launch(playwright: Playwright) -> Browser:
    """An installed Chromium, or Playwright's own; without either the tests are skipped, but never in CI."""
    installed = next(filter(None, map(shutil.which, CHROMIUM)), None)
    try:
        return playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
    except Error as error:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            raise
        message = "NO BROWSER: install chromium, or run `playwright install chromium`; its tests are skipped"
        warnings.warn(f"{message} ({error.message.splitlines()[0]})", stacklevel=1)
        pytest.skip(message)


class Watch:
    """What a page said on its console, and what it asked of others."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.troubles: list[str] = []
        self._address = address
        context.on("console", lambda message: self._said(message.type, message.text))
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url))

    def _said(self, kind: str, text: str) -> None:
        answered = text.startswith("Failed to load resource") and "(" in text  # a page that is 4xx on purpose
        if kind in ("error", "warning") and not answered:
            self.troubles.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self._address, "data:")):
            self.troubles.append(f"asked for {url}")


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=address)
    made.set_default_timeout(10_000)
    watch = Watch(made, address)
    yield made
    made.close()
    assert watch.troubles == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()

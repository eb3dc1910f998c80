"""Pictures of the documentation, taken from the demonstration: ``python -m benchmarks.screenshots FOLDER``.

A synthetic network is harvested into a temporary installation and served; a headless Chromium looks at it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OBJECTS = 20_000
WIDTH, HEIGHT = 1280, 860


def take(folder: Path) -> list[Path]:
    """Make the network, serve it and take the pictures; returns their files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["NATURALIA_HOME"] = home
        from naturalia.cli.environment import ready

        ready()
        harvest_network(Path(home))
        with served() as address:
            return photographed(address, folder)


def harvest_network(home: Path) -> None:
    """The synthetic network, as ``naturalia demo`` has it."""
    from naturalia.catalogue.harvest import Options
    from naturalia.catalogue.services import harvest_location
    from naturalia.synthetic import make_network

    for path in make_network(home / "synthetic", OBJECTS, 1):
        harvest_location(str(path), Options())


@contextmanager
def served() -> Iterator[str]:
    """The web application on a free port of this machine."""
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from naturalia.wsgi import application

    class Silent(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with make_server("127.0.0.1", 0, application, handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def pages() -> dict[str, str]:
    """Names of the pictures and the addresses that they show."""
    from naturalia.catalogue.indexing import search_index
    from naturalia.catalogue.models import Harvest
    from naturalia.search import parse, search

    wanted = [("isMarkedAsType", "true"), ("hasMedia", "true"), ("hasCoordinate", "true"), ("midsLevel", "2")]
    row = search(search_index(), parse([*wanted, ("topicDiscipline", "Botany"), ("limit", "1")])).rows[0]
    return {
        "front": "/",
        "search": "/search?topicDiscipline=Botany&countryCode=DE",
        "gallery": "/search?topicDiscipline=Botany&view=gallery",
        "map": "/search?view=map",
        "charts": "/search?topicDiscipline=Zoology&view=charts",
        "quality": "/search?view=quality",
        "institution": "/institution/SYN-HERB",
        "specimen": f"/specimen/{row.pid.removeprefix('https://doi.org/')}",
        "harvest": f"/harvest/{Harvest.objects.order_by('pk')[0].pk}",
    }


def photographed(address: str, folder: Path) -> list[Path]:
    """A picture of each page, in light colours, and of the specimen also in dark ones."""
    from playwright.sync_api import sync_playwright

    wanted = [(name, path, "light") for name, path in pages().items()]
    wanted += [(f"{name}-dark", path, "dark") for name, path, _ in wanted if name == "specimen"]
    taken = []
    with sync_playwright() as playwright:
        installed = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        for name, path, scheme in wanted:
            page = browser.new_page(
                base_url=address,
                color_scheme="dark" if scheme == "dark" else "light",
                viewport={"width": WIDTH, "height": HEIGHT},
            )
            page.goto(path)
            if "view=map" in path:
                page.locator(".map.alive canvas").wait_for()
            page.wait_for_load_state("networkidle")
            taken.append(folder / f"{name}.png")
            page.screenshot(path=taken[-1])
            page.close()
        browser.close()
    return taken


if __name__ == "__main__":
    for file in take(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")):
        print(file)

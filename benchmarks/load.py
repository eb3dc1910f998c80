"""Many clients at once: ``python -m benchmarks.load http://127.0.0.1:8000 --clients 64 --seconds 60``.

Each client asks for one thing after the other: search pages, pages of specimens, map tiles, the API. Told are
the answers a second, the median and 95th percentile by kind, and every answer that was none. An answer 429 or
503 with ``Retry-After`` is a server that sheds load: counted apart, and tried again after a while.
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable

import httpx
import msgspec

WORDS = ("carex", "rosa", "salix alpina", "quercus", "gentiana", "alba", "montana", "vallis")
COUNTRIES = ("DE", "FR", "ES", "NL", "SE", "GB", "EE", "CO")
BUSY = (429, 503)


class Figures(msgspec.Struct):
    """What clients met with one kind of request: milliseconds of good answers, refusals, failures."""

    milliseconds: list[float] = msgspec.field(default_factory=list)
    refused: int = 0
    failed: list[str] = msgspec.field(default_factory=list)

    @property
    def line(self) -> str:
        """Median, 95th percentile, counts."""
        if len(self.milliseconds) < 2:
            return f"{len(self.milliseconds)} answers, {self.refused} refused, {len(self.failed)} failed"
        p95 = statistics.quantiles(self.milliseconds, n=20)[-1]
        return (
            f"median {statistics.median(self.milliseconds):7.1f} ms, p95 {p95:7.1f} ms, "
            f"{len(self.milliseconds)} answers, {self.refused} refused, {len(self.failed)} failed"
        )


def paths(address: str) -> dict[str, Callable[[random.Random], str]]:
    """What clients ask for, by kind."""
    found = httpx.get(f"{address}/api/v1/specimens", params={"limit": 100}, timeout=60).json()["results"]
    pids = [one["pid"].removeprefix("https://doi.org/") for one in found]
    return {
        "search page": lambda chance: (
            f"/search?q={chance.choice(WORDS)}&countryCode={chance.choice(COUNTRIES)}"
        ),
        "specimen page": lambda chance: f"/specimen/{chance.choice(pids)}",
        "map tile": lambda chance: (
            f"/api/v1/tiles/3/{chance.randrange(8)}/{chance.randrange(8)}.mvt?q={chance.choice(WORDS)}"
        ),
        "API search": lambda chance: (
            f"/api/v1/specimens?q={chance.choice(WORDS)}&facet=family&facet=year&limit=20"
        ),
        "API by PID": lambda chance: f"/api/v1/specimens/{chance.choice(pids)}",
    }


def run(address: str, clients: int, seconds: float) -> tuple[dict[str, Figures], float]:
    """Let clients ask for a while; returns the figures by kind, and the seconds that it took."""
    kinds = paths(address)
    figures: dict[str, Figures] = defaultdict(Figures)
    guard, started = threading.Lock(), time.perf_counter()

    def client(seed: int) -> None:
        chance = random.Random(seed)
        with httpx.Client(base_url=address, timeout=60) as http:
            while time.perf_counter() - started < seconds:
                kind = chance.choice(list(kinds))
                _ask(http, kind, kinds[kind](chance), figures, guard)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(figures), time.perf_counter() - started


def _ask(
    http: httpx.Client, kind: str, path: str, figures: dict[str, Figures], guard: threading.Lock
) -> None:
    asked = time.perf_counter()
    try:
        response = http.get(path)
    except httpx.HTTPError as error:
        with guard:
            figures[kind].failed.append(f"{path}: {error!r}")
        return
    took = (time.perf_counter() - asked) * 1000
    shed = response.status_code in BUSY and "Retry-After" in response.headers
    with guard:
        if shed:
            figures[kind].refused += 1
        elif response.status_code == 200:
            figures[kind].milliseconds.append(took)
        else:
            figures[kind].failed.append(f"{path}: {response.status_code}")
    if shed:
        time.sleep(min(float(response.headers["Retry-After"]), 1.0))


def main() -> None:
    """Parse, run, tell; the exit code tells of failures."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    arguments.add_argument("address")
    arguments.add_argument("--clients", type=int, default=8)
    arguments.add_argument("--seconds", type=float, default=20.0)
    chosen = arguments.parse_args()
    figures, took = run(chosen.address.rstrip("/"), chosen.clients, chosen.seconds)
    answered = sum(len(one.milliseconds) for one in figures.values())
    print(f"{chosen.clients} clients, {took:.0f} s: {answered / took:.1f} answers a second")
    for kind, one in sorted(figures.items()):
        print(f"{kind:14} {one.line}")
    failures = [failure for one in figures.values() for failure in one.failed]
    for failure in failures[:10]:
        print(failure)
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()

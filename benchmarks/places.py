"""How fast places are read on one core: ``python -m benchmarks.places`` prints a table (half a minute).

Points go through the borders as columns; texts and names are all different, so that no cache answers.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import shapely

POINTS, TEXTS = 1_000_000, 5_000


def main() -> None:
    """Measure and print."""
    print("| what | per second on one core |\n|---|---|")
    for name, rate in [*points(), *texts()]:
        print(f"| {name} | {rate:,.0f} |")


def points() -> Iterable[tuple[str, float]]:
    """Points spread evenly on the globe, points near borders, and verdicts on a stated country."""
    from naturalia.interpret import against_countries
    from naturalia.vocabulary.geography.borders import border_index

    index, chance = border_index(), np.random.default_rng(1)
    even = np.degrees(np.arcsin(chance.uniform(-1, 1, POINTS))), chance.uniform(-180, 180, POINTS)
    corners = shapely.get_coordinates(index.shapes()[0][::7])
    chosen = corners[chance.integers(0, len(corners), POINTS)]
    near = tuple(
        np.clip(chosen[:, axis] + chance.normal(0, 0.3, POINTS), -limit, limit)
        for axis, limit in ((1, 90), (0, 180))
    )
    stated = index.countries(*near)
    yield "points even on the globe: country", rate(lambda: index.countries(*even), POINTS)
    yield "points within 30 km of borders: country", rate(lambda: index.countries(*near), POINTS)
    yield "points near borders against their country", rate(lambda: against_countries(*near, stated), POINTS)


def texts() -> Iterable[tuple[str, float]]:
    """Interpreters of single texts, cold."""
    from naturalia.interpret import coordinates, elevation, point_check

    chance = random.Random(1)
    pairs = [
        f"{chance.randint(0, 80)}°{chance.randint(0, 59)}'{chance.randint(0, 59)}\"N "
        f"{chance.randint(0, 170)}°{chance.randint(0, 59)}'{chance.randint(0, 59)}\"E"
        for _ in range(TEXTS)
    ]
    places = [(round(chance.uniform(35, 65), 5), round(chance.uniform(-5, 40), 5)) for _ in range(TEXTS)]
    squares = [f"33VVF{number:06}" for number in range(TEXTS)]
    heights = [f"{number}-{number + 10} m" for number in range(TEXTS)]
    yield (
        "degrees, minutes, seconds in pairs",
        each(lambda text: coordinates(None, None, None, None, text), pairs),
    )
    yield "decimal columns", each(lambda at: coordinates(str(at[0]), str(at[1])), places)
    yield "MGRS squares", each(lambda text: coordinates(None, None, None, None, text), squares)
    yield "single points checked against a country", each(lambda at: point_check(*at, "DE"), places)
    yield "elevations", each(elevation, heights)


def rate(work: Callable[[], Any], count: int) -> float:
    """The best of three runs, by the time of the processor."""
    return max(count / _seconds(work) for _ in range(3))


def each(read: Callable[[Any], Any], values: list[Any]) -> float:
    """One run over values that were not seen before."""
    read(values[0])
    return len(values) / _seconds(lambda: [read(value) for value in values])


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()

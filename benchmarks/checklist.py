"""How long a checklist of millions of names takes to index, and names to match against it, and the memory.

``python -m benchmarks.checklist [USAGES] [NAMES]`` makes a checklist of random names (the same each time).
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from naturalia.interpret.checklists import add_checklist, checklist_folders, match

SYLLABLES = tuple(first + second for first in "bcdfglmnprstv" for second in "aeiou")
ENDINGS = ("us", "a", "um", "is", "ensis", "ii", "oides", "ata", "osus", "inum")
AUTHORS = (
    "L.",
    "Mill.",
    "(L.) Hook.",
    "Smith, 1900",
    "(Fabricius, 1775)",
    "DC.",
    "Boiss. & Heldr.",
    "Walker, 1856",
)
GENERA = 150_000


def word(random_: random.Random, syllables: int) -> str:
    return "".join(random_.choice(SYLLABLES) for _ in range(syllables))


def usages(count: int) -> Iterator[tuple[str, ...]]:
    random_ = random.Random(4)
    genera = sorted(
        {word(random_, random_.choice((2, 3, 4))).capitalize() + random_.choice("axn") for _ in range(GENERA)}
    )
    weights = [1 / (place % 1000 + 1) for place in range(len(genera))]
    chosen = random_.choices(genera, weights, k=count)
    for number, genus in enumerate(chosen):
        species = word(random_, random_.choice((2, 3, 3, 4))) + random_.choice(ENDINGS)
        infra = word(random_, 3) + "a" if number % 10 == 0 else ""
        synonym = number % 20 >= 11
        parent = _parent(random_, number, count, synonym=synonym)
        name = f"{genus} {species}" + (f" var. {infra}" if infra else "")
        rank, status = "variety" if infra else "species", "synonym" if synonym else "accepted"
        yield str(number), parent, status, rank, name, random_.choice(AUTHORS)


def _parent(random_: random.Random, number: int, count: int, *, synonym: bool) -> str:
    """Four levels of taxa; a synonym belongs to any accepted name."""
    if synonym:
        return str(random_.randrange(count // 20) * 20)
    levels = (0, 20, 2_000, 150_000)
    above = max((level for level in levels if level <= number), default=0)
    return str(random_.randrange(above)) if above else ""


def write(path: Path, count: int, names: int) -> list[str]:
    random_ = random.Random(5)
    asked: list[str] = []
    with path.open("w") as file:
        file.write("ID\tparentID\tstatus\trank\tscientificName\tauthorship\n")
        for usage in usages(count):
            file.write("\t".join(usage) + "\n")
            if random_.random() < names / count:
                asked.append(_spoilt(random_, f"{usage[4]} {usage[5]}"))
    return asked


def _spoilt(random_: random.Random, name: str) -> str:
    """Of ten names seven as they are, one mistyped, one of an unknown species, one of no known genus."""
    lot = random_.random()
    if lot < 0.7:
        return name
    genus, species, *rest = name.split(" ")
    if lot < 0.8:
        place = random_.randrange(1, len(species) - 1)
        swapped = species[:place] + species[place + 1] + species[place] + species[place + 2 :]
        return " ".join((genus, swapped, *rest))
    return f"{genus} nusquamensis" if lot < 0.9 else "X" + name.lower()


def main() -> None:
    count, names = (int(each) for each in (*sys.argv[1:], *("4000000", "1000000")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "NameUsage.tsv"
        asked = write(source, count, names)
        started = time.perf_counter()
        made = add_checklist(Path(folder) / "kept", Path(folder))
        _say(f"{made.usages:,} usages indexed", started)
        index = checklist_folders(Path(folder) / "kept")[0]
        started = time.perf_counter()
        kinds: dict[str, int] = {}
        for name in asked:
            kind = match(index, name).kind.value
            kinds[kind] = kinds.get(kind, 0) + 1
        _say(f"{len(asked):,} names matched: {kinds}", started)


def _say(text: str, started: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{text}: {time.perf_counter() - started:.0f} s, at most {memory:.0f} MiB", flush=True)


if __name__ == "__main__":
    main()

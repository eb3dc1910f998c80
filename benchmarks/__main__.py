"""Measure everything in one run and write the tables of docs/performance.md.

``python -m benchmarks --objects 1000000`` takes some ten minutes. The figures that count are ratios: both
sides of each were measured in this run, on this machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.harvests import Measured, changed_copy, harvest
from benchmarks.report import Report, write

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
SMALLER = 4
"""Memory is compared with an archive of a quarter of the objects."""


def main() -> None:
    """Parse, measure, report."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    arguments.add_argument("--objects", type=int, default=1_000_000)
    arguments.add_argument("--work", type=Path, help="folder for archives and databases (default: temporary)")
    arguments.add_argument("--no-write", action="store_true", help="print only")
    chosen = arguments.parse_args()
    if chosen.work:
        chosen.work.mkdir(parents=True, exist_ok=True)
        report = measure(chosen.objects, chosen.work)
    else:
        with tempfile.TemporaryDirectory(prefix="naturalia-bench-") as folder:
            report = measure(chosen.objects, Path(folder))
    print(report.markdown())
    if not chosen.no_write:
        write(PAGE, report)


def measure(objects: int, work: Path) -> Report:
    """All figures for a synthetic herbarium of this many objects."""
    from naturalia.synthetic import COLLECTIONS, make_collection

    archive = make_collection(COLLECTIONS[0], work, objects, seed=1)
    smaller = make_collection(COLLECTIONS[0], work, objects // SMALLER, seed=1)
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.0f} MB", flush=True)
    small = harvest(smaller, fresh(work / "small"))
    shutil.rmtree(work / "small")
    home = fresh(work / "home")
    location = work / "source.zip"
    first = say("first", harvest(archive, home, location))
    same = say("same archive", harvest(archive, home, location))
    changed = changed_copy(archive, work / "changed.zip")
    one_percent = say("1 % changed", harvest(changed, home, location))
    return after_harvests(work, archive, home, [small, first, same, one_percent])


def after_harvests(work: Path, archive: Path, home: Path, measured: list[Measured]) -> Report:
    """Floors and latencies, in the installation that the harvests left."""
    os.environ["NATURALIA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "naturalia.settings"
    from benchmarks import floors, inside, interpretation

    documents = inside.index_documents(work / "documents.jsonl")
    lowest = floors.measure(archive, documents, inside.database_url())
    documents.unlink()
    understood = interpretation.measure(archive)
    return Report.of(measured, lowest, understood, inside.latencies(), inside.sizes(home))


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def say(name: str, measured: Measured) -> Measured:
    """Tell what was measured while the rest goes on."""
    cost = measured.cost
    print(f"{name}: {cost.seconds:.1f} s, processors {cost.processor:.1f} s, {measured.counts}", flush=True)
    return measured


if __name__ == "__main__":
    main()

"""How cost grows: ``python -m benchmarks.scale --millions 1,3,10``; a million objects need 4 GB of disk.

For each size a synthetic herbarium is harvested into an empty installation, harvested again unchanged,
exported as a Darwin Core Archive, and searched. The table goes into docs/scale.md; straight growth shows as a
steady rate of objects a second and steady bytes an object.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.costs import cost_of_children
from benchmarks.harvests import harvest
from benchmarks.report import write

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"
INSIDE = """
import json, sys
from pathlib import Path
from benchmarks import inside
from naturalia.cli.environment import ready
ready()
latencies = {name: [found.median, found.p95] for name, found in inside.latencies().items()}
print(json.dumps([latencies, inside.sizes(Path(sys.argv[1]))]))
"""


class Grown(msgspec.Struct):
    """What was measured at one size: seconds, bytes, milliseconds (median and 95th percentile)."""

    objects: int
    first: float
    again: float
    exported: float
    peak_memory: int
    latencies: dict[str, tuple[float, float]]
    sizes: dict[str, int]


def measure(objects: int, work: Path) -> Grown:
    """Harvest, harvest again, export and search a herbarium of this many objects."""
    from naturalia.synthetic import COLLECTIONS, make_collection

    home = work / f"home-{objects}"
    archive = make_collection(COLLECTIONS[0], work, objects, seed=1)
    first = harvest(archive, home)
    again = harvest(archive, home)
    environment = os.environ | {"NATURALIA_HOME": str(home)}
    with cost_of_children() as exported:
        command = [sys.executable, "-m", "naturalia", "export", "--output", str(work / "export.zip")]
        subprocess.run(command, check=True, capture_output=True, env=environment)
    done = subprocess.run(
        [sys.executable, "-c", INSIDE, str(home)], check=True, capture_output=True, text=True, env=environment
    )
    latencies, sizes = msgspec.json.decode(done.stdout.splitlines()[-1])
    shutil.rmtree(home)
    archive.unlink()
    return Grown(
        first.counts["read"],
        first.cost.seconds,
        again.cost.seconds,
        exported.seconds,
        first.peak_memory_bytes,
        latencies,
        sizes,
    )


class Growth(msgspec.Struct):
    """All sizes of one run."""

    measured: list[Grown]

    def markdown(self) -> str:
        """The tables."""
        when = datetime.now(UTC).date().isoformat()
        lines = [f"{when}, {os.cpu_count()} cores.", "", *self._rates(), "", *self._latencies()]
        return "\n".join(lines)

    def _rates(self) -> list[str]:
        lines = [
            "| objects | objects a second | of the smallest | again, of the first | export, objects a second "
            "| peak memory | database | index | files |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        ]
        slowest = self.measured[0].objects / self.measured[0].first
        for one in self.measured:
            rate = one.objects / one.first
            each = {name: size / one.objects for name, size in one.sizes.items()}
            lines.append(
                f"| {one.objects:,} | {rate:,.0f} | {rate / slowest:.2f} | {one.again / one.first:.3f} "
                f"| {one.objects / one.exported:,.0f} | {one.peak_memory / 1e9:.2f} GB "
                f"| {each['database']:,.0f} B | {each['index']:,.0f} B | {each['files']:,.0f} B |"
            )
        return lines

    def _latencies(self) -> list[str]:
        names = list(self.measured[0].latencies)
        lines = [f"| objects | {' | '.join(names)} |", f"|---:|{'---:|' * len(names)}"]
        for one in self.measured:
            told = (f"{one.latencies[name][0]:.1f} / {one.latencies[name][1]:.1f} ms" for name in names)
            lines.append(f"| {one.objects:,} | {' | '.join(told)} |")
        return lines


def main() -> None:
    """Parse, measure each size, write the tables."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    arguments.add_argument("--millions", default="1,3,10", help="sizes in millions, between commas")
    arguments.add_argument("--work", type=Path, help="folder for archives and installations")
    arguments.add_argument("--no-write", action="store_true", help="print only")
    chosen = arguments.parse_args()
    sizes = [round(float(size) * 1_000_000) for size in chosen.millions.split(",")]
    with tempfile.TemporaryDirectory(prefix="naturalia-scale-", dir=chosen.work) as folder:
        growth = Growth([])
        for objects in sizes:
            growth.measured.append(measure(objects, Path(folder)))
            print(growth.markdown(), flush=True)
    if not chosen.no_write:
        write(PAGE, growth)


if __name__ == "__main__":
    main()

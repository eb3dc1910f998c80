"""The tables of docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from benchmarks.costs import Cost
from benchmarks.floors import Floors
from benchmarks.harvests import Measured
from benchmarks.interpretation import Interpreted
from benchmarks.latency import Latency

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
GOALS = {
    "search: text, two filters, 8 facets, 20 rows": 40,
    "specimen page": 60,
    "API by PID": 15,
}


class Printed(Protocol):
    """What can be written into a page."""

    def markdown(self) -> str:
        """The tables."""


class Report(msgspec.Struct):
    """What one run measured."""

    small: Measured
    first: Measured
    same: Measured
    changed: Measured
    floors: Floors
    interpretation: Interpreted
    latencies: dict[str, Latency]
    sizes: dict[str, int]

    @classmethod
    def of(
        cls,
        measured: Sequence[Measured],
        floors: Floors,
        interpretation: Interpreted,
        latencies: dict[str, Latency],
        sizes: dict[str, int],
    ) -> Report:
        """Put a run together; ``measured`` are the smaller, first, unchanged and changed harvests."""
        small, first, same, changed = measured
        return cls(small, first, same, changed, floors, interpretation, latencies, sizes)

    def markdown(self) -> str:
        """All tables."""
        tables = (self._harvests(), self._speeds(), self._rivals(), self._latencies(), self._sizes())
        return "\n\n".join([self._machine(), *("\n".join(lines) for lines in tables)])

    def _machine(self) -> str:
        when = datetime.now(UTC).date().isoformat()
        objects = f"{self.first.counts['read']:,}"
        return (
            f"{when}, {objects} objects x 56 columns with identification and multimedia extensions; "
            f"{os.cpu_count()} cores ({_processor()}), {_memory():.0f} GB, {platform.system()}, "
            f"Python {platform.python_version()}."
        )

    def _harvests(self) -> list[str]:
        floor, first = self.floors.total, self.first.cost
        memory = self.first.peak_memory_bytes / self.small.peak_memory_bytes
        return [
            "| harvest, zip to searchable | seconds | ratio | goal | processor seconds | ratio |",
            "|---|---:|---:|---:|---:|---:|",
            _floor("Polars, core to Parquet", self.floors.polars),
            _floor("PostgreSQL, COPY of the rows as jsonb", self.floors.copy),
            _floor("Tantivy, indexing the same fields", self.floors.tantivy),
            _compared("**first harvest**", first, floor, "of the floors", "2.5"),
            _compared("the same archive again", self.same.cost, first, "of the first", "0.2"),
            _compared("1 % of the rows changed", self.changed.cost, first, "of the first", "0.25"),
            f"| peak memory, all processes | {self.first.peak_memory_bytes / 1e9:.2f} GB | "
            f"{memory:.2f} of a quarter of the objects | 1.5 GB, 1.3 | | |",
        ]

    def _speeds(self) -> list[str]:
        """Records a second of one core, as a part of a harvest has them."""
        found = self.interpretation
        shares = ", ".join(f"{share:.0%} of {kind}" for kind, share in found.distinct.items())
        return [
            f"| interpretation of {found.records:,} records | records a second and core | goal |",
            "|---|---:|---:|",
            f"| cold: values that are met for the first time | {found.cold:,.0f} | 8,000 |",
            f"| warm: their distinct values are kept | {found.warm:,.0f} | 20,000 |",
            "",
            f"Distinct are {shares}. Reading the reference data takes a process {found.start:.1f} s, once.",
        ]

    def _rivals(self) -> list[str]:
        lines = ["| the same texts, microseconds each | ours | row by row |", "|---|---:|---:|"]
        for name, (ours, theirs) in self.interpretation.compared.items():
            lines.append(f"| {name} | {ours:.1f} | {theirs:.1f} |")
        return lines

    def _latencies(self) -> list[str]:
        lines = ["| request, warm, in process | median ms | p95 ms | goal p95 |", "|---|---:|---:|---:|"]
        for name, latency in self.latencies.items():
            lines.append(f"| {name} | {latency.median:.1f} | {latency.p95:.1f} | {GOALS[name]} |")
        return lines

    def _sizes(self) -> list[str]:
        objects = self.first.counts["read"]
        lines = ["| kept | MB | bytes an object |", "|---|---:|---:|"]
        lines += [
            f"| {name} | {size / 1e6:.0f} | {size / objects:.0f} |" for name, size in self.sizes.items()
        ]
        return lines


def _floor(name: str, cost: Cost) -> str:
    return f"| floor: {name} | {cost.seconds:.1f} | | | {cost.processor:.1f} | |"


def _compared(name: str, cost: Cost, other: Cost, what: str, goal: str) -> str:
    ratio, busy = cost.seconds / other.seconds, cost.processor / other.processor
    return (
        f"| {name} | {cost.seconds:.1f} | {ratio:.3g} {what} | {goal} | {cost.processor:.1f} | {busy:.3g} |"
    )


def write(page: Path, report: Printed) -> None:
    """Replace the figures between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{report.markdown()}\n{END}{after}", encoding="utf-8")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9

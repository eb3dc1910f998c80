"""The tables of docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.floors import Floors
from benchmarks.harvests import Measured
from benchmarks.latency import Latency

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
GOALS = {
    "search: text, two filters, 8 facets, 20 rows": 40,
    "specimen page": 60,
    "API by PID": 15,
}


class Report(msgspec.Struct):
    """What one run measured."""

    small: Measured
    first: Measured
    same: Measured
    changed: Measured
    floors: Floors
    latencies: dict[str, Latency]
    sizes: dict[str, int]

    @classmethod
    def of(
        cls,
        measured: Sequence[Measured],
        floors: Floors,
        latencies: dict[str, Latency],
        sizes: dict[str, int],
    ) -> Report:
        """Put a run together; ``measured`` are the smaller, first, unchanged and changed harvests."""
        small, first, same, changed = measured
        return cls(small, first, same, changed, floors, latencies, sizes)

    def markdown(self) -> str:
        """All tables."""
        return "\n".join([self._machine(), "", *self._harvests(), "", *self._latencies(), "", *self._sizes()])

    def _machine(self) -> str:
        when = datetime.now(UTC).date().isoformat()
        objects = f"{self.first.counts['read']:,}"
        return (
            f"{when}, {objects} objects x 56 columns with identification and multimedia extensions; "
            f"{os.cpu_count()} cores ({_processor()}), {_memory():.0f} GB, {platform.system()}, "
            f"Python {platform.python_version()}."
        )

    def _harvests(self) -> list[str]:
        floor, first = self.floors.total, self.first.seconds
        memory = self.first.peak_memory_bytes / self.small.peak_memory_bytes
        return [
            "| harvest, zip to searchable | seconds | ratio | goal |",
            "|---|---:|---:|---:|",
            f"| floor: Polars, core to Parquet | {self.floors.polars:.1f} | | |",
            f"| floor: PostgreSQL, COPY of the rows as jsonb | {self.floors.copy:.1f} | | |",
            f"| floor: Tantivy, indexing the same fields | {self.floors.tantivy:.1f} | | |",
            f"| **first harvest** | {first:.1f} | {first / floor:.2f} of the floors | 2.5 |",
            f"| the same archive again | {self.same.seconds:.1f} "
            f"| {self.same.seconds / first:.3f} of the first | 0.2 |",
            f"| 1 % of the rows changed | {self.changed.seconds:.1f} "
            f"| {self.changed.seconds / first:.3f} of the first | 0.25 |",
            f"| peak memory, all processes | {self.first.peak_memory_bytes / 1e9:.2f} GB | "
            f"{memory:.2f} of a quarter of the objects | 1.5 GB, 1.3 |",
        ]

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


def write(page: Path, report: Report) -> None:
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

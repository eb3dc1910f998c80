"""Metrics in the text format of Prometheus: what requests cost, and how much there is.

Web processes count together through files in ``PROMETHEUS_MULTIPROC_DIR`` (``naturalia serve`` makes it);
what there is, is asked of the index and the database when the metrics are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Count
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Export, Harvest
from naturalia.search import SpecimenQuery, search

SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
SEARCHES = frozenset({"search", "api/v1/specimens", "api/v1/count", "api/v1/facets"})

_registry = CollectorRegistry()
_requests = Counter(
    "naturalia_requests", "Requests answered", ["method", "route", "status"], registry=_registry
)
_latency = Histogram(
    "naturalia_request_seconds", "Time to the answer", ["route"], buckets=SECONDS, registry=_registry
)
_searches = Counter("naturalia_searches", "Searches answered", registry=_registry)


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request."""
    _requests.labels(method, route, str(status)).inc()
    _latency.labels(route).observe(seconds)
    if route in SEARCHES and status == 200:
        _searches.inc()


def exposition() -> bytes:
    """All metrics as text."""
    return generate_latest(_of_all_processes()) + generate_latest(_holdings())


def _of_all_processes() -> CollectorRegistry:
    if SHARED_COUNTS not in os.environ:
        return _registry
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


@cache
def _holdings() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Holdings())
    return registry


class Holdings(Collector):
    """How much there is of what."""

    def collect(self) -> Iterator[Metric]:
        """Gauges, asked for now."""
        index = search_index()
        snapshot_count = search(index, SpecimenQuery(limit=0)).total
        yield GaugeMetricFamily("naturalia_objects", "Objects that are found", value=snapshot_count)
        yield GaugeMetricFamily("naturalia_index_bytes", "Size of the index on disk", value=_size(index.path))
        generation = GaugeMetricFamily("naturalia_index_info", "State of the index", labels=["generation"])
        generation.add_metric([index.generation], 1)
        yield generation
        yield GaugeMetricFamily(
            "naturalia_index_publication", "Last publication in the index", value=index.publication
        )
        yield _by_state("naturalia_harvests", "Harvests by state", _states(Harvest))
        yield _by_state("naturalia_exports", "Exports by state", _states(Export))
        yield _by_state("naturalia_jobs", "Background jobs by state", _jobs())


def _by_state(name: str, text: str, counts: list[tuple[str, int]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=["state"])
    for state, count in counts:
        family.add_metric([state], count)
    return family


def _states(model: type[Harvest] | type[Export]) -> list[tuple[str, int]]:
    found = model.objects.values_list("state").annotate(number=Count("pk")).order_by("state")
    return [(str(state), int(number)) for state, number in found]


def _jobs() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY 1")
        return [(str(status), int(number)) for status, number in cursor.fetchall()]


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue  # merged away meanwhile
    return total

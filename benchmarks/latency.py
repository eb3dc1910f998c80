"""Latency of search and pages: many requests in process, warm, and their 95th percentile."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable

import msgspec

REQUESTS = 200
FACETS = ("country", "family", "year", "typeStatus", "basisOfRecord", "midsLevel", "institutionCode", "issue")


class Latency(msgspec.Struct):
    """Milliseconds."""

    median: float
    p95: float


def timed(calls: Iterable[Callable[[], object]]) -> Latency:
    """Median and 95th percentile of the calls."""
    milliseconds = []
    for call in calls:
        started = time.perf_counter()
        call()
        milliseconds.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(milliseconds, n=20)
    return Latency(statistics.median(milliseconds), cuts[-1])


def search_latency() -> Latency:
    """Text, two filters, eight facets and twenty rows, with words and filters that vary."""
    from naturalia.catalogue.indexing import search_index
    from naturalia.search import parse, search

    index = search_index()
    chance = random.Random(1)
    words = [
        "carex",
        "rosa",
        "salix alpina",
        "jena",
        "forêt",
        "gentiana",
        "quercus montana",
        "vercors",
        "alba",
    ]
    countries = ["DE", "FR", "ES", "NL", "SE", "GB"]

    def one() -> object:
        parameters = [
            ("q", chance.choice(words)),
            ("countryCode", chance.choice(countries)),
            ("kingdom", "Plantae"),
            ("limit", "20"),
        ]
        return search(index, parse(parameters), FACETS)

    for _ in range(20):
        one()
    return timed(one for _ in range(REQUESTS))


def page_latency(paths: Iterable[str]) -> Latency:
    """Pages through the whole web application, without the network."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})

    def get(path: str) -> object:
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
        return response

    wanted = list(paths)
    for path in wanted[:20]:
        get(path)
    return timed((lambda path=path: get(path)) for path in wanted)

"""How fast records are understood: cold, warm, and against libraries that read value by value.

The records are those of one bucket of the archive, as a part of a harvest has them. They are measured in a
process of their own, so that nothing is kept that should not be.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from naturalia.catalogue.spill import bucket_of
from naturalia.sources import Row, open_source
from naturalia.sources.records import VerbatimRecord

BUCKETS = 128
FIRST = 50
"""Records for which the reference data are read: once for a process, whatever its number of records."""

Records = list[tuple[str, VerbatimRecord]]
DATES = ("dwc:eventDate", "dwc:verbatimEventDate")
KINDS = {
    "dates": (*DATES, "dwc:year", "dwc:month", "dwc:day"),
    "places": ("dwc:country", "dwc:stateProvince", "dwc:locality", "dwc:decimalLatitude"),
    "taxa": ("dwc:scientificName", "dwc:family"),
    "collectors": ("dwc:recordedBy",),
}


class Interpreted(msgspec.Struct):
    """Seconds for the first records, records a second of one core for the others, the share of distinct
    values by kind, and microseconds a text of our readers and of others.
    """

    records: int
    start: float
    cold: float
    warm: float
    distinct: dict[str, float]
    compared: dict[str, tuple[float, float]]


def measure(archive: Path) -> Interpreted:
    """Measure the first bucket of an archive, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.interpretation", str(archive)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Interpreted)


def interpreted(archive: Path) -> Interpreted:
    """The same, here."""
    records = read(archive)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)  # as a worker of a harvest has it
    first, others = records[:FIRST], records[FIRST:]
    start = seconds(lambda: understand(first))
    cold, warm = (len(others) / seconds(lambda: understand(others)) for _ in range(2))
    return Interpreted(len(others), start, cold, warm, distinct(records), compared(records))


def read(archive: Path) -> Records:
    """The records of one bucket, with their extension rows."""
    with open_source(archive) as source:
        extensions: dict[str, dict[str, list[dict[str, str]]]] = {}
        for table in source.extensions:
            for row in _rows(table.rows()):
                rows = extensions.setdefault(row.key, {})
                rows.setdefault(table.row_type, []).append(row.terms)
        return [
            (row.key, VerbatimRecord(row.terms, extensions.get(row.key, {})))
            for row in _rows(source.core.rows())
        ]


def _rows(rows: Iterable[Any]) -> Iterable[Row]:
    return (row for row in rows if isinstance(row, Row) and bucket_of(row.key, BUCKETS) == 0)


def understand(records: Records) -> None:
    """Interpret all records, and put all tests of quality to them, as a part of a harvest does."""
    from naturalia.interpret import Context, interpret
    from naturalia.quality.findings import stored_findings

    context = Context()
    for key, record in records:
        interpret(record, context, key)
        stored_findings(record.core)


def distinct(records: Records) -> dict[str, float]:
    """How many of the records bring values of their own, by kind."""
    return {
        kind: len({tuple(map(record.core.get, terms)) for _, record in records}) / len(records)
        for kind, terms in KINDS.items()
    }


def compared(records: Records) -> dict[str, tuple[float, float]]:
    """Dates, names and countries: microseconds a text of ours, and of a library asked row by row."""
    import dateparser
    import dateutil.parser
    import nameparser
    import pycountry

    from naturalia import interpret

    dates = _texts(records, *DATES)
    few = dates[: len(dates) // 20]  # dateparser takes milliseconds for one
    countries, names = _texts(records, "dwc:country"), _texts(records, "dwc:scientificName")
    found = {
        "dates: `dateutil`": (_each(interpret.date, dates), _each(dateutil.parser.parse, dates)),
        "dates: `dateparser`": (_each(interpret.date, few), _each(dateparser.parse, few)),
        "countries: `pycountry`": (
            _each(interpret.country, countries),
            _each(pycountry.countries.lookup, countries),
        ),
    }
    ours = getattr(interpret, "name", None)
    if ours is not None:
        found["names: `gbif-name-parser`"] = (_each(ours, names), _each(nameparser.parse, names))
    return found


def _texts(records: Records, *terms: str) -> list[str]:
    return [text for _, record in records for term in terms if (text := record.core.get(term))]


def _each(read: Callable[[str], object], texts: list[str]) -> float:
    """Microseconds a text; a reader may refuse a text in its own way."""
    _forget(read)
    return seconds(lambda: _read_all(read, texts)) / max(1, len(texts)) * 1e6


def _forget(read: Callable[[str], object]) -> None:
    clear = getattr(read, "cache_clear", None)
    if clear is not None:
        clear()


def _read_all(read: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        with suppress(Exception):
            read(text)


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this thread."""
    started = time.thread_time()
    work()
    return time.thread_time() - started


if __name__ == "__main__":
    print(msgspec.json.encode(interpreted(Path(sys.argv[1]))).decode())

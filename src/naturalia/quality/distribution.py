"""Records that do not fit the others of their source: pure functions over a table of a few columns.

The table has one row a record: ``file``, ``line``, ``key``, ``taxon``, ``latitude``, ``longitude`` (degrees),
``elevation`` (metres), ``year``, ``day`` (ISO 8601, only where a single day is stated), ``collector``, and
``number`` (institution, collection and catalogue number). What cannot be told is null. Limits are robust:
distances from the median, measured in quartiles, so that the outliers themselves do not move them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from naturalia.quality.report import Place, Suspicion, Suspicions

MEMORY_LIMIT = "256MB"
MOST_EXAMPLES = 20
FEWEST = 20
"""Specimens of a taxon below which nothing is said of the others: a range cannot be seen in fewer."""
FENCE = 5.0
"""Interquartile ranges beyond the third quartile; Tukey (1977) calls 3 far out; species have odd ranges."""
LEAST_DISTANCE = 500.0
"""Kilometres from the middle of a taxon below which a point is never an outlier."""
LEAST_HEIGHT = 1000.0
"""Metres beyond the quartiles below which an elevation is never an outlier."""
LONGEST_CAREER = 60
"""Years from the median year of a collector beyond which a record is improbable."""
FEWEST_OF_COLLECTOR = 5
FARTHEST_IN_A_DAY = 1000.0
"""Kilometres between two gatherings of one collector on one day."""

SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("key", pa.string()),
        ("taxon", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("elevation", pa.float64()),
        ("year", pa.int32()),
        ("day", pa.string()),
        ("collector", pa.string()),
        ("number", pa.string()),
    ]
)
_KILOMETRES = """
CREATE MACRO kilometres(lat1, lon1, lat2, lon2) AS 2 * 6371.0088 * asin(sqrt(least(1.0,
    sin(radians(lat2 - lat1) / 2) ** 2
    + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2)))
"""
_PLACES = """
WITH middle AS (
    SELECT taxon, median(latitude) AS latitude, median(longitude) AS longitude
    FROM records WHERE taxon IS NOT NULL AND latitude IS NOT NULL GROUP BY taxon HAVING count(*) >= $fewest
), away AS (
    SELECT r.file, r.line, r.key, r.taxon,
           kilometres(m.latitude, m.longitude, r.latitude, r.longitude) AS distance
    FROM records r JOIN middle m USING (taxon) WHERE r.latitude IS NOT NULL
), usual AS (
    SELECT taxon, quantile_cont(distance, 0.25) AS low, quantile_cont(distance, 0.75) AS high
    FROM away GROUP BY taxon
)
SELECT file, line, key, format('{} was found {:,} km from the middle of the others', taxon,
       CAST(round(distance) AS BIGINT)), distance
FROM away JOIN usual USING (taxon)
WHERE distance > greatest($least, high + $fence * (high - low)) ORDER BY distance DESC, file, line
"""
_ELEVATIONS = """
WITH usual AS (
    SELECT taxon, quantile_cont(elevation, 0.25) AS low, quantile_cont(elevation, 0.75) AS high
    FROM records WHERE taxon IS NOT NULL AND elevation IS NOT NULL GROUP BY taxon HAVING count(*) >= $fewest
)
SELECT file, line, key, format('{} at {} m; half of the others are at {} to {} m', taxon,
       CAST(round(elevation) AS BIGINT), CAST(round(low) AS BIGINT), CAST(round(high) AS BIGINT)), elevation
FROM records JOIN usual USING (taxon)
WHERE elevation > high + greatest($least, $fence * (high - low))
   OR elevation < low - greatest($least, $fence * (high - low)) ORDER BY abs(elevation) DESC, file, line
"""
_CAREERS = """
WITH career AS (
    SELECT collector, median(year) AS middle FROM records
    WHERE collector IS NOT NULL AND year IS NOT NULL GROUP BY collector HAVING count(*) >= $fewest
)
SELECT file, line, key, format('{} collected in {}; most of the others are around {}', collector, year,
       CAST(round(middle) AS BIGINT)), abs(year - middle)
FROM records JOIN career USING (collector)
WHERE abs(year - middle) > $least ORDER BY abs(year - middle) DESC, file, line
"""
_ITINERARIES = """
WITH days AS (
    SELECT collector, day, min(latitude) AS south, max(latitude) AS north, count(*) AS n,
           arg_min(latitude, longitude) AS west_latitude, min(longitude) AS west,
           arg_max(latitude, longitude) AS east_latitude, max(longitude) AS east,
           arg_min(longitude, latitude) AS south_longitude, arg_max(longitude, latitude) AS north_longitude
    FROM records WHERE collector IS NOT NULL AND day IS NOT NULL AND latitude IS NOT NULL
    GROUP BY collector, day HAVING count(*) > 1
), far AS (
    SELECT *, greatest(kilometres(west_latitude, west, east_latitude, east),
                       kilometres(south, south_longitude, north, north_longitude)) AS distance FROM days
)
SELECT r.file, r.line, r.key, format('{} at places {:,} km apart on {}', far.collector,
       CAST(round(far.distance) AS BIGINT), far.day), far.distance
FROM records r JOIN far ON r.collector = far.collector AND r.day = far.day
WHERE far.distance > $least AND r.latitude IS NOT NULL
  AND (r.latitude IN (far.south, far.north) OR r.longitude IN (far.west, far.east))
ORDER BY far.distance DESC, far.collector, far.day, r.file, r.line
"""
_DUPLICATES = """
WITH twice AS (
    SELECT number, count(*) AS n FROM records WHERE number IS NOT NULL GROUP BY number HAVING n > 1
)
SELECT file, line, key, format('{} is the number of {} records', number, n), n
FROM records JOIN twice USING (number) ORDER BY n DESC, number, file, line
"""
CHECKS: tuple[tuple[str, str, str, dict[str, float]], ...] = (
    ("place", "Specimens far from all others of their taxon: compare name and point.", _PLACES,
     {"fewest": FEWEST, "fence": FENCE, "least": LEAST_DISTANCE}),
    ("elevation", "Specimens far above or below the others of their taxon: look for feet or a missing point.",
     _ELEVATIONS, {"fewest": FEWEST, "fence": FENCE, "least": LEAST_HEIGHT}),
    ("time", "Specimens long before or after the others of their collector: a wrong century, or a namesake.",
     _CAREERS, {"fewest": FEWEST_OF_COLLECTOR, "least": LONGEST_CAREER}),
    ("itinerary", "A collector at distant places on one day: a wrong date, a wrong point, or two people.",
     _ITINERARIES, {"least": FARTHEST_IN_A_DAY}),
    ("catalogue number", "Catalogue numbers that several records have: parts of one object, or a slip.",
     _DUPLICATES, {}),
)  # fmt: skip


def suspicions(records: pa.Table | Path) -> tuple[Suspicions, ...]:
    """What each check finds in a table of the columns of ``SCHEMA``, or in a Parquet file of them."""
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": "1"}) as database:
        database.execute(_KILOMETRES)
        if isinstance(records, Path):
            quoted = str(records).replace("'", "''")
            database.execute(f"CREATE VIEW records AS SELECT * FROM read_parquet('{quoted}')")
        else:
            database.register("records", records)
        found = [_check(database, *check) for check in CHECKS]
    return tuple(one for one in found if one.records)


def _check(
    database: duckdb.DuckDBPyConnection, name: str, explanation: str, query: str, limits: dict[str, float]
) -> Suspicions:
    rows: list[tuple[Any, ...]] = database.execute(
        f"SELECT *, count(*) OVER () FROM ({query}) LIMIT {MOST_EXAMPLES}", limits
    ).fetchall()
    examples = tuple(Suspicion(name, text, Place(file, line, key)) for file, line, key, text, *_ in rows)
    return Suspicions(name, explanation, rows[0][-1] if rows else 0, examples)


class RecordTable:
    """Writes the columns of the checks to a Parquet file, some thousand records at a time."""

    ROWS = 20_000

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._rows: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """Append a record: the values of the columns in their order."""
        self._rows.append(row)
        if len(self._rows) == self.ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(table_of(self._rows))
        self._rows.clear()


def table_of(rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows as a table of the columns of ``SCHEMA``."""
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)

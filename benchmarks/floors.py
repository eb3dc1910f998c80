"""Floors: what the bare engines need for the same data. A harvest is measured against their sum.

Each floor runs in a process of its own, so that none profits from the memory or caches of another.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import msgspec

from benchmarks.costs import Cost, cost_of_this_process, processor_of

CORE = "occurrence.txt"


class Floors(msgspec.Struct):
    """What each engine needs for the same rows."""

    polars: Cost
    copy: Cost
    tantivy: Cost

    @property
    def total(self) -> Cost:
        """The sum that a harvest is compared with."""
        each = (self.polars, self.copy, self.tantivy)
        return Cost(sum(cost.seconds for cost in each), sum(cost.processor for cost in each))


def measure(archive: Path, index_documents: Path, database_url: str) -> Floors:
    """Run the three floors for the core of an archive and its index documents (JSON Lines)."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with ZipFile(archive) as packed:
            packed.extract(CORE, work)
        rows = work / "rows.jsonl"
        _run("rows", str(work / CORE), str(rows))
        return Floors(
            polars=_run("polars", str(work / CORE), str(work / "core.parquet")),
            copy=_run("copy", str(rows), database_url),
            tantivy=_run("tantivy", str(index_documents), str(work / "index")),
        )


def _run(floor: str, *arguments: str) -> Cost:
    command = [sys.executable, "-m", "benchmarks.floors", floor, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return msgspec.json.decode(done.stdout, type=Cost)


def polars_parquet(core: str, parquet: str) -> None:
    """Polars reads the unzipped core and writes Parquet."""
    import polars as pl

    _read(pl, core).write_parquet(parquet)


def rows_as_json(core: str, rows: str) -> None:
    """The rows of the core as JSON documents: the input of the next floor, not measured."""
    import polars as pl

    encode = msgspec.json.Encoder().encode
    frame = _read(pl, core)
    with Path(rows).open("wb") as output:
        for row in frame.iter_rows(named=True):
            output.write(encode({name: value for name, value in row.items() if value}) + b"\n")


def copy_json(rows: str, database_url: str) -> float:
    """PostgreSQL takes the rows as JSON documents by COPY. Returns the processor seconds of the server."""
    import psycopg

    with psycopg.connect(database_url) as connection:
        connection.execute("DROP TABLE IF EXISTS floor")
        connection.execute("CREATE TABLE floor (document jsonb)")
        with Path(rows).open("rb") as file, connection.cursor().copy("COPY floor FROM STDIN") as copy:
            while lines := file.readlines(1 << 20):
                copy.write(b"".join(lines).replace(b"\\", b"\\\\"))
        connection.commit()
        return processor_of(connection.info.backend_pid)


def drop(database_url: str) -> None:
    """Remove what the COPY floor left, outside of its time."""
    import psycopg

    with psycopg.connect(database_url) as connection:
        connection.execute("DROP TABLE IF EXISTS floor")


def tantivy_index(documents: str, index: str) -> None:
    """Tantivy indexes the same fields from ready-made documents, with Naturalia's schema."""
    from naturalia.search import SpecimenIndex

    with Path(documents).open(encoding="utf-8") as file, SpecimenIndex(Path(index)).writer() as update:
        update.replace(((number, line) for number, line in enumerate(file)), new=True)
        update.commit(1)


def _read(pl, core: str):  # type: ignore[no-untyped-def]
    return pl.read_csv(core, separator="\t", quote_char=None, infer_schema=False)


RUNS: dict[str, Callable[..., float | None]] = {
    "polars": polars_parquet,
    "rows": rows_as_json,
    "copy": copy_json,
    "tantivy": tantivy_index,
}

if __name__ == "__main__":
    with cost_of_this_process() as cost:
        elsewhere = RUNS[sys.argv[1]](*sys.argv[2:])
    cost.processor += elsewhere or 0.0
    print(msgspec.json.encode(cost).decode())
    if sys.argv[1] == "copy":
        drop(sys.argv[3])

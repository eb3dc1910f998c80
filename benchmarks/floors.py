"""Floors: what the bare engines need for the same data. A harvest is measured against their sum.

Each floor runs in a process of its own, so that none profits from the memory or caches of another.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

import msgspec

CORE = "occurrence.txt"


class Floors(msgspec.Struct):
    """Seconds of each engine for the same rows."""

    polars: float
    copy: float
    tantivy: float

    @property
    def total(self) -> float:
        """The sum that a harvest is compared with."""
        return self.polars + self.copy + self.tantivy


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


def _run(floor: str, *arguments: str) -> float:
    command = [sys.executable, "-m", "benchmarks.floors", floor, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


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


def copy_json(rows: str, database_url: str) -> None:
    """PostgreSQL takes the rows as JSON documents by COPY."""
    import psycopg

    with psycopg.connect(database_url) as connection:
        connection.execute("DROP TABLE IF EXISTS floor")
        connection.execute("CREATE TABLE floor (document jsonb)")
        with Path(rows).open("rb") as file, connection.cursor().copy("COPY floor FROM STDIN") as copy:
            while lines := file.readlines(1 << 20):
                copy.write(b"".join(lines).replace(b"\\", b"\\\\"))


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


RUNS = {"polars": polars_parquet, "rows": rows_as_json, "copy": copy_json, "tantivy": tantivy_index}

if __name__ == "__main__":
    started = time.perf_counter()
    RUNS[sys.argv[1]](*sys.argv[2:])
    print(time.perf_counter() - started)
    if sys.argv[1] == "copy":
        drop(sys.argv[3])

"""Figures from within an installation that was harvested: sizes, latencies, the documents of its index."""

from __future__ import annotations

import random
from pathlib import Path

import psycopg

from benchmarks.latency import REQUESTS, Latency, page_latency, search_latency
from naturalia import installation
from naturalia.catalogue.index_documents import build_chunk
from naturalia.cli.environment import ready

CHUNK = 2000


def database_url() -> str:
    """The database of the installation."""
    return installation.current().database_url()


def index_documents(path: Path) -> Path:
    """Write the index documents of all specimens as JSON Lines: the input of a floor."""
    ready()
    with (
        psycopg.connect(database_url()) as connection,
        connection.cursor("ids") as cursor,
        path.open("w", encoding="utf-8") as output,
    ):
        cursor.execute("SELECT id FROM catalogue_specimen ORDER BY id")
        while rows := cursor.fetchmany(CHUNK):
            chunk = build_chunk(database_url(), [number for (number,) in rows])
            output.writelines(f"{document}\n" for _, document in chunk.documents)
    return path


def latencies() -> dict[str, Latency]:
    """Search, specimen page and API, warm."""
    pids = _some_pids(REQUESTS)
    return {
        "search: text, two filters, 8 facets, 20 rows": search_latency(),
        "specimen page": page_latency(f"/specimen/{pid}" for pid in pids),
        "API by PID": page_latency(f"/api/v1/specimens/{pid}" for pid in pids),
    }


def sizes(home: Path) -> dict[str, int]:
    """Bytes of the parts of the installation."""
    with psycopg.connect(database_url()) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    folders = {name: _bytes_in(home / folder) for name, folder in (("index", "index"), ("files", "files"))}
    return {"database": row[0] if row else 0, **folders}


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _some_pids(count: int) -> list[str]:
    with psycopg.connect(database_url()) as connection:
        row = connection.execute("SELECT max(id) FROM catalogue_specimen").fetchone()
        last = row[0] if row else 0
        wanted = random.Random(3).sample(range(1, last + 1), min(count * 2, last))
        rows = connection.execute(
            "SELECT specimen.prefix || '/' || specimen.suffix FROM catalogue_specimen specimen "
            "JOIN catalogue_version version ON version.specimen_id = specimen.id AND version.number = 1 "
            "WHERE specimen.id = ANY(%s) AND version.kind = 'create' LIMIT %s",
            [wanted, count],
        ).fetchall()
    return [pid for (pid,) in rows]

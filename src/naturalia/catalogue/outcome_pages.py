"""The outcomes of a harvest a page at a time, in the order of its files, without reading them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from naturalia.catalogue.outcomes import DOWNLOAD_COLUMNS

MEMORY_LIMIT = "256MB"
_NUMBERS = ("line", "version", "issues")
COLUMNS = ", ".join(name if name in _NUMBERS else f"{name}::text" for name in DOWNLOAD_COLUMNS)


def outcome_page(
    paths: Sequence[Path], outcome: str, offset: int, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many rows have an outcome (empty: any), and those from ``offset`` on."""
    files = [str(path) for path in paths if path.exists()]
    if not files:
        return 0, []
    where = "WHERE outcome::text = $outcome" if outcome else ""
    given = {"files": files} | ({"outcome": outcome} if outcome else {})
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": "1"}) as database:
        counted = database.execute(f"SELECT count(*) FROM read_parquet($files) {where}", given).fetchone()
        asked = f"SELECT {COLUMNS} FROM read_parquet($files) {where} LIMIT {limit:d} OFFSET {offset:d}"
        rows = database.execute(asked, given).fetchall()
    return (counted[0] if counted else 0), [dict(zip(DOWNLOAD_COLUMNS, row, strict=True)) for row in rows]

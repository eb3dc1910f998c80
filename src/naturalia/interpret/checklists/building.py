"""From a table of usages to an index on disk: sorted columns that are opened by memory map.

``usages.arrow`` holds the usages in the order of their keys, so that names of one genus are neighbours;
the arrays beside it hold what is computed with: parent, accepted usage, status, and hashes of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from blake3 import blake3

from naturalia.interpret.checklists import keys
from naturalia.interpret.checklists.model import MATCH_RULES, ChecklistError, Status
from naturalia.interpret.checklists.naming import name_usages
from naturalia.interpret.checklists.reading import batches

BATCH_BITS = 16
"""Usages lie in batches of 2 to this power rows."""
TEXTS = ("id", "name", "authorship", "rank", "code", "key")
HIGHER = ("kingdom", "phylum", "class", "order", "family")
NO_ROW, DANGLING, LOOP = -1, -2, -3
"""Instead of a row: nothing is stated, what is stated is not in the list, it leads in a circle."""

Step = Callable[[str, int, int], None]
_STATUS = (
    "CASE WHEN s LIKE '%misapplied%' THEN 4 WHEN s LIKE '%ambiguous%' OR s LIKE '%proparte%' THEN 3"
    " WHEN s LIKE '%synonym%' OR s LIKE '%unaccepted%' OR s LIKE 'not %' OR s LIKE '%invalid%' THEN 2"
    " WHEN s LIKE '%bare%' OR s LIKE 'unassessed%' OR s LIKE 'unplaced%' THEN 5"
    " WHEN s = '' AND accepted_id IS NOT NULL AND accepted_id <> id THEN 2"
    " WHEN s LIKE '%provisional%' OR s LIKE '%doubtful%' THEN 1 ELSE 0 END"
)
_JUMPS = 40


def build(database: duckdb.DuckDBPyConnection, folder: Path, step: Step) -> tuple[int, int, str]:
    """Write the index of the table ``usages``; gives the numbers of usages and taxa, and a digest.

    Raises ChecklistError if there are none.
    """
    step("naming", 0, 1)
    if not name_usages(database):
        raise ChecklistError("there is no name in the checklist.")
    step("naming", 1, 1)
    database.execute(
        "CREATE TABLE sorted AS SELECT"
        " (row_number() OVER (ORDER BY key, id, accepted_id, name, authorship) - 1)::INTEGER AS row,"
        f" *, ({_STATUS})::TINYINT AS state"
        " FROM (SELECT *, replace(replace(lower(coalesce(status, '')), '_', ' '), '-', ' ') AS s FROM named)"
    )
    database.execute("DROP TABLE named")
    step("linking", 0, 1)
    state = _column(database, "SELECT state AS x FROM sorted ORDER BY row").astype(np.int8)
    parents = _links(database, "parent_id")
    accepted = _accepted(_links(database, "accepted_id"), state)
    np.save(folder / "state.npy", state)
    np.save(folder / "parent.npy", parents)
    np.save(folder / "accepted.npy", accepted)
    step("linking", 1, 1)
    _write_higher(database, folder)
    digest = _write_usages(database, folder, len(state), step)
    links = blake3(state.tobytes() + parents.tobytes() + accepted.tobytes()).hexdigest()
    rules = f"{digest}\n{links}\n{MATCH_RULES}\n{keys.rules_version()}"
    return len(state), int((state <= Status.PROVISIONALLY_ACCEPTED).sum()), blake3(rules.encode()).hexdigest()


def _column(database: duckdb.DuckDBPyConnection, query: str) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] = database.execute(query).fetchnumpy()["x"]
    return np.ma.getdata(found).astype(np.int32)


def _links(database: duckdb.DuckDBPyConnection, column: str) -> npt.NDArray[np.int32]:
    """The row that each usage names in a column, or why there is none."""
    return _column(
        database,
        f"WITH known AS (SELECT id, min(row) AS target FROM sorted GROUP BY id)"
        f" SELECT CASE WHEN sorted.{column} IS NULL THEN {NO_ROW} ELSE coalesce(known.target, {DANGLING}) END"
        f" AS x FROM sorted LEFT JOIN known ON sorted.{column} = known.id ORDER BY sorted.row",
    )


def _accepted(links: npt.NDArray[np.int32], state: npt.NDArray[np.int8]) -> npt.NDArray[np.int32]:
    """The accepted row that each usage leads to, through chains of synonyms; circles are found."""
    own = np.arange(len(links), dtype=np.int32)
    settled = state <= Status.PROVISIONALLY_ACCEPTED
    at = np.where(settled, own, links)
    for _ in range(_JUMPS):
        moving = at >= 0
        moving[moving] = ~settled[at[moving]]
        if not moving.any():
            break
        at[moving] = links[at[moving]]
    at[moving] = LOOP
    return at


def _write_higher(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Higher taxa stated in columns: each distinct combination once, and which one each usage has."""
    names = ", ".join(f'"{rank}"' for rank in HIGHER)
    any_stated = " OR ".join(f'"{rank}" IS NOT NULL' for rank in HIGHER)
    database.execute(
        f"CREATE TABLE higher AS SELECT (row_number() OVER (ORDER BY {names}) - 1)::INTEGER AS place, {names}"
        f" FROM (SELECT DISTINCT {names} FROM sorted WHERE {any_stated})"
    )
    table = database.sql(f"SELECT {names} FROM higher ORDER BY place").to_arrow_table()
    with pa.ipc.new_file(folder / "higher.arrow", table.schema) as writer:
        writer.write_table(table)
    same = " AND ".join(f'sorted."{rank}" IS NOT DISTINCT FROM higher."{rank}"' for rank in HIGHER)
    places = _column(
        database,
        f"SELECT coalesce(place, {NO_ROW}) AS x FROM sorted LEFT JOIN higher ON {same} ORDER BY row",
    )
    np.save(folder / "higher.npy", places)


def _write_usages(database: duckdb.DuckDBPyConnection, folder: Path, rows: int, step: Step) -> str:
    """The texts in batches, and hashes of keys and variant keys; gives a digest of the texts."""
    exact, variant = np.empty(rows, np.uint64), np.empty(rows, np.uint64)
    schema = pa.schema([(column, pa.string()) for column in TEXTS])
    genera = _Genera()
    digest, done = blake3(), 0
    query = (
        "SELECT id, coalesce(plain, name) AS name, authorship, lower(rank) AS rank, lower(code) AS code, key"
        " FROM sorted ORDER BY row"
    )
    with pa.ipc.new_file(folder / "usages.arrow", schema) as writer:
        for batch in batches(database, query, 1 << BATCH_BITS):
            writer.write_batch(batch.cast(schema))
            for column in range(len(TEXTS)):
                digest.update("\0".join(map(str, batch.column(column).to_pylist())).encode())
            words = batch.column("key").to_pylist()
            exact[done : done + len(words)] = [keys.hash_of(key) for key in words]
            variant[done : done + len(words)] = [keys.hash_of(keys.variant_key(key)) for key in words]
            genera.add(words)
            done += len(words)
            step("indexing", done, rows)
    _write_hashes(folder, "exact", exact)
    _write_hashes(folder, "variant", variant)
    genera.write(folder)
    return digest.hexdigest()


def _write_hashes(folder: Path, name: str, hashes: npt.NDArray[np.uint64]) -> None:
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    np.save(folder / f"{name}.npy", hashes[order])
    np.save(folder / f"{name}-rows.npy", order)


class _Genera:
    """The first words of all keys, with where each begins."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._starts: list[int] = []
        self._rows = 0

    def add(self, words: list[str]) -> None:
        """Go on with the keys of further rows."""
        for place, first in self._changes(words):
            self._names.append(first)
            self._starts.append(self._rows + place)
        self._rows += len(words)

    def _changes(self, words: list[str]) -> Iterator[tuple[int, str]]:
        last = self._names[-1] if self._names else None
        for place, key in enumerate(words):
            first = key.partition(" ")[0]
            if first != last:
                last = first
                yield place, first

    def write(self, folder: Path) -> None:
        """Write names, starts and ends."""
        ends = [*self._starts[1:], self._rows]
        table = pa.table({"genus": self._names, "start": self._starts, "end": ends})
        with pa.ipc.new_file(folder / "genera.arrow", table.schema) as writer:
            writer.write_table(table)

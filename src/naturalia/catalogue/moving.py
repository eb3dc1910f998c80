"""Moving the catalogue from one PostgreSQL to another, such as from the embedded one to a server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import psycopg

from naturalia.catalogue.lock import catalogue_lock
from naturalia.catalogue.tables import move

MIGRATE = "from naturalia.cli.environment import ready; ready()"


def move_to(old: str, new: str, progress: Callable[[str, int, int], None]) -> dict[str, int]:
    """Make the tables in the new database and copy all rows; returns the rows of each table.

    No harvest runs meanwhile. Raises psycopg.Error if a database cannot be reached, ValueError if the new
    one cannot be prepared or has a catalogue already.
    """
    psycopg.connect(new).close()  # a clear error before anything is done
    with catalogue_lock(old):
        _prepare(new)
        with psycopg.connect(old) as reading, psycopg.connect(new) as writing:
            return move(reading, writing, progress)


def _prepare(url: str) -> None:
    """Make the tables, in a process of its own: settings name one database for the life of a process."""
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-c", MIGRATE],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ValueError(f"the tables cannot be made there: {done.stderr.strip()[-500:]}")

"""One writer at a time: a lock that the database gives up when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

KEY = 0x4E415455
"""Any number that others do not use as advisory lock in this database: "NATU"."""


class CatalogueBusyError(Exception):
    """Another process is writing to the catalogue."""


@contextmanager
def catalogue_lock(database_url: str) -> Iterator[None]:
    """Hold the right to write to the catalogue. Raises CatalogueBusyError at once if another holds it."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEY]).fetchone()
        if row is None or not row[0]:
            raise CatalogueBusyError(
                "another harvest or undo is running on this catalogue; try again when it is done"
            )
        yield

"""Lists on disk: one file each, named by the hash of its content, removed when long unused."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from functools import lru_cache
from pathlib import Path

import msgspec

from naturalia.search.errors import QueryError
from naturalia.search.lists.pasted import PastedList

KEPT_DAYS = 180
"""Days that a list is kept after it was last used."""

MOST_LISTS = 50_000
ID = re.compile(r"[0-9a-f]{24}")
_DAY = 86_400
_TOUCHED_AFTER = 3600  # seconds: noting every use would write at every search
_decoder = msgspec.json.Decoder(PastedList)


class ListStore:
    """The lists of one installation, in a folder that is made with the first list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, made: PastedList) -> str:
        """Write a list and return its id; lists whose time is over make room.

        Raises ``QueryError`` where there are too many.
        """
        path = self._path(made.id)
        if path.exists():
            os.utime(path)
            return made.id
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._sweep() >= MOST_LISTS:
            raise QueryError("values", "too many lists are kept here already; try again another day")
        handle, draft = tempfile.mkstemp(dir=self._folder, suffix=".new")
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(made))
        Path(draft).replace(path)
        return made.id

    def get(self, list_id: str) -> PastedList:
        """The list of an id; raises ``QueryError`` where there is none, or no longer."""
        path = self._path(list_id)
        try:
            used = path.stat().st_mtime
        except FileNotFoundError:
            raise QueryError(
                "list",
                "there is no list %(id)s; lists are kept %(days)s days after their last use",
                id=list_id,
                days=KEPT_DAYS,
            ) from None
        if time.time() - used > _TOUCHED_AFTER:
            with contextlib.suppress(OSError):
                os.utime(path)
        return _read(path)

    def _path(self, list_id: str) -> Path:
        if not ID.fullmatch(list_id):
            raise QueryError("list", "%(id)s is not the id of a list", id=list_id[:50])
        return self._folder / f"{list_id}.json"

    def _sweep(self) -> int:
        """Remove what was not used for long; return how many lists are left."""
        oldest = time.time() - KEPT_DAYS * _DAY
        left = 0
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
                else:
                    left += 1
        return left


@lru_cache(maxsize=32)
def _read(path: Path) -> PastedList:
    """A list never changes under its name."""
    return _decoder.decode(path.read_bytes())

"""How the records of a source arrive: from a path, by download if they changed, or page by page."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec

from naturalia import installation
from naturalia.sources import SourceError
from naturalia.sources.biocase import collect, is_endpoint
from naturalia.sources.fetch import Validators, fetch_changed, patiently

Progress = Callable[[str, int, int], None]


class Arrival(msgspec.Struct, frozen=True):
    """What arrived: the path to read; of a download also the server's validators and the SHA-256."""

    path: Path
    validators: Validators = Validators()
    checksum: str = ""


@contextmanager
def arrived(location: str, form: str, known: Validators, progress: Progress) -> Iterator[Arrival | None]:
    """The records at a location, for as long as they are read; None if ``known`` says that nothing changed.

    ``form`` is the name of a format, "" to find out. Raises SourceError.
    """
    if not location.startswith(("http://", "https://")):
        path = Path(location).expanduser()
        if not path.exists():
            raise SourceError(f"{location}: there is no such file or folder")
        yield Arrival(path)
        return
    place = installation.current()
    place.work.mkdir(exist_ok=True)
    private = installation.allows_private_addresses()
    with tempfile.TemporaryDirectory(dir=place.work, prefix="download-") as folder:
        if form == "biocase" or (not form and is_endpoint(location)):
            yield Arrival(
                collect(location, Path(folder) / "answers", allow_private=private, progress=progress)
            )
            return
        fetched = patiently(partial(fetch_changed, location, Path(folder), known, allow_private=private))
        yield Arrival(fetched.path, fetched.validators, sha256_of(fetched.path)) if fetched else None


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

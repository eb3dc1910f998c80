"""Content-addressed files: the name of a file is the BLAKE3 hash of its bytes.

A file is written beside its final place and renamed when complete, so a reader never sees half of one,
and writing the same content twice is harmless.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

CHUNK = 1 << 20


@dataclass(frozen=True)
class FileStore:
    """A folder of content-addressed files, in sub-folders by kind (``verbatim``, ``outcomes`` ...)."""

    root: Path

    def path(self, kind: str, digest: str) -> Path:
        """Where the file with this hexadecimal digest is, or would be."""
        return self.root / kind / digest[:2] / digest

    def put(self, kind: str, content: bytes) -> str:
        """Keep ``content`` and return its digest."""
        with self.create(kind) as draft:
            draft.file.write(content)
        return draft.digest

    @contextmanager
    def create(self, kind: str, *, keep: bool = True) -> Iterator[Draft]:
        """A file to write; it gets its name when the block ends, and vanishes if the block fails.

        With ``keep=False`` (a trial) it vanishes in any case, and its digest stays empty.
        """
        folder = self.root / kind
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix="writing-")
        temporary = Path(name)
        draft = Draft()
        try:
            with os.fdopen(descriptor, "wb") as draft.file:
                yield draft
            if not keep:
                return
            draft.digest = digest_of(temporary)
            final = self.path(kind, draft.digest)
            final.parent.mkdir(exist_ok=True)
            temporary.replace(final)
        finally:
            temporary.unlink(missing_ok=True)


class Draft:
    """A file while it is written (``file``) and its hexadecimal ``digest`` once it is kept."""

    file: BinaryIO
    digest: str = ""


def digest_of(path: Path) -> str:
    """BLAKE3 of a file's bytes, hexadecimal; read in pieces, so memory does not grow with the file."""
    hasher = blake3()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hasher.update(chunk)
    return hasher.hexdigest()


def content_digest(path: Path) -> str:
    """BLAKE3 of an archive: of its bytes, or for a folder of its files by name."""
    if path.is_file():
        return digest_of(path)
    hasher = blake3()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            hasher.update(f"{file.relative_to(path).as_posix()}\0{digest_of(file)}\n".encode())
    return hasher.hexdigest()

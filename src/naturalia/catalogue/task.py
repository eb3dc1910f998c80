"""What goes into a part of a harvest and what comes out: values and references to files, nothing live."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from naturalia.interpret import Context


class RegisteredInstitution(msgspec.Struct, frozen=True):
    """An institution as the registry has it: its row and its code."""

    id: int
    code: str


class PartTask(msgspec.Struct, frozen=True):
    """All that a part needs, by value or by path."""

    harvest_id: int
    number: int
    work: Path
    files: Path
    database_url: str
    agent: str
    content_hash: str
    at: datetime
    dry_run: bool
    source_title: str
    source_id: int
    pid_prefix: str
    pid_secret: bytes
    file_names: tuple[str, ...]
    row_types: tuple[str, ...]
    has_ids: bool
    institutions: tuple[RegisteredInstitution | None, ...]
    context: Context
    ledger: tuple[Path, ...]


class PartResult(msgspec.Struct, frozen=True):
    """What a part wrote (digests of files) and counted."""

    number: int
    counts: dict[str, int]
    outcomes_file: str
    verbatim_file: str
    peak_memory_bytes: int
    process: int = 0


class VanishedTask(msgspec.Struct, frozen=True):
    """Who makes tombstones, when, and in which harvest."""

    harvest_id: int
    agent: str
    content_hash: str
    at: datetime

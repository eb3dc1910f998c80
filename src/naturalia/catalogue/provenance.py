"""Provenance: every version is an event (PROV-O activity) in a hash chain of its object.

The hash of an event covers what it did, what it was made from, who or what did it, and the hash of the
event before it. Changing, inserting or removing an event breaks every later hash of that object.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from blake3 import blake3

GENESIS = b""


class Event(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the hash of a version covers, in this order."""

    suffix: str
    number: int
    kind: str
    fingerprint: bytes
    verbatim_hash: bytes | None
    harvest: int
    content_hash: str
    agent: str
    file: str | None
    line: int | None
    at: str


def instant(moment: datetime) -> str:
    """A moment in UTC to the microsecond, as it stands in an event."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def chained(previous: bytes, event: Event) -> bytes:
    """The hash of an event that follows ``previous`` (empty for the first)."""
    return blake3(previous + msgspec.msgpack.encode(event)).digest()


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What the hash of a publication covers, in this order."""

    harvest: int
    action: str
    agent: str
    at: str
    counts: tuple[int, ...]
    outcomes: tuple[str, ...]


def chained_publication(previous: bytes, entry: Entry) -> bytes:
    """The hash of an entry of the publication log that follows ``previous``."""
    return blake3(previous + msgspec.msgpack.encode(entry)).digest()

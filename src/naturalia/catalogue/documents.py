"""Documents as they are stored: openDS JSON, compressed one by one with Zstandard.

A dictionary knows what all documents have in common, their keys above all: a document of some 3,100 bytes
takes about 350. It stays in its row instead of PostgreSQL's out-of-line storage (decisions 5 and 30).
"""

from __future__ import annotations

import threading
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import zstandard

LEVEL = 3
DICTIONARY = 1
"""Number of the dictionary that new documents are compressed with, as it stands in each of them.

Stored documents need theirs: its file never changes, and a better one gets the next number.
"""

RESOLVER = "https://doi.org/"


class _Tools(threading.local):
    """Compressor and decompressors by dictionary; none of them is for several threads at once."""

    def __init__(self) -> None:
        dictionary = _dictionary(DICTIONARY)
        self.compress = zstandard.ZstdCompressor(
            level=LEVEL, dict_data=dictionary, write_checksum=True
        ).compress
        self.decompressors = {
            0: zstandard.ZstdDecompressor(),  # documents from before there was a dictionary
            DICTIONARY: zstandard.ZstdDecompressor(dict_data=dictionary),
        }


@cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict:
    content = files(__package__).joinpath(f"data/documents-{number}.zdict").read_bytes()
    dictionary = zstandard.ZstdCompressionDict(content)
    dictionary.precompute_compress(level=LEVEL)
    return dictionary


_tools = _Tools()


def pack(document: bytes) -> bytes:
    """Encoded JSON as it is stored."""
    packed: bytes = _tools.compress(document)
    return packed


def unpack(stored: bytes | memoryview) -> dict[str, Any]:
    """The document that was stored. Raises ValueError if it is damaged."""
    try:
        document: dict[str, Any] = msgspec.json.decode(unpack_bytes(stored))
    except msgspec.DecodeError as error:
        raise ValueError(f"the document is damaged: {error}") from error
    return document


def unpack_bytes(stored: bytes | memoryview) -> bytes:
    """The JSON that was stored. Raises ValueError if it is damaged."""
    packed = bytes(stored)
    try:
        number = zstandard.get_frame_parameters(packed).dict_id
        content: bytes = _tools.decompressors[number].decompress(packed)
    except (zstandard.ZstdError, KeyError) as error:
        raise ValueError(f"the document is damaged: {error}") from error
    return content


def published(document: dict[str, Any], pid: str, version: int, created: datetime) -> dict[str, Any]:
    """A stored document with what the catalogue adds: PID, version, status, creation."""
    identifier = f"{RESOLVER}{pid}"
    return {
        "@id": identifier,
        "@type": "ods:DigitalSpecimen",
        "dcterms:identifier": identifier,
        "ods:version": version,
        "ods:status": "Active",
        "dcterms:created": created.isoformat(),
        **document,
    }

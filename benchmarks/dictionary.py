"""Training a dictionary for stored documents: ``python -m benchmarks.dictionary NUMBER FILE``.

The samples are specimens of the synthetic network, so the dictionary holds nothing of anyone. A small one was
the best for real collections: it knows the keys, and few values that only the samples have.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from naturalia.interpret import Context, interpret
from naturalia.sources import Row, open_source
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.model import specimen_json
from naturalia.synthetic import COLLECTIONS, make_collection

SAMPLES = 1500
"""Objects of each collection."""

BYTES = 8192
LEVEL = 3
SEED = 11


def train(number: int) -> bytes:
    """The dictionary, which bears its ``number``."""
    with tempfile.TemporaryDirectory() as folder:
        samples = [
            document
            for collection in COLLECTIONS
            for document in documents(make_collection(collection, Path(folder), SAMPLES, SEED))
        ]
    dictionary = zstandard.train_dictionary(BYTES, samples, level=LEVEL, dict_id=number)
    return bytes(dictionary.as_bytes())


def documents(archive: Path) -> Iterator[bytes]:
    """The documents of an archive."""
    with open_source(archive) as source:
        extensions: dict[str, dict[str, list[dict[str, str]]]] = {}
        for table in source.extensions:
            for row in table.rows():
                if isinstance(row, Row):
                    rows = extensions.setdefault(row.key, {}).setdefault(table.row_type, [])
                    rows.append(row.terms)
        for row in source.core.rows():
            if isinstance(row, Row):
                record = VerbatimRecord(row.terms, extensions.get(row.key, {}))
                yield specimen_json(interpret(record, Context(), row.key).specimen)


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(train(int(sys.argv[1])))

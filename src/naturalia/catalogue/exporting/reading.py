"""Objects of an export, read in chunks at the versions that its harvests decide. Runs without Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psycopg

from naturalia.catalogue.documents import unpack_bytes
from naturalia.catalogue.files import FileStore
from naturalia.catalogue.states import VersionKind
from naturalia.catalogue.verbatim import Address, VerbatimReader
from naturalia.exports import ExportObject

CHUNK = 2000

OBJECTS = """
SELECT DISTINCT ON (version.specimen_id)
       specimen.prefix || '/' || specimen.suffix, version.number, version.kind, institution.code,
       harvest.source_id, first.started_at, version.created_at, version.document, part.verbatim_file,
       version.verbatim_offset, version.verbatim_index
FROM catalogue_version version
JOIN catalogue_specimen specimen ON specimen.id = version.specimen_id
JOIN catalogue_institution institution ON institution.id = specimen.institution_id
JOIN catalogue_harvest harvest ON harvest.id = version.harvest_id
JOIN catalogue_harvest first ON first.id = specimen.harvest_id
LEFT JOIN catalogue_part part
     ON part.harvest_id = version.harvest_id AND part.number = version.verbatim_part
WHERE version.specimen_id = ANY(%s) AND version.harvest_id = ANY(%s)
ORDER BY version.specimen_id, version.number DESC
"""


class ObjectReader(msgspec.Struct, frozen=True):
    """Where the objects of an export are: database, files, visible harvests, the one source if it has one.

    ``records`` says whether the verbatim records are needed.
    """

    database_url: str
    files: Path
    harvests: tuple[int, ...]
    source: int | None = None
    records: bool = False

    def read(self, ids: Sequence[int]) -> Iterator[tuple[ExportObject, int]]:
        """The objects that are there, in the order of their ids, each with the number of its source."""
        verbatim = VerbatimReader()
        with psycopg.connect(self.database_url) as connection:
            for start in range(0, len(ids), CHUNK):
                wanted = [ids[start : start + CHUNK], list(self.harvests)]
                for row in connection.execute(OBJECTS, wanted, binary=True).fetchall():
                    if row[2] != VersionKind.TOMBSTONE and self.source in (None, row[4]):
                        yield self._object(row, verbatim), row[4]

    def _object(self, row: tuple[object, ...], verbatim: VerbatimReader) -> ExportObject:
        pid, number, _, institution, _, created, modified, document, file, offset, index = row
        record = b""
        if self.records and file and offset is not None:
            path = FileStore(self.files).path("verbatim", str(file))
            record = verbatim.read(path, Address(offset, index))  # type: ignore[arg-type]
        return ExportObject(
            pid=str(pid),
            version=number,  # type: ignore[arg-type]
            institution=str(institution),
            created=_instant(created),  # type: ignore[arg-type]
            modified=_instant(modified),  # type: ignore[arg-type]
            document=unpack_bytes(document),  # type: ignore[arg-type]
            record=record,
        )


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()

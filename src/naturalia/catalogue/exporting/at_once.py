"""Small exports, given at once: text formats as a stream, the others as a file made for the moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from naturalia import installation
from naturalia.catalogue.exporting.describe import describe
from naturalia.catalogue.exporting.parts import Counted, fixed_shape
from naturalia.catalogue.exporting.reading import ObjectReader
from naturalia.catalogue.exporting.services import SOFTWARE, CannotExportError
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Export
from naturalia.catalogue.queries import visible_state
from naturalia.exports import ExportObject, LineFormat, Shape, format_named, merged
from naturalia.exports.table import column
from naturalia.search import SpecimenQuery, specimen_ids, to_params

MOST_OBJECTS = 10_000
BLOCK = 1 << 16


class AtOnce:
    """What a query finds, if it is little: ``suffix`` and ``media_type`` of its file, and its ``blocks``.

    Raises UnknownFormatError, ColumnError, QueryError, TooManyObjectsError, CannotExportError.
    """

    def __init__(self, format: str, query: SpecimenQuery, columns: Sequence[str] = ()) -> None:
        self._format = format_named(format)
        self._columns = [column(name) for name in columns] if self._format.has_columns else []
        publication, harvests, self._ids = _found(query)
        self._reader = ObjectReader(
            installation.current().database_url(),
            installation.current().files,
            harvests,
            records=self._format.needs_records,
        )
        streamed = isinstance(self._format, LineFormat)
        self.suffix = self._format.suffix.removesuffix(".gz") if streamed else self._format.suffix
        self.media_type = self._format.media_type
        self._export = Export(
            format=format,
            title="Digital specimens",
            query=[pair for pair in to_params(query) if pair[0] not in ("sort", "limit", "cursor")],
            publication=publication,
            harvests=list(harvests),
            software=SOFTWARE,
            requested_at=datetime.now(UTC),
        )

    def blocks(self) -> Iterator[bytes]:
        """The file, piece by piece."""
        shape = self._shape()
        if isinstance(self._format, LineFormat):
            stream = self._format.stream(self._objects(), shape, describe(self._export))
            return (text.encode("utf-8", "replace") for text in stream)
        return self._file(shape)

    def _shape(self) -> Shape:
        """The columns; the objects are counted on the way, so that the file can say what it holds."""
        counted = Counted(self._reader.read(self._ids))
        fixed = fixed_shape(self._format.name, self._columns)
        found = {} if fixed is not None else self._format.survey(counted)
        if fixed is not None:
            for _ in counted:
                pass
        export = self._export
        export.count = counted.institutions.total()
        export.institutions, export.sources = dict(counted.institutions), dict(counted.sources)
        export.licences = dict(counted.licences)
        return fixed if fixed is not None else self._format.shape(merged([found]), self._columns)

    def _objects(self) -> Iterator[ExportObject]:
        return (one for one, _ in self._reader.read(self._ids))

    def _file(self, shape: Shape) -> Iterator[bytes]:
        place = installation.current()
        place.work.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=place.work, prefix="at-once-"))
        try:
            part, target = folder / "part", folder / "file"
            part.mkdir()
            self._format.write_part(self._objects(), shape, part)
            self._format.assemble([part], shape, describe(self._export, documents=True), target)
            with target.open("rb") as file:
                while block := file.read(BLOCK):
                    yield block
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _found(query: SpecimenQuery) -> tuple[int, tuple[int, ...], list[int]]:
    """Publication, visible harvests, and the ids of all that a query finds, if they are not too many."""
    publication, harvests, highest = visible_state()
    ids: list[int] = []
    for number in specimen_ids(search_index(), query, highest):
        ids.append(number)
        if len(ids) > MOST_OBJECTS:
            raise CannotExportError(
                f"more than {MOST_OBJECTS:,} objects match: ask for an export, made in the background"
            )
    return publication, tuple(harvests), ids

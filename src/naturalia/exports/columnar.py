"""Parquet and GeoParquet: one row an object, typed columns, row groups as the parts were."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from naturalia.exports import citation
from naturalia.exports.description import Description
from naturalia.exports.format import Format, Shape
from naturalia.exports.objects import ExportObject
from naturalia.exports.table import TABLE, chosen, columns_of, flat, headers, point_of
from naturalia.interpret.darwin_core import Row

PART = "part.parquet"
BATCH = 5000
GEOMETRY = "geometry"
_INTEGERS = frozenset(
    (
        "ods:version",
        "ods:midsLevel",
        "dwc:year",
        "dwc:month",
        "dwc:day",
        "dwc:startDayOfYear",
        "dwc:endDayOfYear",
    )
)
_FLOATS = frozenset(
    (
        "dwc:decimalLatitude",
        "dwc:decimalLongitude",
        "dwc:coordinateUncertaintyInMeters",
        "dwc:coordinatePrecision",
        *(
            f"dwc:{end}{measure}InMeters"
            for end in ("minimum", "maximum")
            for measure in ("Elevation", "Depth", "DistanceAboveSurface")
        ),
    )
)
_BOOLEANS = frozenset(("ods:isMarkedAsType", "ods:isKnownToContainMedia"))


class Parquet(Format):
    """A table of interpreted values, compressed with Zstandard."""

    name: ClassVar[str] = "parquet"
    title: ClassVar[str] = "Parquet"
    suffix: ClassVar[str] = ".parquet"
    media_type: ClassVar[str] = "application/vnd.apache.parquet"
    has_columns: ClassVar[bool] = True
    surveys: ClassVar[bool] = True

    def survey(self, objects: Iterable[ExportObject]) -> dict[str, set[str]]:
        """The terms that these objects say something of."""
        return {TABLE: columns_of(objects)}

    def shape(self, found: Mapping[str, set[str]], columns: Sequence[str]) -> Shape:
        """The columns asked for, else all that have a value."""
        return {TABLE: chosen(found.get(TABLE, set()), columns)}

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """A file of its own with the columns of the whole."""
        terms = shape[TABLE]
        schema = self._schema(terms)
        iterator = iter(objects)
        with pq.ParquetWriter(folder / PART, schema, compression="zstd") as writer:
            while batch := [flat(one) for one in islice(iterator, BATCH)]:
                writer.write_table(pa.Table.from_arrays(self._arrays(terms, batch), schema=schema))

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """The row groups of all parts in one file."""
        draft = target.with_name(target.name + ".draft")
        schema = self._schema(shape[TABLE]).with_metadata(self._metadata(export, folders))
        with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
            for folder in folders:
                part = pq.ParquetFile(folder / PART)
                for group in range(part.num_row_groups):
                    writer.write_table(part.read_row_group(group).cast(schema))
        draft.replace(target)

    def _schema(self, terms: Sequence[str]) -> pa.Schema:
        return pa.schema(
            [
                pa.field(name, _type(term), metadata={"term": term})
                for term, name in zip(terms, headers(terms), strict=True)
            ]
        )

    def _arrays(self, terms: Sequence[str], rows: Sequence[Row]) -> list[pa.Array]:
        return [pa.array([_typed(term, row.get(term)) for row in rows], _type(term)) for term in terms]

    def _metadata(self, export: Description, folders: Sequence[Path]) -> dict[str, str]:  # noqa: ARG002
        return {
            "title": export.title,
            "citation": citation.text(export),
            "query": export.question,
            "publication": str(export.publication),
            "software": export.software,
        }


class GeoParquet(Parquet):
    """Parquet with a column of points (GeoParquet 1.1.0, WKB, WGS 84 longitude and latitude)."""

    name: ClassVar[str] = "geoparquet"
    title: ClassVar[str] = "GeoParquet"
    suffix: ClassVar[str] = ".geo.parquet"

    def _schema(self, terms: Sequence[str]) -> pa.Schema:
        return super()._schema(terms).append(pa.field(GEOMETRY, pa.binary()))

    def _arrays(self, terms: Sequence[str], rows: Sequence[Row]) -> list[pa.Array]:
        return [*super()._arrays(terms, rows), pa.array([_wkb(row) for row in rows], pa.binary())]

    def _metadata(self, export: Description, folders: Sequence[Path]) -> dict[str, str]:
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
        if box := _box(folders):
            column["bbox"] = box
        geo = {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
        return super()._metadata(export, folders) | {"geo": msgspec.json.encode(geo).decode()}


def _type(term: str) -> pa.DataType:
    if term in _INTEGERS:
        return pa.int32()
    if term in _FLOATS:
        return pa.float64()
    return pa.bool_() if term in _BOOLEANS else pa.string()


def _typed(term: str, text: str | None) -> Any:
    """A cell in the type of its column; what is no number there is not a value."""
    if not text:
        return None
    try:
        if term in _INTEGERS:
            return int(text)
        if term in _FLOATS:
            return float(text)
    except ValueError:
        return None
    return text == "true" if term in _BOOLEANS else text


def _wkb(row: Row) -> bytes | None:
    point = point_of(row)
    return struct.pack("<BIdd", 1, 1, *point) if point else None


def _box(folders: Sequence[Path]) -> list[float]:
    """West, south, east and north of all points; nothing if there are none."""
    west, south, east, north = 180.0, 90.0, -180.0, -90.0
    for longitude, latitude in _points(folders):
        west, east = min(west, longitude), max(east, longitude)
        south, north = min(south, latitude), max(north, latitude)
    return [west, south, east, north] if west <= east else []


def _points(folders: Sequence[Path]) -> Iterator[tuple[float, float]]:
    for folder in folders:
        for batch in pq.ParquetFile(folder / PART).iter_batches(columns=[GEOMETRY]):
            yield from (struct.unpack_from("<dd", value, 5) for value in batch.column(0).to_pylist() if value)

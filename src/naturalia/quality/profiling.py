"""The report of a source, read once from its beginning to its end."""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from naturalia.interpret import Context, DateContext, DateOrder, accepts, interpret
from naturalia.interpret.dates import Witness
from naturalia.interpret.documents import core_of, extensions_of
from naturalia.quality.distribution import RecordTable, suspicions
from naturalia.quality.iso import interval
from naturalia.quality.point import point_of
from naturalia.quality.profile import Profile
from naturalia.quality.reading import integer, number
from naturalia.quality.report import Place, Report
from naturalia.quality.scientific_names import without_author
from naturalia.sources import BrokenRow, Row, Source, VerbatimRecord
from naturalia.specimen.mids import MidsDiscipline, assess, mids_discipline, ruleset
from naturalia.specimen.mids_dissco import assess_dissco

Progress = Callable[[int], None]
EVERY = 1000
"""Rows between two messages of progress."""


def profile_source(source: Source, context: Context, progress: Progress = lambda _rows: None) -> Report:
    """Read an opened source and report on it. Memory does not grow with its records.

    ``context`` is what holds for the whole source, such as its licence. Raises SourceError where a file
    turns out damaged.
    """
    attached = _Attached(source)
    profile = Profile()
    with tempfile.TemporaryDirectory(prefix="naturalia-") as folder:
        path = Path(folder) / "records.parquet"
        table = RecordTable(path)
        for count, row in enumerate(source.core.rows()):
            if count % EVERY == 0:
                progress(count)
            _add(row, context, attached, profile, table)
        table.close()
        found = suspicions(path)
    return profile.report(source.metadata.title or source.name, source.name, found)


def context_of(source: Source, order: DateOrder | None) -> Context:
    """What the metadata of a source say for all its records, and in which order it writes day and month."""
    metadata = source.metadata
    return Context(
        dataset_title=metadata.title,
        dataset_licence=metadata.licence_url or metadata.rights,
        dates=DateContext(order=order),
    )


def proven_order(source: Source) -> DateOrder | None:
    """The order of day and month that the dates of a source prove; all of its core is read for it."""
    witness = Witness()
    for row in source.core.rows():
        if isinstance(row, Row):
            witness.hear(row.terms)
    return witness.evidence.order


def _add(
    row: Row | BrokenRow, context: Context, attached: _Attached, profile: Profile, table: RecordTable
) -> None:
    if isinstance(row, BrokenRow):
        profile.refuse(row.reason, Place(row.file, row.line, ""))
        return
    place = Place(row.file, row.line, row.key)
    rejection = accepts(row.terms)
    if rejection is not None:
        profile.refuse(rejection.reason, place)
        return
    record = VerbatimRecord(row.terms, row.extensions or {})
    core, extensions = core_of(record), extensions_of(record)
    understood = interpret(record, context, row.key)
    profile.add(core, place, understood.issues)
    supplied = attached.to(row.key).union(_said_for_all(context))
    discipline = mids_discipline(understood.specimen.topic_discipline)
    profile.add_mids(
        assess(core, extensions, discipline, supplied),
        assess_dissco(core, extensions, supplied),
    )
    table.add((row.file, row.line, row.key, *_columns(core)))


def _said_for_all(context: Context) -> list[str]:
    said = (
        ("dcterms:license", context.dataset_licence),
        ("dwc:institutionCode", context.institution_code),
        ("dwc:institutionID", context.institution_id),
    )
    return [term for term, value in said if value]


def _columns(core: Mapping[str, str]) -> tuple[Any, ...]:
    """The columns of the checks for a record; see ``distribution``."""
    name = core.get("dwc:scientificName")
    latitude, longitude = point_of(core) or (None, None)
    when = interval(core["dwc:eventDate"]) if "dwc:eventDate" in core else None
    year = when.start.year if when is not None else integer(core.get("dwc:year"))
    single = when is not None and when.to_the_day and when.within_day
    return (
        without_author(name) if name else None,
        latitude,
        longitude,
        number(core.get("dwc:minimumElevationInMeters")) or None,  # 0 mostly stands for nothing
        year if year is not None and 0 < year < 10_000 else None,
        when.start.date().isoformat() if when is not None and single else None,
        core.get("dwc:recordedBy"),
        _catalogue_number(core),
    )


def _catalogue_number(core: Mapping[str, str]) -> str | None:
    if "dwc:catalogNumber" not in core:
        return None
    parts = (core.get(f"dwc:{name}") for name in ("institutionCode", "collectionCode", "catalogNumber"))
    return " ".join(part for part in parts if part)


class _Attached:
    """Which core rows have an extension row that counts for MIDS: eight bytes for each, looked up by hash."""

    def __init__(self, source: Source) -> None:
        counting = {
            (row_type, term): name
            for discipline in MidsDiscipline
            for row_type, terms in ruleset(discipline).extension_terms.items()
            for term, name in terms
        }
        keys: dict[str, array[int]] = {}
        for table in source.extensions:
            terms = {term: name for (row_type, term), name in counting.items() if row_type == table.row_type}
            if terms:
                _note(table.rows(), terms, keys)
        self._keys = {name: np.unique(np.array(found, np.int64)) for name, found in keys.items()}

    def to(self, key: str) -> frozenset[str]:
        """The terms of extensions, as the rules name them, that say something about a core row."""
        if not self._keys:
            return frozenset()
        wanted = hash(key)
        return frozenset(name for name, keys in self._keys.items() if _has(keys, wanted))


def _note(rows: Iterable[Row | BrokenRow], terms: Mapping[str, str], keys: dict[str, array[int]]) -> None:
    for row in rows:
        if isinstance(row, Row):
            for term, name in terms.items():
                if term in row.terms:
                    keys.setdefault(name, array("q")).append(hash(row.key))


def _has(keys: Any, wanted: int) -> bool:
    place = bisect_left(keys, wanted)
    return place < len(keys) and keys[place] == wanted

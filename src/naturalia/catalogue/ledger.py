"""The ledger: what the last published harvest of a source made of each row."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from naturalia.catalogue.files import FileStore
from naturalia.catalogue.models import Harvest, Source
from naturalia.catalogue.outcomes import HELD, SCHEMA, Outcome
from naturalia.catalogue.states import HarvestState


def previous_harvest(source: Source) -> Harvest | None:
    """The latest published harvest of a source."""
    return source.harvests.filter(state=HarvestState.PUBLISHED.value).order_by("-pk").first()


def outcome_paths(harvest: Harvest | None, store: FileStore) -> list[Path]:
    """The outcome files of all parts of a harvest, in order; none for no harvest."""
    if harvest is None:
        return []
    digests = harvest.parts.order_by("number").values_list("outcomes_file", flat=True)
    return [store.path("outcomes", digest) for digest in digests]


def latest_outcomes_elsewhere(source: Source, store: FileStore) -> list[Path]:
    """The outcome files of the latest published harvests of all other sources."""
    others = Source.objects.exclude(pk=source.pk)
    return [path for other in others for path in outcome_paths(previous_harvest(other), store)]


def ledger_for_part(harvest: Harvest | None, store: FileStore, number: int, buckets: int) -> tuple[Path, ...]:
    """The files that hold the last outcomes of a bucket's rows.

    Bucket counts are powers of two: bucket ``number`` of ``buckets`` was part of one bucket of a smaller
    count, or is the union of several of a larger one.
    """
    if harvest is None:
        return ()
    if harvest.buckets <= buckets:
        wanted = [number % harvest.buckets]
    else:
        wanted = list(range(number, harvest.buckets, buckets))
    digests = harvest.parts.filter(number__in=wanted).values_list("outcomes_file", flat=True)
    return tuple(store.path("outcomes", digest) for digest in digests)


def repeat(path: Path, store: FileStore) -> tuple[str, dict[str, int]]:
    """The outcomes of an archive that is the same to the byte: what was held is unchanged.

    Returns the digest of the new file and the counts.
    """
    table = pq.read_table(path)
    table = table.filter(pc.not_equal(table["outcome"].cast(pa.string()), Outcome.VANISHED.value))
    outcome = table["outcome"].cast(pa.string())
    held = pc.is_in(outcome, value_set=pa.array([str(name) for name in HELD]))
    columns = {
        "outcome": pc.if_else(held, Outcome.UNCHANGED.value, outcome),
        "reason": pc.if_else(held, "", table["reason"]),
    }
    for name, column in columns.items():
        place = SCHEMA.get_field_index(name)
        table = table.set_column(place, SCHEMA.field(place), column.cast(SCHEMA.field(place).type))
    with store.create("outcomes") as draft:
        pq.write_table(table, draft.file, compression="zstd")
    return draft.digest, _counts(table)


def _counts(table: pa.Table) -> dict[str, int]:
    counted = {
        item["values"]: item["counts"]
        for item in pc.value_counts(table["outcome"].cast(pa.string())).to_pylist()
    }
    return counted | {"issues": pc.sum(table["issues"]).as_py() or 0}

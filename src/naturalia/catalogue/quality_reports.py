"""Quality reports of harvests: made once, kept with the harvest, compared with the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from naturalia import installation, quality
from naturalia.catalogue.context import as_of, context_of
from naturalia.catalogue.files import FileStore, content_digest
from naturalia.catalogue.ledger import outcome_paths
from naturalia.catalogue.models import Harvest, Institution, QualityReport
from naturalia.catalogue.states import HarvestState
from naturalia.quality.merging import merged
from naturalia.quality.profiling import profile_source
from naturalia.quality.report import Place, Report
from naturalia.quality.trend import Change, changes
from naturalia.sources import Opening, open_as

Progress = Callable[[str, int, int], None]
MEMORY_LIMIT = "256MB"
REPORTED_AT_ONCE = 50_000
"""Rows of a source up to which its report comes with the harvest; that of a larger one is made later."""

PIDS = """
SELECT wanted.file, wanted.line, outcomes.pid
FROM read_parquet($files) AS outcomes
JOIN (SELECT unnest($names) AS file, unnest($lines) AS line) AS wanted
  ON outcomes.file::text = wanted.file AND outcomes.line = wanted.line
WHERE outcomes.pid <> ''
"""


def keep_report(harvest: Harvest, path: Path, progress: Progress) -> Report:
    """Report on the archive of a harvest, and keep the report with it.

    The report of the same archive under the same rules is taken over. Raises SourceError where the archive
    turns out damaged.
    """
    report = _same_before(harvest)
    if report is None:
        with open_as(Opening(path, harvest.source.format, harvest.source.mapping)) as archive:
            known = max(harvest.read, 1)
            source = harvest.source
            context = as_of(harvest, context_of(archive, source, source.institution))
            report = profile_source(
                archive, context, lambda rows: progress("report", min(rows, known), known)
            )
        report = with_pids(report, _pids(harvest, report.places()))
        progress("report", known, known)
    kept = msgspec.to_builtins(report)
    QualityReport.objects.update_or_create(
        harvest=harvest, defaults={"rules": quality.version(), "report": kept}
    )
    return report


def keep_missing_reports() -> int:
    """Make the reports of published harvests of local archives that have none yet; returns their number.

    An archive that is no longer what was harvested gets none.
    """
    waiting = Harvest.objects.filter(state=HarvestState.PUBLISHED.value, quality_report=None)
    made = 0
    for harvest in waiting.select_related("source__institution"):
        path = Path(harvest.source.location)
        if path.exists() and content_digest(path) == harvest.content_hash:
            keep_report(harvest, path, lambda _step, _done, _total: None)
            made += 1
    return made


def _same_before(harvest: Harvest) -> Report | None:
    same = QualityReport.objects.filter(
        harvest__source=harvest.source,
        harvest__content_hash=harvest.content_hash,
        harvest__signature=harvest.signature,
        harvest__state=HarvestState.PUBLISHED.value,
        rules=quality.version(),
    ).last()
    return _read(same) if same else None


def _pids(harvest: Harvest, places: Iterable[Place]) -> Mapping[tuple[str, int], str]:
    """The PIDs of records by where they stand in the archive."""
    wanted = sorted({(place.file, place.line) for place in places})
    paths = outcome_paths(harvest, FileStore(installation.current().files))
    files = [str(path) for path in paths if path.exists()]
    if not wanted or not files:
        return {}
    values = {"files": files, "names": [file for file, _ in wanted], "lines": [line for _, line in wanted]}
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": "1"}) as database:
        return {(file, line): pid for file, line, pid in database.execute(PIDS, values).fetchall()}


def with_pids(report: Report, pids: Mapping[tuple[str, int], str]) -> Report:
    """The report with the PID of each record that it names."""

    def told(value: Any) -> Any:
        if isinstance(value, Place):
            return msgspec.structs.replace(value, pid=pids.get((value.file, value.line), ""))
        if isinstance(value, tuple):
            return tuple(map(told, value))
        if isinstance(value, msgspec.Struct):
            fields = {name: told(getattr(value, name)) for name in value.__struct_fields__}
            return type(value)(**fields)
        return value

    named: Report = told(report)
    return named


def report_of(harvest: Harvest) -> Report | None:
    """The report of a harvest, None if there is none."""
    kept = QualityReport.objects.filter(harvest=harvest).first()
    return _read(kept) if kept else None


def changes_since(harvest: Harvest, report: Report) -> tuple[Change, ...]:
    """What changed suddenly since the harvest of the same source that was published before."""
    before = (
        QualityReport.objects.filter(
            harvest__source=harvest.source,
            harvest__pk__lt=harvest.pk,
            harvest__state=HarvestState.PUBLISHED.value,
        )
        .order_by("-harvest_id")
        .first()
    )
    return changes(_read(before), report) if before else ()


class TrendPoint(msgspec.Struct, frozen=True):
    """A harvest in the course of a source: records, and shares that may be compared."""

    harvest: int
    records: int
    findings: int
    mids: dict[str, int]


def trend(harvest: Harvest, most: int = 12) -> list[TrendPoint]:
    """The published harvests of the same source that have a report, oldest first, this one included."""
    kept = QualityReport.objects.filter(harvest__source=harvest.source, harvest__pk__lte=harvest.pk)
    kept = kept.filter(harvest__state=HarvestState.PUBLISHED.value).order_by("-harvest_id")[:most]
    return [_point(one) for one in reversed(kept)]


def _point(kept: QualityReport) -> TrendPoint:
    report = _read(kept)
    failed = sum(one.records for one in report.findings if one.kind in ("VALIDATION", "INTERPRETATION"))
    return TrendPoint(kept.harvest_id, report.records, failed, report.mids[0].levels)


def report_of_institution(institution: Institution, sources: Iterable[int]) -> Report | None:
    """The latest published reports of an institution's sources, added up; None if there are none."""
    latest = (
        QualityReport.objects.filter(
            harvest__source__in=list(sources), harvest__state=HarvestState.PUBLISHED.value
        )
        .order_by("harvest__source_id", "-harvest_id")
        .distinct("harvest__source_id")
    )
    reports = [_read(one) for one in latest]
    return merged(institution.name or institution.code, reports) if reports else None


def _read(kept: QualityReport) -> Report:
    return msgspec.convert(kept.report, Report)

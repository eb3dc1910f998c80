"""The page of a quality report: the numbers in the order in which a curator acts on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from django.template.loader import render_to_string

from naturalia.catalogue.quality_reports import TrendPoint
from naturalia.portal.labels import label
from naturalia.quality.report import FindingCount, MidsCount, Place, Report, Step, Suspicions, ValueCount
from naturalia.quality.trend import Change

SHOWN_VALUES = 8
SHOWN_EXAMPLES = 3
KINDS = ("VALIDATION", "ISSUE", "INTERPRETATION")


@dataclass(frozen=True)
class Link:
    """An example: where it stands, and its page if it is in the catalogue."""

    text: str
    url: str


@dataclass(frozen=True)
class ValueRow:
    """A value, how many records have it, and what is proposed."""

    text: str
    records: int
    proposal: str
    example: Link


@dataclass(frozen=True)
class FindingRow:
    """One kind of finding with its share, values and examples."""

    code: str
    name: str
    term: str
    records: int
    percent: str
    width: int
    explanation: str
    action: str
    values: tuple[ValueRow, ...]
    more_values: int
    examples: tuple[Link, ...]


@dataclass(frozen=True)
class StepRow:
    """Something to fix first."""

    text: str
    records: int
    percent: str
    values: tuple[str, ...]
    more_values: int
    code: str


@dataclass(frozen=True)
class TermRow:
    """How complete a term is."""

    term: str
    records: int
    percent: str
    width: int


@dataclass(frozen=True)
class LevelRow:
    """Records at one MIDS level, under each profile."""

    level: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class CheckRow:
    """What a check over all records found."""

    explanation: str
    records: int
    examples: tuple[tuple[str, Link], ...]


@dataclass(frozen=True)
class ChangeRow:
    """A number then and now, as text."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class QualityPage:
    """All that the template of a report needs; ``linked`` is False for a file outside the catalogue."""

    report: Report
    linked: bool
    steps: tuple[StepRow, ...]
    findings: tuple[FindingRow, ...]
    proposals: tuple[FindingRow, ...]
    unmatched: tuple[FindingRow, ...]
    terms: tuple[TermRow, ...]
    profiles: tuple[MidsCount, ...]
    levels: tuple[LevelRow, ...]
    lacking: tuple[tuple[str, str, int], ...]
    checks: tuple[CheckRow, ...]
    changes: tuple[ChangeRow, ...]
    trend: Sequence[TrendPoint]


def quality_page(
    report: Report, changes: Sequence[Change] = (), trend: Sequence[TrendPoint] = (), *, linked: bool = True
) -> QualityPage:
    """The page of a report, with what changed since the report before and the course of the harvests."""
    told = [finding for finding in report.findings if finding.kind in KINDS]
    proposed = [finding for finding in report.findings if finding.kind == "AMENDMENT"]
    return QualityPage(
        report=report,
        linked=linked,
        steps=tuple(_step(report, step) for step in report.first),
        findings=tuple(_finding(report, one) for one in told),
        proposals=tuple(_finding(report, one) for one in proposed),
        unmatched=tuple(_finding(report, one) for one in report.unmatched),
        terms=tuple(
            TermRow(one.term, one.records, _percent(report, one.records), _width(report, one.records))
            for one in report.terms
        ),
        profiles=report.mids,
        levels=_levels(report.mids),
        lacking=_lacking(report.mids),
        checks=tuple(map(_check, report.suspicions)),
        changes=tuple(map(_change, changes)),
        trend=trend,
    )


def standalone(report: Report) -> str:
    """The report as one HTML file that needs nothing else."""
    style = files("naturalia.portal").joinpath("static/built/style.css").read_text(encoding="utf-8")
    page = quality_page(report, linked=False)
    return render_to_string("portal/quality_file.html", {"page": page, "style": style})


def _step(report: Report, step: Step) -> StepRow:
    shown = step.values[:SHOWN_VALUES]
    more = len(step.values) - len(shown)
    return StepRow(step.text, step.records, _percent(report, step.records), shown, more, step.code)


def _finding(report: Report, finding: FindingCount) -> FindingRow:
    values = tuple(map(_value, finding.values[:SHOWN_VALUES]))
    return FindingRow(
        code=finding.code,
        name=label(finding.code),
        term=finding.term,
        records=finding.records,
        percent=_percent(report, finding.records),
        width=_width(report, finding.records),
        explanation=finding.explanation,
        action=finding.action,
        values=values,
        more_values=max(finding.distinct - len(values), 0),
        examples=tuple(map(_link, finding.examples[:SHOWN_EXAMPLES])),
    )


def _value(value: ValueCount) -> ValueRow:
    return ValueRow(value.value, value.records, value.proposal, _link(value.example))


def _link(place: Place) -> Link:
    if place.pid:
        return Link(place.pid, f"/specimen/{place.pid}")
    return Link(f"{place.file}:{place.line}" + (f" ({place.key})" if place.key else ""), "")


def _check(found: Suspicions) -> CheckRow:
    examples = tuple((one.text, _link(one.place)) for one in found.examples)
    return CheckRow(found.explanation, found.records, examples)


def _levels(profiles: Sequence[MidsCount]) -> tuple[LevelRow, ...]:
    names = sorted({level for profile in profiles for level in profile.levels})
    return tuple(LevelRow(name, tuple(profile.levels.get(name, 0) for profile in profiles)) for name in names)


def _lacking(profiles: Sequence[MidsCount]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (profile.profile, element, records)
        for profile in profiles
        for element, records in list(profile.lacking.items())[:6]
    )


def _change(change: Change) -> ChangeRow:
    if change.kind == "records":
        return ChangeRow(change.what, f"{change.before:,.0f}", f"{change.after:,.0f}")
    return ChangeRow(f"{change.kind}: {change.what}", f"{change.before:.1%}", f"{change.after:.1%}")


def _percent(report: Report, records: int) -> str:
    share = report.share(records) * 100
    return "< 0.1 %" if 0 < share < 0.1 else f"{share:.1f} %"


def _width(report: Report, records: int) -> int:
    return round(report.share(records) * 100)

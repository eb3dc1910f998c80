"""One report of several: what an institution's sources need together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from naturalia.quality.priorities import first_steps
from naturalia.quality.report import MOST_VALUES, FindingCount, MidsCount, Report, TermCount, ValueCount

MOST_EXAMPLES = 5


def merged(title: str, reports: Sequence[Report]) -> Report:
    """The sum of reports; of values and examples as many as a single report has. ValueError for none."""
    if not reports:
        raise ValueError("there are no reports to add up")
    findings = _findings(finding for report in reports for finding in report.findings)
    terms = _added({count.term: count.records for count in report.terms} for report in reports)
    return Report(
        title=title,
        source=", ".join(report.title for report in reports),
        records=sum(report.records for report in reports),
        rules=" + ".join(sorted({report.rules for report in reports})),
        terms=tuple(TermCount(*item) for item in terms.most_common()),
        findings=findings,
        first=first_steps(findings),
        unmatched=_findings(finding for report in reports for finding in report.unmatched),
        mids=tuple(
            _mids([report.mids[place] for report in reports]) for place in range(len(reports[0].mids))
        ),
        mids_differ=sum(report.mids_differ for report in reports),
        suspicions=tuple(one for report in reports for one in report.suspicions),
        refusals=tuple(one for report in reports for one in report.refusals),
        shares={
            term: dict(_added(report.shares.get(term, {}) for report in reports).most_common())
            for term in reports[0].shares
        },
        outcomes={
            label: _sums([report.outcomes.get(label, (0, 0, 0, 0)) for report in reports])
            for label in reports[0].outcomes
        },
    )


def _sums(rows: Sequence[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    first, second, third, fourth = (sum(column) for column in zip(*rows, strict=True))
    return first, second, third, fourth


def _added(counts: Iterable[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _mids(counts: Sequence[MidsCount]) -> MidsCount:
    return MidsCount(
        counts[0].profile,
        " + ".join(sorted({count.rules for count in counts})),
        dict(sorted(_added(count.levels for count in counts).items())),
        dict(_added(count.lacking for count in counts).most_common()),
    )


def _findings(findings: Iterable[FindingCount]) -> tuple[FindingCount, ...]:
    together: dict[tuple[str, str], list[FindingCount]] = {}
    for finding in findings:
        together.setdefault((finding.code, finding.term), []).append(finding)
    summed = (_finding(same) for same in together.values())
    return tuple(sorted(summed, key=lambda one: (-one.records, one.code, one.term)))


def _finding(same: Sequence[FindingCount]) -> FindingCount:
    values: dict[str, ValueCount] = {}
    for value in (value for finding in same for value in finding.values):
        before = values.get(value.value)
        records = value.records + (before.records if before else 0)
        values[value.value] = msgspec.structs.replace(before or value, records=records)
    ordered = sorted(values.values(), key=lambda value: (-value.records, value.value))
    return msgspec.structs.replace(
        same[0],
        records=sum(finding.records for finding in same),
        distinct=max(len(values), *(finding.distinct for finding in same)),
        values=tuple(ordered[:MOST_VALUES]),
        examples=tuple(place for finding in same for place in finding.examples)[:MOST_EXAMPLES],
    )

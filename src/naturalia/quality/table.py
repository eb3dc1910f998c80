"""A report as rows for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from naturalia.quality.report import FindingCount, Place, Report

COLUMNS = (
    "section", "code", "term", "value", "records", "share", "proposal", "explanation", "action", "example",
)  # fmt: skip


def write_csv(report: Report, output: TextIO) -> None:
    """The report as CSV with a header: what to fix first, findings with their values, completeness, MIDS."""
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow([guarded(cell) for cell in row])


def rows(report: Report) -> Iterator[tuple[object, ...]]:
    """The rows below the header, in the order of ``COLUMNS``."""
    for step in report.first:
        values = " | ".join(step.values)
        share = _share(report, step.records)
        yield ("first", step.code, step.term, values, step.records, share, "", step.text, "", "")
    for finding in report.findings:
        yield from _finding(report, finding)
    for count in report.terms:
        yield ("term", "", count.term, "", count.records, _share(report, count.records), *[""] * 4)
    for mids in report.mids:
        for level, number in mids.levels.items():
            share = _share(report, number)
            yield ("mids", mids.profile, "", level, number, share, "", mids.rules, "", "")
    for found in report.suspicions:
        for one in found.examples:
            yield (
                "suspicion",
                found.check,
                "",
                one.text,
                "",
                "",
                "",
                found.explanation,
                "",
                _told(one.place),
            )
    for refusal in report.refusals:
        yield ("refused", "", "", "", refusal.records, "", "", refusal.reason, "", _told(refusal.example))


def _finding(report: Report, finding: FindingCount) -> Iterator[tuple[object, ...]]:
    section = finding.kind.lower()
    example = _told(finding.examples[0]) if finding.examples else ""
    yield (
        section, finding.code, finding.term, "", finding.records, _share(report, finding.records),
        "", finding.explanation, finding.action, example,
    )  # fmt: skip
    for value in finding.values:
        yield (
            section, finding.code, finding.term, value.value, value.records, _share(report, value.records),
            value.proposal, "", "", _told(value.example),
        )  # fmt: skip


def _share(report: Report, records: int) -> str:
    return f"{report.share(records):.4f}"


def _told(place: Place) -> str:
    return place.pid or f"{place.file}:{place.line} {place.key}".strip()


def guarded(value: object) -> object:
    """A cell that a spreadsheet will not run as a formula (OWASP: CSV injection)."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value

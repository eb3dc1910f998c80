"""Commands about quality: the report of a file, and of a harvest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from naturalia.cli.environment import ready, templates
from naturalia.cli.output import Exit, console, fail, print_json, print_pairs, print_rows, progress_bars

if TYPE_CHECKING:
    from naturalia.quality.report import Report

MOST_FINDINGS = 25
Json = Annotated[bool, typer.Option("--json", help="Print the whole report as JSON, for scripts.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the whole report as CSV, for a spreadsheet.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write the whole report as one HTML file.")]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (assess, report):
        application.command()(command)


def assess(
    location: Annotated[Path, typer.Argument(help="Archive, folder or data file; nothing is harvested.")],
    as_json: Json = False,
    as_csv: Csv = False,
    html: Html = None,
) -> None:
    """Report on the quality of a file that is not in the catalogue, and what to fix first."""
    from naturalia.quality.profiling import context_of, profile_source, proven_order
    from naturalia.sources import SourceError, open_source

    try:
        with progress_bars() as progress, open_source(location) as source:
            context = context_of(source, proven_order(source))
            found = profile_source(source, context, lambda rows: progress("assess", rows, max(rows, 1)))
    except SourceError as error:
        fail(str(error))
    _give(found, as_json=as_json, as_csv=as_csv, html=html)


def report(
    number: Annotated[int, typer.Argument(help="Number of the harvest, dry runs included.")],
    as_json: Json = False,
    as_csv: Csv = False,
    html: Html = None,
) -> None:
    """Show the quality report of a harvest."""
    ready()
    from naturalia.catalogue.models import Harvest
    from naturalia.catalogue.quality_reports import report_of

    harvest = Harvest.objects.filter(pk=number).first()
    found = report_of(harvest) if harvest else None
    if found is None:
        fail(f"there is no quality report of a harvest {number}", Exit.NOT_FOUND)
    _give(found, as_json=as_json, as_csv=as_csv, html=html)


def _give(found: Report, *, as_json: bool, as_csv: bool, html: Path | None) -> None:
    from naturalia.quality.table import write_csv

    if html is not None:
        templates()
        from naturalia.portal.quality_page import standalone

        html.write_text(standalone(found), encoding="utf-8")
        console.print(f"Written: {html}", markup=False)
    if as_json:
        print_json(found)
    elif as_csv:
        write_csv(found, sys.stdout)
    elif html is None:
        _print(found)


def _print(found: Report) -> None:
    print_pairs(found.title, {"records": found.records, "rules": found.rules})
    if found.first:
        console.print("\nWhat to fix first", style="bold")
        print_rows(
            ["records", "what", "values"],
            [(step.records, step.text, "; ".join(step.values[:5])) for step in found.first],
        )
    console.print("\nFindings", style="bold")
    print_rows(
        ["records", "code", "term", "most frequent values"],
        [
            (one.records, one.code, one.term, "; ".join(value.value for value in one.values[:3]))
            for one in found.findings[:MOST_FINDINGS]
        ],
    )
    for check in found.suspicions:
        console.print(f"\n{check.records} records: {check.explanation}", style="bold", markup=False)
        print_rows(
            ["file", "line", "why"],
            [(one.place.file, one.place.line, one.text) for one in check.examples[:5]],
        )
    for mids in found.mids:
        levels = ", ".join(f"level {level}: {count:,}" for level, count in mids.levels.items())
        console.print(f"\n{mids.profile}: {levels or 'no records'}", markup=False)

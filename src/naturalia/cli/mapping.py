"""Commands that make and try the mapping of a table to Darwin Core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naturalia.cli.output import console, fail, print_json, print_rows

if TYPE_CHECKING:
    from naturalia.interpret.preview import PreviewRow

group = typer.Typer(help="Make and try the mapping of a table to Darwin Core.", no_args_is_help=True)
TableFile = Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, ODS, or a zip or folder of tables.")]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.add_typer(group, name="mapping")


@group.command()
def suggest(file: TableFile) -> None:
    """Print a mapping as far as names and values of the columns tell: write it to a file and check it."""
    from naturalia.sources import SourceError
    from naturalia.sources.tables import suggest_mapping, write_mapping

    try:
        typer.echo(write_mapping(suggest_mapping(file)), nl=False)
    except SourceError as error:
        fail(str(error))


@group.command()
def preview(
    file: TableFile,
    mapping: Annotated[
        Path | None, typer.Option(help="The mapping (TOML); none if the columns are named after terms.")
    ] = None,
    rows: Annotated[int, typer.Option(min=1, max=1000, help="How many rows to show.")] = 20,
    institution: Annotated[
        str | None, typer.Option(help="Code of the institution of rows that name none.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON list, for scripts.")] = False,
) -> None:
    """Show what the first rows would become, with issues and what is left over. Nothing is written."""
    from naturalia.interpret import Context
    from naturalia.interpret.preview import preview as tried
    from naturalia.sources import SourceError, open_source

    text = mapping.read_text(encoding="utf-8") if mapping else ""
    try:
        with open_source(file, mapping=text) as source:
            found = list(tried(source, rows, Context(institution_code=institution)))
            notes = [str(note) for note in source.notes]
    except (SourceError, OSError) as error:
        fail(str(error))
    if as_json:
        print_json(found)
        return
    print_rows(["line", "object", "name", "date", "place", "issues", "left"], [_shown(row) for row in found])
    if left := sorted({name for row in found for name in row.left}):
        console.print(f"kept, without a place in openDS: {', '.join(left)}", markup=False)
    for row in found:
        if row.refusal:
            console.print(f"line {row.line} would be rejected: {row.refusal}", markup=False)
    for note in notes:
        console.print(f"note: {note}", markup=False)


def _shown(row: PreviewRow) -> list[object]:
    """What fits on a line of a terminal."""
    document = row.document
    event: dict[str, Any] = next(iter(document.get("ods:hasEvents", ())), {})
    place = event.get("ods:hasLocation", {})
    where = [place.get(name) for name in ("dwc:country", "dwc:locality")]
    return [
        row.line,
        document.get("ods:physicalSpecimenID", ""),
        document.get("ods:specimenName", ""),
        event.get("dwc:eventDate", ""),
        ", ".join(text for text in where if text),
        " ".join(sorted({issue.code for issue in row.issues})),
        len(row.left),
    ]

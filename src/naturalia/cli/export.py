"""Commands that give data away: export, and what became of exports."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naturalia.cli.environment import ready
from naturalia.cli.output import Exit, console, fail, print_json, print_pairs, print_rows, progress_bars

if TYPE_CHECKING:
    from naturalia.catalogue.models import Export, Source

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (export, exports):
        application.command()(command)


def export(
    text: Annotated[str, typer.Argument(help="Words and field:value, as for search; default: all.")] = "",
    format: Annotated[str, typer.Option("--format", "-f", help="Format; --formats lists them.")] = "dwca",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Copy the file here.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source: its location or number.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="A column of a table; repeatable.")] = None,
    title: Annotated[str, typer.Option(help="Title of the export.")] = "",
    resume: Annotated[int | None, typer.Option(help="Go on with an export that was killed.")] = None,
    reproduce: Annotated[int | None, typer.Option(help="Make an earlier export again.")] = None,
    cancel: Annotated[int | None, typer.Option(help="Stop an export that waits or runs.")] = None,
    doi: Annotated[int | None, typer.Option(help="Register a DOI for a finished export.")] = None,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to use (default: all cores).")] = None,
    as_json: Json = False,
) -> None:
    """Export what a search finds, as a citable file with a page of its own."""
    if formats:
        _list_formats(as_json=as_json)
        return
    ready()
    from naturalia.catalogue.exporting import services
    from naturalia.catalogue.exporting.doi import DoiError
    from naturalia.exports import ColumnError, TooManyObjectsError, UnknownFormatError
    from naturalia.search import IndexBusyError, IndexOutdatedError, QueryError, parse_text

    try:
        if cancel is not None:
            made = services.cancel_export(cancel)
        elif doi is not None:
            made = services.register_doi(doi)
        elif reproduce is not None:
            made = _run(services.reproduce_export(reproduce), workers)
        elif resume is not None:
            made = _run(_existing(resume), workers)
        else:
            asked = services.request_export(
                format, parse_text(text), source=_source(source), columns=column or (), title=title
            )
            made = _run(asked, workers)
    except (QueryError, UnknownFormatError, ColumnError) as error:
        fail(str(error), Exit.USAGE)
    except (services.CannotExportError, TooManyObjectsError, DoiError, IndexOutdatedError) as error:
        fail(str(error))
    except IndexBusyError as error:
        fail(str(error), Exit.BUSY)
    _report(made, output, as_json=as_json)


def exports(as_json: Json = False) -> None:
    """List the latest exports."""
    ready()
    from naturalia.catalogue.models import Export as Exports

    found = Exports.objects.order_by("-pk")[:50]
    names = ("format", "state", "count", "title", "doi")
    rows = [{"export": one.pk} | {name: getattr(one, name) for name in names} for one in found]
    if as_json:
        print_json(rows)
    elif rows:
        print_rows(list(rows[0]), [list(row.values()) for row in rows])
    else:
        console.print("No export yet. Begin with: naturalia export --format csv country:Sweden")


def _run(asked: Export, workers: int | None) -> Export:
    from naturalia.catalogue.exporting.running import ExportRunningError, run_export

    try:
        with progress_bars() as progress:
            return run_export(asked, workers, progress)
    except ExportRunningError as error:
        fail(str(error), Exit.BUSY)
    except OSError as error:
        fail(f"export {asked.pk} could not be written: {error}")


def _existing(number: int) -> Export:
    from naturalia.catalogue.models import Export as Exports

    found = Exports.objects.filter(pk=number).first()
    if found is None:
        fail(f"there is no export {number}; see: naturalia exports", Exit.NOT_FOUND)
    return found


def _source(named: str | None) -> Source | None:
    if named is None:
        return None
    from naturalia.catalogue.models import Source as Sources

    by_number = Sources.objects.filter(pk=int(named)) if named.isdigit() else Sources.objects.none()
    places = [named, str(Path(named).expanduser().resolve())]
    found = by_number.first() or Sources.objects.filter(location__in=places).first()
    if found is None:
        fail(f"there is no source {named!r}; see: naturalia harvests", Exit.NOT_FOUND)
    return found


def _report(made: Export, output: Path | None, *, as_json: bool) -> None:
    from naturalia.catalogue.exporting.describe import describe
    from naturalia.catalogue.exporting.running import file_of
    from naturalia.exports import citation

    finished = made.state == "finished"
    path = str(file_of(made)) if finished else ""
    if finished and output is not None:
        path = str(_copy(file_of(made), output))
    said: dict[str, Any] = {
        "export": made.pk,
        "state": made.state,
        "format": made.format,
        "count": made.count,
        "institutions": made.institutions,
        "publication": made.publication,
        "file": path,
        "size": made.size,
        "sha256": made.sha256,
        "content": made.content,
        "seconds": round(made.seconds, 3),
        "doi": made.doi,
        "message": made.message,
        "citation": citation.text(describe(made)) if finished else "",
    }
    if as_json:
        print_json(said)
    else:
        said["institutions"] = ", ".join(f"{code} {count}" for code, count in made.institutions.items())
        print_pairs(f"Export {made.pk}", {name: value for name, value in said.items() if value != ""})


def _copy(file: Path, output: Path) -> Path:
    """The file at the place that was asked for: a folder, or a name of its own."""
    target = output / file.name if output.is_dir() else output
    try:
        shutil.copyfile(file, target)
    except OSError as error:
        fail(f"{target} could not be written: {error.strerror}")
    return target


def _list_formats(*, as_json: bool) -> None:
    from naturalia.exports import FORMATS

    rows = [[one.name, one.title, one.suffix] for one in FORMATS.values()]
    if as_json:
        print_json([dict(zip(("name", "title", "suffix"), row, strict=True)) for row in rows])
    else:
        print_rows(["format", "title", "suffix"], rows)

"""Commands on registered sources: where records come from, how, and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naturalia.cli.catalogue import Json, report
from naturalia.cli.environment import ready
from naturalia.cli.output import Exit, console, fail, print_json, print_pairs, print_rows, progress_bars

if TYPE_CHECKING:
    from naturalia.catalogue.models import Source

group = typer.Typer(help="Register sources and harvest them, by hand or by a schedule.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Name, number or location of the source.")]
Format = Annotated[str | None, typer.Option("--format", help="Format; found out if not given.")]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help="Mapping of a table (TOML).", exists=True, dir_okay=False)
]
Institution = Annotated[str | None, typer.Option(help="Code of the institution of rows that name none.")]
Licence = Annotated[str | None, typer.Option(help="Licence of what states none itself.")]
Policy = Annotated[
    str | None,
    typer.Option(help="For other licences than CC0, CC BY, CC BY-NC: accept, 'withhold media', reject."),
]
Schedule = Annotated[
    str | None, typer.Option(help="'every 6 hours', daily, or five fields of cron; '' for none.")
]
Share = Annotated[
    float | None, typer.Option("--vanish-share", min=0, max=1, help="Share of its objects that may vanish.")
]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.add_typer(group, name="source")


def _settings(mapping: Path | None, **given: Any) -> dict[str, Any]:
    """The settings that were given."""
    found = {name: value for name, value in given.items() if value is not None}
    if mapping is not None:
        found["mapping"] = mapping.read_text(encoding="utf-8")
    return found


@group.command()
def add(
    location: Annotated[str, typer.Argument(help="Path, URL, or address of a BioCASe provider.")],
    name: Annotated[str | None, typer.Option(help="Short name; made of the location if not given.")] = None,
    institution: Institution = None,
    source_format: Format = None,
    mapping: MappingFile = None,
    licence: Licence = None,
    licence_policy: Policy = None,
    schedule: Schedule = None,
    vanish_share: Share = None,
    as_json: Json = False,
) -> None:
    """Register a source. Nothing is harvested yet, unless its schedule says when."""
    ready()
    from naturalia.catalogue.registration import RegistrationError, add_source

    settings = _settings(
        mapping,
        name=name,
        format=source_format,
        licence=licence,
        licence_policy=licence_policy,
        schedule=schedule,
        vanish_share=vanish_share,
    )
    try:
        _show(add_source(location, institution, settings), as_json=as_json)
    except RegistrationError as error:
        fail(str(error))


@group.command("list")
def list_sources(as_json: Json = False) -> None:
    """List all sources."""
    ready()
    from naturalia.catalogue.registration import sources

    rows = [_told(source) for source in sources()]
    if as_json:
        print_json(rows)
    elif rows:
        columns = ("number", "name", "location", "schedule", "state", "last harvest")
        print_rows(columns, [[row[column] for column in columns] for row in rows])
    else:
        console.print("No source yet. Register one with: naturalia source add LOCATION")


@group.command()
def show(name: Name, as_json: Json = False) -> None:
    """Show a source: its settings and its latest harvests."""
    ready()
    _show(_found(name), as_json=as_json)


@group.command("set")
def change(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    institution: Institution = None,
    source_format: Format = None,
    mapping: MappingFile = None,
    licence: Licence = None,
    licence_policy: Policy = None,
    schedule: Schedule = None,
    vanish_share: Share = None,
    as_json: Json = False,
) -> None:
    """Change settings of a source."""
    ready()
    from naturalia.catalogue.registration import RegistrationError, set_source

    settings = _settings(
        mapping,
        name=new_name,
        format=source_format,
        licence=licence,
        licence_policy=licence_policy,
        schedule=schedule,
        vanish_share=vanish_share,
    )
    try:
        _show(set_source(_found(name), settings, institution), as_json=as_json)
    except RegistrationError as error:
        fail(str(error))


@group.command()
def suspend(name: Name) -> None:
    """Stop harvesting a source. What is in the catalogue stays as it is."""
    _suspend(name, suspended=True)


@group.command()
def resume(name: Name) -> None:
    """Harvest a suspended source again."""
    _suspend(name, suspended=False)


def _suspend(name: str, *, suspended: bool) -> None:
    ready()
    from naturalia.catalogue.registration import suspend as change_state

    source = change_state(_found(name), suspended=suspended)
    console.print(
        f"{source.name or source.location} is {'suspended' if suspended else 'active'}.", markup=False
    )


@group.command()
def remove(name: Name) -> None:
    """Forget a source that was never harvested."""
    ready()
    from naturalia.catalogue.registration import RegistrationError, remove_source

    try:
        remove_source(_found(name))
    except RegistrationError as error:
        fail(str(error))
    console.print("The source is forgotten.")


@group.command()
def harvest(
    name: Name,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; change nothing.")
    ] = False,
    allow_vanishing: Annotated[
        bool, typer.Option("--allow-vanishing", help="Go on however many objects would vanish.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Harvest a registered source now, by its settings."""
    ready()
    from naturalia.catalogue.harvest import HarvestStoppedError, Options
    from naturalia.catalogue.lock import CatalogueBusyError
    from naturalia.catalogue.services import SourceSuspendedError, harvest_source
    from naturalia.sources import SourceError

    source = _found(name)
    with progress_bars() as progress:
        share = 1.0 if allow_vanishing else source.vanish_share
        options = Options(dry_run=dry_run, vanish_share=share, progress=progress)
        try:
            done = harvest_source(source, options)
        except HarvestStoppedError as stop:
            fail(str(stop), Exit.STOPPED_BY_GUARD)
        except CatalogueBusyError as busy:
            fail(str(busy), Exit.BUSY)
        except (SourceError, SourceSuspendedError) as error:
            fail(str(error))
    if done is not None:
        report(done, as_json=as_json)
    elif as_json:
        print_json({"source": source.name, "state": "unchanged"})
    else:
        console.print("Nothing changed since the last harvest.")


def _found(name: str) -> Source:
    from naturalia.catalogue.registration import UnknownSourceError, source_named

    try:
        return source_named(name)
    except UnknownSourceError as error:
        fail(str(error), Exit.NOT_FOUND)


def _told(source: Source) -> dict[str, Any]:
    """A source in the words of the command line."""
    latest = source.harvests.order_by("-pk").first()
    return {
        "number": source.pk,
        "name": source.name or "",
        "location": source.location,
        "title": source.title,
        "institution": source.institution.code if source.institution else "",
        "format": source.format,
        "mapping": "yes" if source.mapping else "",
        "licence": source.licence,
        "licence policy": source.licence_policy or "accept",
        "schedule": source.schedule,
        "next harvest": source.next_at.isoformat() if source.next_at else "",
        "may vanish": source.vanish_share,
        "state": "suspended" if source.suspended else "active",
        "last harvest": f"{latest.pk}, {latest.state}, {latest.started_at:%Y-%m-%d %H:%M}" if latest else "",
        "message": source.message,
    }


def _show(source: Source, *, as_json: bool) -> None:
    told = _told(source)
    if as_json:
        print_json(told)
    else:
        print_pairs(source.name or source.location, told)

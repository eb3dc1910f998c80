"""Commands that keep an installation safe, and move it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naturalia.cli.environment import ready
from naturalia.cli.output import Exit, fail, print_json, print_pairs, progress_bars

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.command()(backup)
    application.command()(restore)
    application.command("move-database")(move_database)


def backup(
    folder: Annotated[Path, typer.Argument(help="Folder to copy to; a second time only what is new.")],
    as_json: Json = False,
) -> None:
    """Copy all that this installation keeps to a folder: database, files, lists, exports, keys."""
    ready()
    from naturalia.catalogue.backup import BackupError, back_up
    from naturalia.catalogue.lock import CatalogueBusyError
    from naturalia.installation import current

    try:
        with progress_bars() as progress:
            manifest = back_up(current(), folder, progress)
    except CatalogueBusyError as error:
        fail(str(error), Exit.BUSY)
    except (BackupError, OSError) as error:
        fail(str(error))
    shown = {
        "folder": str(folder),
        "specimens": manifest.tables["catalogue_specimen"].rows,
        "versions": manifest.tables["catalogue_version"].rows,
        "files": len(manifest.files),
    }
    print_json(shown) if as_json else print_pairs("Backed up", shown)


def restore(
    folder: Annotated[Path, typer.Argument(help="Folder of a backup.", exists=True, file_okay=False)],
    as_json: Json = False,
) -> None:
    """Fill an empty installation from a backup, and make its search index."""
    ready()
    from naturalia.catalogue.backup import BackupError
    from naturalia.catalogue.backup import restore as fill
    from naturalia.catalogue.indexing import rebuild
    from naturalia.installation import current

    try:
        with progress_bars() as progress:
            manifest = fill(current(), folder, progress)
            indexed = rebuild(progress)
    except (BackupError, OSError) as error:
        fail(str(error))
    shown = {
        "backup of": manifest.made_at,
        "specimens": manifest.tables["catalogue_specimen"].rows,
        "versions": manifest.tables["catalogue_version"].rows,
        "files": len(manifest.files),
        "indexed": indexed,
    }
    print_json(shown) if as_json else print_pairs("Restored", shown)


def move_database(
    url: Annotated[str, typer.Argument(help="postgresql:// address of the new, empty database.")],
    as_json: Json = False,
) -> None:
    """Copy the catalogue to another PostgreSQL; afterwards set DATABASE_URL to it. The old one stays."""
    ready()
    import psycopg

    from naturalia.catalogue.moving import move_to
    from naturalia.installation import current

    try:
        with progress_bars() as progress:
            moved = move_to(current().database_url(), url, progress)
    except (psycopg.Error, ValueError) as error:
        fail(str(error))
    shown = {"specimens": moved["catalogue_specimen"], "versions": moved["catalogue_version"]}
    print_json(shown) if as_json else print_pairs("Moved; now set DATABASE_URL", shown)

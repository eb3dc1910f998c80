"""The command line, put together."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from naturalia import __version__
from naturalia.cli import (
    backup,
    catalogue,
    check,
    checklist,
    export,
    institutions,
    mapping,
    quality,
    search,
    serve,
    sources,
)
from naturalia.cli.output import Exit, fail
from naturalia.installation import InstallationError

application = typer.Typer(
    name="naturalia",
    help="Archives in, a trustworthy catalogue of Digital Specimens out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="NATURALIA_HOME names the folder of an installation; DATABASE_URL a PostgreSQL server to use.",
)
for group in (
    catalogue,
    sources,
    mapping,
    search,
    export,
    quality,
    checklist,
    institutions,
    backup,
    check,
    serve,
):
    group.add_commands(application)


@application.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Say the version if asked."""
    if version:
        typer.echo(f"naturalia {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    try:
        application()
    except InstallationError as error:
        fail(str(error))
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)

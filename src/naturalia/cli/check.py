"""The command that says what is wrong with an installation."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from naturalia.cli.output import Exit, console, print_json


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.command("check")(check_installation)


def check_installation(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look at settings, database, schema, index, disk and assets, and say what is wrong and what to do."""
    found = _found()
    if as_json:
        print_json(found)
    else:
        for name, good, told in found:
            console.print(f"{'good ' if good else 'WRONG'}  {name}: {told}", markup=False, soft_wrap=True)
    raise typer.Exit(Exit.DONE if all(good for _, good, _ in found) else Exit.FAILED)


def _found() -> list[tuple[str, bool, str]]:
    """Name, good or not, and what was seen: the settings alone while they are wrong."""
    from naturalia.configuration import problems

    if wrong := problems():
        return [("settings", False, text) for text in wrong]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naturalia.settings")
    import django

    django.setup()
    from naturalia.service.checks import all_checks

    return [(one.name, one.good, one.told) for one in all_checks()]

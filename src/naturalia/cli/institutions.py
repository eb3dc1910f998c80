"""Commands about institutions: import a registry, and ask it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from naturalia.cli.output import Exit, fail, print_json, print_pairs
from naturalia.installation import current
from naturalia.interpret.institutions import (
    Institution,
    Registry,
    institution,
    keep_registry,
    kept_registry,
    read_json,
    read_table,
)

LARGEST_FILE = 200_000_000
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")]
commands = typer.Typer(help="Registries of institutions.", no_args_is_help=True)


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.add_typer(commands, name="institutions")


def registry_file() -> Path:
    """Where the imported registry of this installation is kept."""
    return current().institutions


@commands.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV, TSV or JSON, exported by GRSciColl or Index Herbariorum.")
    ],
    version: Annotated[str, typer.Option(help="Version or date of the export.")] = "",
    as_json: Json = False,
) -> None:
    """Keep a registry of institutions in this installation; it takes the place of the one before."""
    found = _read(file)
    if not found:
        fail(f"{file}: no row has a code or a name of an institution", Exit.FAILED)
    made = Registry(file.name, version or file.name, tuple(found))
    path = registry_file()
    keep_registry(made, path)
    shown = {"institutions": len(found), "version": made.version, "file": str(path)}
    print_json(shown) if as_json else print_pairs("Imported", shown)


def _read(file: Path) -> list[Institution]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            fail(f"{file}: larger than {LARGEST_FILE // 1_000_000} MB", Exit.FAILED)
        data = file.read_bytes()
        if data.lstrip()[:1] in (b"{", b"["):
            return read_json(data)
        return read_table(data.decode("utf-8-sig"))
    except (OSError, ValueError, msgspec.DecodeError) as error:
        fail(f"{file}: {error}", Exit.FAILED)


@commands.command()
def show(
    code: Annotated[str | None, typer.Argument(help="Code of an institution.")] = None,
    identifier: Annotated[
        str | None, typer.Option("--id", help="ROR, GRSciColl or other identifier.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name.")] = None,
    as_json: Json = False,
) -> None:
    """Which institution a code, identifier and name mean, and why."""
    found = institution(code, identifier, name, kept_registry(str(registry_file())))
    candidates = [f"{each.code}: {each.name}, {each.city}" for each in found.candidates]
    shown = {
        "institution": found.institution.name if found.institution else None,
        "reason": found.reason,
        "candidates": candidates,
    }
    print_json(shown) if as_json else print_pairs(
        "Institution", {**shown, "candidates": "; ".join(candidates)}
    )

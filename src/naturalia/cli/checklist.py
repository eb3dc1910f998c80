"""Commands about checklists: the names against which harvested names are matched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naturalia.cli.output import Exit, console, fail, print_json, print_pairs, print_rows, progress_bars

AGAIN = "Names are matched anew at the next harvest of each source."
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value, for scripts.")]
group = typer.Typer(
    help="Checklists of names (ColDP or DwC-A) against which names are matched.", no_args_is_help=True
)


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    application.add_typer(group, name="checklist")


@group.command()
def add(
    path: Annotated[Path, typer.Argument(help="A checklist as ColDP or Darwin Core Archive: zip or folder.")],
    name: Annotated[
        str | None,
        typer.Option(help="Short name for it (default: its alias or title); the same name replaces."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read a checklist, and match names against it from the next harvest on."""
    from naturalia import installation
    from naturalia.interpret.checklists import ChecklistError, add_checklist

    with progress_bars() as progress:
        try:
            made = add_checklist(installation.current().checklists, path, id=name, step=progress)
        except ChecklistError as error:
            fail(str(error))
    if as_json:
        print_json(made)
        return
    print_pairs(
        f"Checklist {made.id}",
        {
            "title": made.title,
            "version": made.version,
            "licence": made.licence or "not stated",
            "citation": made.citation or "not stated",
            "names": made.usages,
            "accepted": made.accepted,
        },
    )
    for note in made.notes:
        console.print(f"note: {note}", markup=False)
    console.print(AGAIN)


@group.command(name="list")
def list_(as_json: Json = False) -> None:
    """List the checklists in the order in which they were added."""
    from naturalia import installation
    from naturalia.interpret.checklists import checklists

    found = checklists(installation.current().checklists)
    if as_json:
        print_json(found)
    elif found:
        columns = ("id", "title", "version", "licence", "usages", "accepted")
        print_rows(columns, [[getattr(each, column) for column in columns] for each in found])
    else:
        console.print("No checklist yet. Begin with: naturalia checklist add PATH")


@group.command()
def remove(
    name: Annotated[str, typer.Argument(help="Short name of the checklist.")], as_json: Json = False
) -> None:
    """Remove a checklist; what was matched with it stays until the next harvest."""
    from naturalia import installation
    from naturalia.interpret.checklists import remove_checklist

    removed = remove_checklist(installation.current().checklists, name)
    if removed is None:
        fail(f"there is no checklist {name!r}; see: naturalia checklist list", Exit.NOT_FOUND)
    if as_json:
        print_json(removed)
    else:
        console.print(f"Checklist {removed.id} is removed. {AGAIN}")


@group.command()
def match(
    name: Annotated[str, typer.Argument(help="A scientific name, with or without authors.")],
    kingdom: Annotated[str | None, typer.Option(help="Kingdom, to tell homonyms apart.")] = None,
    family: Annotated[str | None, typer.Option(help="Family, to tell homonyms apart.")] = None,
    code: Annotated[str | None, typer.Option(help="Nomenclatural code, such as ICZN.")] = None,
    as_json: Json = False,
) -> None:
    """Look a name up in every checklist, and say how it was found."""
    from naturalia import installation
    from naturalia.interpret.checklists import Classification, checklist_folders
    from naturalia.interpret.checklists import match as look_up

    folders = checklist_folders(installation.current().checklists)
    if not folders:
        fail("there is no checklist yet; begin with: naturalia checklist add PATH", Exit.NOT_FOUND)
    stated = Classification(kingdom=kingdom, family=family)
    found = [look_up(folder, name, classification=stated, code=code) for folder in folders]
    if as_json:
        print_json(found)
        return
    for each in found:
        usage = each.usage
        pairs = {"match": each.kind.value, "score": each.score, "reason": each.reason}
        if usage is not None:
            pairs |= {
                "name": usage.full_name,
                "status": usage.status,
                "accepted": usage.accepted_name or "not known",
            }
        print_pairs(f"{each.checklist} {each.checklist_version}", pairs)
        for one in each.alternatives:
            console.print(f"  {one.id}: {one.full_name}, {one.status}", markup=False)

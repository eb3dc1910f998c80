"""Reference pages that follow from the code. ``python -m tests.docs.reference`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

DOCS = Path(__file__).parents[2] / "docs"


def command_line() -> str:
    """The page on the command line: every command with its arguments and options."""
    from naturalia.cli.main import application

    group = typer.main.get_command(application)
    assert isinstance(group, TyperGroup)
    sections = [_command(name, command) for name, command in _commands(group)]
    head = (
        "# Command line\n\n"
        "`NATURALIA_HOME` names the folder of an installation (default `~/.naturalia`), `DATABASE_URL` a\n"
        "PostgreSQL server to use instead of the embedded one. `--help` after any command says the same.\n"
    )
    return "\n".join([head, *sections])


def _commands(group: TyperGroup, before: str = "") -> Iterator[tuple[str, TyperCommand]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, TyperGroup):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _command(name: str, command: TyperCommand) -> str:
    context = typer.Context(command, info_name=f"naturalia {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [
        f"## naturalia {name}\n",
        f"{command.help}\n",
        "```console",
        f"$ naturalia {name} {usage}",
        "```\n",
    ]
    rows = [record for p in command.params if (record := p.get_help_record(context))]
    if rows:
        lines += ["| option or argument | meaning |", "|---|---|"]
        lines += [f"| `{left.strip()}` | {' '.join(right.split())} |" for left, right in map(_cells, rows)]
        lines.append("")
    return "\n".join(lines)


def _cells(record: tuple[str, str]) -> tuple[str, str]:
    left, right = record
    return left.replace("|", "\\|"), right.replace("|", "\\|")


def vocabularies() -> str:
    """The page on vocabularies: each with its concepts."""
    from naturalia.interpret.reference import vocabularies_page

    head = (
        "# Vocabularies\n\n"
        "What the words of a term may mean. `naturalia.interpret.term(name, text)` looks a text up and\n"
        "tells values, counts, doubt, negation, and what was not understood. A source's own words are\n"
        "mapped before (`Context.value_maps`). To add one:\n"
        "[Add a vocabulary](../how-to/add-a-vocabulary.md).\n"
    )
    return "\n".join([head, vocabularies_page()])


PAGES = {"reference/command-line.md": command_line, "reference/vocabularies.md": vocabularies}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")

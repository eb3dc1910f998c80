"""Reference pages that follow from the code. ``python -m tests.docs.reference`` writes them."""

from __future__ import annotations

from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

DOCS = Path(__file__).parents[2] / "docs"


def command_line() -> str:
    """The page on the command line: every command with its arguments and options."""
    from naturalia.cli.main import application

    group = typer.main.get_command(application)
    assert isinstance(group, TyperGroup)
    sections = [section for pair in sorted(group.commands.items()) for section in _sections(*pair)]
    head = (
        "# Command line\n\n"
        "`NATURALIA_HOME` names the folder of an installation (default `~/.naturalia`), `DATABASE_URL` a\n"
        "PostgreSQL server to use instead of the embedded one. `--help` after any command says the same.\n"
    )
    return "\n".join([head, *sections])


def _sections(name: str, command: TyperCommand | TyperGroup) -> list[str]:
    """The section of a command, or those of the commands of a group."""
    if isinstance(command, TyperGroup):
        return [_command(f"{name} {each}", inner) for each, inner in sorted(command.commands.items())]
    return [_command(name, command)]


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


PAGES = {"reference/command-line.md": command_line}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")

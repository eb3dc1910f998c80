"""What commands print: tables for people on standard output, JSON for scripts, errors on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

console = Console()
errors = Console(stderr=True)


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    STOPPED_BY_GUARD = 3
    NOT_FOUND = 4
    BUSY = 5
    DAMAGED = 6


def fail(message: str, code: Exit = Exit.FAILED) -> NoReturn:
    """Say what is wrong and end the command."""
    errors.print(f"[bold red]error:[/] {_plain(message)}", soft_wrap=True)
    raise typer.Exit(code)


def print_json(value: object) -> None:
    """One JSON value, readable and stable."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_pairs(title: str, pairs: Mapping[str, Any]) -> None:
    """A small table of names and values."""
    table = Table(title=title, show_header=False, title_justify="left", box=None)
    for name, value in pairs.items():
        table.add_row(name, _plain(value))
    console.print(table)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table with a header."""
    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*map(_plain, row))
    console.print(table)


@contextmanager
def progress_bars() -> Iterator[Any]:
    """Progress on a terminal; yields a function (step, done, total). Silent elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress:
        tasks: dict[str, Any] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield report


def _plain(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return text.replace("[", r"\[")

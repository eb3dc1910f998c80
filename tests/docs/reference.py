"""Reference pages that follow from the code. ``python -m tests.docs.reference`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from naturalia.configuration import reference
from tests.docs.operations import operations

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


def quality_tests() -> str:
    """The page on the tests of quality: each with what it asks, reads, and what to do."""
    from naturalia.quality import tests, version

    head = (
        "# Quality tests\n\n"
        f"The {len(tests())} tests of BDQ Core (TDWG), as they are run on every record; rules: {version()}.\n"
        "What a validation or an issue finds is shown with the record and can be searched for by its\n"
        "label (`issue=VALIDATION_COUNTRY_FOUND`). An amendment is a proposal, never applied\n"
        "(`proposal=AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT`). How far answers agree with the published\n"
        "cases: [BDQ conformance](bdq-conformance.md). To add a test:\n"
        "[Add a quality test](../how-to/add-a-quality-test.md).\n"
    )
    topics = dict.fromkeys(test.topic for test in tests().values())
    return "\n".join([head, *map(_topic, topics)])


def _topic(topic: str) -> str:
    from naturalia.quality import tests

    lines = [f"## {topic.capitalize()}\n"]
    for test in tests().values():
        if test.topic == topic:
            lines += [
                f"### {test.label}\n",
                f"{test.explanation}{f' {test.action}' if test.action else ''}\n",
            ]
            facts = [
                ("dimension", f"{test.dimension}, {test.criterion}"),
                ("judges", " ".join(f"`{term}`" for term in test.acts_on)),
                ("reads too", " ".join(f"`{term}`" for term in test.consults)),
                ("parameters", "; ".join(f"`{name}` = {value}" for name, value in test.parameters.items())),
                ("identifier", f"`{test.guid}`, version {test.version}"),
            ]
            lines += [f"- {name}: {said}" for name, said in facts if said]
            lines.append("")
    return "\n".join(lines)


PAGES = {
    "reference/command-line.md": command_line,
    "reference/vocabularies.md": vocabularies,
    "reference/quality-tests.md": quality_tests,
    "reference/settings.md": reference,
    "reference/api-operations.md": operations,
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")

"""Commands that find: search, and the index behind it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from naturalia.cli.environment import ready
from naturalia.cli.output import Exit, console, fail, print_json, print_rows, progress_bars


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (search, index):
        application.command()(command)


def search(
    text: Annotated[
        str, typer.Argument(help='Words, or field:value; "phrase", -field:value to exclude.')
    ] = "",
    facet: Annotated[
        list[str] | None, typer.Option(help="Count the values of this term; repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Rows to show.")] = 20,
    cursor: Annotated[str, typer.Option(help="Go on after an earlier page.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, for scripts.")] = False,
) -> None:
    """Find specimens by words and by field:value, such as country:Sweden year:1900,1950."""
    ready()
    from naturalia.catalogue.indexing import search_index
    from naturalia.search import IndexOutdatedError, QueryError, parse_text
    from naturalia.search import search as find

    try:
        query = msgspec.structs.replace(parse_text(text), limit=limit, cursor=cursor)
        page = find(search_index(), query, facet or [])
    except QueryError as error:
        fail(str(error), Exit.USAGE)
    except IndexOutdatedError as error:
        fail(str(error))
    if as_json:
        print_json(page)
        return
    console.print(f"{page.total:,} specimens")
    rows: list[list[Any]] = [[getattr(row, name) for name in COLUMNS] for row in page.rows]
    if rows:
        print_rows(list(COLUMNS), rows)
    for name, counts in page.facets.items():
        print_rows([name, "count"], [[bucket.value, bucket.count] for bucket in counts.buckets])
    if page.next_cursor:
        console.print(f"More: --cursor {page.next_cursor}", markup=False)


COLUMNS = ("pid", "scientific_name", "catalog_number", "institution_code", "country", "event_date")


def index(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Make the search index anew from the catalogue; searches go on meanwhile."""
    ready()
    from naturalia.catalogue.indexing import rebuild
    from naturalia.search import IndexBusyError

    try:
        with progress_bars() as progress:
            done = rebuild(progress)
    except IndexBusyError as error:
        fail(str(error), Exit.BUSY)
    if as_json:
        print_json({"indexed": done})
    else:
        console.print(f"{done:,} specimens indexed.")

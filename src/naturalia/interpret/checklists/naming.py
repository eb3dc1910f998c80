"""The canonical name of each usage: of its parts, of its plain text, or parsed where neither will do."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from naturalia.interpret.checklists.keys import key_of
from naturalia.interpret.names import name

_BATCH = 20_000
_SPACED = "regexp_replace(trim(name), '\\s+', ' ', 'g')"
_APART = (
    "CASE WHEN authorship IS NOT NULL AND ends_with(name, authorship)"
    f" THEN rtrim({_SPACED.replace('trim(name)', 'trim(left(name, length(name) - length(authorship)))')})"
    f" ELSE {_SPACED} END"
)
_PARTS = (
    "CASE WHEN genus IS NOT NULL AND species IS NOT NULL THEN concat_ws(' ', genus, species, infraspecies)"
    " WHEN uninomial IS NOT NULL THEN uninomial END"
)
_PLAIN = r"^[A-Z][a-z]+(?:-[a-z]+)?(?: [a-z][a-z-]{2,}){0,2}$"
_MARKED = r"^([A-Z][a-z]+ [a-z][a-z-]{2,}) (?:subsp|ssp|var|f|fo|forma)\.? ([a-z][a-z-]{2,})$"
_LETTERS = "^[A-Za-z -]+$"


def name_usages(database: duckdb.DuckDBPyConnection) -> int:
    """Make the table ``named``: the usages with ``plain`` (the name without authors) and ``key``.

    Gives how many there are.
    """
    database.execute(
        f"CREATE TABLE named AS SELECT *, {_APART} AS plain, {_PARTS} AS parts FROM usages"
        " WHERE name IS NOT NULL OR genus IS NOT NULL OR uninomial IS NOT NULL"
    )
    database.execute("DROP TABLE usages")
    database.execute("UPDATE named SET plain = parts WHERE plain IS NULL OR plain = ''")
    database.execute("ALTER TABLE named ADD COLUMN key VARCHAR")
    database.execute(
        f"UPDATE named SET key = CASE"
        f" WHEN parts IS NOT NULL AND regexp_full_match(parts, '{_LETTERS}') THEN lower(parts)"
        f" WHEN regexp_full_match(plain, '{_PLAIN}') THEN lower(plain)"
        f" WHEN regexp_full_match(plain, '{_MARKED}')"
        f" THEN lower(regexp_replace(plain, '{_MARKED}', '\\1 \\2')) END"
    )
    _parse_the_rest(database)
    database.execute("DELETE FROM named WHERE key IS NULL OR key = ''")
    found = database.execute("SELECT count(*) FROM named").fetchone()
    return int(found[0]) if found else 0


def _parse_the_rest(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        "CREATE TABLE parsed (text VARCHAR, parts VARCHAR, key VARCHAR, plain VARCHAR, author VARCHAR)"
    )
    reader = database.cursor().execute("SELECT DISTINCT plain, parts FROM named WHERE key IS NULL")
    while rows := reader.fetchmany(_BATCH):
        columns = list(zip(*(_read(*row) for row in rows), strict=True))
        titles = ("text", "parts", "key", "plain", "author")
        database.register(
            "found", pa.table({t: pa.array(c, pa.string()) for t, c in zip(titles, columns, strict=True)})
        )
        database.execute("INSERT INTO parsed SELECT * FROM found")
        database.unregister("found")
    database.execute(
        "UPDATE named SET key = parsed.key, plain = parsed.plain,"
        " authorship = coalesce(named.authorship, parsed.author) FROM parsed"
        " WHERE named.key IS NULL AND named.plain = parsed.text"
        " AND named.parts IS NOT DISTINCT FROM parsed.parts"
    )


def _read(text: str, parts: str | None) -> tuple[str, str | None, str, str, str | None]:
    if parts is not None:
        return text, parts, key_of(parts), text, None
    found = name(text)
    if found.canonical is None:
        return text, parts, key_of(text), text, None
    author = found.authorship if found.authorship and text.endswith(found.authorship) else None
    return text, parts, key_of(found.canonical), (found.marked or text) if found.authorship else text, author

"""The report of a harvest: counts that add up, and what was wrong with rows, from its outcome files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from naturalia.catalogue.models import Harvest
from naturalia.catalogue.outcomes import READ, Outcome

MEMORY_LIMIT = "256MB"
MOST_REASONS = 50
EXAMPLES = 3
PROBLEMS = (Outcome.REJECTED, Outcome.ORPHANED, Outcome.UNREADABLE)

REASONS = """
SELECT outcome::text, regexp_replace(reason, '''[^'']*''', '…', 'g') AS why, count(*),
       list({{'file': file::text, 'line': line, 'key': key}} ORDER BY file, line)[1:{examples}]
FROM read_parquet({files}) WHERE outcome::text IN (SELECT unnest({outcomes}))
GROUP BY ALL ORDER BY count(*) DESC, why LIMIT {most}
"""


@dataclass(frozen=True)
class Example:
    """A row with a problem, and where it stands."""

    file: str
    line: int
    key: str


@dataclass(frozen=True)
class Reason:
    """Rows that were refused for the same reason, values in quotes left aside."""

    outcome: str
    text: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Count:
    """One number of the balance."""

    name: str
    label: str
    number: int


def balance(harvest: Harvest) -> tuple[Count, ...]:
    """What became of the rows read: these counts add up to ``harvest.read``."""
    labels = {
        Outcome.CREATED: _("created: new specimens"),
        Outcome.UPDATED: _("updated: a new version"),
        Outcome.UNCHANGED: _("unchanged"),
        Outcome.REJECTED: _("rejected"),
    }
    return tuple(Count(name.value, labels[name], getattr(harvest, name.value)) for name in READ)


def reasons(paths: Sequence[Path]) -> tuple[Reason, ...]:
    """Why rows were refused, the most frequent reason first, each with a few of its rows."""
    if not paths:
        return ()
    query = REASONS.format(
        files=_listed(map(str, paths)), outcomes=_listed(PROBLEMS), examples=EXAMPLES, most=MOST_REASONS
    )
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "threads": "1"}) as database:
        rows: list[tuple[str, str, int, list[dict[str, Any]]]] = database.execute(query).fetchall()
    return tuple(
        Reason(outcome, why, count, tuple(Example(**example) for example in examples))
        for outcome, why, count, examples in rows
    )


def _listed(texts: Any) -> str:
    quoted = ", ".join("'" + str(text).replace("'", "''") + "'" for text in texts)
    return f"[{quoted}]"

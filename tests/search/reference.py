"""The table of terms in the reference page. ``python -m tests.search.reference`` writes it."""

from __future__ import annotations

from pathlib import Path

from naturalia.search import TERMS
from naturalia.search.term import Term

PAGE = Path(__file__).parents[2] / "docs/reference/search.md"
HEAD = "| term | kind | facet | sort | text | meaning | in the openDS document |\n" + "|---" * 7 + "|\n"


def terms_table() -> str:
    return HEAD + "".join(_row(term) for term in TERMS)


def _row(term: Term) -> str:
    paths = "<br>".join(f"`{path}`" for path in (*term.paths, *term.upper_paths))
    marks = " | ".join("yes" if mark else "" for mark in (term.facet, term.sortable, term.words))
    return f"| `{term.name}` | {term.kind} | {marks} | {term.help} | {paths} |\n"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8").partition(HEAD)[0]
    PAGE.write_text(text + terms_table(), encoding="utf-8")

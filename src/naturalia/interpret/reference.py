"""The tables of the reference pages, written from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable

from naturalia.interpret.dates import date
from naturalia.interpret.dates.words import month_names
from naturalia.interpret.issues import MEANINGS
from naturalia.interpret.mapping import rules
from naturalia.specimen.mids import MidsDiscipline, ruleset


def mapping_table() -> str:
    """The mapping of Darwin Core to openDS as a Markdown table."""
    rows = (
        (f"`{r.row_type}`", f"`{r.term}`", r.class_, f"`{r.property}`", r.converter.replace("_", " "))
        for r in rules()
    )
    return _table(("row type", "term", "class", "property", "read as"), rows)


def issues_table() -> str:
    """The kinds of issues as a Markdown table."""
    rows = ((f"`{code}`", meaning) for code, meaning in MEANINGS.items())
    return _table(("code", "meaning"), rows)


DATE_FORMS = (
    *("1987-05-28", "1987-05-28/06-03", "1987-W12-3", "1987-148", "1987-05-28T14:30:00Z", "28.5.1987"),
    *("28-May-1987", "May 28, 1987", "28/V/1987", "28 Maii 1787", "3 Xbris 1756", "12-15.vi.1987"),
    *("28.v.-3.vi.1990", "VI-VII 1987", "Mai-Juni 1923", "1923-25", "3, 5 & 7 May 1987", "-- FEB 1984"),
    *("1987-00-00", "5/9/2018", "28.v.87", "7 May", "Summer 1963", "winter 1950-51", "1890s", "années 1920"),
    *("1800s", "19. Jahrhundert", "-- -- 18--", "before 1900", "nach 1900", "between 1900 and 1910"),
    *("ca. 1900", "1900?", "[1987]", "1890 or 1891", "late 1890s", "24.05.1887 (O.S.)", "Friday 3/4/1987"),
    *("day 148 of 1987", "4 May 1987, 5 pm", "31779", "s.d."),
)
"""Texts that the reference page on dates shows with what is understood of them."""


def dates_table() -> str:
    """Forms of dates as a Markdown table: text, ISO 8601, EDTF, state, issues."""
    found = ((text, date(text)) for text in DATE_FORMS)
    rows = (
        (f"`{text}`", _code(d.iso), _code(d.edtf), d.state.value, ", ".join(f"`{code}`" for code in d.issues))
        for text, d in found
    )
    return _table(("text", "iso", "edtf", "state", "issues"), rows)


def months_table() -> str:
    """The names of months by language as a Markdown table."""
    rows = (
        (language, "; ".join(", ".join(names) for _, names in sorted(months.items())))
        for language, months in sorted(month_names().items())
    )
    return _table(("language", "January; February; ... December"), rows)


def _code(text: str | None) -> str:
    return f"`{text}`" if text else ""


def mids_table() -> str:
    """The MIDS elements of all disciplines as a Markdown table."""
    rows = (
        (discipline, str(element.level), element.name, " or ".join(map(_terms, element.alternatives)))
        for discipline in MidsDiscipline
        for element in ruleset(discipline).elements
    )
    return _table(("discipline", "level", "element", "met by"), rows)


def _terms(alternative: frozenset[str]) -> str:
    return " and ".join(f"`{term}`" for term in sorted(alternative))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *map(tuple, rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

"""The tables of the reference pages, written from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable

from naturalia.interpret.issues import MEANINGS
from naturalia.interpret.mapping import rules
from naturalia.specimen.mids import MidsDiscipline, ruleset
from naturalia.vocabulary import LANGUAGES, vocabulary


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


def mids_table() -> str:
    """The MIDS elements of all disciplines as a Markdown table."""
    rows = (
        (discipline, str(element.level), element.name, " or ".join(map(_terms, element.alternatives)))
        for discipline in MidsDiscipline
        for element in ruleset(discipline).elements
    )
    return _table(("discipline", "level", "element", "met by"), rows)


VOCABULARIES = (
    "basis-of-record",
    "type-status",
    "sex",
    "life-stage",
    "preparations",
    "taxon-rank",
    "nomenclatural-code",
    "identification-qualifier",
    "establishment-means",
    "degree-of-establishment",
    "pathway",
    "occurrence-status",
    "discipline",
    "chronostratigraphy",
    "states",
)
"""The vocabularies that the reference page prints, in its order."""


def vocabularies_page() -> str:
    """Each vocabulary with source, licence and version, and its concepts, as Markdown."""
    return "\n".join(map(_vocabulary, VOCABULARIES))


def _vocabulary(name: str) -> str:
    words = vocabulary(name)
    rows = (
        (f"`{each.value}`", each.definition, *(each.labels[language] for language in LANGUAGES[1:]))
        for each in words.concepts.values()
    )
    return (
        f"## {words.title}\n\n`{name}`, for `{words.term}`. Source: {words.source}. "
        f"Licence: {words.licence}. Version: {words.version}. {len(words.values)} values, "
        f"{len(words.words)} words.\n\n" + _table(("value", "definition", *LANGUAGES[1:]), rows)
    )


def _terms(alternative: frozenset[str]) -> str:
    return " and ".join(f"`{term}`" for term in sorted(alternative))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *map(tuple, rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

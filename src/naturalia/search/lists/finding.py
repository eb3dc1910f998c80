"""What the lines of a list find: by any identifier as a whole, or by the parts of a scientific name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tantivy import Occur, Query, Schema

from naturalia.search.analysis import fold
from naturalia.search.lists.pasted import PastedList
from naturalia.search.terms import TERMS

IDENTIFIERS = tuple(term.name for term in TERMS if term.identifier)
HIGHER = ("kingdom", "phylum", "class", "order", "superfamily", "family", "subfamily", "tribe", "genus")
"""Terms that a name of one word is looked for in."""

EPITHETS = ("specificEpithet", "infraspecificEpithet")


def in_list(schema: Schema, made: PastedList) -> Query:
    """Specimens that any line of the list finds; all count alike."""
    found = [_values(schema, name, map(fold, made.values)) for name in _whole_terms(made)]
    found += _by_parts(schema, made.names.values())
    return Query.const_score_query(_any(found), 0.0)


def by_number(schema: Schema, value: str) -> Query:
    """Specimens of which one of the identifiers is the value."""
    return _any([_values(schema, name, [fold(value)]) for name in IDENTIFIERS])


def by_name(schema: Schema, value: str, parts: tuple[str, ...]) -> Query:
    """Specimens with the name, whoever its authors."""
    return _any(
        [_values(schema, "scientificName", [fold(value)]), *_by_parts(schema, [parts] if parts else [])]
    )


def _whole_terms(made: PastedList) -> tuple[str, ...]:
    return (*(IDENTIFIERS if made.has_numbers else ()), *(("scientificName",) if made.has_names else ()))


def _by_parts(schema: Schema, names: Iterable[tuple[str, ...]]) -> list[Query]:
    """One query for all names of one word, and one for each genus or species with several."""
    under: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for parts in names:
        under[parts[:-1]].add(parts[-1])
    found = [_values(schema, term, under[()]) for term in HIGHER] if () in under else []
    return found + [_below(schema, above, last) for above, last in under.items() if above]


def _below(schema: Schema, above: tuple[str, ...], last: set[str]) -> Query:
    """Names that share all but the last word."""
    higher = [_values(schema, term, [word]) for term, word in zip(("genus", *EPITHETS), above, strict=False)]
    return Query.boolean_query(
        [(Occur.Must, one) for one in [*higher, _values(schema, EPITHETS[len(above) - 1], last)]]
    )


def _values(schema: Schema, name: str, folded: Iterable[str]) -> Query:
    keys = sorted(set(folded))
    if len(keys) == 1:
        return Query.term_query(schema, name, keys[0], "basic")
    return Query.term_set_query(schema, name, keys)


def _any(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, one) for one in queries])

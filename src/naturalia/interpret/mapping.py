"""The mapping of Darwin Core to openDS, as data: ``data/mapping.tsv``.

The same table drives the assembly of values, tells what is carried over, and is printed in
docs/reference/mapping.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import compress

import msgspec

Values = tuple[str | None, ...]
"""What a row says of some terms, in their order; None where it says nothing."""


class Rule(msgspec.Struct, frozen=True):
    """One line of the mapping: a term of a row type, the class and property it goes to, how it is read."""

    row_type: str
    term: str
    class_: str
    property: str
    converter: str


@cache
def rules() -> tuple[Rule, ...]:
    """All lines of the mapping, in their order."""
    return tuple(Rule(*line.split("\t")) for line in _lines()[1:])


@cache
def version() -> str:
    """The version of the mapping."""
    comment = next(line for line in _text().splitlines() if line.startswith("# version: "))
    return comment.removeprefix("# version: ")


@cache
def rules_of(row_type: str, class_: str) -> tuple[Rule, ...]:
    """The rules of one row type for one class."""
    return tuple(rule for rule in rules() if rule.row_type == row_type and rule.class_ == class_)


@cache
def terms_of(row_type: str, *classes: str) -> tuple[str, ...]:
    """The terms of one row type for some classes, each once."""
    return tuple(dict.fromkeys(rule.term for class_ in classes for rule in rules_of(row_type, class_)))


@cache
def mapped_terms(row_type: str) -> frozenset[str]:
    """Every term of a row type that has a place in openDS."""
    return frozenset(rule.term for rule in rules() if rule.row_type == row_type)


@cache
def row_types() -> frozenset[str]:
    """The row types that have a place in openDS."""
    return frozenset(rule.row_type for rule in rules())


def values_of(row: Mapping[str, str], terms: tuple[str, ...]) -> Values:
    """The texts of some terms of a row as written: the key under which what they mean is kept."""
    return tuple(map(row.get, terms))


def said(values: Values, terms: tuple[str, ...]) -> dict[str, str]:
    """Terms with their texts, white space around them aside; blank ones left out."""
    stated = compress(zip(terms, values, strict=True), values)
    return {term: text for term, value in stated if value and (text := value.strip())}


@cache
def _text() -> str:
    return files(__package__).joinpath("data/mapping.tsv").read_text(encoding="utf-8")


@cache
def _lines() -> tuple[str, ...]:
    return tuple(line for line in _text().splitlines() if line and not line.startswith("#"))

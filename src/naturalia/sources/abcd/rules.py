"""The mapping of ABCD to Darwin Core, as data: ``data/abcd.tsv``, ``abcd-efg.tsv``, ``abcd-classes.tsv``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

TABLES = ("abcd.tsv", "abcd-efg.tsv")
CLASSES = "abcd-classes.tsv"
CORE, DATASET = "core", "dataset"

Alternative = tuple[str, ...]
"""Paths whose values are joined."""


class Rule(msgspec.Struct, frozen=True):
    """One line of the mapping, its paths in lower case.

    ``nodes`` leads to the nodes that each give a value: their own text, or the first of ``alternatives``
    that says something under them. The columns ``take`` and ``joint`` are explained in ``abcd.tsv``.
    """

    row: str
    base: str
    nodes: str
    alternatives: tuple[Alternative, ...]
    term: str
    take: str
    joint: str


@cache
def rules() -> tuple[Rule, ...]:
    """All lines of the mapping, in their order."""
    return tuple(_rule(*cells) for name in TABLES for cells in _lines(name))


@cache
def rules_of(row: str, base: str = "") -> tuple[Rule, ...]:
    """The rules of the core, of the data set, or of the rows that stand at a base."""
    return tuple(rule for rule in rules() if (rule.row, rule.base) == (row, base))


@cache
def row_bases() -> tuple[tuple[str, str], ...]:
    """Row type and base of every kind of row that stands in a unit, in the order of the mapping."""
    pairs = ((rule.row, rule.base) for rule in rules() if rule.row not in (CORE, DATASET))
    return tuple(dict.fromkeys(pairs))


@cache
def terms_of_class(table: str, name: str) -> tuple[str, ...]:
    """The terms that a value of this class goes to; none if the class is unknown."""
    return _classes().get((table, " ".join(name.lower().split())), ())


@cache
def version() -> str:
    """The versions of the tables, as they enter the signature of a source."""
    return " ".join(
        line.removeprefix("# version: ")
        for name in (*TABLES, CLASSES)
        for line in _text(name).splitlines()
        if line.startswith("# version: ")
    )


def _rule(row: str, base: str, path: str, term: str, take: str, joint: str) -> Rule:
    nodes, bracket, rest = path.partition("[")
    alternatives = rest.removesuffix("]").lower().split("|") if bracket else []
    return Rule(
        row=row,
        base=base.lower(),
        nodes=nodes.lower(),
        alternatives=tuple(tuple(each.split("+")) for each in alternatives),
        term=term,
        take=take,
        joint=joint,
    )


@cache
def _classes() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(table, name): tuple(terms.split()) for table, name, terms in _lines(CLASSES)}


def _lines(name: str) -> Iterator[list[str]]:
    """The cells of each line after the header."""
    lines = [line for line in _text(name).splitlines() if line and not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


@cache
def _text(name: str) -> str:
    return files("naturalia.sources").joinpath("data", name).read_text(encoding="utf-8")

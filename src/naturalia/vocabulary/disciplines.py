"""Which discipline studies an object, by what is said of it: ``data/disciplines.tsv``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from naturalia.vocabulary import fold

_WORDS = re.compile(r"[^\W\d_]+")
_RANKS = ("kingdom", "phylum", "class")


@cache
def _table() -> dict[str, dict[str, str]]:
    """Property -> folded word -> discipline."""
    table: dict[str, dict[str, str]] = {}
    for line in _lines():
        if not line.startswith("#"):
            name, value, words = line.split("\t")
            table.setdefault(name, {}).update({fold(word): value for word in words.split("|")})
    return table


@cache
def _lines() -> tuple[str, ...]:
    text = files(__package__).joinpath("data/disciplines.tsv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


def version() -> str:
    """The version of the table."""
    return next(line.removeprefix("# version: ") for line in _lines() if line.startswith("# version: "))


def discipline(said: Mapping[str, str | None]) -> str | None:
    """The discipline that the first telling property names, None if none does.

    ``said`` may hold basisOfRecord (as a value of its vocabulary), kingdom, phylum, class,
    higherClassification, nomenclaturalCode, and the names of the collection and dataset.
    """
    table = _table()
    if found := _look_up(table, "basisOfRecord", said.get("basisOfRecord")):
        return found
    for rank in _RANKS:
        if found := _look_up(table, rank, said.get(rank)):
            return found
    return (
        _by_classification(table, said.get("higherClassification"))
        or _look_up(table, "nomenclaturalCode", said.get("nomenclaturalCode"))
        or _by_words(table["collection"], said.get("collection"))
        or _by_words(table["collection"], said.get("dataset"))
    )


def _look_up(table: Mapping[str, Mapping[str, str]], name: str, text: str | None) -> str | None:
    return table[name].get(fold(text)) if text else None


def _by_classification(table: Mapping[str, Mapping[str, str]], text: str | None) -> str | None:
    for taxon in re.split(r"[|;,>/]", text or ""):
        for rank in _RANKS:
            if found := _look_up(table, rank, taxon):
                return found
    return None


def _by_words(words: Mapping[str, str], text: str | None) -> str | None:
    """The text as a whole, then its words: "NRM-Herps" has the word herps."""
    if not text:
        return None
    if whole := words.get(fold(text)):
        return whole
    return next((words[word] for part in _WORDS.findall(text) if (word := fold(part)) in words), None)

"""The words that texts about people are made of: ``data/people-words.tsv`` and ``data/given-names.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from naturalia.vocabulary import fold

_SPANISH_ENDING = re.compile(r"(?:[eéaáoóií]z|ñ.*)$", re.IGNORECASE)


def _lines(name: str) -> Iterator[list[str]]:
    text = files("naturalia.interpret").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def version() -> str:
    """The version of both tables."""
    found = []
    for name in ("people-words", "given-names"):
        text = files("naturalia.interpret").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
        found += [
            line.removeprefix("# version: ") for line in text.splitlines() if line.startswith("# version")
        ]
    return " ".join(found)


@cache
def words(kind: str) -> dict[str, tuple[str, ...]]:
    """The words of a kind ("state", "role", "title" ...) by what they mean, as written in the table."""
    return {value: tuple(text.split("|")) for of, value, text in _lines("people-words") if of == kind}


@cache
def meanings(kind: str) -> dict[str, str]:
    """Folded word -> what it means."""
    return {fold(word): value for value, several in words(kind).items() for word in several if fold(word)}


@cache
def spelled(kind: str) -> frozenset[str]:
    """The words of a kind exactly as written: "f." is a son, "F." an initial."""
    return frozenset(word for several in words(kind).values() for word in several)


@cache
def organisations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind of agent and the pattern of the words that show it; the first that is found counts."""
    return tuple(
        (kind, re.compile(rf"(?<![^\W_])(?:{'|'.join(several)})(?![^\W_])", re.IGNORECASE))
        for kind, several in words("organisation").items()
    )


@cache
def _given() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for tradition, names in _lines("given-names"):
        for name in names.split("|"):
            table.setdefault(fold(name), set()).add(tradition)
    return {name: frozenset(traditions) for name, traditions in table.items()}


def is_given(word: str) -> bool:
    """Whether a word, or each part of one with a hyphen, is a known given name."""
    parts = [part for part in word.strip(".,").split("-") if part]
    return bool(parts) and all(fold(part) in _given() for part in parts)


def is_spanish(given: list[str], family: list[str]) -> bool:
    """Whether a name follows the Spanish custom of two family names, by its given names or their endings."""
    traditions = [_given().get(fold(word.strip(".")), frozenset()) for word in given]
    if any(kinds == {"portuguese"} for kinds in traditions):
        return False
    if any("spanish" in kinds and "other" not in kinds for kinds in traditions):
        return True
    return any(_SPANISH_ENDING.search(word) for word in family)

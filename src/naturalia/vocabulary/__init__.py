"""Controlled vocabularies: what a word of a label or a column means, in several languages.

Each vocabulary is a file of ``data/``: a comment with source, version and licence, then one concept a line:
the value of the standard, and its synonyms. Words are compared folded (case, accents and punctuation aside).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec


class Vocabulary(msgspec.Struct, frozen=True):
    """A vocabulary: its version, the values of the standard, and folded words with the value they mean."""

    name: str
    version: str
    values: tuple[str, ...]
    words: Mapping[str, str]

    def look_up(self, text: str) -> str | None:
        """The value that a word means, None if it is not known."""
        return self.words.get(fold(text))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of ``data/<name>.tsv``. FileNotFoundError if there is none."""
    lines = files(__package__).joinpath(f"data/{name}.tsv").read_text(encoding="utf-8").splitlines()
    version = next(line.removeprefix("# version: ") for line in lines if line.startswith("# version: "))
    concepts = [line.split("\t") for line in lines if line and not line.startswith("#")]
    words = {fold(word): concept[0] for concept in concepts for word in _words(concept)}
    values = tuple(concept[0] for concept in concepts)
    return Vocabulary(name, version, values, words | {fold(value): value for value in values})


def _words(concept: list[str]) -> Iterator[str]:
    yield concept[0]
    for synonyms in concept[1:]:
        yield from synonyms.split("|")


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """A word without what spelling may vary: case, accents, blanks and punctuation (but not ♀ and ♂)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum() or character in "♀♂⚥?")

"""Controlled vocabularies: what a word of a label or a column means, in several languages.

Each vocabulary is a file of ``data/``: a comment with title, source, licence and version, then one concept a
line. Words are compared folded (case, accents and punctuation aside). ``docs/how-to/add-a-vocabulary.md``
tells how a file is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

LANGUAGES = ("en", "fr", "de", "es", "nl")
"""Languages in which every concept of a described vocabulary has a label."""
_PLAIN = ("value",)
_DESCRIBED = ("value", "uri", "definition", "synonyms", *LANGUAGES)


class Concept(msgspec.Struct, frozen=True, gc=False):
    """A concept: the value of the standard, its identifier, its meaning, labels by language, and synonyms.

    ``more`` are the cells of other columns that its file has, by their names.
    """

    value: str
    uri: str | None = None
    definition: str = ""
    labels: Mapping[str, str] = {}
    synonyms: tuple[str, ...] = ()
    more: Mapping[str, str] = {}


class Vocabulary(msgspec.Struct, frozen=True):
    """A vocabulary.

    ``words`` are folded words with the value they mean. ``term`` is the term that takes the values,
    ``several`` the value that several different ones make together (None: they are listed), ``also`` names
    the vocabularies whose words are often found in this term by mistake.
    """

    name: str
    version: str
    values: tuple[str, ...]
    words: Mapping[str, str]
    title: str = ""
    term: str = ""
    source: str = ""
    licence: str = ""
    several: str | None = None
    also: tuple[str, ...] = ()
    concepts: Mapping[str, Concept] = {}

    def look_up(self, text: str) -> str | None:
        """The value that a word means, None if it is not known."""
        return self.words.get(fold(text))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of ``data/<name>.tsv``. FileNotFoundError if there is none."""
    lines = files(__package__).joinpath(f"data/{name}.tsv").read_text(encoding="utf-8").splitlines()
    head = dict(_headers(lines))
    columns = tuple(head["columns"].split("\t")) if "columns" in head else _PLAIN
    concepts = [_concept(line, columns) for line in lines if line and not line.startswith("#")]
    words = {fold(word): concept.value for concept in concepts for word in _words(concept)}
    values = tuple(concept.value for concept in concepts)
    return Vocabulary(
        name,
        head["version"],
        values,
        words | {fold(value): value for value in values},
        title=head.get("title", name),
        term=head.get("term", ""),
        source=head.get("source", ""),
        licence=head.get("licence", ""),
        several=head.get("several"),
        also=tuple(part for part in head.get("also", "").split("|") if part),
        concepts={concept.value: concept for concept in concepts},
    )


def _headers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("# "):
            key, colon, value = line.removeprefix("# ").partition(": ")
            if colon:
                yield key, value


def _concept(line: str, columns: tuple[str, ...]) -> Concept:
    """A line by its columns; where only ``value`` is named, all that follows are synonyms."""
    fields = line.split("\t")
    if columns == _PLAIN:
        synonyms = tuple(word for text in fields[1:] for word in text.split("|"))
        return Concept(fields[0], synonyms=synonyms)
    cells = dict(zip(columns, fields, strict=True))
    return Concept(
        cells["value"],
        cells.get("uri") or None,
        cells.get("definition", ""),
        {language: cells[language] for language in LANGUAGES if cells.get(language)},
        tuple(word for word in cells.get("synonyms", "").split("|") if word),
        {name: cell for name, cell in cells.items() if name not in _DESCRIBED},
    )


def _words(concept: Concept) -> Iterator[str]:
    yield concept.value
    yield from concept.labels.values()
    yield from concept.synonyms


@lru_cache(maxsize=1 << 13)
def fold(text: str) -> str:
    """A word without what spelling may vary: case, accents, blanks, punctuation (but not ♀, ♂, ?, +)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum() or character in "♀♂⚥?+")

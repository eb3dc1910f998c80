"""The words of dates, from the data files: months, seasons, weekdays, and what qualifies a date."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_LETTERS = str.maketrans(
    {
        **{"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"},
        # long and short dashes, minus; typographic quotes; a blank of Mac Roman read as Latin-1
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("’‘´`′", "'"),
        "\u00a0": " ",
        "ª": "a",
        "º": "o",
        "°": "o",
    }
)
_MAC_BLANK = "Ê"
Kinds = dict[str, str]


def plain(text: str) -> str:
    """A text in lower case without accents, with plain dashes, quotes and blanks."""
    if text.isascii():
        return text.lower()
    lowered = text.replace(_MAC_BLANK, " ").lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=1 << 12)
def word(text: str) -> str:
    """A word of a data file as it is compared: plain letters and digits, single blanks."""
    letters = "".join(c if c.isalnum() else " " for c in plain(text) if c not in "'")
    return " ".join(letters.split())


def _lines(name: str) -> list[list[str]]:
    text = files("naturalia.interpret").joinpath(f"data/dates/{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def version() -> str:
    """The versions of the data files."""
    found = []
    for name in ("months", "words"):
        text = files("naturalia.interpret").joinpath(f"data/dates/{name}.tsv").read_text(encoding="utf-8")
        found += [line[11:] for line in text.splitlines() if line.startswith("# version: ")]
    return ", ".join(found)


@cache
def month_names() -> dict[str, dict[int, tuple[str, ...]]]:
    """Language to month (1-12) to its names as the data file writes them."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for language, number, names in _lines("months"):
        found.setdefault(language, {})[int(number)] = tuple(names.split("|"))
    return found


@cache
def months() -> dict[str, int]:
    """Word to month (1-12); a word that means two months is left out."""
    found: dict[str, set[int]] = {}
    for names in month_names().values():
        for number, forms in names.items():
            for form in forms:
                found.setdefault(word(form).replace(" ", ""), set()).add(number)
    return {form: numbers.pop() for form, numbers in found.items() if len(numbers) == 1}


@cache
def kinds() -> dict[str, Kinds]:
    """Word or phrase to what it may be: kind to value."""
    found: dict[str, Kinds] = {}
    for _, kind, value, words in _lines("words"):
        for each in words.split("|"):
            found.setdefault(word(each), {}).setdefault(kind, value)
    return found


@cache
def of_kind(kind: str) -> frozenset[str]:
    """All words and phrases of a kind."""
    return frozenset(each for each, its in kinds().items() if kind in its)

"""Keys under which names are found: as written, and as their variant spellings share it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from naturalia.interpret.names import ScientificName

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "×": None})


def key_of(canonical: str) -> str:
    """A canonical name in lower case and without diacritics: the key of the exact name."""
    lowered = canonical.casefold().translate(_LETTERS)
    plain = lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def canonical_of(parsed: ScientificName) -> str:
    """The canonical name that a checklist is asked for; "" if there is none."""
    return parsed.canonical or ""


def variant_key(key: str) -> str:
    """What all variant spellings of a name share: its genus, and the stems of its epithets."""
    genus, _, rest = key.partition(" ")
    if not rest:
        return key.replace("-", "")
    return f"{genus} {' '.join(map(stem, rest.split(' ')))}"


@lru_cache(maxsize=1 << 18)
def stem(epithet: str) -> str:
    """What an epithet and its variant spellings share; the rules are in ``data/epithet-variants.tsv``."""
    for pattern, replacement in _rules():
        epithet = pattern.sub(replacement, epithet)
    return epithet


def hash_of(key: str) -> int:
    """A key as a number of 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


@cache
def rules_version() -> str:
    """The version of the rules on variant spellings."""
    return next(line.removeprefix("# version: ") for line in _lines() if line.startswith("# version: "))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in _lines() if line and not line.startswith("#"))
    return tuple((re.compile(pattern), replacement) for pattern, replacement, _ in rows)


@cache
def _lines() -> tuple[str, ...]:
    path = files("naturalia.interpret").joinpath("data/epithet-variants.tsv")
    return tuple(path.read_text(encoding="utf-8").splitlines())

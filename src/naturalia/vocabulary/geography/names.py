"""Names of countries, lands of the past, parts, regions and seas: what a word for a place can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from naturalia.vocabulary.geography.facts import country_facts
from naturalia.vocabulary.geography.tables import rows


class PlaceKind(StrEnum):
    """What a name in the column of the country is the name of."""

    COUNTRY = "country"
    HISTORIC = "historic"
    PART = "part"
    REGION = "region"
    SEA = "sea"
    UNKNOWN = "unknown"
    UNRESOLVED = "unresolved"


class PlaceName(msgspec.Struct, frozen=True):
    """One meaning of a name: its kind, the English name, today's countries, and the years that it held."""

    kind: PlaceKind
    name: str
    codes: tuple[str, ...]
    first: int | None = None
    last: int | None = None


_WORDS = re.compile(r"[^\W_]+|\?+")
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}|\b(?:[a-z]\s){2,}[a-z]\b")
_SHORT = {
    **{"st": "saint", "ste": "saint", "sta": "santa", "is": "island", "isl": "island", "ids": "island"},
    **{"islands": "island", "isles": "island", "isle": "island", "isls": "island", "ins": "island"},
    **{
        "iles": "island",
        "ile": "island",
        "islas": "island",
        "isla": "island",
        "ilhas": "island",
        "ilha": "island",
    },
    **{"inseln": "island", "insel": "island", "eilanden": "island", "isole": "island", "isola": "island"},
    **{"rep": "republic", "republica": "republic", "republik": "republic", "republique": "republic"},
    **{"republiek": "republic", "repubblica": "republic", "dem": "democratic", "fed": "federal"},
    **{"archipel": "archipelago", "archipielago": "archipelago", "arch": "archipelago", "mt": "mount"},
    **{"ocean": "ocean", "oceano": "ocean", "ozean": "ocean", "mer": "sea", "mar": "sea", "meer": "sea"},
    **{"gulf": "gulf", "golfe": "gulf", "golfo": "gulf", "golf": "gulf"},
    **{"usa": "usa", "uk": "uk"},
}
_LITTLE = frozenset(
    [
        "the",
        "and",
        "of",
        "de",
        "du",
        "des",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "le",
        "les",
        "los",
        "las",
        "el",
        "l",
        "d",
        "et",
        "e",
        "y",
        "i",
        "en",
        "und",
        "och",
        "og",
        "ja",
        "der",
        "die",
        "das",
        "den",
    ]
)


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """A name without what spelling may vary: case, accents, little words, and the short forms of some."""
    decomposed = unicodedata.normalize(
        "NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    )
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", plain)
    words = [_SHORT.get(word, word) for word in _WORDS.findall(re.sub(r"['’`ʻ]", "", plain))]
    telling = [word for word in words if word not in _LITTLE]
    return " ".join(sorted(telling) if "island" in telling else telling) or " ".join(words)


@cache
def meanings() -> dict[str, tuple[PlaceName, ...]]:
    """All meanings of each key, the most likely first: today's names, then those of the past, states last."""
    found: dict[str, dict[PlaceName, int]] = {}
    for rank, name, meaning in _ranked():
        known = found.setdefault(key(name), {})
        known[meaning] = min(rank, known.get(meaning, rank))
    return {word: tuple(sorted(entries, key=entries.__getitem__)) for word, entries in found.items()}


def _ranked() -> Iterator[tuple[int, str, PlaceName]]:
    """Regions of few countries (Congo, Korea) come before the country that is named alike, vast ones
    after.
    """
    for name, meaning in _regions():
        vast = meaning.kind is PlaceKind.REGION and not meaning.codes
        yield 3 if vast else 0, name, meaning
    past = list(_historic())
    former = {(key(name), meaning.codes) for name, meaning in past}
    for name, meaning in _countries():
        yield 2 if (key(name), meaning.codes) in former else 1, name, meaning
    for name, meaning in past:
        yield 1 if len(meaning.codes) == 1 else 4, name, meaning
    for name, meaning in _states():
        yield 5, name, meaning


def _countries() -> Iterator[tuple[str, PlaceName]]:
    for code, english, *columns in rows("countries"):
        for word in (english, *(name for column in columns[1:] for name in column.split("|"))):
            yield word, PlaceName(PlaceKind.COUNTRY, english, (code,))


@cache
def codes() -> dict[str, PlaceName]:
    """Countries by ISO 3166-1 code: alpha-2, alpha-3 (withdrawn ones of the same land too) and numeric."""
    found = {}
    for code, english, *columns in rows("countries"):
        meaning = PlaceName(PlaceKind.COUNTRY, english, (code,))
        threes = columns[0].split("|") if columns else ()
        for each in filter(None, (code, *threes, country_facts()[code].numeric)):
            found[each] = meaning
    return found


def _english() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries")}


def _regions() -> Iterator[tuple[str, PlaceName]]:
    english = _english()
    for kind, names, codes in rows("regions"):
        countries = tuple(filter(None, codes.split("|")))
        first, *others = names.split("|")
        name = english[countries[0]] if kind == "country" and len(countries) == 1 else first
        for each in (first, *others):
            yield each, PlaceName(PlaceKind(kind), name if kind == "country" else each, countries)


def _historic() -> Iterator[tuple[str, PlaceName]]:
    for names, first, last, codes in rows("historic-countries"):
        words = names.split("|")
        meaning = PlaceName(PlaceKind.HISTORIC, words[0], tuple(codes.split("|")), int(first), int(last))
        for word in words:
            yield word, meaning


def _states() -> Iterator[tuple[str, PlaceName]]:
    """States and provinces with a name of four letters or more; the country is what they tell."""
    for _, code, name, others, *_ in rows("states"):
        for word in (name, *filter(None, others.split("|"))):
            if len(word) >= 4:
                yield word, PlaceName(PlaceKind.PART, name, (code,))


@cache
def country_name(code: str) -> str | None:
    """The English name (CLDR) of a country."""
    return _english().get(code)


@cache
def typo_keys() -> tuple[str, ...]:
    """The keys that a misspelt word is compared with: countries and lands of the past, in Latin letters."""
    telling = (PlaceKind.COUNTRY, PlaceKind.HISTORIC)
    return tuple(word for word in latin_keys() if len(word) >= 5 and meanings()[word][0].kind in telling)


@cache
def latin_keys() -> tuple[str, ...]:
    """The keys in Latin letters."""
    return tuple(sorted(word for word in meanings() if len(word) >= 4 and word.isascii()))

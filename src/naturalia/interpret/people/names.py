"""The parts of one person's name.

The forms: "Family, Given", "Given Family", "Family Initials" (as in "Breteler FJ" and "SMITH J"), one
word, and names in Han script, where the family name comes first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec

from naturalia.interpret.people.words import is_given, is_spanish, spelled
from naturalia.vocabulary import fold

_HAN = re.compile(r"^[\u3400-\u9fff\uac00-\ud7a3]{2,5}$")
_HAN_DOUBLE = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "上官",
        "诸葛",
        "諸葛",
        "东方",
        "東方",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "令狐",
        "慕容",
    ]
)
_DOTTED = re.compile(r"^(?:[A-ZÀ-ÞА-Я][^\W\d_A-ZÀ-Þ]{0,2}\.[-–]?)+(?:[A-ZÀ-Þ])?$|^(?:[A-ZÀ-Þ]-)+[A-ZÀ-Þ]\.?$")
_CAPITALS = re.compile(r"^[A-ZÀ-Þ]{1,5}$")
_GLUED = re.compile(r"((?:[A-ZÀ-Þ]\.-?)+|[A-ZÀ-Þ][a-z]{1,2}\.)(?=[A-ZÀ-Þ]?[a-zà-þ]{2}|[A-ZÀ-Þ][^\W\d_]{2})")
_VOWEL = re.compile(r"[AEIOUYÀ-ÅÈ-ÏÒ-ÖÙ-Ý]")
_SAINTS = frozenset(
    {"carmen", "pilar", "rosario", "socorro", "mar", "valle", "rocio", "angeles", "dolores", "cielo"}
)
_CLEFT = frozenset(
    {"van", "von", "de", "du", "la", "le", "di", "da", "del", "el", "ter", "ten", "st", "saint"}
)


class Name(msgspec.Struct, frozen=True, gc=False):
    """The parts of a name; those that it lacks are None."""

    family: str | None = None
    given: str | None = None
    initials: str | None = None
    particle: str | None = None
    suffix: str | None = None
    title: str | None = None


@lru_cache(maxsize=1 << 13)
def parse(text: str) -> Name:
    """The parts of a name. The first comma parts family and given names; others part titles or suffixes."""
    compact = text.replace(" ", "")
    if _HAN.match(compact):
        return _han(compact)
    spaced = " ".join(each for each in _GLUED.sub(r"\1 ", text.replace("–", "-")).split() if each.strip(".-"))
    family_text, comma, given_text = spaced.partition(",")
    title, left = _leading(family_text.split(), spelled("title"))
    left, suffix = _trailing(left)
    if not comma:
        return _whole(left, title, suffix)
    inner, right = _leading(given_text.replace(",", " ").split(), spelled("title"))
    right, ending = _trailing(right)
    if not right:
        return _whole(left, _both(title, inner), _both(suffix, ending))
    return _inverted(left, right, _both(title, inner), _both(suffix, ending))


def _han(text: str) -> Name:
    length = 2 if text[:2] in _HAN_DOUBLE or len(text) > 3 else 1
    return Name(family=text[:length], given=text[length:] or None)


def _both(first: str | None, second: str | None) -> str | None:
    return " ".join(part for part in (first, second) if part) or None


def _leading(tokens: list[str], known: frozenset[str]) -> tuple[str | None, list[str]]:
    place = 0
    while place < len(tokens) - 1 and (tokens[place] in known or _title_like(tokens[place], known)):
        place += 1
    if place and all(_DOTTED.match(token) or len(token) == 1 for token in tokens[place:]):
        place -= 1  # "Ritter F.": a title before nothing but initials is a family name
    if place == len(tokens) - 1 and tokens and tokens[place] in known and tokens[place].endswith("."):
        place += 1
    return " ".join(tokens[:place]) or None, tokens[place:]


def _title_like(token: str, known: frozenset[str]) -> bool:
    """A title in capitals or small letters: "DR.", "prof."."""
    return len(token) > 2 and token.title() in known and (token.isupper() or token.islower())


def _trailing(tokens: list[str]) -> tuple[list[str], str | None]:
    place = len(tokens)
    while place > 1 and (tokens[place - 1] in spelled("suffix")) and not _only_initial(tokens, place - 1):
        place -= 1
    if place == 1 and len(tokens) == 1 and tokens[0] in spelled("suffix") and len(tokens[0]) > 2:
        place = 0
    return tokens[:place], " ".join(tokens[place:]) or None


def _only_initial(tokens: list[str], place: int) -> bool:
    """As in "Smith I" has an initial, "John Smith II" a number."""
    return tokens[place] in ("I", "H.") or (place == 1 and tokens[place] == "II")


def _inverted(left: list[str], right: list[str], title: str | None, suffix: str | None) -> Name:
    """As in "Family, Given": particles may stand before the family name or behind the given ones."""
    capitals = all(token.isupper() or _plain_particle(token) for token in left)
    particles = []
    while len(left) > 1 and _is_particle(left[0], left[1]):
        particles.append(left.pop(0))
    behind: list[str] = []
    while right and _plain_particle(right[-1]):
        behind.insert(0, right.pop())
    return Name(
        family=_cased(left),
        given=_text(right),
        initials=_initials(right, capitals),
        particle=_text([*behind, *particles]),
        suffix=suffix,
        title=title,
    )


def _whole(tokens: list[str], title: str | None, suffix: str | None) -> Name:
    if not tokens:
        return Name(suffix=suffix, title=title)
    title, tokens = _inner_title(title, tokens)
    capitals = all(token.isupper() or _plain_particle(token) for token in tokens)
    family, given = _order(tokens, capitals)
    particles = []
    while len(family) > 1 and _is_particle(family[0], family[1]):
        particles.append(family.pop(0))
    behind: list[str] = []
    while len(family) > 1 and _plain_particle(family[-1]):
        behind.insert(0, family.pop())
    while given and _plain_particle(given[-1]):
        behind.insert(0, given.pop())
    return Name(
        family=_cased(family),
        given=_text(given),
        initials=_initials(given, capitals),
        particle=_text([*behind, *particles]),
        suffix=suffix,
        title=title,
    )


def _inner_title(title: str | None, tokens: list[str]) -> tuple[str | None, list[str]]:
    """As in "H. Graf von Berlepsch": a title of nobility before a particle is no part of the name."""
    for place in range(1, len(tokens) - 1):
        if tokens[place] in spelled("title") and _plain_particle(tokens[place + 1]):
            return _both(title, tokens[place]), [*tokens[:place], *tokens[place + 1 :]]
    return title, tokens


def _order(tokens: list[str], capitals: bool) -> tuple[list[str], list[str]]:
    """Family and given names of a name without a comma."""
    marked = [is_initial(token, capitals, place, len(tokens)) for place, token in enumerate(tokens)]
    if all(marked):
        return (tokens[-1:], tokens[:-1]) if _short_family(tokens) else ([], tokens)
    if len(tokens) == 1:
        return tokens, []
    if _second_family_initial(tokens, marked):
        family, given = _order(tokens[:-1], capitals)
        return [*family, tokens[-1]], given
    if not marked[0] and any(marked) and _ends_with_initials(tokens, marked):
        first = marked.index(True)
        return tokens[:first], tokens[first:]
    if any(marked):
        last = max(place for place, each in enumerate(marked) if each)
        return _after_initials(tokens, last)
    return _words(tokens)


def _short_family(tokens: list[str]) -> bool:
    """As in "R. Paz.": three letters and the full stop of the sentence are no initial."""
    return len(tokens[-1].strip(".")) > 2 and not tokens[-1].isupper() and tokens[-1].count(".") <= 1


def _second_family_initial(tokens: list[str], marked: list[bool]) -> bool:
    """As in "Juan David Salazar M": in Spanish the second family name may be an initial."""
    single = len(tokens[-1].rstrip(".")) == 1
    return len(tokens) > 2 and single and not marked[-2] and (marked[0] or is_given(tokens[0]))


def _ends_with_initials(tokens: list[str], marked: list[bool]) -> bool:
    first = marked.index(True)
    return all(
        each or _plain_particle(token) for each, token in zip(marked[first:], tokens[first:], strict=True)
    )


def _after_initials(tokens: list[str], last: int) -> tuple[list[str], list[str]]:
    """The family name follows the last initial; a known given name after it is still one of those."""
    start = last + 1
    while start < len(tokens) - 1 and is_given(tokens[start]) and not _plain_particle(tokens[start]):
        start += 1
    rest = tokens[start:]
    if len(rest) > 2 and not any(map(_plain_particle, rest)) and not is_spanish(tokens[:start], rest):
        return rest[-1:], tokens[: len(tokens) - 1]
    return rest, tokens[:start]


def _words(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Names of whole words: where the given ones end."""
    if _is_particle(tokens[0], tokens[1]):
        return tokens, []
    cut = _particle_place(tokens)
    if cut:
        return tokens[cut:], tokens[:cut]
    known = [is_given(token) for token in tokens]
    run = next((place for place, each in enumerate(known) if not each), len(tokens))
    if run == 0 and all(known[1:]):
        return tokens[:1], tokens[1:]
    if run == 0 or len(tokens) - run <= 1:
        return tokens[-1:], tokens[:-1]
    if len(tokens) - run == 2 and is_spanish(tokens[:run], tokens[run:]):
        return tokens[run:], tokens[:run]
    return tokens[-1:], tokens[:-1]


def _particle_place(tokens: list[str]) -> int:
    """Where the particle before the family name is; 0 if there is none. "María del Carmen" has none."""
    place = next((at for at, token in enumerate(tokens[:-1]) if at and _plain_particle(token)), 0)
    if place and place + 2 < len(tokens) and fold(tokens[place + 1]) in _SAINTS:
        return place + 2
    if not place:
        return next(
            (at for at, token in enumerate(tokens[:-1]) if at and _is_particle(token, tokens[at + 1])), 0
        )
    return place


def _plain_particle(token: str) -> bool:
    return token in spelled("particle")


def _is_particle(token: str, following: str) -> bool:
    """A particle in small letters, or with a capital before another word: "Van Setten", "De la Cruz"."""
    if _plain_particle(token):
        return True
    return token.lower().rstrip(".") in _CLEFT and not is_initial(following, False, 1, 2)


def is_initial(token: str, capitals: bool, place: int, count: int) -> bool:
    """Whether a token is initials: with full stops, one letter, or a few capitals where others are not.

    In a text of capitals two letters are initials at its ends, three at its beginning without a vowel.
    """
    if _DOTTED.match(token):
        return True
    if not _CAPITALS.match(token):
        return False
    if len(token) == 1:
        return True
    if not capitals:
        return token not in ("II", "III", "IV")
    if count == 1 or 0 < place < count - 1:
        return False
    return len(token) == 2 or (place == 0 and len(token) == 3 and not _VOWEL.search(token))


def _initials(given: list[str], all_capitals: bool) -> str | None:
    """The initials of given names, each with a full stop; a hyphen between them stays."""
    made = []
    for place, token in enumerate(given):
        if _plain_particle(token) and token.islower():
            continue
        if is_initial(token, all_capitals, place, len(given)) or _alone(token, all_capitals, len(given)):
            letters = re.findall(r"-?[A-ZÀ-ÞА-Я]", token)
        else:
            letters = [f"{'-' if at else ''}{part[0].upper()}" for at, part in enumerate(_parts(token))]
        made += [f"{letter}." for letter in letters]
    return "".join(made) or None


def _alone(token: str, all_capitals: bool, count: int) -> bool:
    """A single token of capitals beside a family name: in a text of capitals it may be a name (JOHN)."""
    if count != 1 or not _CAPITALS.match(token):
        return False
    return not all_capitals or len(token) <= 2 or (len(token) <= 3 and not _VOWEL.search(token))


def _parts(token: str) -> list[str]:
    return [part for part in (re.sub(r"^\W+|\W+$", "", each) for each in token.split("-")) if part]


def _cased(tokens: list[str]) -> str | None:
    """A family name; one of capitals is written as names are."""
    text = " ".join(tokens).strip(" .,;:'\"()[]")
    if len(text) > 2 and text.isupper():
        text = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), text)
    return text or None


def _text(tokens: list[str]) -> str | None:
    return " ".join(tokens).strip(" ,;") or None


_SHORT_FAMILY = 4
"""In a name of four letters or fewer "ue" is no umlaut: Doe, Blue."""
_UMLAUTS = (
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ø", "o"),
    ("ł", "l"),
    ("đ", "d"),
    ("æ", "a"),
    ("ð", "d"),
    ("þ", "th"),
)


@lru_cache(maxsize=1 << 13)
def family_key(family: str) -> str:
    """A family name without what its spellings differ in: "Müller", "Mueller" and "MULLER" are one."""
    folded = fold(unicodedata.normalize("NFC", family))
    if len(folded) > _SHORT_FAMILY:
        for written, plain in _UMLAUTS:
            folded = folded.replace(written, plain)
    return folded


def name_key(name: Name) -> str:
    """Folded family name and initials: what compares names over their spellings."""
    letters = "".join(character for character in fold(name.initials or "") if character.isalpha())
    return f"{family_key(name.family or '')} {letters}".strip()

"""Angles as people write them: decimal degrees, and degrees, minutes and seconds with any signs and words.

A text becomes words: numbers, marks, directions, signs, separators. One angle is
``[direction] [sign] degrees [minutes [seconds]] [direction]``; words for directions are data
(``vocabulary/data/hemispheres.tsv``). O is Ost, oeste or ouest: both readings are kept until something
decides.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from naturalia.vocabulary.geography.tables import rows

DEGREE, MINUTE, SECOND = "°", "′", "″"
_MARKS = (
    (
        DEGREE,
        r"°|º|˚|ᵒ|o(?=\s*\d)|°|\*|degrees?|degr?\.?|grados?|grad\.?|graus?|gradi|grader|d(?![a-zäöø])|g(?![a-z])",
    ),
    (SECOND, r"″|\"|”|“|˝|''|′′|’’|´´|``|ʺ|seconds?|secs?\.?|sec\.?|segundos?|seg\.?|sek\.?"),
    (MINUTE, r"′|'|’|‘|´|`|ʹ|minutes?|mins?\.?|minutos?|min\.?|m(?![a-zäöø])"),
)
_NUMBER = r"\d+(?:[.,]\d+)?(?!\d)"


class Angle(msgspec.Struct, frozen=True, gc=False):
    """Degrees with sign, whose axis (N, E or empty), how fine it is (degrees), how many numbers, marks or
    none.

    ``east_or_west`` is True where the direction was O, and the sign is that of east.
    """

    value: float
    axis: str
    precision: float
    numbers: int
    marked: bool
    signed: bool
    east_or_west: bool = False


class Word(msgspec.Struct, frozen=True, gc=False):
    """A piece of the text: its kind (number, mark, direction, sign, break) and what it says."""

    kind: str
    text: str


@cache
def _directions() -> dict[str, str]:
    """Word in one spelling -> N, S, E, W, or EW for either."""
    table = rows("hemispheres")
    return {_spelled(word): direction for direction, words in table for word in words.split("|")}


def _spelled(word: str) -> str:
    """A word for a direction in one spelling; accents count, for Ö is east and O is not."""
    return " ".join(word.casefold().replace(".", " ").split())


@cache
def _tokens() -> re.Pattern[str]:
    words = sorted((w for _, words in rows("hemispheres") for w in words.split("|")), key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", r"\.?\s*") for word in words)
    marks = "|".join(f"(?P<m{number}>{pattern})" for number, (_, pattern) in enumerate(_MARKS))
    return re.compile(
        rf"(?P<number>{_NUMBER})|(?P<direction>(?:{spelled})(?![^\W\d_])\.?)|{marks}|(?P<sign>[+-])"
        r"|(?P<label>(?:lat(?:itude|itud|\.)?|lon(?:g(?:itude|itud|\.)?)?|lng|breite|länge|br|lg)\b\.?\s*[:=]?)"
        r"|(?P<colon>:)|(?P<break>[;|/\n]|,|\band\b|\bund\b|\bet\b|\by\b|&)|(?P<space>[\s.()\[\]=]+)|(?P<other>.)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1 << 10)
def words_of(text: str) -> tuple[Word, ...] | None:
    """The text as words; None if something in it is no part of a coordinate."""
    found: list[Word] = []
    for match in _tokens().finditer(_plain(text)):
        kind = match.lastgroup or "other"
        if kind == "other":
            return None
        if kind.startswith("m"):
            found.append(Word("mark", _MARKS[int(kind[1])][0]))
        elif kind == "direction":
            found.append(Word(kind, match[0].strip(". ")))
        elif kind not in ("space", "label", "colon"):
            found.append(Word(kind, match[0]))
    return tuple(_seconds(found))


def _plain(text: str) -> str:
    """One spelling of minus, blanks and separators: ``−``, a dash at the start or after a break is a
    minus.
    """
    plain = re.sub(r"[\u2212\u2010-\u2015\ufe63\uff0d]", "-", text.replace("\u00a0", " ").strip())
    plain = re.sub(r"(?<=\d)\s*[°º˚]\s*-\s*(?=\d)", "° ", plain)
    return re.sub(r"(?<=[°º˚'′’\"″”NSEWO\d])\s*-\s+(?=[\d.,]*\d)", " ; ", plain)


def _seconds(words: list[Word]) -> list[Word]:
    """An s after a third number is a mark where a direction follows at once: ``10 20 30s S``."""
    found: list[Word] = []
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else None
        if word.text == "s" and found and found[-1].kind == "number" and after and after.kind == "direction":
            found.append(Word("mark", SECOND))
        else:
            found.append(word)
    return found


@lru_cache(maxsize=1 << 12)
def angle(words: tuple[Word, ...]) -> Angle | None:
    """The one angle that the words say, None if they do not say exactly one."""
    words = tuple(word for word in words if word.kind != "break" or word.text not in ",/")
    directions = [number for number, word in enumerate(words) if word.kind == "direction"]
    if len(directions) > 1 or (directions and directions[0] not in (0, len(words) - 1)):
        return None
    direction = _directions().get(_spelled(words[directions[0]].text), "") if directions else ""
    rest = [word for word in words if word.kind != "direction"]
    signs = [number for number, word in enumerate(rest) if word.kind == "sign"]
    if len(signs) > 1 or (signs and signs[0] != 0):
        return None
    return _of_parts(rest[len(signs) :], rest[0].text if signs else "", direction)


def _of_parts(words: list[Word], sign: str, direction: str) -> Angle | None:
    parts: list[str] = []
    marks: list[str] = []
    for word in words:
        if word.kind == "number":
            parts.append(word.text)
        elif word.kind != "mark" or not parts or len(marks) >= len(parts):
            return None
        else:
            marks += [""] * (len(parts) - len(marks) - 1) + [word.text]
    marks += [""] * (len(parts) - len(marks))
    size = _size(parts, marks)
    if size is None or (sign == "-" and direction in ("N", "E", "EW")):
        return None
    negative = sign == "-" or direction in ("S", "W")
    axis = {"N": "N", "S": "N", "E": "E", "W": "E", "EW": "E"}.get(direction, "")
    return Angle(
        value=-size[0] if negative else size[0],
        axis=axis,
        precision=size[1],
        numbers=len(parts),
        marked=any(marks),
        signed=bool(sign or direction),
        east_or_west=direction == "EW",
    )


def _size(parts: list[str], marks: list[str]) -> tuple[float, float] | None:
    """Degrees and their precision; minutes and seconds below 60, decimals in the last number only."""
    if not 1 <= len(parts) <= 3 or any(
        mark not in ("", kind) for mark, kind in zip(marks, "°′″", strict=False)
    ):
        return None
    if any("." in part or "," in part for part in parts[:-1]):
        return None
    values = [float(part.replace(",", ".")) for part in parts]
    if values[0] > 180 or any(value >= 60 for value in values[1:]):
        return None
    decimals = len(re.split(r"[.,]", parts[-1])[1]) if re.search(r"[.,]", parts[-1]) else 0
    unit = (1.0, 60.0, 3600.0)[len(parts) - 1]
    size = sum(value / divisor for value, divisor in zip(values, (1.0, 60.0, 3600.0), strict=False))
    return round(size, 9), 10.0**-decimals / unit

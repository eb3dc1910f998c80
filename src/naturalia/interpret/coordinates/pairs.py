"""Two angles in one text, however they are joined."""

from __future__ import annotations

from functools import lru_cache

from naturalia.interpret.coordinates.angles import Angle, Word, angle, words_of

STRONG = (";", "|", "/", "\n")


@lru_cache(maxsize=1 << 10)
def pair(text: str) -> tuple[Angle, Angle] | None:
    """Latitude and longitude of a text; None if it cannot be cut into two angles in exactly one way.

    Bare whole numbers are no pair: ``58500,67500`` or ``12 34`` may be anything.
    """
    words = words_of(text)
    if words is None or sum(word.kind == "number" for word in words) < 2:
        return None
    found = {each: None for split in _places(words) if (each := _cut(words, split)) is not None}
    if len(found) > 1:
        alike = [each for each in found if each[0].numbers == each[1].numbers]
        found = dict.fromkeys(alike)
    return next(iter(found)) if len(found) == 1 else None


def _places(words: tuple[Word, ...]) -> list[int]:
    """Where a text may be cut: at separators, signs and directions; anywhere if it has none of them."""
    every = range(1, len(words))
    at = [
        n
        for n in every
        if words[n - 1].kind in ("break", "direction") or words[n].kind in ("sign", "direction")
    ]
    return at or list(every)


def _cut(words: tuple[Word, ...], split: int) -> tuple[Angle, Angle] | None:
    left, right = words[:split], words[split:]
    while left and left[-1].kind == "break":
        left = left[:-1]
    if any(word.text in STRONG for word in (*left, *right)):
        return None
    one, other = angle(left), angle(right)
    if one is None or other is None or not _telling(one, other):
        return None
    if one.axis == other.axis != "":
        return None
    if one.axis == "E" or other.axis == "N":
        one, other = other, one
    return (one, other) if abs(one.value) <= 90 or not one.axis else None


def _telling(one: Angle, other: Angle) -> bool:
    """Whether two angles look like coordinates: marks, directions, signs, decimals or minutes."""
    return all(
        each.marked or each.signed or each.precision < 1 or other_.marked or other_.signed
        for each, other_ in ((one, other), (other, one))
    ) and (one.numbers == other.numbers or one.marked or other.marked or bool(one.axis and other.axis))

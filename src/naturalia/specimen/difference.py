"""The difference between two versions of a specimen, for people, and as JSON Patch for machines.

For people lists have no order: their elements are paired by what they say, so that an event inserted in front
of another is one event added, not two changed. JSON Patch (RFC 6902) is positional, and applying it to the
earlier document gives the later one exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

import msgspec

MOST_COMPARISONS = 10_000
"""With more pairs than this the elements of two lists are paired by position: a limit on hostile input."""

_encode = msgspec.json.Encoder(order="sorted").encode
_HAS = re.compile(r"^(?:ods|naturalia):has(?=[A-Z])")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")

Json = Any


class ChangeKind(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(msgspec.Struct, frozen=True):
    """A change of one value: where (``event 1 › location › country``), what kind, before and after."""

    path: str
    kind: ChangeKind
    before: Json = None
    after: Json = None


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    """The changes that lead from one document to the other, in the order of their keys."""
    return tuple(_changes((), before, after))


def _changes(path: tuple[str, ...], before: Json, after: Json) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _changed_key(path, key, before.get(key), after.get(key))
    elif before != after:
        yield from _whole(path, before, after)


def _changed_key(path: tuple[str, ...], key: str, before: Json, after: Json) -> Iterator[Change]:
    if isinstance(before, list) or isinstance(after, list):
        yield from _changed_list(path, key, before or [], after or [])
    elif before != after:
        yield from _changes((*path, _label(key)), before, after)


def _changed_list(path: tuple[str, ...], key: str, before: list[Json], after: list[Json]) -> Iterator[Change]:
    name = _label(key)
    for old, new in _pairs(before, after):
        place = (old if new is None else new) or 0
        step = f"{name} {place + 1}" if _HAS.match(key) else name
        yield from _changes(
            (*path, step), None if old is None else before[old], None if new is None else after[new]
        )


def _whole(path: tuple[str, ...], before: Json, after: Json) -> Iterator[Change]:
    """A value that came, went or changed; of a whole object only what it says is told."""
    if before is None and isinstance(after, dict):
        yield from _leaves(path, after, ChangeKind.ADDED)
    elif after is None and isinstance(before, dict):
        yield from _leaves(path, before, ChangeKind.REMOVED)
    else:
        kind = ChangeKind.CHANGED if None not in (before, after) else None
        kind = kind or (ChangeKind.ADDED if before is None else ChangeKind.REMOVED)
        yield Change(" › ".join(path), kind, before, after)


def _leaves(path: tuple[str, ...], value: Json, kind: ChangeKind) -> Iterator[Change]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "@type" and not isinstance(part, list):
                yield from _leaves((*path, _label(key)), part, kind)
            elif isinstance(part, list):
                yield from _leaves_of_list(path, key, part, kind)
    elif kind is ChangeKind.ADDED:
        yield Change(" › ".join(path), kind, None, value)
    else:
        yield Change(" › ".join(path), kind, value, None)


def _leaves_of_list(
    path: tuple[str, ...], key: str, values: list[Json], kind: ChangeKind
) -> Iterator[Change]:
    for place, value in enumerate(values, 1):
        step = f"{_label(key)} {place}" if _HAS.match(key) else _label(key)
        yield from _leaves((*path, step), value, kind)


def _label(key: str) -> str:
    """``ods:hasEvents`` -> event, ``ods:hasLocation`` -> location, ``dwc:countryCode`` -> countryCode."""
    if _HAS.match(key):
        words = _WORDS.sub(" ", _HAS.sub("", key)).lower()
        return words.removesuffix("s") if words != "media" else words
    return key.partition(":")[2] or key


def _pairs(before: Sequence[Json], after: Sequence[Json]) -> Iterator[tuple[int | None, int | None]]:
    """Places of elements that belong together, the most similar first to be paired; None for no partner."""
    partner = _equal_pairs(before, after)
    rest = [place for place in range(len(before)) if place not in partner]
    taken = set(partner.values())
    free = [place for place in range(len(after)) if place not in taken]
    partner |= _similar_pairs(before, after, rest, free)
    yield from ((old, partner.get(old)) for old in range(len(before)))
    taken = set(partner.values())
    yield from ((None, new) for new in range(len(after)) if new not in taken)


def _equal_pairs(before: Sequence[Json], after: Sequence[Json]) -> dict[int, int]:
    places: dict[bytes, list[int]] = {}
    for place in range(len(after) - 1, -1, -1):
        places.setdefault(_encode(after[place]), []).append(place)
    found: dict[int, int] = {}
    for place, value in enumerate(before):
        if same := places.get(_encode(value)):
            found[place] = same.pop()
    return found


def _similar_pairs(
    before: Sequence[Json], after: Sequence[Json], rest: list[int], free: list[int]
) -> dict[int, int]:
    if len(rest) * len(free) > MOST_COMPARISONS:
        return dict(zip(rest, free, strict=False))
    contents = {place: Counter(_content(after[place])) for place in free}
    ranked = sorted(
        (-likeness, old, new)
        for old in rest
        for said in [Counter(_content(before[old]))]
        for new in free
        if (likeness := _likeness(said, contents[new])) > 0
    )
    partner: dict[int, int] = {}
    for _, old, new in ranked:
        if old not in partner and new not in partner.values():
            partner[old] = new
    return partner


def _likeness(left: Counter[str], right: Counter[str]) -> float:
    """Share of what two elements say alike (Dice coefficient), 0 to 1."""
    return 2 * (left & right).total() / ((left.total() + right.total()) or 1)


def _content(value: Json, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "@type":
                yield from _content(part, f"{key}/{name}")
    elif isinstance(value, list):
        for part in value:
            yield from _content(part, key)
    else:
        yield f"{key}={value}"

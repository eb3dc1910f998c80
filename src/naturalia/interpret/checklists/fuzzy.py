"""Names that are spelt nearly so: genus and epithets apart, within limits that grow with their length."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from naturalia.interpret.checklists.index import Index
from naturalia.interpret.checklists.keys import stem

_SHORT, _LONG = 5, 9
_GENUS_LONG = 9
_MOST = 2
"""Edits in a whole name (optimal string alignment: letters put in, left out, changed, or two swapped)."""
_ENOUGH = 30


def limit(word: str) -> int:
    """Edits that an epithet may have: none below five letters, one below nine, else two."""
    return 0 if len(word) < _SHORT else 1 if len(word) < _LONG else 2


def nearly(index: Index, key: str) -> list[tuple[int, int]]:
    """(edits, row) of usages that are spelt nearly as a key, nearest first and only the nearest."""
    genus, _, rest = key.partition(" ")
    if not rest:
        return _nearest([(d, row) for word, d in near_genera(index, genus) for row in index.with_key(word)])
    found: list[tuple[int, int]] = []
    for word, edits in ((genus, 0), *near_genera(index, genus)):
        found += [(edits + more, row) for more, row in _in_genus(index, word, rest, _MOST - edits)]
    return _nearest(found)


def _nearest(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    least = min((edits for edits, _ in found), default=0)
    return sorted(pair for pair in found if pair[0] == least)


@lru_cache(maxsize=1 << 14)
def near_genera(index: Index, genus: str) -> tuple[tuple[str, int], ...]:
    """(genus, edits) of genera spelt nearly so; the first letter is the same."""
    allowed = 0 if len(genus) < _SHORT else 1 if len(genus) < _GENUS_LONG else 2
    if not allowed:
        return ()
    near = process.extract(
        genus, index.genera.get(genus[:1], []), scorer=OSA.distance, score_cutoff=allowed, limit=_ENOUGH
    )
    return tuple((word, int(edits)) for word, edits, _ in near if edits and len(word) >= _SHORT)


def _in_genus(index: Index, genus: str, rest: str, most: int) -> list[tuple[int, int]]:
    """(edits, row) of the names of a genus whose epithets are nearly these."""
    start, end = index.span(genus)
    tails = _tails(index, genus, start, end)
    near = process.extract(rest, tails, scorer=OSA.distance, score_cutoff=most + 2, limit=_ENOUGH)
    words = rest.split(" ")
    found = []
    for tail, _, place in near:
        edits = _edits(words, tail.split(" "))
        if edits is not None and edits <= most:
            found.append((edits, start + place))
    return found


def _edits(words: list[str], others: list[str]) -> int | None:
    """Edits between epithets, variant spellings counting none; None if one differs more than it may."""
    if len(words) != len(others):
        return None
    total = 0
    for word, other in zip(words, others, strict=True):
        edits = 0 if stem(word) == stem(other) else int(OSA.distance(word, other))
        if edits > min(limit(word), limit(other)):
            return None
        total += edits
    return total


@lru_cache(maxsize=512)
def _tails(index: Index, genus: str, start: int, end: int) -> list[str]:
    return [key[len(genus) + 1 :] for key in index.texts(start, end, "key")]

"""What the values of terms put into a document of the index, written once and kept.

A document is put together from the fields of its parts (a place, a taxon, an agent). Where two parts have
values of one term, that term is filed again with the values of both; the others are taken as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from naturalia.search.fields import empty_fields, fill_interval, filler
from naturalia.search.paths import Found
from naturalia.search.schema import TEXT, VALUED
from naturalia.search.term import Kind
from naturalia.search.terms import BY_NAME

_FILL = {term.name: filler(term) for term in BY_NAME.values() if not term.upper_paths}
_KEPT = frozenset(
    term.name for term in BY_NAME.values() if term.facet or term.kind in (Kind.TEXT, Kind.DATE, Kind.FLOAT)
)
_encode = msgspec.json.Encoder().encode


class Filled(msgspec.Struct, frozen=True, gc=False):
    """One term of a document: its ``values`` as found, and what they are in the index as parts of its JSON.

    ``members`` are the fields of the term, ``words`` its entries in the free text, ``valued`` its name where
    no column tells that it has a value. ``shown`` is the content of the field with the name of the term.
    """

    values: tuple[Any, ...]
    members: bytes
    words: bytes
    valued: bytes
    shown: Any


Fields = Mapping[str, Filled]
"""The terms of a document, or of a part of one, by name; those without a value of their kind are absent."""


def filled(found: Found) -> dict[str, Filled]:
    """The fields of all terms that have values."""
    fields: dict[str, Filled] = {}
    for name, values in found.items():
        one = _fill(name, tuple(values))
        if one is not None:
            fields[name] = one
    return fields


def merged(parts: Iterable[Fields]) -> dict[str, Filled]:
    """The fields of several parts together; the values of a term are in the order of the parts."""
    total: dict[str, Filled] = {}
    for fields in parts:
        if total.keys().isdisjoint(fields):
            total.update(fields)
        else:
            for name, one in fields.items():
                total[name] = _added(name, total[name], one) if name in total else one
    return total


def _added(name: str, one: Filled, other: Filled) -> Filled:
    return _fill(name, one.values + other.values) or one


def _fill(name: str, values: tuple[Any, ...]) -> Filled | None:
    return _kept(name, values) if name in _KEPT else _filled(name, values)


def _filled(name: str, values: tuple[Any, ...]) -> Filled | None:
    fields = empty_fields()
    fill = _FILL.get(name)
    if fill is not None:
        fill(values, fields)
    else:
        fill_interval(BY_NAME[name], values, fields)
    words, valued = fields.pop(TEXT), fields.pop(VALUED)
    if not fields:
        return None
    return Filled(values, _inside(fields), _inside(words), _inside(valued), fields.get(name))


# Of numbers and truth values that are equal, each kind is kept for itself.
_kept = lru_cache(maxsize=1 << 16, typed=True)(_filled)


def _inside(value: Any) -> bytes:
    """The JSON of an object or list without its brackets."""
    return _encode(value)[1:-1] if value else b""

"""Pieces of a document of the index: the fields of one part of a specimen, ready to be joined with others.

Parts that many specimens have in common (a place, a taxon, an agent) are filed once. Where two parts have
values of one term, that term is filed anew with the values of both; everything else is taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from naturalia.search.fields import Fields, empty_fields, fill_interval, filler
from naturalia.search.paths import Found
from naturalia.search.schema import TEXT, VALUED
from naturalia.search.terms import BY_NAME

_FILL = {term.name: filler(term) for term in BY_NAME.values() if not term.upper_paths}


class Piece(msgspec.Struct, gc=False):
    """The values ``found`` of each term, the ``fields`` of the index that they fill, the ``words`` that free
    text finds, and the names of terms that are ``valued`` though no column tells it.
    """

    found: Found
    fields: Fields
    words: list[str]
    valued: list[str]


def piece(found: Found) -> Piece:
    """File all values."""
    fields = empty_fields()
    for name, values in found.items():
        _file(name, values, fields)
    return Piece(found, fields, fields.pop(TEXT), fields.pop(VALUED))


def _file(name: str, values: list[object], fields: Fields) -> None:
    fill = _FILL.get(name)
    if fill is not None:
        fill(values, fields)
    else:
        fill_interval(BY_NAME[name], values, fields)


def joined(pieces: Iterable[Piece]) -> Piece:
    """All pieces as one; the values of a term are in the order of the pieces."""
    total = Piece({}, {}, [], [])
    for each in pieces:
        if total.found.keys().isdisjoint(each.found):
            total.found.update(each.found)
            total.fields.update(each.fields)
            total.words += each.words
            total.valued += each.valued
        else:
            _join(each, total)
    return total


def _join(one: Piece, total: Piece) -> None:
    """Add a piece that has values of terms that are there already."""
    again = {name: total.found[name] + values for name, values in one.found.items() if name in total.found}
    total.found.update(one.found | again)
    total.fields.update(one.fields | piece(again).fields)
    total.words += [word for word in one.words if word not in total.words]
    total.valued += [name for name in one.valued if name not in total.valued]

"""The pieces of a typed specimen: the same as those of its JSON, without walking it key by key.

What the index wants of a class is taken by one call for all attributes, and the pieces of parts that many
specimens have in common (places, taxa, agents) are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from naturalia.search.documents import SPECIMEN, own_piece, put_first, repeats
from naturalia.search.paths import Found, Node, collect, file
from naturalia.search.pieces import Piece, joined, piece
from naturalia.specimen.model import DigitalSpecimen, Identification


def piece_of(specimen: DigitalSpecimen) -> Piece:
    """The pieces of a specimen, joined, as ``index_document`` joins those of its JSON."""
    layout = _layout(DigitalSpecimen, SPECIMEN)
    common = _common(layout.get_common(specimen))
    found: Found = {}
    shared: list[Piece] = []
    _gather(specimen, layout, found, shared)
    return put_first(specimen.specimen_name, joined((common, own_piece(found, SPECIMEN), *shared)))


class _Layout(msgspec.Struct, frozen=True):
    """How to take a class apart at a node, with functions that get the values of all attributes of a kind.

    ``leaves`` are the fields of attributes that hold values, ``common`` those of them that repeat themselves
    all over a collection, ``parts`` the nodes of attributes that hold other classes.
    """

    node: Node
    leaves: tuple[tuple[str, ...], ...]
    get_leaves: Callable[[Any], tuple[Any, ...]]
    common: tuple[tuple[str, ...], ...]
    get_common: Callable[[Any], tuple[Any, ...]]
    parts: tuple[Node, ...]
    get_parts: Callable[[Any], tuple[Any, ...]]


@cache
def _layout(kind: Any, node: Node) -> _Layout:
    attributes = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    leaves = {attributes[key]: tuple(fields) for key, fields in node.leaves.items() if key in attributes}
    common = {name: fields for name, fields in leaves.items() if node is SPECIMEN and repeats(fields)}
    own = {name: fields for name, fields in leaves.items() if name not in common}
    parts = {attributes[key]: child for key, child in node.inner.items() if key in attributes}
    return _Layout(
        node,
        tuple(own.values()),
        _getter([*own]),
        tuple(common.values()),
        _getter([*common]),
        tuple(parts.values()),
        _getter([*parts]),
    )


def _layout_of(value: Any, node: Node) -> _Layout:
    kind: Any = type(value)
    return _layout(kind, node)


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda value: (getattr(value, names[0]),)) if names else (lambda _: ())


@lru_cache(maxsize=1 << 12, typed=True)
def _common(values: tuple[Any, ...]) -> Piece:
    """The piece of what a specimen has in common with others of its collection."""
    found: Found = {}
    _take(_layout(DigitalSpecimen, SPECIMEN).common, values, found)
    return piece(found)


def _take(leaves: Sequence[tuple[str, ...]], values: Sequence[Any], found: Found) -> None:
    for fields, value in zip(leaves, values, strict=True):
        if value is not None:
            file(value, fields, found)


def _gather(value: Any, layout: _Layout, found: Found, shared: list[Piece]) -> None:
    """Add to ``found`` what is a value's own, to ``shared`` the pieces of parts that others may have."""
    if layout.leaves:
        _take(layout.leaves, layout.get_leaves(value), found)
    if layout.node.named:
        collect(msgspec.to_builtins(value), layout.node, found)
    for node, part in zip(layout.parts, layout.get_parts(value), strict=True):
        if not part:
            continue
        if node.shared:
            shared.append(_shared(part, node))
        else:
            for one in _values(part):
                _gather(one, _layout_of(one, node), found, shared)


@lru_cache(maxsize=1 << 13)
def _shared(part: Any, node: Node) -> Piece:
    """The piece of a part, a value or several, that other specimens may have, too."""
    pieces = [_piece(value, node) for value in _values(part)]
    return pieces[0] if len(pieces) == 1 else joined(pieces)


def _piece(value: Any, node: Node) -> Piece:
    found: Found = {}
    shared: list[Piece] = []
    _gather(value, _layout_of(value, node), found, shared)
    own = own_piece(found, node)
    return joined((own, *shared)) if shared else own


def _values(part: Any) -> Sequence[Any]:
    """One value or several; verified identifications first, as results show and sort by first values."""
    if type(part) is not tuple:
        return (part,)
    if len(part) > 1 and type(part[0]) is Identification:
        return sorted(part, key=lambda each: not each.is_verified_identification)
    return part

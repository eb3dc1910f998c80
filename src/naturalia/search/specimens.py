"""The values of all terms in a typed specimen: the same as in its JSON, found with less work.

What the index wants of a class is taken by one call for all attributes, in the order of the JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from naturalia.search.fields import point_of
from naturalia.search.paths import Found, Node, collect_below
from naturalia.specimen.model import DigitalSpecimen, Identification

_LAST = "has_specimen_parts"


class _Layout(msgspec.Struct, frozen=True):
    """What to take of a class at a node: a getter of its attributes, and the node and fields of each."""

    get: Callable[[Any], tuple[Any, ...]]
    nodes: tuple[tuple[Node, tuple[str, ...]], ...]


@cache
def _layout(kind: Any, node: Node) -> _Layout:
    attributes = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    wanted = {name: node.children[key] for key, name in attributes if key in node.children}
    names = sorted(wanted, key=lambda name: name == _LAST)
    children = [wanted[name] for name in names]
    get = (
        attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    )
    return _Layout(get, tuple((child, tuple(child.fields)) for child in children))


def take(value: Any, node: Node, found: Found) -> None:
    """Add the values of a typed object to the fields of ``found``; verified identifications come first."""
    kind: Any = type(value)
    layout = _layout(kind, node)
    for (child, fields), part in zip(layout.nodes, layout.get(value), strict=True):
        if part is None:
            continue
        if type(part) is tuple:
            if part:
                _take_several(part, child, fields, found)
        elif fields:
            for field in fields:
                if field in found:
                    found[field].append(part)
                else:
                    found[field] = [part]
        else:
            take(part, child, found)


def _take_several(parts: tuple[Any, ...], node: Node, fields: tuple[str, ...], found: Found) -> None:
    for field in fields:
        found.setdefault(field, []).extend(parts)
    if fields:
        return
    if len(parts) > 1 and type(parts[0]) is Identification:
        parts = tuple(sorted(parts, key=lambda each: not each.is_verified_identification))
    for one in parts:
        if node.named:
            collect_below(msgspec.to_builtins(one), node, found)
        else:
            take(one, node, found)


def first_point(specimen: DigitalSpecimen) -> tuple[float, float] | None:
    """Both coordinates of the first event that has both."""
    for event in specimen.has_events:
        georeference = event.has_location.has_georeference if event.has_location else None
        if georeference is not None:
            point = point_of(georeference.decimal_latitude, georeference.decimal_longitude)
            if point is not None:
                return point
    return None

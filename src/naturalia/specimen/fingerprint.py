"""The fingerprint of a specimen: a hash of what it means, not of how it was written down.

Two documents have the same fingerprint if they differ only in the order of keys, in the order of lists (no
list of openDS has an order: agents carry their position in their roles), in the spelling of numbers (5.0 is
5), in empty values, or in what catalogue and source keep as the record's own book-keeping.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import Any

import msgspec
from blake3 import blake3

from naturalia.specimen.base import OpenDS, normalise_number
from naturalia.specimen.model import DigitalSpecimen

BOOK_KEEPING = (
    "@id",
    "dcterms:identifier",
    "ods:version",
    "ods:status",
    "dcterms:created",
    "dcterms:modified",
)
"""Keys of the specimen itself that say nothing of the object."""

_NO_BOOK_KEEPING: dict[str, Any] = dict.fromkeys(
    name
    for name, key in zip(
        DigitalSpecimen.__struct_fields__, DigitalSpecimen.__struct_encode_fields__, strict=True
    )
    if key in BOOK_KEEPING
)
_encode = msgspec.json.Encoder(order="sorted").encode


def fingerprint(specimen: DigitalSpecimen) -> bytes:
    """BLAKE3 (32 bytes) of the canonical meaning of a specimen."""
    changes = _canonical_parts(specimen)
    return blake3(_encode(msgspec.structs.replace(specimen, **_NO_BOOK_KEEPING, **changes))).digest()


def fingerprint_document(document: dict[str, Any]) -> bytes:
    """The same of the decoded JSON of a specimen, whatever has stored it in between."""
    said = {key: value for key, value in document.items() if key not in BOOK_KEEPING}
    return blake3(_encode(_canonical_json(said))).digest()


def _canonical_parts(value: OpenDS) -> dict[str, Any]:
    """What in a value must be replaced before it is encoded, because something in it has an order."""
    names, get = _parts(type(value))
    if not names:
        return {}
    parts = get(value)
    if not any(parts):
        return {}
    changes = {}
    for name, part in compress(zip(names, parts, strict=True), parts):
        canonical = _canonical_list(part) if type(part) is tuple else _canonical(part)
        if canonical is not part:
            changes[name] = canonical
    return changes


def _canonical_list(values: tuple[Any, ...]) -> Sequence[Any]:
    if isinstance(values[0], str):
        return sorted(values, key=_encode)  # as for any part: by its encoding
    if len(values) == 1:
        canonical = _canonical(values[0])
        return values if canonical is values[0] else (canonical,)
    return [msgspec.Raw(encoded) for encoded in sorted([_encode(_canonical(value)) for value in values])]


def _canonical(value: OpenDS) -> OpenDS:
    """What to encode for a part: itself if nothing in it has an order."""
    changes = _canonical_parts(value)
    return msgspec.structs.replace(value, **changes) if changes else value


@cache
def _parts(kind: type[OpenDS]) -> tuple[tuple[str, ...], Callable[[OpenDS], tuple[Any, ...]]]:
    """The attributes of a class that hold lists or other classes, and a function that gets them all."""
    names = tuple(
        name
        for name, default in zip(kind.__struct_fields__, _defaults(kind), strict=True)
        if default == () or (name.startswith("has_") and default is None)
    )
    return names, _getter(names)


def _getter(names: tuple[str, ...]) -> Callable[[OpenDS], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _defaults(kind: type[OpenDS]) -> tuple[Any, ...]:
    defaults = kind.__struct_defaults__
    return (None,) * (len(kind.__struct_fields__) - len(defaults)) + tuple(defaults)


def _canonical_json(value: Any) -> Any:
    if isinstance(value, dict):
        said = {key: _canonical_json(part) for key, part in value.items()}
        return {key: part for key, part in said.items() if part is not None and part not in ([], {})}
    if isinstance(value, list):
        return sorted((_canonical_json(part) for part in value), key=_encode)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return normalise_number(value)
    return value

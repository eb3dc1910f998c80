"""What all openDS classes have in common.

Attributes carry the names of the terms in Python's spelling; their JSON keys are the terms themselves
(``dwc:country``). ``@type`` is the tag of the class.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

EXACT_INTEGERS = 1 << 53
"""Up to here a float tells every integer from its neighbours (IEEE 754 binary64)."""


class OpenDS(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    cache_hash=True,
    tag_field="@type",
    repr_omit_defaults=True,
):
    """A value of the openDS data model: immutable, hashable, absent properties left out of the JSON."""


def term(name: str) -> Any:
    """A property that may be absent, with its JSON key."""
    return msgspec.field(default=None, name=name)


def terms(name: str) -> Any:
    """A property with any number of values, with its JSON key."""
    return msgspec.field(default=(), name=name)


def normalise_number(number: float) -> float:
    """The one way to write a number: integral values as int where a float is exact, else as float."""
    if isinstance(number, int):
        return number if abs(number) < EXACT_INTEGERS else float(number)
    return int(number) if abs(number) < EXACT_INTEGERS and number.is_integer() else number


def normalise_numbers(value: msgspec.Struct) -> None:
    """Write all numbers of a new value the one way; for ``__post_init__``."""
    for name in _measures(type(value)):
        number = getattr(value, name)
        if number is not None:
            msgspec.structs.force_setattr(value, name, normalise_number(number))


@cache
def _measures(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The attributes of a class that hold numbers with fractions."""
    return tuple(name for name, hint in get_type_hints(kind).items() if float in get_args(hint))

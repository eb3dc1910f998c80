"""Type status: "Holotypus of Bufo baxteri" is a holotype."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.vocabulary import vocabulary

NOT_A_TYPE = "not a type"
_NAME_AFTER = re.compile(r"\s+(?:of|for|von|de|del|di|til|av|:)\s+|:\s*", re.IGNORECASE)
_DOUBT = re.compile(
    r"\?|\b(?:possibl[ey]|possibly|probabl[ey]|potential|maybe|perhaps|presumed|putative)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[|;]\s*|\s+(?:&|and)\s+")


class TypeStatus(msgspec.Struct, frozen=True, gc=False):
    """The kinds of type named (usually one), the typified name, whether it is a type, and what is odd.

    ``value`` is None if nothing was understood; ``is_type`` is None if that is open.
    """

    value: str | None
    typified_name: str | None = None
    is_type: bool | None = None
    code: IssueCode | None = None


@lru_cache(maxsize=1 << 13)
def type_status(text: str) -> TypeStatus:
    """The type status that a text states."""
    doubtful = _DOUBT.search(text) is not None
    found = [_single(part) for part in _PARTS.split(_DOUBT.sub(" ", text)) if part.strip(" ().")]
    known = [value for value, _ in found if value]
    name = next((name for _, name in found if name), None)
    if not known or len(known) < len(found):
        return TypeStatus(None, name, None, IssueCode.TYPE_STATUS_UNKNOWN)
    value = " | ".join(dict.fromkeys(known))
    code = IssueCode.TYPE_STATUS_DOUBTFUL if doubtful else None
    return TypeStatus(value, name, any(kind != NOT_A_TYPE for kind in known), code)


def _single(text: str) -> tuple[str | None, str | None]:
    words = vocabulary("type-status")
    trimmed = text.strip(" ().")
    if whole := words.look_up(trimmed):
        return whole, None
    kind, *names = _NAME_AFTER.split(trimmed, maxsplit=1)
    if value := words.look_up(kind):
        return value, names[0].strip() if names else None
    first, _, rest = trimmed.partition(" ")
    return words.look_up(first), rest.strip() or None

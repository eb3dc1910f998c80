"""Making the properties of an openDS class out of the terms of a row, as the mapping says."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from naturalia.interpret import converters
from naturalia.interpret.mapping import rules_of
from naturalia.interpret.reading import Draft
from naturalia.specimen import event, model, shared
from naturalia.vocabulary import fold

JOINED = "joined"
SEPARATOR = " | "


class Target(msgspec.Struct, frozen=True):
    """Where a term goes: the attribute, how its text is read, and whether it is joined with other terms."""

    attribute: str
    read: Callable[[str], Any] | None
    joined: bool


@cache
def targets(row_type: str, class_: str) -> dict[str, Target]:
    """Where each term of a class goes that is read for itself (those read together are not among them)."""
    attributes = _attributes(class_)
    rules = rules_of(row_type, class_)
    joined = {rule.property for rule in rules if rule.converter == JOINED}
    return {
        rule.term: Target(
            attributes[rule.property], converters.CONVERTERS.get(rule.converter), rule.property in joined
        )
        for rule in rules
        if rule.converter in converters.TEXTS or rule.converter in converters.CONVERTERS
    }


@cache
def _attributes(class_: str) -> dict[str, str]:
    """JSON key -> attribute of a class of openDS."""
    kind = next(getattr(module, class_) for module in (model, event, shared) if hasattr(module, class_))
    return dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))


def assemble(row_type: str, class_: str, draft: Draft) -> Draft:
    """Set the properties of a class from what the terms say, in the order of the mapping.

    The first term that says something of a property counts; texts of joined properties follow each other.
    """
    places = targets(row_type, class_)
    for term, text in draft.said.items():
        target = places.get(term)
        if target is None:
            continue
        if target.joined:
            _join(target, text, draft)
        else:
            _take(target, term, text, draft)
    return draft


def _join(target: Target, text: str, draft: Draft) -> None:
    before = draft.fields.get(target.attribute)
    if before is None:
        draft.fields[target.attribute] = text
    elif text not in before.split(SEPARATOR):
        draft.fields[target.attribute] = before + SEPARATOR + text


def _take(target: Target, term: str, text: str, draft: Draft) -> None:
    before = draft.fields.get(target.attribute)
    if before is not None:
        if fold(str(before)) != fold(text):
            draft.leave(term)
    elif target.read is None:
        draft.fields[target.attribute] = text
    else:
        draft.take(term, target.attribute, target.read(text))

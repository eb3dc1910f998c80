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
    """A property: the attribute, whether several terms are joined, and its terms with how they are read."""

    attribute: str
    joined: bool
    sources: tuple[tuple[str, Callable[[str], Any] | None], ...]


@cache
def targets(row_type: str, class_: str) -> tuple[Target, ...]:
    """The properties of a class that are read term by term (those read together are not among them)."""
    attributes = _attributes(class_)
    sources: dict[str, list[tuple[str, Callable[[str], Any] | None]]] = {}
    joined = set()
    for rule in rules_of(row_type, class_):
        if rule.converter == JOINED:
            joined.add(rule.property)
        if rule.converter in converters.TEXTS or rule.converter in converters.CONVERTERS:
            read = converters.CONVERTERS.get(rule.converter)
            sources.setdefault(rule.property, []).append((rule.term, read))
    return tuple(Target(attributes[name], name in joined, tuple(found)) for name, found in sources.items())


@cache
def _attributes(class_: str) -> dict[str, str]:
    """JSON key -> attribute of a class of openDS."""
    kind = next(getattr(module, class_) for module in (model, event, shared) if hasattr(module, class_))
    return dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))


def assemble(row_type: str, class_: str, draft: Draft) -> Draft:
    """Set the properties of a class from what the terms say. The first term that says something counts."""
    for target in targets(row_type, class_):
        if target.joined:
            _join(target, draft)
            continue
        for term, read in target.sources:
            text = draft.said.get(term)
            if text is not None:
                _take(target, term, text, read, draft)
    return draft


def _join(target: Target, draft: Draft) -> None:
    texts = dict.fromkeys(draft.said[term] for term, _ in target.sources if term in draft.said)
    if texts:
        draft.fields[target.attribute] = SEPARATOR.join(texts)


def _take(target: Target, term: str, text: str, read: Callable[[str], Any] | None, draft: Draft) -> None:
    before = draft.fields.get(target.attribute)
    if before is not None:
        if fold(str(before)) != fold(text):
            draft.leave(term)
    elif read is None:
        draft.fields[target.attribute] = text
    else:
        draft.take(term, target.attribute, read(text))

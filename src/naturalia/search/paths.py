"""Finding the values of all terms in one walk of a document.

The paths of the terms become one tree of keys. The walk follows the keys that the document has, so its cost
is that of the document and not of the number of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from naturalia.search.term import Term

Found = dict[str, list[Any]]  # name of a field -> its values, in the order of the document

_STEP = re.compile(r"([^\[\]]+)(?:\[([^\[\]]+)\])?")


class Node:
    """What to do with the value under one key: fields that it fills, and keys to follow below it."""

    __slots__ = ("children", "fields", "named")

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.children: dict[str, Node] = {}
        self.named: dict[str, Node] = {}

    def below(self, step: str) -> Node:
        """The node of one step of a path, made when it is new."""
        found = _STEP.fullmatch(step)
        if found is None:
            raise ValueError(f"not a step of a path: {step}")
        node = self.children.setdefault(found[1], Node())
        return node.named.setdefault(found[2], Node()) if found[2] else node


def plan(terms: Iterable[Term]) -> Node:
    """One tree of all paths; the values of upper paths are filed under the upper field of their term."""
    root = Node()
    for term in terms:
        for field, paths in ((term.name, term.paths), (term.upper_field, term.upper_paths)):
            for path in paths:
                _leaf(root, path).fields.append(field)
    return root


def _leaf(root: Node, path: str) -> Node:
    node = root
    for step in path.split("/"):
        node = node.below(step)
    return node


def collect(item: Mapping[str, Any], node: Node, found: Found) -> None:
    """Add the values of ``item``, made of the plain types of JSON, to the fields of ``found``."""
    follow = node.children.get
    for key, value in item.items():
        child = follow(key)
        if child is not None and value is not None:
            _take(value, child, found)


def _take(value: Any, node: Node, found: Found) -> None:
    kind = type(value)  # exact types: this runs for every value of every specimen
    if kind is dict:
        collect_below(value, node, found)
    elif kind is list or kind is tuple:
        for one in value:
            _take(one, node, found)
    else:
        for field in node.fields:
            if field in found:
                found[field].append(value)
            else:
                found[field] = [value]


def collect_below(item: dict[str, Any], node: Node, found: Found) -> None:
    """As ``collect``, with what counts only in objects of some name."""
    if node.children:
        collect(item, node, found)
    if node.named:
        for name in _names(item):
            if name in node.named:
                _collect_few(item, node.named[name], found)


def _collect_few(item: dict[str, Any], node: Node, found: Found) -> None:
    """As ``collect``, but by the keys of the node: of an object chosen by name only one or two count."""
    for key, child in node.children.items():
        if (value := item.get(key)) is not None:
            _take(value, child, found)


def _names(item: dict[str, Any]) -> Iterable[str]:
    """By what an object can be chosen, each once: the title of an identifier, the roles of an agent."""
    title, roles = item.get("dcterms:title"), item.get("ods:hasRoles")
    names = [title] if isinstance(title, str) else []
    if isinstance(roles, list | tuple):
        names += [name for role in roles if isinstance(name := _role_name(role), str)]
    return names if len(names) < 2 else dict.fromkeys(names)


def _role_name(role: Any) -> Any:
    return role.get("schema:roleName") if isinstance(role, dict) else None

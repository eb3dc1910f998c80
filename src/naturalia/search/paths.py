"""The paths of the terms as one tree of keys: where in a document to look for what.

A node stands for an object of the document. ``leaves`` are its keys that hold values, with the fields that
each fills; ``inner`` its keys that hold objects. The order of both is that of the terms, so that what is
found does not depend on the order of keys in a document. Objects under a ``shared`` node are common to many
documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from naturalia.search.term import Term

Found = dict[str, list[Any]]  # name of a field -> its values

_STEP = re.compile(r"([^\[\]]+)(?:\[([^\[\]]+)\])?")
_PARTS = "ods:hasSpecimenParts"
_SHARED = frozenset({"ods:hasAgents", "ods:hasEvents", "ods:hasLocation", "ods:hasTaxonIdentifications"})


class Node:
    """What to do with an object: ``named`` are nodes for those that carry a name (a role, a title)."""

    __slots__ = ("inner", "leaves", "named", "path", "shared")

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.shared = path.rpartition("/")[2] in _SHARED
        self.leaves: dict[str, list[str]] = {}
        self.inner: dict[str, Node] = {}
        self.named: dict[str, Node] = {}

    def below(self, step: str) -> Node:
        """The node of one step of a path, made when it is new."""
        key, name = _split(step)
        node = self.inner.setdefault(key, Node(f"{self.path}/{key}".lstrip("/")))
        return node.named.setdefault(name, Node(f"{node.path}[{name}]")) if name else node

    def add(self, path: str, field: str) -> None:
        """File the values at a path below this node under a field."""
        *steps, key = path.split("/")
        node = self
        for step in steps:
            node = node.below(step)
        node.leaves.setdefault(_split(key)[0], []).append(field)


def _split(step: str) -> tuple[str, str | None]:
    found = _STEP.fullmatch(step)
    if found is None:
        raise ValueError(f"not a step of a path: {step}")
    return found[1], found[2]


def plan(terms: Iterable[Term]) -> Node:
    """One tree of all paths. The values of upper paths are filed with the lower ones: a term is an interval.

    Parts of a specimen come last: results show and sort by first values, which are those of the whole.
    """
    root = Node()
    for term in terms:
        for path in (*term.paths, *term.upper_paths):
            root.add(path, term.name)
    if _PARTS in root.inner:
        root.inner[_PARTS] = root.inner.pop(_PARTS)
    return root


def collect(item: Mapping[str, Any], node: Node, found: Found) -> None:
    """Add the values that an object itself has, of the plain types of JSON, to the fields of ``found``."""
    for key, fields in node.leaves.items():
        value = item.get(key)
        if value is not None:
            file(value, fields, found)
    if node.named:
        for name in _names(item):
            if name in node.named:
                collect(item, node.named[name], found)


def file(value: Any, fields: Iterable[str], found: Found) -> None:
    """Add a value, or each of a list, to some fields; an object is no value."""
    if isinstance(value, list | tuple):
        for one in value:
            file(one, fields, found)
    elif not isinstance(value, dict):
        for field in fields:
            if field in found:
                found[field].append(value)
            else:
                found[field] = [value]


def _names(item: Mapping[str, Any]) -> Iterable[str]:
    """By what an object can be chosen, each once: the title of an identifier, the roles of an agent."""
    title, roles = item.get("dcterms:title"), item.get("ods:hasRoles")
    names = [title] if isinstance(title, str) else []
    if isinstance(roles, list | tuple):
        names += [name for role in roles if isinstance(name := _role_name(role), str)]
    return names if len(names) < 2 else dict.fromkeys(names)


def _role_name(role: Any) -> Any:
    return role.get("schema:roleName") if isinstance(role, dict) else None

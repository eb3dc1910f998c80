"""A unit as a tree of names: without namespaces, attributes as children, and with a mark on what was used."""

from __future__ import annotations

from collections.abc import Iterator

from naturalia.sources.xmltext import Element, local_name


class Node:
    """An element or attribute (``@name``): its text, its children in order, and whether it is used."""

    __slots__ = ("children", "folded", "name", "parent", "taken", "text")

    def __init__(self, name: str, text: str, parent: Node | None = None) -> None:
        self.name = name
        self.folded = name.lower()
        self.text = text
        self.parent = parent
        self.children: list[Node] = []
        self.taken = False

    def find(self, path: str) -> list[Node]:
        """The nodes at a path such as ``gathering/agents/gatheringagent``, in order; "" is the node itself.

        Paths are in lower case: providers write ``FileURI`` and ``fileURI``.
        """
        found = [self]
        for step in path.split("/") if path else ():
            found = [child for node in found for child in node.children if child.folded == step]
        return found

    def leaves(self) -> Iterator[Node]:
        """All nodes with a text, this one and those below, in order."""
        if self.text:
            yield self
        for child in self.children:
            yield from child.leaves()

    def path(self) -> str:
        """The path from the unit to this node, the unit itself left out."""
        steps = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.name)
            node = node.parent
        return "/".join(reversed(steps))


def tree_of(element: Element, parent: Node | None = None) -> Node:
    """An element and all it holds, but for attributes of XML Schema, which say nothing of the unit."""
    node = Node(local_name(element), _own_text(element), parent)
    for key, value in element.attrib.items():
        name = str(key)
        if "XMLSchema-instance" not in name and str(value).strip():
            node.children.append(Node("@" + name.rpartition("}")[2], str(value).strip(), node))
    for child in element:
        if isinstance(child.tag, str):
            node.children.append(tree_of(child, node))
    return node


def _own_text(element: Element) -> str:
    """The text of an element itself, and what follows its children (mixed content)."""
    text = element.text or ""
    for child in element:
        if child.tail and not child.tail.isspace():
            text += child.tail
    return text.strip()

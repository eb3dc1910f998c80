"""A unit as a row of Darwin Core with its extension rows; what has no place is listed by its path."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from naturalia.sources.abcd.rules import CORE, DATASET, Rule, row_bases, rules_of, terms_of_class
from naturalia.sources.abcd.tree import Node

IDENTIFICATION = "dwc:Identification"
LEFT_OVER = "abcd:"
METRES = frozenset(
    {"m", "m.", "metre", "metres", "meter", "meters", "masl", "m a.s.l.", "mnn", "m nn", "müm"}
)
_PREFERRED = frozenset({"1", "true", "yes"})

Terms = dict[str, str]


class Mapped(msgspec.Struct, frozen=True):
    """The terms of the core, and the rows of each extension."""

    core: Terms
    extensions: dict[str, list[Terms]]


def mapped(unit: Node, dataset: Terms) -> Mapped:
    """What a unit says. ``dataset`` are terms that its data set says for all units."""
    core = _apply(unit, rules_of(CORE))
    extensions: dict[str, list[Terms]] = {}
    for row_type, base in row_bases():
        rows = [_apply(node, rules_of(row_type, base)) for node in unit.find(base)]
        if found := [row for row in rows if row]:
            extensions.setdefault(row_type, []).extend(found)
    _identify(core, extensions)
    for term, text in dataset.items():
        core.setdefault(term, text)
    core |= left_over(unit)
    return Mapped(core, extensions)


def dataset_terms(dataset: Node) -> Terms:
    """What a data set says for its units."""
    return _apply(dataset, rules_of(DATASET))


def left_over(unit: Node) -> Terms:
    """The texts that the mapping did not take, by path; several of one path are joined with " | "."""
    left: dict[str, list[str]] = {}
    for node in unit.leaves():
        if not node.taken:
            left.setdefault(LEFT_OVER + node.path(), []).append(node.text)
    return {path: " | ".join(texts) for path, texts in left.items()}


def _identify(core: Terms, extensions: dict[str, list[Terms]]) -> None:
    """The identification that counts also stands in the core; a single unmarked one stands only there."""
    rows = extensions.get(IDENTIFICATION, [])
    if not rows:
        return
    preferred = (row for row in rows if row.get("dwc:isPreferred", "").lower() in _PREFERRED)
    chosen = next(preferred, rows[0])
    for term, text in chosen.items():
        if term != "dwc:isPreferred":
            core.setdefault(term, text)
    if len(rows) == 1 and chosen.get("dwc:isPreferred", "1").lower() in _PREFERRED:
        del extensions[IDENTIFICATION]


def _apply(node: Node, rules: Iterable[Rule]) -> Terms:
    terms: Terms = {}
    for rule in rules:
        found = node.find(rule.nodes)
        if not found:
            continue
        if rule.take == "class":
            _by_class(found, rule, terms)
        else:
            _one_term(found, rule, terms)
    return terms


def _one_term(nodes: list[Node], rule: Rule, terms: Terms) -> None:
    """Fill a term that no earlier rule has filled; equal values are taken, others left over."""
    said = [found for found in (_value(node, rule) for node in nodes) if found[0]]
    if not said:
        return
    if rule.take == "all":
        texts = [value for value, _ in said]
        before = terms.get(rule.term, "").split(" | ") if rule.term in terms else []
        terms[rule.term] = " | ".join(dict.fromkeys([*before, *texts]))
    else:
        terms.setdefault(rule.term, said[0][0])
    for value, used in said:
        if rule.take == "all" or value == terms[rule.term]:
            _take(used)


def _value(node: Node, rule: Rule) -> tuple[str, list[Node]]:
    """The value that a node gives, and the nodes that it is made of; "" if it gives none."""
    if not rule.alternatives:
        return (_in_metres(node, rule), [node]) if not node.taken else ("", [])
    for paths in rule.alternatives:
        parts = [_first(node.find(path)) for path in paths]
        if parts[0] is not None:
            used = [part for part in parts if part is not None]
            return _joined([part.text for part in used], rule, len(paths)), used
    return "", []


def _first(nodes: list[Node]) -> Node | None:
    return next((node for node in nodes if node.text and not node.taken), None)


def _joined(texts: list[str], rule: Rule, wanted: int) -> str:
    distinct = list(dict.fromkeys(texts))
    if rule.take == "authors" and wanted > 1 and not texts[0].startswith("("):
        distinct[0] = f"({texts[0]})"
    joint = rule.joint or " "
    return (f" {joint} " if joint.isalpha() else joint).join(distinct)


def _in_metres(node: Node, rule: Rule) -> str:
    """The text of a node, with its unit if that is no metre."""
    if rule.take != "metres" or node.parent is None or not node.text:
        return node.text
    unit = _first_text(node.parent.find(rule.joint.lower()))
    if unit is None:
        return node.text
    unit.taken = True
    known = unit.text.lower() in METRES or node.text.lower().endswith(unit.text.lower())
    return node.text if known else f"{node.text} {unit.text}"


def _first_text(nodes: list[Node]) -> Node | None:
    return next((node for node in nodes if node.text), None)


def _by_class(nodes: list[Node], rule: Rule, terms: Terms) -> None:
    """Values by the class beside them: two terms are a range and take all values, one takes the first."""
    for node in nodes:
        value, used = _value(node, rule)
        beside = _class_of(node, rule)
        targets = terms_of_class(rule.term, beside.text if beside is not None else "")
        if not value or not targets:
            continue
        if len(targets) == 1 and terms.get(targets[0], value) != value:
            continue
        for term in targets:
            terms[term] = f"{terms[term]} | {value}" if terms.get(term, value) != value else value
        _take([*used, beside] if beside is not None else used)


def _class_of(node: Node, rule: Rule) -> Node | None:
    if not rule.joint or node.parent is None:
        return None
    return _first_text(node.parent.find(rule.joint.lower()))


def _take(nodes: Iterable[Node]) -> None:
    for node in nodes:
        node.taken = True

"""Documents as Darwin Core: the mapping of interpretation, read backwards.

One object becomes a core row of interpreted values (the first event, the accepted identification) and rows of
extensions for all that it has several of. Each property goes to the first term that the mapping names for it,
so new lines of the mapping need no change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from naturalia.interpret.mapping import rules_of
from naturalia.interpret.relations import RELATIONS

CORE = "dwc:Occurrence"
SEPARATOR = " | "
Json = Mapping[str, Any]
Row = dict[str, str]

_LISTS = (
    ("ods:hasIdentifications", "dwc:Identification", "Identification"),
    ("ods:hasAssertions", "dwc:MeasurementOrFact", "Assertion"),
    ("ods:hasChronometricAges", "chrono:ChronometricAge", "ChronometricAge"),
    ("ods:hasCitations", "gbif:Reference", "Citation"),
    ("naturalia:hasMedia", "ac:Multimedia", "DigitalMedia"),
)
"""Lists of a document, and the extension and class that their elements become."""

_RELATION_TERMS = {kind: term for term, kind in RELATIONS.items()}


def core_row(document: Json) -> Row:
    """The core terms of a document; what no class took is there as the source wrote it."""
    event = _first(document.get("ods:hasEvents"))
    row = _values(CORE, "DigitalSpecimen", document)
    row |= _identifiers(document) | _event_row(CORE, event)
    row |= _opinion_row(CORE, _accepted(document.get("ods:hasIdentifications", ())))
    row |= _relations(document)
    for term, text in document.get("naturalia:notCarriedOver", {}).items():
        if not _of_extension(term):
            row.setdefault(term, text)
    return row


def _of_extension(term: str) -> bool:
    """Whether a text that was not carried over stood in an extension: its row type stands before the term."""
    row_type, slash, _ = term.partition("/")
    return bool(slash) and not row_type.endswith(":")  # as "http:" does


def extension_rows(document: Json) -> dict[str, list[Row]]:
    """The rows of every extension that a document needs, by row type."""
    rows: dict[str, list[Row]] = {}
    for key, row_type, class_ in _LISTS:
        values = document.get(key, ())
        if class_ == "Identification" and len(values) < 2:
            continue
        make = _opinion_row if class_ == "Identification" else _row_maker(class_)
        rows[row_type] = [made for value in values if (made := make(row_type, value))]
    rows["dwc:Event"] = [_event_row("dwc:Event", event) for event in document.get("ods:hasEvents", ())[1:]]
    rows["gbif:Identifier"] = [_row("gbif:Identifier", "Identifier", one) for one in _unnamed(document)]
    rows["dwc:ResourceRelationship"] = [
        _row("dwc:ResourceRelationship", "EntityRelationship", one) for one in _named_relations(document)
    ]
    return {row_type: found for row_type, found in rows.items() if found}


def _values(row_type: str, class_: str, value: Json) -> Row:
    """The properties of one class as terms of a row type."""
    return {
        term: text
        for name, term in _first_terms(row_type, class_)
        if name in value and (text := text_of(value[name]))
    }


@cache
def _first_terms(row_type: str, class_: str) -> tuple[tuple[str, str], ...]:
    """Each property of a class with the first term that the mapping names for it."""
    terms: dict[str, str] = {}
    for rule in rules_of(row_type, class_):
        terms.setdefault(rule.property, rule.term)
    return tuple(terms.items())


def text_of(value: Any) -> str:
    """A value of a document as a cell: lists are joined, whole numbers have no fraction."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return SEPARATOR.join(text_of(part) for part in value if not isinstance(part, dict))
    return "" if value is None or isinstance(value, dict) else str(value)


def _row(row_type: str, class_: str, value: Json) -> Row:
    """The terms of one class and of its agents."""
    return _values(row_type, class_, value) | _agents(row_type, f"{class_}.Agent", value)


def _row_maker(class_: str) -> Any:
    return lambda row_type, value: _row(row_type, class_, value)


def _agents(row_type: str, class_: str, value: Json) -> Row:
    """Names and identifiers of agents in their order, each kind for the term whose converter names it."""
    agents = sorted(value.get("ods:hasAgents", ()), key=_position)
    row: Row = {}
    for rule in _agent_rules(row_type, class_):
        chosen = [agent for agent in agents if _has_role(agent, rule.converter)]
        texts = [agent.get(rule.property, "") for agent in chosen]
        if any(texts) and rule.property not in row:
            row[rule.term] = SEPARATOR.join(texts)
    return row


@cache
def _agent_rules(row_type: str, class_: str) -> tuple[Any, ...]:
    seen: dict[tuple[str, str], Any] = {}
    for rule in rules_of(row_type, class_):
        seen.setdefault((rule.property, rule.converter), rule)
    return tuple(seen.values())


def _has_role(agent: Json, converter: str) -> bool:
    """Rights holders and publishers have terms of their own; all others go to the term of the people."""
    special = {"rights_holder": "rights holder", "publisher": "publisher"}
    roles = {role.get("schema:roleName", "") for role in agent.get("ods:hasRoles", ())}
    if converter in special:
        return special[converter] in roles
    return not roles & set(special.values())


def _position(agent: Json) -> int:
    return min((role.get("schema:position", 1) for role in agent.get("ods:hasRoles", ())), default=1)


def _event_row(row_type: str, event: Json) -> Row:
    place = event.get("ods:hasLocation", {})
    georeference = place.get("ods:hasGeoreference", {})
    return (
        _row(row_type, "Event", event)
        | _values(row_type, "Location", place)
        | _row(row_type, "Georeference", georeference)
        | _values(row_type, "GeologicalContext", place.get("ods:hasGeologicalContext", {}))
    )


def _opinion_row(row_type: str, opinion: Json) -> Row:
    row = _row(row_type, "Identification", opinion)
    for rule in rules_of(row_type, "Identification.Citation"):
        if text := _joined(one.get(rule.property, "") for one in opinion.get("ods:hasCitations", ())):
            row[rule.term] = text
    return row | _values(row_type, "TaxonIdentification", _first(opinion.get("ods:hasTaxonIdentifications")))


def _identifiers(document: Json) -> Row:
    """Identifiers under the terms that they are named after; several under one term are joined."""
    found: dict[str, list[str]] = {}
    for one in document.get("ods:hasIdentifiers", ()):
        if one.get("dcterms:title") in _identifier_terms():
            found.setdefault(one["dcterms:title"], []).append(one.get("dcterms:identifier", ""))
    return {term: _joined(texts) for term, texts in found.items()}


def _unnamed(document: Json) -> list[Json]:
    """Identifiers that no core term names."""
    known = _identifier_terms()
    return [one for one in document.get("ods:hasIdentifiers", ()) if one.get("dcterms:title") not in known]


@cache
def _identifier_terms() -> frozenset[str]:
    return frozenset(rule.term for rule in rules_of(CORE, "Identifier"))


def _relations(document: Json) -> Row:
    found: dict[str, list[str]] = {}
    for one in document.get("ods:hasEntityRelationships", ()):
        if (term := _relation_term(one)) is not None:
            found.setdefault(term, []).append(one["dwc:relatedResourceID"])
    return {term: _joined(texts) for term, texts in found.items()}


def _named_relations(document: Json) -> list[Json]:
    return [one for one in document.get("ods:hasEntityRelationships", ()) if _relation_term(one) is None]


def _relation_term(relation: Json) -> str | None:
    """The core term of a relation that says nothing but what it relates to."""
    plain = {"@type", "dwc:relationshipOfResource", "dwc:relatedResourceID", "ods:relatedResourceURI"}
    if not plain.issuperset(relation):
        return None
    return _RELATION_TERMS.get(relation["dwc:relationshipOfResource"])


def _accepted(opinions: Sequence[Json]) -> Json:
    verified = (one for one in opinions if one.get("ods:isVerifiedIdentification"))
    return next(verified, _first(opinions))


def _first(values: Sequence[Json] | None) -> Json:
    return values[0] if values else {}


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(text for text in texts if text)

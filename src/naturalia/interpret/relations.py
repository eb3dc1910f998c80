"""What surrounds an object: identifiers, citations, relations, measurements and ages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from naturalia.interpret.assembly import assemble
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.links import sequence
from naturalia.interpret.mapping import Values, rules_of, said, terms_of, values_of
from naturalia.interpret.people import people
from naturalia.interpret.reading import Draft, Found
from naturalia.specimen.event import ChronometricAge
from naturalia.specimen.schemes import clean, identify, is_blank
from naturalia.specimen.shared import (
    Assertion,
    Citation,
    EntityRelationship,
    GupriLevel,
    Identifier,
    IdentifierStatus,
)

_PIECES = re.compile(r"\s*[|;]\s*")
_BARS = re.compile(r"\s*\|\s*")
_WEB = re.compile(r"^https?://\S+$", re.IGNORECASE)
_NAMED_RELATION = re.compile(r'^"?([^":/]{2,60}?)"?\s*:\s+"?(.+?)"?$')
RELATIONS = {
    "dwc:associatedOccurrences": "associated occurrence",
    "dwc:associatedOrganisms": "associated organism",
    "dwc:associatedSequences": "associated sequence",
    "dwc:associatedTaxa": "associated taxon",
    "dcterms:references": "references",
}
_ROLES = {
    "dwc:measurementDeterminedBy": "measurer",
    "chrono:chronometricAgeDeterminedBy": "dater",
    "dwc:chronometricAgeDeterminedBy": "dater",
    "dwc:relationshipAccordingTo": "author",
    "dcterms:creator": "author",
    "dc:creator": "author",
}
_CLASSES = {
    "dwc:MeasurementOrFact": ("Assertion", Assertion, "has_assertions"),
    "obis:ExtendedMeasurementOrFact": ("Assertion", Assertion, "has_assertions"),
    "chrono:ChronometricAge": ("ChronometricAge", ChronometricAge, "has_chronometric_ages"),
    "dwc:ChronometricAge": ("ChronometricAge", ChronometricAge, "has_chronometric_ages"),
    "dwc:ResourceRelationship": ("EntityRelationship", EntityRelationship, "has_entity_relationships"),
    "gbif:Identifier": ("Identifier", Identifier, "has_identifiers"),
    "gbif:Reference": ("Citation", Citation, "has_citations"),
}
EXTENSIONS: dict[str, str] = {row_type: attribute for row_type, (_, _, attribute) in _CLASSES.items()}
"""Row types of extensions that become lists of the specimen, and the attribute of each."""


Thing = Assertion | ChronometricAge | EntityRelationship | Identifier | Citation


def identifier(term: str, text: str, preferred: bool = False) -> Identifier | None:
    """The openDS identifier that a term states; None if its text stands for nothing."""
    value = clean(text)
    if is_blank(value):
        return None
    found = identify(value)
    return Identifier(
        title=term,
        type=found.type,
        identifier=value,
        gupri_level=found.level,
        identifier_status=IdentifierStatus.PREFERRED if preferred else IdentifierStatus.ALTERNATIVE,
    )


def identifiers(core: Mapping[str, str], preferred: str) -> Found[tuple[Identifier, ...]]:
    """All identifiers of a core row, each value once; ``preferred`` is the term of the one that counts.

    Texts that stand for nothing ("n/a", "0") are left over.
    """
    made: dict[str, Identifier] = {}
    left: tuple[tuple[str, str], ...] = ()
    for term, several in _identifier_terms():
        text = core.get(term)
        if not text:
            continue
        for piece in _PIECES.split(text) if several else (text,):
            each = identifier(term, piece, term == preferred)
            if each is None:
                left = (*left, (term, text))
            elif term == preferred or each.identifier not in made:
                made[each.identifier] = each
    return Found(tuple(made.values()), (), left)


@lru_cache(maxsize=1)
def _identifier_terms() -> tuple[tuple[str, bool], ...]:
    return tuple(
        (rule.term, rule.converter == "identifiers") for rule in rules_of("dwc:Occurrence", "Identifier")
    )


@lru_cache(maxsize=1 << 12)
def citations(text: str) -> tuple[Citation, ...]:
    """The citations of a text, split on "|" only: a semicolon stands between authors."""
    pieces = dict.fromkeys(piece for piece in _BARS.split(text.strip()) if piece)
    return tuple(Citation(bibliographic_citation=piece) for piece in pieces)


@lru_cache(maxsize=1 << 12)
def related(term: str, text: str) -> tuple[EntityRelationship, ...]:
    """The relations that a text lists; ``"parasite of": "Quercus alba"`` names its own relation."""
    pieces = (text.strip(),) if term == "dcterms:references" else _PIECES.split(text.strip())
    return tuple(_relation(term, piece) for piece in dict.fromkeys(pieces) if piece)


def _relation(term: str, piece: str) -> EntityRelationship:
    if term == "dwc:associatedSequences":
        link = sequence(piece)
        resource = link.identifier or piece
        return EntityRelationship(
            relationship_of_resource=RELATIONS[term],
            related_resource_id=resource,
            related_resource_uri=link.uri,
        )
    kind, resource = RELATIONS[term], piece
    named = _NAMED_RELATION.match(piece) if term != "dcterms:references" else None
    if named is not None and not _WEB.match(piece):
        kind, resource = named[1].strip(), named[2].strip()
    return EntityRelationship(
        relationship_of_resource=kind,
        related_resource_id=resource,
        related_resource_uri=resource if _WEB.match(resource) else None,
    )


def thing(row_type: str, row: Mapping[str, str]) -> Found[Thing | None]:
    """What a row of one of ``EXTENSIONS`` states; None if it lacks what its class requires."""
    return _thing(row_type, values_of(row, _terms(row_type)))


def _terms(row_type: str) -> tuple[str, ...]:
    class_ = _CLASSES[row_type][0]
    return terms_of(row_type, class_, f"{class_}.Agent")


@lru_cache(maxsize=1 << 13)
def _thing(row_type: str, values: Values) -> Found[Thing | None]:
    class_, kind, _ = _CLASSES[row_type]
    draft = Draft(said(values, _terms(row_type)))
    assemble(row_type, class_, draft)
    _agents(row_type, class_, draft)
    if not _complete(class_, draft):
        for term in draft.said:
            draft.leave(term)
        return draft.found(None)
    return draft.found(kind(**draft.fields))


def _agents(row_type: str, class_: str, draft: Draft) -> None:
    for rule in rules_of(row_type, f"{class_}.Agent"):
        found = people(draft.said.get(rule.term), None, _ROLES[rule.term])
        if found.agents:
            draft.fields["has_agents"] = draft.fields.get("has_agents", ()) + found.agents
        else:
            draft.leave(rule.term)


def _complete(class_: str, draft: Draft) -> bool:
    """Whether the required properties are there; what can be said without guessing is added."""
    fields = draft.fields
    if class_ == "Identifier":
        return _complete_identifier(draft)
    if class_ == "Citation":
        substitute = fields.get("title") or fields.get("identifier") or fields.get("description")
        fields.setdefault("bibliographic_citation", substitute)
        return fields["bibliographic_citation"] is not None
    if class_ == "EntityRelationship":
        whole = "relationship_of_resource" in fields and "related_resource_id" in fields
        if not whole:
            draft.note("dwc:relatedResourceID", IssueCode.RELATION_INCOMPLETE)
        elif _WEB.match(fields["related_resource_id"]):
            fields["related_resource_uri"] = fields["related_resource_id"]
        return whole
    return bool(fields)


def _complete_identifier(draft: Draft) -> bool:
    text = draft.said.get("dcterms:identifier") or draft.said.get("dc:identifier")
    if not text or is_blank(clean(text)):
        return False
    found = identify(clean(text))
    draft.fields.setdefault("title", "gbif:Identifier")
    draft.fields |= {"identifier": clean(text), "type": found.type, "gupri_level": GupriLevel(found.level)}
    draft.fields["identifier_status"] = IdentifierStatus.ALTERNATIVE
    return True

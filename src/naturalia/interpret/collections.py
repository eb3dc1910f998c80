"""What a whole collection has in common: kind of record, institution, licence, rights, topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from naturalia.interpret import words
from naturalia.interpret.converters import licence_uri
from naturalia.interpret.dates import DateContext
from naturalia.interpret.institutions import Institution, InstitutionMatch, kept_registry
from naturalia.interpret.institutions import institution as registered
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, rules_of, said, values_of
from naturalia.interpret.reading import Draft, Found
from naturalia.interpret.words import ValueMaps
from naturalia.specimen.identifiers import institution
from naturalia.specimen.model import (
    DigitalSpecimen,
    LivingOrPreserved,
    OrganisationMatch,
    TopicDiscipline,
    TopicDomain,
    TopicOrigin,
)
from naturalia.vocabulary import disciplines

_CONVERTERS = frozenset({"basis_of_record", "licence", "institution", "collection_text", "languages"})
_ROW_TYPE = "dwc:Occurrence"
_NAMED = ("dwc:institutionCode", "dwc:institutionID", "dwc:ownerInstitutionCode")
_LANGUAGES = re.compile(r"\s*[|;,/]\s*")
_DOMAINS = {
    TopicDiscipline.ANTHROPOLOGY: TopicDomain.CULTURAL_ARTEFACTS,
    TopicDiscipline.BOTANY: TopicDomain.LIFE,
    TopicDiscipline.ZOOLOGY: TopicDomain.LIFE,
    TopicDiscipline.MICROBIOLOGY: TopicDomain.LIFE,
    TopicDiscipline.OTHER_BIODIVERSITY: TopicDomain.LIFE,
    TopicDiscipline.ECOLOGY: TopicDomain.ENVIRONMENT,
    TopicDiscipline.PALAEONTOLOGY: TopicDomain.EARTH_SYSTEM,
    TopicDiscipline.GEOLOGY: TopicDomain.EARTH_SYSTEM,
    TopicDiscipline.OTHER_GEODIVERSITY: TopicDomain.EARTH_SYSTEM,
    TopicDiscipline.ASTROGEOLOGY: TopicDomain.EXTRATERRESTRIAL,
    TopicDiscipline.UNCLASSIFIED: TopicDomain.UNCLASSIFIED,
}
TOPIC_TERMS = (
    "dwc:basisOfRecord",
    "dwc:kingdom",
    "dwc:phylum",
    "dwc:class",
    "dwc:higherClassification",
    "dwc:nomenclaturalCode",
    "dwc:collectionCode",
    "dwc:datasetName",
)


class Context(msgspec.Struct, frozen=True, gc=False):
    """What is known of a dataset as a whole, and holds where a row says nothing.

    ``checklists`` are the folders of the checklists against which names are matched.
    ``registry`` is the file of a registry of institutions (see ``keep_registry``), "" for the bundled one.
    ``value_maps`` is the source's own mapping of values (:func:`naturalia.interpret.words.value_maps`).
    """

    dataset_title: str | None = None
    dataset_licence: str | None = None
    institution_code: str | None = None
    institution_id: str | None = None
    institution_name: str | None = None
    source_system_id: str | None = None
    source_system_name: str | None = None
    checklists: tuple[str, ...] = ()
    value_maps: ValueMaps = ()
    licence_policy: str = "accept"
    dates: DateContext = DateContext()
    registry: str = ""


class Topic(msgspec.Struct, frozen=True, gc=False):
    """The discipline of an object and the domain that follows from it."""

    discipline: TopicDiscipline
    domain: TopicDomain
    origin: TopicOrigin = TopicOrigin.NATURAL


COLLECTION_RULES = tuple(
    rule for rule in rules_of(_ROW_TYPE, "DigitalSpecimen") if rule.converter in _CONVERTERS
)
_SPOKEN = frozenset({IssueCode.INSTITUTION_AMBIGUOUS, IssueCode.INSTITUTION_MISMATCH})
_TERMS = tuple(dict.fromkeys(rule.term for rule in COLLECTION_RULES))
_ATTRIBUTES = dict(
    zip(DigitalSpecimen.__struct_encode_fields__, DigitalSpecimen.__struct_fields__, strict=True)
)


def collection(core: Mapping[str, str], context: Context) -> Found[dict[str, Any]]:
    """The properties that a core row and the dataset give to a specimen as to others of its collection."""
    return _collection(values_of(core, _TERMS), context)


@lru_cache(maxsize=1 << 12)
def _collection(values: Values, context: Context) -> Found[dict[str, Any]]:
    draft = Draft(said(values, _TERMS))
    _texts(draft)
    _basis(draft)
    _institution(draft, context)
    _licence(draft, context)
    _languages(draft)
    if context.dataset_title and "dataset_name" not in draft.fields:
        draft.fields["dataset_name"] = context.dataset_title
    for name in ("source_system_id", "source_system_name"):
        if value := getattr(context, name):
            draft.fields[name] = value
    return draft.found(draft.fields)


def _texts(draft: Draft) -> None:
    for rule in COLLECTION_RULES:
        text = draft.said.get(rule.term)
        if rule.converter != "collection_text" or text is None:
            continue
        if draft.fields.setdefault(_ATTRIBUTES[rule.property], text) != text:
            draft.leave(rule.term)


def basis_of_record(text: str | None) -> str | None:
    """The kind of record that a text names, None if blank or unknown."""
    found = words.basis_of_record(text) if text else None
    return found.value if found is not None and len(found.values) == 1 else None


def _basis(draft: Draft) -> None:
    text = draft.said.get("dwc:basisOfRecord")
    kind = basis_of_record(text)
    if text is None:
        draft.note("dwc:basisOfRecord", IssueCode.BASIS_OF_RECORD_MISSING)
    elif kind is None:
        draft.note("dwc:basisOfRecord", IssueCode.BASIS_OF_RECORD_UNKNOWN)
    elif kind.endswith("Observation"):
        draft.note("dwc:basisOfRecord", IssueCode.BASIS_OF_RECORD_CONTRADICTED)
    if kind or text:
        draft.fields["basis_of_record"] = kind or text
    living = kind == "LivingSpecimen"
    draft.fields["living_or_preserved"] = LivingOrPreserved.LIVING if living else LivingOrPreserved.PRESERVED


def _institution(draft: Draft, context: Context) -> None:
    identifier, code = institution(draft.said)
    stated = draft.said.get("dwc:institutionID")
    if stated and identifier is None:
        draft.note("dwc:institutionID", IssueCode.INSTITUTION_ID_INVALID)
        if code != stated:
            draft.leave("dwc:institutionID")
    identifier = identifier or draft.said.get("ods:organisationID") or context.institution_id
    code = code or draft.said.get("ods:organisationCode") or context.institution_code
    for term, taken in (("ods:organisationID", identifier), ("ods:organisationCode", code)):
        if draft.said.get(term, taken) != taken:
            draft.leave(term)
    found = {"organisation_id": identifier, "organisation_code": code}
    found["organisation_name"] = context.institution_name
    draft.fields |= {name: value for name, value in found.items() if value}
    _look_up(draft, known_institution(draft.fields, context), context)


def known_institution(fields: Mapping[str, Any], context: Context) -> InstitutionMatch:
    """What the registry knows of the institution of a specimen, by its properties."""
    code, identifier, name = map(fields.get, ("organisation_code", "organisation_id", "organisation_name"))
    return _known(code, identifier, name, context.registry)


@lru_cache(maxsize=1 << 12)
def _known(code: str | None, identifier: str | None, name: str | None, registry: str) -> InstitutionMatch:
    return registered(code, identifier, name, kept_registry(registry))


def _look_up(draft: Draft, found: InstitutionMatch, context: Context) -> None:
    """What the registry knows stands beside what was stated; that a short list lacks one tells nothing."""
    term = next((term for term in _NAMED if term in draft.said), _NAMED[0])
    for kind in found.issues:
        if kind in _SPOKEN or context.registry:
            draft.note(term, kind)
    if found.candidates:
        draft.fields["has_organisation_match"] = _organisation_match(found, context)


def _described(each: Institution) -> str:
    return f"{each.code}: {each.name}, {each.city}"


def _organisation_match(found: InstitutionMatch, context: Context) -> OrganisationMatch:
    chosen, registry = found.institution, kept_registry(context.registry)
    return OrganisationMatch(
        reason=found.reason,
        registry=registry.name,
        registry_version=registry.version,
        organisation_code=chosen.code or None if chosen else None,
        organisation_id=next(iter(chosen.identifiers), None) if chosen else None,
        organisation_name=chosen.name or None if chosen else None,
        alternatives=() if chosen else tuple(sorted(map(_described, found.candidates))),
    )


def _licence(draft: Draft, context: Context) -> None:
    """The licence is the one that the record states, else the dataset's; rights that are none count last."""
    stated = [
        rule.term for rule in COLLECTION_RULES if rule.converter == "licence" and rule.term in draft.said
    ]
    readings = {term: licence_uri(draft.said[term]) for term in stated}
    known = [term for term in stated if readings[term].code is None]
    licences = [term for term in stated if term.endswith("license")]
    rights = [] if context.dataset_licence else stated
    chosen = next(iter(known or licences or rights), None)
    if chosen is not None:
        draft.take(chosen, "license", readings[chosen])
    elif context.dataset_licence:
        draft.fields["license"] = licence_uri(context.dataset_licence).value
    for term in stated:
        if readings[term].value != draft.fields["license"]:
            draft.leave(term)


def _languages(draft: Draft) -> None:
    text = draft.said.get("dcterms:language") or draft.said.get("dc:language")
    if text:
        draft.fields["metadata_languages"] = tuple(
            dict.fromkeys(part.lower() if len(part) <= 3 else part for part in _LANGUAGES.split(text) if part)
        )
    if draft.said.get("dc:language", text) != text:
        draft.leave("dc:language")


def topic_values(core: Mapping[str, str], context: Context) -> tuple[str | None, ...]:
    """The values of ``TOPIC_TERMS``; a row that names no dataset belongs to the one that it came in."""
    values = tuple(map(core.get, TOPIC_TERMS))
    return values if values[-1] or not context.dataset_title else (*values[:-1], context.dataset_title)


@lru_cache(maxsize=1 << 14)
def topic(values: tuple[str | None, ...]) -> Topic:
    """The topic that the terms of ``TOPIC_TERMS`` tell."""
    names = ("basisOfRecord", "kingdom", "phylum", "class", "higherClassification", "nomenclaturalCode")
    said_of = dict(zip((*names, "collection", "dataset"), values, strict=True))
    said_of["basisOfRecord"] = basis_of_record(said_of["basisOfRecord"])
    found = TopicDiscipline(disciplines.discipline(said_of) or TopicDiscipline.UNCLASSIFIED)
    return Topic(found, _DOMAINS[found])

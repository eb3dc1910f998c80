"""A verbatim record as a Digital Specimen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from naturalia.interpret.collections import Context, collection, known_institution, topic, topic_values
from naturalia.interpret.documents import core_of, extensions_of, specimen_of
from naturalia.interpret.events import event
from naturalia.interpret.identifications import Opinions, identifications
from naturalia.interpret.issues import Issue, IssueCode, issue
from naturalia.interpret.mapping import mapped_terms, row_types, rules_of
from naturalia.interpret.media import MEDIA_ROW_TYPES, linked_media, medium
from naturalia.interpret.reading import Found
from naturalia.interpret.relations import (
    EXTENSIONS,
    RELATIONS,
    citations,
    identifiers,
    related,
    thing,
)
from naturalia.interpret.words import mapped, preparations
from naturalia.interpret.words.unmatched import UNMATCHED_CODES
from naturalia.sources.records import DOCUMENT, SOURCE_ROW, VerbatimRecord
from naturalia.specimen.identifiers import physical_id
from naturalia.specimen.mids import MidsAssessment, assess, mids_discipline
from naturalia.specimen.model import DigitalSpecimen, TopicDiscipline

CORE = "dwc:Occurrence"
_MAPPED = mapped_terms(CORE)
_ATTRIBUTES = dict(
    zip(DigitalSpecimen.__struct_encode_fields__, DigitalSpecimen.__struct_fields__, strict=True)
)
_OBJECT_TEXTS = tuple(
    (rule.term, _ATTRIBUTES[rule.property])
    for rule in rules_of(CORE, "DigitalSpecimen")
    if rule.converter == "text"
)


class Interpretation(msgspec.Struct, frozen=True, gc=False):
    """A specimen (without what the catalogue adds), the issues found, and its MIDS assessment."""

    specimen: DigitalSpecimen
    issues: tuple[Issue, ...]
    mids: MidsAssessment


class _Sum:
    """Properties of a specimen as they come together, with issues and what was not carried over."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        self.issues: list[Issue] = []
        self.left: dict[str, str] = {}

    def absorb(self, found: Found[Any], row_type: str = "") -> Any:
        """The value found; its issues and leftovers are noted."""
        if found.issues:
            self.issues += found.issues
        for term, text in found.left:
            self.leave(f"{row_type}/{term}" if row_type else term, text)
        return found.value

    def leave(self, term: str, text: str) -> None:
        """List a text; several texts of one term are joined in an order that does not depend on the rows'."""
        if term in self.left:
            text = " | ".join(sorted({*self.left[term].split(" | "), text}))
        self.left[term] = text

    def add(self, attribute: str, values: Sequence[Any]) -> None:
        """Append to a list of the specimen what is not in it yet."""
        before = self.fields.get(attribute, ())
        self.fields[attribute] = (*before, *(value for value in values if value not in before))


def interpret(record: VerbatimRecord, context: Context, key: str = "") -> Interpretation:
    """What a record says, as an openDS Digital Specimen.

    ``key`` is the archive's own id of the core row, the last resort for an identifier. Never raises for any
    content: what is not understood is an issue, what has no place is listed in ``not_carried_over``.
    """
    if DOCUMENT in record.core:
        return _of_document(record, context)
    (core, mappings), extensions = mapped(record.core, context.value_maps), record.extensions
    own = collection(core, context)
    result = _Sum(dict(own.value))
    result.issues += (*mappings, *own.issues)
    result.left.update(own.left)
    _object(core, result)
    _identity(core, key, result)
    _events(core, extensions, context, result)
    opinions = result.absorb(
        identifications(core, extensions.get("dwc:Identification", ()), context.checklists)
    )
    _names(opinions, core, context, result)
    _around(core, extensions, result)
    if not _MAPPED.issuperset(core):
        for term, text in core.items():
            if term not in _MAPPED:
                result.leave(term, text)
    return _finish(record, context, result)


def _of_document(record: VerbatimRecord, context: Context) -> Interpretation:
    specimen = specimen_of(record)
    discipline = mids_discipline(specimen.topic_discipline or TopicDiscipline.UNCLASSIFIED)
    mids = assess(core_of(record), extensions_of(record), discipline, _supplied(context))
    return Interpretation(specimen, (), mids)


def _object(core: Mapping[str, str], result: _Sum) -> None:
    fields = result.fields
    for term, attribute in _OBJECT_TEXTS:
        value = core.get(term)
        if value is None:
            continue
        if fields.setdefault(attribute, value.strip()) != value.strip():
            result.leave(term, value)
    if text := core.get("dwc:preparations"):
        fields["preparation_types"] = result.absorb(_preparations(text))
    count = core.get("dwc:individualCount")
    if count is not None:
        _individual_count(count.strip(), result)


@lru_cache(maxsize=1 << 13)
def _preparations(text: str) -> Found[tuple[str, ...]]:
    """The kinds of preparation that a text names; the text stays as it is written."""
    found = preparations(text)
    unknown = tuple(code for code in found.issues if code in UNMATCHED_CODES)
    return Found(found.values, tuple(issue("dwc:preparations", text, code) for code in unknown))


def _individual_count(count: str, result: _Sum) -> None:
    """A number of individuals is a quantity of the organism, unless the source states another one."""
    fields = result.fields
    if "organism_quantity" not in fields:
        fields["organism_quantity"] = count
        fields.setdefault("organism_quantity_type", "individuals")
    elif fields["organism_quantity"] != count:
        result.leave("dwc:individualCount", count)


def _identity(core: Mapping[str, str], key: str, result: _Sum) -> None:
    found = physical_id(core, key)
    if found is not None:
        result.fields["normalised_physical_specimen_id"] = found.normalised
        result.fields["physical_specimen_id"] = found.value
        result.fields["physical_specimen_id_type"] = found.type
    result.fields["has_identifiers"] = result.absorb(identifiers(core, found.term if found else ""))


def _events(
    core: Mapping[str, str],
    extensions: Mapping[str, Sequence[Mapping[str, str]]],
    context: Context,
    result: _Sum,
) -> None:
    known = known_institution(result.fields, context).institution
    home = known.place if known is not None else None
    own = result.absorb(event(CORE, core, context.dates, home))
    result.fields["has_events"] = (own,) if own is not None else ()
    for row in extensions.get("dwc:Event", ()):
        made = result.absorb(event("dwc:Event", row, context.dates, home), "dwc:Event")
        result.add("has_events", (made,) if made is not None else ())


def _names(opinions: Opinions, core: Mapping[str, str], context: Context, result: _Sum) -> None:
    result.fields["has_identifications"] = opinions.identifications
    found = topic(topic_values(core, context))
    name = opinions.name or core.get("dwc:organismName")
    if name:
        result.fields["specimen_name"] = name
    else:
        result.issues.append(issue("dwc:scientificName", "", IssueCode.NAME_MISSING))
    if opinions.is_type is not None:
        result.fields["is_marked_as_type"] = opinions.is_type
    if found.discipline is TopicDiscipline.UNCLASSIFIED:
        result.issues.append(issue("dwc:kingdom", "", IssueCode.DISCIPLINE_UNKNOWN))
    result.fields |= {
        "topic_discipline": found.discipline,
        "topic_domain": found.domain,
        "topic_origin": found.origin,
    }


def _around(
    core: Mapping[str, str], extensions: Mapping[str, Sequence[Mapping[str, str]]], result: _Sum
) -> None:
    for term in RELATIONS:
        if text := core.get(term):
            result.add("has_entity_relationships", related(term, text))
    for term in ("dwc:associatedReferences", "dcterms:bibliographicCitation"):
        if text := core.get(term):
            result.add("has_citations", citations(text))
    if text := core.get("dwc:associatedMedia"):
        result.add("has_media", result.absorb(linked_media(text)))
    for row_type, rows in extensions.items():
        if row_type != SOURCE_ROW:  # what a mapping read from: kept, and said already
            _extension(row_type, rows, result)
    result.fields["is_known_to_contain_media"] = bool(result.fields.get("has_media"))


def _extension(row_type: str, rows: Sequence[Mapping[str, str]], result: _Sum) -> None:
    _unmapped(row_type, rows, result)
    if row_type in MEDIA_ROW_TYPES:
        for row in rows:
            _add(result, "has_media", medium(row_type, row), row_type)
    elif row_type in EXTENSIONS:
        for row in rows:
            _add(result, EXTENSIONS[row_type], thing(row_type, row), row_type)
    elif row_type not in row_types():
        result.issues.append(issue(row_type, "", IssueCode.EXTENSION_UNKNOWN))


def _add(result: _Sum, attribute: str, found: Found[Any], row_type: str) -> None:
    made = result.absorb(found, row_type)
    if made is not None:
        result.add(attribute, (made,))


def _unmapped(row_type: str, rows: Sequence[Mapping[str, str]], result: _Sum) -> None:
    known = mapped_terms(row_type)
    for row in rows:
        if not known.issuperset(row):
            for term, text in row.items():
                if term not in known:
                    result.leave(f"{row_type}/{term}", text)


def _finish(record: VerbatimRecord, context: Context, result: _Sum) -> Interpretation:
    fields = result.fields
    mids = assess(
        record.core, record.extensions, mids_discipline(fields["topic_discipline"]), _supplied(context)
    )
    specimen = DigitalSpecimen(
        mids_level=mids.published_level,
        missing_mids_elements=mids.missing,
        not_carried_over=result.left,
        **fields,
    )
    return Interpretation(specimen, tuple(result.issues), mids)


@lru_cache(maxsize=64)
def _supplied(context: Context) -> frozenset[str]:
    """Terms that the dataset says for all its records."""
    said = (
        ("dcterms:license", context.dataset_licence),
        ("dwc:institutionCode", context.institution_code),
        ("dwc:institutionID", context.institution_id),
    )
    return frozenset(term for term, value in said if value)

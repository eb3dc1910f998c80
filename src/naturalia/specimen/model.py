"""The openDS Digital Specimen 0.4.0 as typed, immutable values, and its JSON.

Source of names, types and closed lists: openDS digital-specimen 0.4.0 and digital-media 0.5.0. A property
that may be absent is None, () or {} and is left out of the JSON.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import field

from naturalia.specimen.base import OpenDS, normalise_numbers, term, terms
from naturalia.specimen.event import ChronometricAge, Event
from naturalia.specimen.shared import (
    Agent,
    Assertion,
    Citation,
    EntityRelationship,
    Identifier,
    TombstoneMetadata,
)


class Status(StrEnum):
    """The life of a digital specimen."""

    DRAFT = "Draft"
    ACTIVE = "Active"
    TOMBSTONE = "Tombstone"


class PhysicalSpecimenIdType(StrEnum):
    """How far a physical specimen id reaches: into the web, the world, or the house it is kept in."""

    RESOLVABLE = "Resolvable"
    GLOBAL = "Global"
    LOCAL = "Local"


class LivingOrPreserved(StrEnum):
    """Whether the object lives."""

    LIVING = "Living"
    PRESERVED = "Preserved"


class TopicOrigin(StrEnum):
    """Whether nature or people made the object."""

    NATURAL = "Natural"
    HUMAN_MADE = "Human-made"
    MIXED = "Mixed origin"
    UNCLASSIFIED = "Unclassified"


class TopicDomain(StrEnum):
    """The realm that the object comes from."""

    LIFE = "Life"
    ENVIRONMENT = "Environment"
    EARTH_SYSTEM = "Earth System"
    EXTRATERRESTRIAL = "Extraterrestrial"
    CULTURAL_ARTEFACTS = "Cultural Artefacts"
    ARCHIVE_MATERIAL = "Archive Material"
    UNCLASSIFIED = "Unclassified"


class TopicDiscipline(StrEnum):
    """The science that studies the object."""

    ANTHROPOLOGY = "Anthropology"
    BOTANY = "Botany"
    ASTROGEOLOGY = "Astrogeology"
    GEOLOGY = "Geology"
    MICROBIOLOGY = "Microbiology"
    PALAEONTOLOGY = "Palaeontology"
    ZOOLOGY = "Zoology"
    ECOLOGY = "Ecology"
    OTHER_BIODIVERSITY = "Other Biodiversity"
    OTHER_GEODIVERSITY = "Other Geodiversity"
    UNCLASSIFIED = "Unclassified"


class IdentificationType(StrEnum):
    """What kind of thing an identification names."""

    TAXON = "TaxonIdentification"


class TaxonMatch(OpenDS, frozen=True, kw_only=True, tag="naturalia:TaxonMatch"):
    """What a checklist knows of a name: the usage found, the accepted name, how sure that is, and why."""

    kind: str = field(name="naturalia:matchKind")
    score: int = field(name="naturalia:matchScore")
    reason: str = field(name="naturalia:matchReason")
    checklist: str = field(name="naturalia:checklist")
    checklist_version: str = field(name="naturalia:checklistVersion")
    taxon_id: str | None = term("dwc:taxonID")
    scientific_name: str | None = term("dwc:scientificName")
    taxon_rank: str | None = term("dwc:taxonRank")
    taxonomic_status: str | None = term("dwc:taxonomicStatus")
    accepted_name_usage: str | None = term("dwc:acceptedNameUsage")
    accepted_name_usage_id: str | None = term("dwc:acceptedNameUsageID")
    higher_classification: str | None = term("dwc:higherClassification")
    alternatives: tuple[str, ...] = terms("naturalia:alternatives")


class TaxonIdentification(OpenDS, frozen=True, kw_only=True, tag="ods:TaxonIdentification"):
    """A taxon name with the ranks above it.

    ``interpreted`` names the properties that the source does not give: they were read out of the name.
    """

    id: str | None = term("@id")
    taxon_id: str | None = term("dwc:taxonID")
    scientific_name: str = field(name="dwc:scientificName")
    scientific_name_id: str | None = term("dwc:scientificNameID")
    scientific_name_html_label: str | None = term("ods:scientificNameHTMLLabel")
    genus_html_label: str | None = term("ods:genusHTMLLabel")
    scientific_name_authorship: str | None = term("dwc:scientificNameAuthorship")
    name_published_in_year: str | None = term("dwc:namePublishedInYear")
    taxon_rank: str | None = term("dwc:taxonRank")
    verbatim_taxon_rank: str | None = term("dwc:verbatimTaxonRank")
    taxon_remarks: str | None = term("dwc:taxonRemarks")
    kingdom: str | None = term("dwc:kingdom")
    phylum: str | None = term("dwc:phylum")
    class_: str | None = term("dwc:class")
    order: str | None = term("dwc:order")
    family: str | None = term("dwc:family")
    subfamily: str | None = term("dwc:subfamily")
    genus: str | None = term("dwc:genus")
    specific_epithet: str | None = term("dwc:specificEpithet")
    taxonomic_status: str | None = term("dwc:taxonomicStatus")
    nomenclatural_code: str | None = term("dwc:nomenclaturalCode")
    vernacular_name: str | None = term("dwc:vernacularName")
    subgenus: str | None = term("dwc:subgenus")
    accepted_name_usage: str | None = term("dwc:acceptedNameUsage")
    accepted_name_usage_id: str | None = term("dwc:acceptedNameUsageID")
    cultivar_epithet: str | None = term("dwc:cultivarEpithet")
    generic_name: str | None = term("dwc:genericName")
    infrageneric_epithet: str | None = term("dwc:infragenericEpithet")
    infraspecific_epithet: str | None = term("dwc:infraspecificEpithet")
    nomenclatural_status: str | None = term("dwc:nomenclaturalStatus")
    original_name_usage: str | None = term("dwc:originalNameUsage")
    subtribe: str | None = term("dwc:subtribe")
    superfamily: str | None = term("dwc:superfamily")
    tribe: str | None = term("dwc:tribe")
    interpreted: tuple[str, ...] = terms("naturalia:interpreted")
    has_taxon_matches: tuple[TaxonMatch, ...] = terms("naturalia:hasTaxonMatches")


class Identification(OpenDS, frozen=True, kw_only=True, tag="ods:Identification"):
    """An opinion about what the object is: whose, when, and whether it is the accepted one."""

    id: str | None = term("@id")
    identification_id: str | None = term("dwc:identificationID")
    identification_type: IdentificationType | None = term("ods:identificationType")
    verbatim_identification: str | None = term("dwc:verbatimIdentification")
    type_status: str | None = term("dwc:typeStatus")
    date_identified: str | None = term("dwc:dateIdentified")
    is_verified_identification: bool = field(name="ods:isVerifiedIdentification")
    identification_remarks: str | None = term("dwc:identificationRemarks")
    identification_qualifier: str | None = term("dwc:identificationQualifier")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    has_citations: tuple[Citation, ...] = terms("ods:hasCitations")
    has_taxon_identifications: tuple[TaxonIdentification, ...] = terms("ods:hasTaxonIdentifications")
    interpreted: tuple[str, ...] = terms("naturalia:interpreted")


class SpecimenPart(OpenDS, frozen=True, kw_only=True, tag="ods:SpecimenPart"):
    """A part of the object that has no catalogue number of its own."""

    id: str | None = term("@id")
    material_entity_id: str | None = term("dwc:materialEntityID")
    record_number: str | None = term("dwc:recordNumber")
    preparations: str | None = term("dwc:preparations")
    is_marked_as_type: bool | None = term("ods:isMarkedAsType")
    topic_origin: TopicOrigin | None = term("ods:topicOrigin")
    topic_domain: TopicDomain | None = term("ods:topicDomain")
    topic_discipline: TopicDiscipline | None = term("ods:topicDiscipline")
    topic_category: str | None = term("ods:topicCategory")
    specimen_name: str | None = term("ods:specimenName")
    organism_id: str | None = term("dwc:organismID")
    organism_name: str | None = term("dwc:organismName")
    organism_scope: str | None = term("dwc:organismScope")
    organism_remarks: str | None = term("dwc:organismRemarks")
    organism_quantity: str | None = term("dwc:organismQuantity")
    organism_quantity_type: str | None = term("dwc:organismQuantityType")
    has_identifications: tuple[Identification, ...] = terms("ods:hasIdentifications")
    has_assertions: tuple[Assertion, ...] = terms("ods:hasAssertions")
    has_identifiers: tuple[Identifier, ...] = terms("ods:hasIdentifiers")
    has_events: tuple[Event, ...] = terms("ods:hasEvents")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    has_chronometric_ages: tuple[ChronometricAge, ...] = terms("ods:hasChronometricAges")


class DigitalMedia(OpenDS, frozen=True, kw_only=True, tag="ods:DigitalMedia"):
    """A picture, sound or film of the object (subset of openDS Digital Media 0.5.0).

    openDS holds media as objects of their own; we embed what the source says of them.
    """

    id: str | None = term("@id")
    identifier: str | None = term("dcterms:identifier")
    type: str | None = term("dcterms:type")
    access_uri: str = field(name="ac:accessURI")
    format: str | None = term("dcterms:format")
    metadata_language: str | None = term("ac:metadataLanguage")
    metadata_language_literal: str | None = term("ac:metadataLanguageLiteral")
    subtype: str | None = term("ac:subtype")
    subtype_literal: str | None = term("ac:subtypeLiteral")
    title: str | None = term("dcterms:title")
    language: str | None = term("dcterms:language")
    description: str | None = term("dcterms:description")
    rights: str | None = term("dcterms:rights")
    usage_terms: str | None = term("xmpRights:UsageTerms")
    web_statement: str | None = term("xmpRights:WebStatement")
    available: str | None = term("dcterms:available")
    comments: str | None = term("ac:comments")
    source: str | None = term("dcterms:source")
    cv_term: str | None = term("Iptc4xmpExt:CVterm")
    subject_category_vocabulary: str | None = term("ac:subjectCategoryVocabulary")
    variant: str | None = term("ac:variant")
    variant_literal: str | None = term("ac:variantLiteral")
    variant_description: str | None = term("ac:variantDescription")
    pixel_y_dimension: int | None = term("exif:PixelYDimension")
    pixel_x_dimension: int | None = term("exif:PixelXDimension")
    tag: tuple[str, ...] = terms("ac:tag")
    create_date: str | None = term("xmp:CreateDate")
    time_of_day: str | None = term("ac:timeOfDay")
    subject_orientation: str | None = term("ac:subjectOrientation")
    subject_orientation_literal: str | None = term("ac:subjectOrientationLiteral")
    subject_part: str | None = term("ac:subjectPart")
    subject_part_literal: str | None = term("ac:subjectPartLiteral")
    capture_device: str | None = term("ac:captureDevice")
    digitization_date: str | None = term("ac:digitizationDate")
    frame_rate: float | None = term("ac:frameRate")
    resource_creation_technique: str | None = term("ac:resourceCreationTechnique")
    has_assertions: tuple[Assertion, ...] = terms("ods:hasAssertions")
    has_citations: tuple[Citation, ...] = terms("ods:hasCitations")
    has_identifiers: tuple[Identifier, ...] = terms("ods:hasIdentifiers")
    has_entity_relationships: tuple[EntityRelationship, ...] = terms("ods:hasEntityRelationships")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")

    def __post_init__(self) -> None:
        normalise_numbers(self)


class OrganisationMatch(OpenDS, frozen=True, kw_only=True, tag="naturalia:OrganisationMatch"):
    """What a registry of institutions knows of the one that was named, and why; several: none was chosen."""

    reason: str = field(name="naturalia:matchReason")
    registry: str = field(name="naturalia:registry")
    registry_version: str = field(name="naturalia:registryVersion")
    organisation_code: str | None = term("ods:organisationCode")
    organisation_id: str | None = term("ods:organisationID")
    organisation_name: str | None = term("ods:organisationName")
    alternatives: tuple[str, ...] = terms("naturalia:alternatives")


class DigitalSpecimen(OpenDS, frozen=True, kw_only=True, tag="ods:DigitalSpecimen"):
    """All that is known of one physical object.

    ``@id``, ``dcterms:identifier``, ``ods:version``, ``ods:status`` and ``dcterms:created`` are added by the
    catalogue. Keys with the prefix ``naturalia:`` are ours: openDS has no place for them (decision 0010).
    """

    id: str | None = term("@id")
    identifier: str | None = term("dcterms:identifier")
    version: int | None = term("ods:version")
    status: Status | None = term("ods:status")
    modified: str | None = term("dcterms:modified")
    created: str | None = term("dcterms:created")
    fdo_type: str | None = term("ods:fdoType")
    mids_level: int | None = term("ods:midsLevel")
    normalised_physical_specimen_id: str | None = term("ods:normalisedPhysicalSpecimenID")
    physical_specimen_id: str | None = term("ods:physicalSpecimenID")
    physical_specimen_id_type: PhysicalSpecimenIdType | None = term("ods:physicalSpecimenIDType")
    is_known_to_contain_media: bool | None = term("ods:isKnownToContainMedia")
    source_system_id: str | None = term("ods:sourceSystemID")
    source_system_name: str | None = term("ods:sourceSystemName")
    living_or_preserved: LivingOrPreserved | None = term("ods:livingOrPreserved")
    metadata_languages: tuple[str, ...] = terms("ods:metadataLanguages")
    license: str | None = term("dcterms:license")
    basis_of_record: str | None = term("dwc:basisOfRecord")
    organisation_code: str | None = term("ods:organisationCode")
    organisation_id: str | None = term("ods:organisationID")
    organisation_name: str | None = term("ods:organisationName")
    collection_code: str | None = term("dwc:collectionCode")
    collection_id: str | None = term("dwc:collectionID")
    topic_origin: TopicOrigin | None = term("ods:topicOrigin")
    topic_domain: TopicDomain | None = term("ods:topicDomain")
    topic_discipline: TopicDiscipline | None = term("ods:topicDiscipline")
    topic_category: str | None = term("ods:topicCategory")
    specimen_name: str | None = term("ods:specimenName")
    information_withheld: str | None = term("dwc:informationWithheld")
    preparations: str | None = term("dwc:preparations")
    disposition: str | None = term("dwc:disposition")
    is_marked_as_type: bool | None = term("ods:isMarkedAsType")
    data_generalizations: str | None = term("dwc:dataGeneralizations")
    owner_organisation_code: str | None = term("ods:ownerOrganisationCode")
    dataset_name: str | None = term("dwc:datasetName")
    dataset_id: str | None = term("dwc:datasetID")
    access_rights: str | None = term("dcterms:accessRights")
    rights_holder: str | None = term("dcterms:rightsHolder")
    organism_id: str | None = term("dwc:organismID")
    organism_name: str | None = term("dwc:organismName")
    organism_scope: str | None = term("dwc:organismScope")
    organism_remarks: str | None = term("dwc:organismRemarks")
    organism_quantity: str | None = term("dwc:organismQuantity")
    organism_quantity_type: str | None = term("dwc:organismQuantityType")
    verbatim_label: str | None = term("dwc:verbatimLabel")
    dynamic_properties: str | None = term("dwc:dynamicProperties")
    has_specimen_parts: tuple[SpecimenPart, ...] = terms("ods:hasSpecimenParts")
    has_assertions: tuple[Assertion, ...] = terms("ods:hasAssertions")
    has_entity_relationships: tuple[EntityRelationship, ...] = terms("ods:hasEntityRelationships")
    has_identifications: tuple[Identification, ...] = terms("ods:hasIdentifications")
    has_identifiers: tuple[Identifier, ...] = terms("ods:hasIdentifiers")
    has_citations: tuple[Citation, ...] = terms("ods:hasCitations")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    has_events: tuple[Event, ...] = terms("ods:hasEvents")
    has_chronometric_ages: tuple[ChronometricAge, ...] = terms("ods:hasChronometricAges")
    has_tombstone_metadata: TombstoneMetadata | None = term("ods:hasTombstoneMetadata")
    has_media: tuple[DigitalMedia, ...] = terms("naturalia:hasMedia")
    record_number: str | None = term("naturalia:recordNumber")
    preparation_types: tuple[str, ...] = terms("naturalia:preparationTypes")
    has_organisation_match: OrganisationMatch | None = term("naturalia:hasOrganisationMatch")
    missing_mids_elements: tuple[str, ...] = terms("naturalia:missingMIDSElements")
    not_carried_over: dict[str, str] = field(default_factory=dict, name="naturalia:notCarriedOver")


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(DigitalSpecimen).decode
_decode_foreign = msgspec.json.Decoder(DigitalSpecimen, strict=False).decode


def specimen_json(specimen: DigitalSpecimen) -> bytes:
    """The openDS JSON of a specimen, in UTF-8."""
    return _encode(specimen)


def encode_specimen(specimen: DigitalSpecimen) -> str:
    """The openDS JSON of a specimen."""
    return specimen_json(specimen).decode()


def decode_specimen(document: str | bytes) -> DigitalSpecimen:
    """A specimen from its openDS JSON. Raises msgspec.ValidationError if it is none."""
    return _decode(document)


def decode_document(document: str | bytes) -> DigitalSpecimen:
    """The same of a document that others may have written: numbers may stand in quotes."""
    return _decode_foreign(document)

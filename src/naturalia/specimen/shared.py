"""openDS classes that many others hold: identifiers, agents, assertions, citations, relations, tombstones.

Source of names and types: openDS shared-model 0.4.0. Every property that may be absent is None or ().
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import field

from naturalia.specimen.base import OpenDS, term, terms


class AgentType(StrEnum):
    """What kind of agent."""

    PERSON = "schema:Person"
    ORGANIZATION = "schema:Organization"
    SOFTWARE = "schema:SoftwareApplication"
    PROV_PERSON = "prov:Person"
    PROV_SOFTWARE = "prov:SoftwareAgent"


class IdentifierType(StrEnum):
    """Which scheme an identifier follows (the closed list of openDS)."""

    ARK = "ARK"
    ARXIV = "arXiv"
    BIBCODE = "bibcode"
    DOI = "DOI"
    EAN13 = "EAN13"
    EISSN = "EISSN"
    HANDLE = "Handle"
    IGSN = "IGSN"
    ISBN = "ISBN"
    ISSN = "ISSN"
    ISTC = "ISTC"
    LISSN = "LISSN"
    LSID = "LSID"
    PMID = "PMID"
    PURL = "PURL"
    UPC = "UPC"
    URL = "URL"
    URN = "URN"
    W3ID = "w3id"
    UUID = "UUID"
    OTHER = "Other"
    LOCAL = "Locally unique identifier"


class GupriLevel(StrEnum):
    """How far an identifier is globally unique, persistent and resolvable."""

    LOCAL = "LocallyUniqueStable"
    GLOBAL = "GloballyUniqueStable"
    RESOLVABLE = "GloballyUniqueStableResolvable"
    PERSISTENT = "GloballyUniqueStablePersistentResolvable"
    FDO = "GloballyUniqueStablePersistentResolvableFDOCompliant"


class IdentifierStatus(StrEnum):
    """Whether an identifier is the one to use."""

    PREFERRED = "Preferred"
    ALTERNATIVE = "Alternative"
    SUPERSEDED = "Superseded"


class Identifier(OpenDS, frozen=True, kw_only=True, tag="ods:Identifier"):
    """A name of the object or of something near it: what it is called, by whom, how well it resolves."""

    id: str | None = term("@id")
    title: str = field(name="dcterms:title")
    type: IdentifierType | None = term("dcterms:type")
    identifier: str = field(name="dcterms:identifier")
    format: tuple[str, ...] = terms("dcterms:format")
    subject: tuple[str, ...] = terms("dcterms:subject")
    is_part_of_label: bool | None = term("ods:isPartOfLabel")
    gupri_level: GupriLevel | None = term("ods:gupriLevel")
    identifier_status: IdentifierStatus | None = term("ods:identifierStatus")


class Role(OpenDS, frozen=True, kw_only=True, tag="schema:Role"):
    """What an agent did. ``position`` counts from 1 where the order of names means something."""

    id: str | None = term("@id")
    role_name: str = field(name="schema:roleName")
    start_date: str | None = term("schema:startDate")
    end_date: str | None = term("schema:endDate")
    position: int | None = term("schema:position")


class Agent(OpenDS, frozen=True, kw_only=True, tag=False):
    """A person, organisation or machine, with the roles it had here."""

    id: str | None = term("@id")
    type: AgentType = field(name="@type")
    identifier: str | None = term("schema:identifier")
    name: str | None = term("schema:name")
    has_roles: tuple[Role, ...] = terms("ods:hasRoles")
    email: str | None = term("schema:email")
    url: str | None = term("schema:url")
    has_identifiers: tuple[Identifier, ...] = terms("ods:hasIdentifiers")


class Citation(OpenDS, frozen=True, kw_only=True, tag="ods:Citation"):
    """A publication or other text that speaks of the object."""

    id: str | None = term("@id")
    identifier: str | None = term("dcterms:identifier")
    type: str | None = term("dcterms:type")
    date: str | None = term("dcterms:date")
    title: str | None = term("dcterms:title")
    page_number: str | None = term("ods:pageNumber")
    description: str | None = term("dcterms:description")
    bibliographic_citation: str = field(name="dcterms:bibliographicCitation")
    is_peer_reviewed: bool | None = term("ods:isPeerReviewed")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")


class Assertion(OpenDS, frozen=True, kw_only=True, tag="ods:Assertion"):
    """A measurement or fact, and who determined it."""

    id: str | None = term("@id")
    measurement_id: str | None = term("dwc:measurementID")
    parent_measurement_id: str | None = term("dwc:parentMeasurementID")
    measurement_type: str | None = term("dwc:measurementType")
    measurement_type_iri: str | None = term("dwciri:measurementType")
    measurement_determined_date: str | None = term("dwc:measurementDeterminedDate")
    measurement_value: str | None = term("dwc:measurementValue")
    measurement_value_iri: str | None = term("dwciri:measurementValue")
    measurement_accuracy: str | None = term("dwc:measurementAccuracy")
    measurement_unit: str | None = term("dwc:measurementUnit")
    measurement_unit_iri: str | None = term("dwciri:measurementUnit")
    measurement_method: str | None = term("dwc:measurementMethod")
    measurement_method_iri: str | None = term("dwciri:measurementMethod")
    measurement_remarks: str | None = term("dwc:measurementRemarks")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    has_citations: tuple[Citation, ...] = terms("ods:hasCitations")


class EntityRelationship(OpenDS, frozen=True, kw_only=True, tag="ods:EntityRelationship"):
    """A relation of the object to another thing: a web page, a sequence, another specimen."""

    id: str | None = term("@id")
    relationship_of_resource: str = field(name="dwc:relationshipOfResource")
    relationship_of_resource_id: str | None = term("dwc:relationshipOfResourceID")
    related_resource_id: str = field(name="dwc:relatedResourceID")
    related_resource_uri: str | None = term("ods:relatedResourceURI")
    relationship_established_date: str | None = term("dwc:relationshipEstablishedDate")
    relationship_remarks: str | None = term("dwc:relationshipRemarks")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")


class RelatedPid(OpenDS, frozen=True, kw_only=True, tag="ods:RelatedPID"):
    """Another PID and how it relates to a tombstone: IsDuplicateOf, IsReplacedBy ..."""

    dcterms_identifier: str | None = term("dcterms:identifier")
    schema_identifier: str | None = term("schema:identifier")
    relationship_type: str = field(name="ods:relationshipType")


class TombstoneMetadata(OpenDS, frozen=True, kw_only=True, tag="ods:Tombstone"):
    """Why and when an object left the catalogue, and what stands in its place."""

    tombstone_date: str = field(name="ods:tombstoneDate")
    tombstone_text: str = field(name="ods:tombstoneText")
    has_agents: tuple[Agent, ...] = field(name="ods:hasAgents")
    has_related_pids: tuple[RelatedPid, ...] = terms("ods:hasRelatedPIDs")

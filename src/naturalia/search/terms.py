"""The searchable terms, declared once.

The schema of the index, the flattening of documents, the parameters of URLs and API, the facets and the
reference page all follow from this list. To make another term searchable, add it here and run
``naturalia index``. Names and meanings are those of Darwin Core (https://dwc.tdwg.org/terms/) and
openDS (https://w3id.org/openDS) where they have the term.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from naturalia.search.term import Group, Kind, Term

_IDENTIFICATION = "ods:hasIdentifications"
_TAXON = f"{_IDENTIFICATION}/ods:hasTaxonIdentifications"
_EVENT = "ods:hasEvents"
_LOCATION = f"{_EVENT}/ods:hasLocation"
_GEOREFERENCE = f"{_LOCATION}/ods:hasGeoreference"
_GEOLOGY = f"{_LOCATION}/ods:hasGeologicalContext"


def _with_parts(path: str) -> tuple[str, str]:
    """A path in the specimen itself and in its parts."""
    return path, f"ods:hasSpecimenParts/{path}"


def _identifier(title: str) -> str:
    return f"ods:hasIdentifiers[{title}]/dcterms:identifier"


def _agents(role: str, *owners: str) -> tuple[str, ...]:
    return tuple(f"{owner}ods:hasAgents[{role}]/schema:name" for owner in owners)


def _keyword(
    name: str, group: Group, label: str, help_text: str, *paths: str, facet: bool = True, **more: Any
) -> Term:
    return Term(
        name=name,
        kind=Kind.KEYWORD,
        group=group,
        label=label,
        help=help_text,
        paths=paths,
        facet=facet,
        **more,
    )


def _number(name: str, label: str, help_text: str, *paths: str, **more: bool) -> Term:
    return _keyword(name, Group.PEOPLE, label, help_text, *paths, facet=False, words=True, **more)


def _taxon(name: str, label: str, *, words: bool = True, sortable: bool = False) -> Term:
    help_text = f"{label} to which an identification assigns the specimen"
    paths = _with_parts(f"{_TAXON}/dwc:{name}")
    return _keyword(name, Group.NAME, label, help_text, *paths, words=words, sortable=sortable)


def _place(name: str, label: str, help_text: str, **more: bool) -> Term:
    return _keyword(name, Group.PLACE, label, help_text, f"{_LOCATION}/dwc:{name}", **more)


def _stratum(name: str, label: str) -> Term:
    help_text = f"{label} of the rock from which the specimen came"
    return _keyword(name, Group.GEOLOGY, label, help_text, f"{_GEOLOGY}/dwc:{name}", words=True)


def _metres(name: str, label: str, lowest: str, highest: str) -> Term:
    return Term(
        name=name,
        kind=Kind.FLOAT,
        group=Group.PLACE,
        label=label,
        help=f"{label} in metres; a range finds every specimen whose own range overlaps it",
        paths=(f"{_LOCATION}/dwc:{lowest}",),
        upper_paths=(f"{_LOCATION}/dwc:{highest}",),
        sortable=True,
    )


def _degrees(name: str, label: str, limit: int) -> Term:
    return Term(
        name=name,
        kind=Kind.FLOAT,
        group=Group.PLACE,
        label=label,
        help=f"{label} in decimal degrees, -{limit} to {limit}, of the first event with both coordinates",
        sortable=True,
        single=True,
    )


def _flag(name: str, group: Group, label: str, help_text: str, *paths: str) -> Term:
    return Term(
        name=name,
        kind=Kind.BOOLEAN,
        group=group,
        label=label,
        help=help_text,
        paths=paths,
        facet=True,
        single=True,
    )


_SPECIMEN = (
    _keyword(
        "pid", Group.SPECIMEN, "Persistent identifier", "Identifier of the Digital Specimen, or its suffix",
        "@id", "dcterms:identifier", facet=False, identifier=True,
    ),
    _keyword(
        "physicalSpecimenID", Group.SPECIMEN, "Physical specimen ID", "Identifier of the physical object",
        "ods:physicalSpecimenID", "ods:normalisedPhysicalSpecimenID", facet=False, identifier=True,
    ),
    _keyword(
        "institutionCode", Group.SPECIMEN, "Institution code", "Short code of the institution that holds it",
        "ods:organisationCode", sortable=True, words=True,
    ),
    _keyword(
        "institutionID", Group.SPECIMEN, "Institution ID", "ROR or Wikidata identifier of the institution",
        "ods:organisationID",
    ),
    _keyword(
        "institutionName", Group.SPECIMEN, "Institution", "Name of the institution that holds the specimen",
        "ods:organisationName", words=True,
    ),
    _keyword(
        "collectionCode", Group.SPECIMEN, "Collection code", "Short code of the collection it is part of",
        "dwc:collectionCode", words=True,
    ),
    _keyword(
        "basisOfRecord", Group.SPECIMEN, "Basis of record", "Preserved, fossil, living or other specimen",
        "dwc:basisOfRecord",
    ),
    _keyword(
        "topicDiscipline", Group.SPECIMEN, "Discipline", "Botany, Zoology, Palaeontology, Geology and so on",
        "ods:topicDiscipline",
    ),
    _keyword(
        "preparations", Group.SPECIMEN, "Preparation", "How it is preserved: skin, slide, sheet, in alcohol",
        *_with_parts("dwc:preparations"), listed=True, words=True,
    ),
    _keyword("sex", Group.SPECIMEN, "Sex", "Sex of the organism", f"{_EVENT}/dwc:sex"),
    _keyword("lifeStage", Group.SPECIMEN, "Life stage", "Age class or stage", f"{_EVENT}/dwc:lifeStage"),
    _flag(
        "hasMedia", Group.SPECIMEN, "Has media", "Whether an image, sound or film of it is known",
        "ods:isKnownToContainMedia",
    ),
)  # fmt: skip

_NAME = (
    _keyword(
        "scientificName", Group.NAME, "Scientific name", "Full scientific name of any of its identifications",
        *_with_parts(f"{_TAXON}/dwc:scientificName"), "ods:specimenName", sortable=True, words=True,
    ),
    _taxon("kingdom", "Kingdom"),
    _taxon("phylum", "Phylum"),
    _taxon("class", "Class"),
    _taxon("order", "Order"),
    _taxon("family", "Family", sortable=True),
    _taxon("genus", "Genus"),
    _taxon("specificEpithet", "Specific epithet", words=False),  # free text has it in the scientific name
    _keyword(
        "taxonRank", Group.NAME, "Rank", "Rank of the most specific name of an identification",
        *_with_parts(f"{_TAXON}/dwc:taxonRank"),
    ),
    _keyword(
        "vernacularName", Group.NAME, "Common name", "A common name",
        *_with_parts(f"{_TAXON}/dwc:vernacularName"), facet=False, words=True,
    ),
    _keyword(
        "typeStatus", Group.NAME, "Type status", "Holotype, isotype, paratype and so on",
        *_with_parts(f"{_IDENTIFICATION}/dwc:typeStatus"), listed=True, words=True,
    ),
    _flag("isMarkedAsType", Group.NAME, "Is a type", "Whether it is marked as a type", "ods:isMarkedAsType"),
)  # fmt: skip

_PEOPLE = (
    _keyword(
        "recordedBy", Group.PEOPLE, "Collector", "Person or team that collected the specimen",
        *_agents("collector", "", f"{_EVENT}/"), sortable=True, words=True,
    ),
    _keyword(
        "identifiedBy", Group.PEOPLE, "Identified by", "Person who assigned a name",
        *_agents("identifier", "", f"{_IDENTIFICATION}/"), words=True,
    ),
    _number(
        "catalogNumber", "Catalogue number", "Number of the object in its collection",
        _identifier("dwc:catalogNumber"), sortable=True, identifier=True,
    ),
    _number(
        "otherCatalogNumbers", "Other catalogue numbers", "Earlier or alternative numbers of the object",
        _identifier("dwc:otherCatalogNumbers"), listed=True, identifier=True,
    ),
    _number(
        "recordNumber", "Collector's number", "Number the collector gave", "naturalia:recordNumber",
        "ods:hasSpecimenParts/dwc:recordNumber",
    ),
    _number("fieldNumber", "Field number", "Number of the event in the field", f"{_EVENT}/dwc:fieldNumber"),
)  # fmt: skip

_TIME = (
    Term(
        name="eventDate", kind=Kind.DATE, group=Group.TIME, label="Date collected", sortable=True,
        help="Day, month, year or interval of collecting; a range finds every overlap",
        paths=(f"{_EVENT}/dwc:eventDate",),
    ),
    Term(
        name="year", kind=Kind.INTEGER, group=Group.TIME, label="Year collected", facet=True,
        help="Year of collecting", paths=(f"{_EVENT}/dwc:year",),
    ),
)  # fmt: skip

_PLACE = (
    _place("continent", "Continent", "Continent where it was collected", words=True),
    _place("country", "Country", "Country or territory where it was collected", sortable=True, words=True),
    _place("countryCode", "Country code", "Two letters of ISO 3166-1"),
    _place("stateProvince", "State or province", "First division of the country", words=True),
    _place("county", "County", "Second division of the country", words=True),
    _place("municipality", "Municipality", "Third division of the country", words=True),
    _place("island", "Island", "Island on or near which it was collected", words=True),
    _place("waterBody", "Water body", "Sea, lake or river in or near which it was collected", words=True),
    Term(
        name="locality", kind=Kind.TEXT, group=Group.PLACE, label="Locality", words=True,
        help="Words of the description of the place",
        paths=(f"{_LOCATION}/dwc:locality", f"{_LOCATION}/dwc:verbatimLocality"),
    ),
    _metres("elevation", "Elevation", "minimumElevationInMeters", "maximumElevationInMeters"),
    _metres("depth", "Depth", "minimumDepthInMeters", "maximumDepthInMeters"),
    _degrees("decimalLatitude", "Latitude", 90),
    _degrees("decimalLongitude", "Longitude", 180),
    _flag("hasCoordinate", Group.PLACE, "Has coordinates", "Whether it has both coordinates"),
)  # fmt: skip

_STRATA = (
    _stratum("earliestEraOrLowestErathem", "Earliest era"),
    _stratum("earliestPeriodOrLowestSystem", "Earliest period"),
    _stratum("latestPeriodOrHighestSystem", "Latest period"),
    _stratum("earliestEpochOrLowestSeries", "Earliest epoch"),
    _stratum("earliestAgeOrLowestStage", "Earliest age"),
    _stratum("latestAgeOrHighestStage", "Latest age"),
    _stratum("group", "Group of strata"),
    _stratum("formation", "Formation"),
    _stratum("member", "Member"),
)

_RECORD = (
    _keyword(
        "datasetName", Group.RECORD, "Dataset", "Name of the dataset that the record came in",
        "dwc:datasetName", words=True,
    ),
    _keyword("license", Group.RECORD, "Licence", "Licence of the record, by its URL", "dcterms:license"),
    _keyword("source", Group.RECORD, "Source", "Source that the record came from", "ods:sourceSystemName"),
    _keyword(
        "issue", Group.RECORD, "Issue",
        "Code of an issue, label of a failed test of quality, or an occurrence issue of GBIF",
    ),
    _keyword("proposal", Group.RECORD, "Proposal", "Label of a test that proposes an amendment"),
    Term(
        name="midsLevel", kind=Kind.INTEGER, group=Group.RECORD, label="MIDS level", facet=True,
        sortable=True, single=True, paths=("ods:midsLevel",),
        help="Level 0 to 3 of Minimum Information about a Digital Specimen",
    ),
    Term(
        name="modified", kind=Kind.INSTANT, group=Group.RECORD, label="Modified", sortable=True, single=True,
        help="When the Digital Specimen last changed", paths=("dcterms:modified",),
    ),
)  # fmt: skip

TERMS: tuple[Term, ...] = _SPECIMEN + _NAME + _PEOPLE + _TIME + _PLACE + _STRATA + _RECORD
BY_NAME: dict[str, Term] = {term.name: term for term in TERMS}
_BY_LOWER: dict[str, Term] = {term.name.lower(): term for term in TERMS}


def find_term(name: str) -> Term | None:
    """The term of a name as a person types it, in any case."""
    return _BY_LOWER.get(name.lower())


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the known names that look like ``name``, most alike first."""
    lower = {candidate.lower(): candidate for candidate in known}
    return tuple(lower[match] for match in difflib.get_close_matches(name.lower()[:100], lower, n=3))

"""Terms of the identifications."""

from __future__ import annotations

from naturalia.search.term import Group, Kind, Term
from naturalia.search.terms.declaring import IDENTIFICATION, TAXON, flag, keyword, taxon, with_parts

NAME = (
    keyword(
        "scientificName", Group.NAME, "Scientific name", "Full scientific name of any of its identifications",
        *with_parts(f"{TAXON}/dwc:scientificName"), "ods:specimenName", sortable=True, words=True,
    ),
    taxon("kingdom", "Kingdom"),
    taxon("phylum", "Phylum"),
    taxon("class", "Class"),
    taxon("order", "Order"),
    taxon("family", "Family", sortable=True),
    keyword(
        "genus", Group.NAME, "Genus", "Genus to which an identification assigns the specimen, or of its name",
        *with_parts(f"{TAXON}/dwc:genus"), *with_parts(f"{TAXON}/dwc:genericName"), words=True,
    ),
    taxon("specificEpithet", "Specific epithet", words=False),  # free text has it in the scientific name
    keyword(
        "taxonRank", Group.NAME, "Rank", "Rank of the most specific name of an identification",
        *with_parts(f"{TAXON}/dwc:taxonRank"),
    ),
    keyword(
        "vernacularName", Group.NAME, "Common name", "A common name",
        *with_parts(f"{TAXON}/dwc:vernacularName"), facet=False, words=True,
    ),
    keyword(
        "typeStatus", Group.NAME, "Type status", "Holotype, isotype, paratype and so on",
        *with_parts(f"{IDENTIFICATION}/dwc:typeStatus"), listed=True, words=True,
    ),
    flag("isMarkedAsType", Group.NAME, "Is a type", "Whether it is marked as a type", "ods:isMarkedAsType"),
    taxon("superfamily", "Superfamily"),
    taxon("subfamily", "Subfamily"),
    taxon("tribe", "Tribe"),
    taxon("subgenus", "Subgenus", words=False),
    taxon("infraspecificEpithet", "Infraspecific epithet", words=False),
    taxon("cultivarEpithet", "Cultivar epithet", words=False),
    keyword(
        "scientificNameAuthorship", Group.NAME, "Author of the name", "Author and year of the name",
        *with_parts(f"{TAXON}/dwc:scientificNameAuthorship"),
    ),
    keyword(
        "acceptedNameUsage", Group.NAME, "Accepted name", "Name that the source accepts instead",
        *with_parts(f"{TAXON}/dwc:acceptedNameUsage"), words=True,
    ),
    keyword(
        "acceptedScientificName", Group.NAME, "Accepted name by checklist",
        "Name that a checklist accepts for the name of the source, synonym or not",
        *with_parts(f"{TAXON}/naturalia:hasTaxonMatches/dwc:acceptedNameUsage"), words=True,
    ),
    keyword(
        "taxonomicStatus", Group.NAME, "Status of the name", "Accepted, synonym and so on",
        *with_parts(f"{TAXON}/dwc:taxonomicStatus"),
    ),
    keyword(
        "nomenclaturalCode", Group.NAME, "Code of nomenclature", "ICN, ICZN and so on",
        *with_parts(f"{TAXON}/dwc:nomenclaturalCode"),
    ),
    keyword(
        "identificationQualifier", Group.NAME, "Qualifier", "Doubt about the identification: cf., aff.",
        *with_parts(f"{IDENTIFICATION}/dwc:identificationQualifier"),
    ),
    Term(
        name="dateIdentified", kind=Kind.DATE, group=Group.NAME, label="Date identified",
        help="When it was identified; from the first identification to the last",
        paths=with_parts(f"{IDENTIFICATION}/dwc:dateIdentified"), sortable=True,
    ),
)  # fmt: skip

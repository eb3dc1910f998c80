"""Terms of the object itself."""

from __future__ import annotations

from naturalia.search.term import Group
from naturalia.search.terms.declaring import EVENT, flag, keyword, with_parts

SPECIMEN = (
    keyword(
        "pid", Group.SPECIMEN, "Persistent identifier", "Identifier of the Digital Specimen, or its suffix",
        "@id", "dcterms:identifier", facet=False, identifier=True,
    ),
    keyword(
        "physicalSpecimenID", Group.SPECIMEN, "Physical specimen ID", "Identifier of the physical object",
        "ods:physicalSpecimenID", "ods:normalisedPhysicalSpecimenID", facet=False, identifier=True,
    ),
    keyword(
        "institutionCode", Group.SPECIMEN, "Institution code", "Short code of the institution that holds it",
        "ods:organisationCode", sortable=True, words=True,
    ),
    keyword(
        "institutionID", Group.SPECIMEN, "Institution ID", "ROR or Wikidata identifier of the institution",
        "ods:organisationID",
    ),
    keyword(
        "institutionName", Group.SPECIMEN, "Institution", "Name of the institution that holds the specimen",
        "ods:organisationName", words=True,
    ),
    keyword(
        "collectionCode", Group.SPECIMEN, "Collection code", "Short code of the collection it is part of",
        "dwc:collectionCode", words=True,
    ),
    keyword(
        "basisOfRecord", Group.SPECIMEN, "Basis of record", "Preserved, fossil, living or other specimen",
        "dwc:basisOfRecord",
    ),
    keyword(
        "topicDiscipline", Group.SPECIMEN, "Discipline", "Botany, Zoology, Palaeontology, Geology and so on",
        "ods:topicDiscipline",
    ),
    keyword(
        "preparations", Group.SPECIMEN, "Preparation", "How it is preserved: skin, slide, sheet, in alcohol",
        *with_parts("dwc:preparations"), listed=True, words=True,
    ),
    keyword(
        "preparationType", Group.SPECIMEN, "Kind of preparation", "Preparations in words of the vocabulary",
        "naturalia:preparationTypes",
    ),
    keyword("sex", Group.SPECIMEN, "Sex", "Sex of the organism", f"{EVENT}/dwc:sex"),
    keyword("lifeStage", Group.SPECIMEN, "Life stage", "Age class or stage", f"{EVENT}/dwc:lifeStage"),
    flag(
        "hasMedia", Group.SPECIMEN, "Has media", "Whether an image, sound or film of it is known",
        "ods:isKnownToContainMedia",
    ),
    keyword(
        "ownerInstitutionCode", Group.SPECIMEN, "Owner", "Short code of the institution that owns it",
        "ods:ownerOrganisationCode",
    ),
    keyword(
        "collectionID", Group.SPECIMEN, "Collection ID", "Identifier of the collection", "dwc:collectionID"
    ),
    keyword(
        "livingOrPreserved", Group.SPECIMEN, "Living or preserved", "Whether it is alive",
        "ods:livingOrPreserved",
    ),
    keyword(
        "topicDomain", Group.SPECIMEN, "Domain", "Life, Earth System, Extraterrestrial and so on",
        "ods:topicDomain",
    ),
    keyword("topicOrigin", Group.SPECIMEN, "Origin", "Natural or made by people", "ods:topicOrigin"),
    keyword(
        "disposition", Group.SPECIMEN, "Disposition", "Where it is now: in collection, on loan, missing",
        "dwc:disposition",
    ),
    keyword("caste", Group.SPECIMEN, "Caste", "Caste of a social insect", f"{EVENT}/dwc:caste"),
    keyword(
        "reproductiveCondition", Group.SPECIMEN, "Reproductive condition", "In flower, with fruit, pregnant",
        f"{EVENT}/dwc:reproductiveCondition",
    ),
    keyword(
        "mediaType", Group.SPECIMEN, "Kind of media", "StillImage, Sound, MovingImage of its media",
        "naturalia:hasMedia/dcterms:type",
    ),
    keyword(
        "mediaLicense", Group.SPECIMEN, "Licence of media", "Licence or terms of use of its media",
        "naturalia:hasMedia/xmpRights:WebStatement", "naturalia:hasMedia/xmpRights:UsageTerms",
    ),
)  # fmt: skip

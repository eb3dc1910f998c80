"""Terms of the record."""

from __future__ import annotations

from naturalia.search.term import Group, Kind, Term
from naturalia.search.terms.declaring import EVENT, keyword

RECORD = (
    keyword(
        "datasetName", Group.RECORD, "Dataset", "Name of the dataset that the record came in",
        "dwc:datasetName", words=True,
    ),
    keyword("license", Group.RECORD, "Licence", "Licence of the record, by its URL", "dcterms:license"),
    keyword("source", Group.RECORD, "Source", "Source that the record came from", "ods:sourceSystemName"),
    keyword("sourceNumber", Group.RECORD, "Source number", "Number of the source in this catalogue"),
    keyword(
        "issue", Group.RECORD, "Issue",
        "Code of an issue, label of a failed test of quality, or an occurrence issue of GBIF",
    ),
    keyword("proposal", Group.RECORD, "Proposal", "Label of a test that proposes an amendment"),
    Term(
        name="midsLevel", kind=Kind.INTEGER, group=Group.RECORD, label="MIDS level", facet=True,
        sortable=True, single=True, paths=("ods:midsLevel",),
        help="Level 0 to 3 of Minimum Information about a Digital Specimen",
    ),
    Term(
        name="modified", kind=Kind.INSTANT, group=Group.RECORD, label="Modified", sortable=True, single=True,
        help="When the record last changed at its source", paths=("dcterms:modified",),
    ),
    Term(
        name="changed", kind=Kind.INSTANT, group=Group.RECORD, label="New or changed here", sortable=True,
        single=True, help="When this catalogue wrote the present version of the Digital Specimen",
    ),
    keyword(
        "missingMids", Group.RECORD, "Missing for MIDS", "Element of MIDS that the record does not meet yet",
        "naturalia:missingMIDSElements",
    ),
    keyword("datasetID", Group.RECORD, "Dataset ID", "Identifier of the dataset", "dwc:datasetID"),
    keyword("rightsHolder", Group.RECORD, "Rights holder", "Who holds the rights", "dcterms:rightsHolder"),
    keyword(
        "measurementType", Group.RECORD, "Measurement", "What was measured",
        "ods:hasAssertions/dwc:measurementType", f"{EVENT}/ods:hasAssertions/dwc:measurementType",
    ),
    keyword(
        "relationship", Group.RECORD, "Relation", "How it relates to sequences, other specimens, web pages",
        "ods:hasEntityRelationships/dwc:relationshipOfResource",
    ),
)  # fmt: skip

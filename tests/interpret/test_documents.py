"""Documents of openDS say the same to tests and to MIDS as rows of Darwin Core do."""

from __future__ import annotations

import json

from naturalia.interpret import Context, interpret
from naturalia.interpret.documents import core_of, extensions_of
from naturalia.sources.records import DOCUMENT, VerbatimRecord

DOCUMENT_OF_OTHERS = {
    "ods:physicalSpecimenID": "7",
    "ods:organisationCode": "TEST",
    "dwc:preparations": None,
    "ods:hasEvents": [
        {"dwc:eventDate": "1794-05-03", "dwc:habitat": None, "ods:hasLocation": {"dwc:country": "Spain"}}
    ],
    "ods:hasIdentifiers": [],
    "other:property": {"deep": None},
}


def record(document: dict[str, object]) -> VerbatimRecord:
    return VerbatimRecord({DOCUMENT: json.dumps(document)}, {})


def test_nulls_and_unknown_properties_of_others_stop_nothing() -> None:
    found = record(DOCUMENT_OF_OTHERS)
    terms = core_of(found)
    assert (terms["dwc:country"], terms["dwc:eventDate"]) == ("Spain", "1794-05-03")
    assert extensions_of(found) == {}


def test_mids_is_judged_by_what_a_document_says() -> None:
    met = {one.element for one in interpret(record(DOCUMENT_OF_OTHERS), Context()).mids.elements if one.met}
    assert {"QualitativeLocation", "DateCollected", "Organization"} <= met


def test_a_record_without_a_document_is_asked_itself() -> None:
    plain = VerbatimRecord({"dwc:country": "Spain"}, {"dwc:Event": [{"dwc:year": "1794"}]})
    assert (core_of(plain), extensions_of(plain)) == (plain.core, plain.extensions)

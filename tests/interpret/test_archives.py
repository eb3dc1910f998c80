"""Every row of the real archives: nothing raises, nothing is dropped silently, every document is openDS."""

import re
from typing import Any

import msgspec
import pytest

from naturalia.interpret import Context, accepts, interpret
from naturalia.interpret.mapping import mapped_terms
from naturalia.specimen.fingerprint import fingerprint, fingerprint_document
from naturalia.specimen.model import decode_specimen, encode_specimen
from tests.interpret.archives import NAMES, records

CONTEXT = Context(dataset_title="A real archive", dataset_licence="CC BY 4.0", institution_code="HERE")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_interpreted_and_survives_its_json(name: str) -> None:
    for key, record in records(name):
        specimen = interpret(record, CONTEXT, key).specimen
        assert decode_specimen(encode_specimen(specimen)) == specimen


@pytest.mark.parametrize("name", NAMES)
def test_fingerprints_of_specimen_and_document_are_the_same(name: str) -> None:
    for key, record in records(name)[::17]:
        specimen = interpret(record, CONTEXT, key).specimen
        assert fingerprint_document(msgspec.json.decode(encode_specimen(specimen))) == fingerprint(specimen)


@pytest.mark.parametrize("name", NAMES)
def test_every_term_has_a_place_or_is_listed(name: str) -> None:
    known = mapped_terms("dwc:Occurrence")
    for key, record in records(name):
        listed = interpret(record, CONTEXT, key).specimen.not_carried_over
        assert {term for term in record.core if term not in known} <= set(listed)


@pytest.mark.parametrize("name", NAMES)
def test_texts_that_are_carried_as_written_are_found_in_the_document(name: str) -> None:
    for key, record in records(name)[::11]:
        document = msgspec.json.decode(encode_specimen(interpret(record, CONTEXT, key).specimen))
        said = {_folded(text) for text in _texts(document)}
        for term in (
            "dwc:locality",
            "dwc:verbatimLocality",
            "dwc:country",
            "dwc:stateProvince",
            "dwc:recordNumber",
            "dwc:catalogNumber",
            "dwc:occurrenceID",
            "dwc:occurrenceRemarks",
            "dwc:scientificName",
            "dwc:scientificNameAuthorship",
            "dwc:preparations",
            "dwc:collectionCode",
            "dwc:fieldNumber",
            "dwc:higherClassification",
            "dwc:previousIdentifications",
            "dwc:institutionID",
            "dwc:dynamicProperties",
        ):
            if term in record.core:
                assert _folded(record.core[term]) in said, (key, term)


def test_a_herbarium_that_exports_its_sheets_as_observations_is_accepted() -> None:
    assert all(accepts(record.core) is None for _, record in records("sant-bryophytes"))


def test_media_of_an_extension_are_linked() -> None:
    _, record = records("naturalis-ac-media-15")[0]
    specimen = interpret(record, CONTEXT).specimen
    assert specimen.is_known_to_contain_media
    assert specimen.has_media[0].access_uri.startswith("https://medialib.naturalis.nl/")


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()

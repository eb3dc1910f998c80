from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.specimen.event import Event, Georeference, Location
from naturalia.specimen.fingerprint import fingerprint, fingerprint_document
from naturalia.specimen.model import DigitalSpecimen, Status
from naturalia.specimen.shared import Agent, AgentType, Role
from tests.specimen.documents import as_document, specimens, stored


def test_a_fingerprint_has_32_bytes() -> None:
    assert len(fingerprint(DigitalSpecimen(specimen_name="Bufo"))) == 32


@given(specimens, st.data())
def test_order_of_keys_and_lists_and_spelling_of_numbers_do_not_matter(
    specimen: DigitalSpecimen, data: Any
) -> None:
    assert fingerprint_document(stored(as_document(specimen), data.draw)) == fingerprint(specimen)


@given(specimens)
def test_book_keeping_does_not_matter(specimen: DigitalSpecimen) -> None:
    kept = msgspec.structs.replace(
        specimen, id="x", identifier="x", version=7, status=Status.ACTIVE, created="2020", modified="2021"
    )
    assert fingerprint(kept) == fingerprint(specimen) == fingerprint_document(as_document(kept))


def test_empty_values_say_nothing() -> None:
    document = {"@type": "ods:DigitalSpecimen", "ods:hasEvents": [], "dwc:preparations": None}
    assert fingerprint_document(document) == fingerprint(DigitalSpecimen())


@given(specimens, specimens)
def test_what_differs_in_meaning_differs_in_fingerprint(one: DigitalSpecimen, other: DigitalSpecimen) -> None:
    same_meaning = _meaning(as_document(one)) == _meaning(as_document(other))
    assert (fingerprint(one) == fingerprint(other)) == same_meaning


def _meaning(value: Any) -> Any:
    """An independent, slow notion of meaning: frozen, with lists as sorted representations."""
    if isinstance(value, dict):
        return tuple(
            sorted((key, _meaning(part)) for key, part in value.items() if key != "dcterms:modified")
        )
    if isinstance(value, list):
        return tuple(sorted(repr(_meaning(part)) for part in value))
    return (
        repr(float(value) + 0.0)
        if isinstance(value, int | float) and not isinstance(value, bool)
        else repr(value)
    )


@pytest.mark.parametrize(
    "changed",
    [
        Georeference(decimal_latitude=5.01),
        Georeference(decimal_longitude=5.0),
        Georeference(decimal_latitude=5.0, geodetic_datum="WGS84"),
    ],
)
def test_a_change_deep_in_a_document_matters(changed: Georeference) -> None:
    def specimen(georeference: Georeference) -> DigitalSpecimen:
        return DigitalSpecimen(has_events=(Event(has_location=Location(has_georeference=georeference)),))

    assert fingerprint(specimen(changed)) != fingerprint(specimen(Georeference(decimal_latitude=5.0)))


def test_the_position_of_a_collector_matters() -> None:
    def event(first: str, second: str) -> Event:
        return Event(has_agents=(_collector(first, 1), _collector(second, 2)))

    assert fingerprint(DigitalSpecimen(has_events=(event("A", "B"),))) != fingerprint(
        DigitalSpecimen(has_events=(event("B", "A"),))
    )


def _collector(name: str, position: int) -> Agent:
    return Agent(
        type=AgentType.PERSON, name=name, has_roles=(Role(role_name="collector", position=position),)
    )

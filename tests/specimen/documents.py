"""Strategies for Digital Specimens and for the ways a document may be stored and come back."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from naturalia.specimen.event import Event, Georeference, Location
from naturalia.specimen.model import (
    DigitalMedia,
    DigitalSpecimen,
    Identification,
    TaxonIdentification,
    TopicDiscipline,
    encode_specimen,
)
from naturalia.specimen.shared import Agent, AgentType, Identifier, Role

words = st.text("abcdé12 ", min_size=1, max_size=6)
maybe = st.none() | words
numbers = st.none() | st.integers(-90, 90).map(float) | st.floats(-90, 90)
agents = st.builds(
    lambda name, role, position: Agent(
        type=AgentType.PERSON, name=name, has_roles=(Role(role_name=role, position=position),)
    ),
    words,
    st.sampled_from(["collector", "identifier"]),
    st.integers(1, 3),
)
people = st.lists(agents, max_size=3).map(tuple)
georeferences = st.builds(
    Georeference, decimal_latitude=numbers, decimal_longitude=numbers, geodetic_datum=maybe
)
locations = st.builds(
    Location, country=maybe, minimum_elevation_in_meters=numbers, has_georeference=st.none() | georeferences
)
events = st.builds(Event, event_date=maybe, has_agents=people, has_location=st.none() | locations)
taxa = st.builds(TaxonIdentification, scientific_name=words, genus=maybe)
identifications = st.builds(
    Identification,
    is_verified_identification=st.booleans(),
    has_agents=people,
    has_taxon_identifications=st.lists(taxa, max_size=2).map(tuple),
)
specimens = st.builds(
    DigitalSpecimen,
    modified=maybe,
    specimen_name=maybe,
    topic_discipline=st.none() | st.sampled_from(TopicDiscipline),
    is_marked_as_type=st.none() | st.booleans(),
    metadata_languages=st.lists(words, max_size=3).map(tuple),
    has_events=st.lists(events, max_size=3).map(tuple),
    has_identifications=st.lists(identifications, max_size=3).map(tuple),
    has_identifiers=st.lists(st.builds(Identifier, title=words, identifier=words), max_size=3).map(tuple),
    has_media=st.lists(st.builds(DigitalMedia, access_uri=words, title=maybe), max_size=3).map(tuple),
    not_carried_over=st.dictionaries(words, words, max_size=3),
)


def as_document(specimen: DigitalSpecimen) -> dict[str, Any]:
    """The decoded JSON of a specimen."""
    return msgspec.json.decode(encode_specimen(specimen))


def stored(value: Any, draw: Any) -> Any:
    """A document as a store may give it back: keys and lists in any order, whole numbers as floats or not."""
    if isinstance(value, dict):
        return {key: stored(value[key], draw) for key in draw(st.permutations(list(value)))}
    if isinstance(value, list):
        return [stored(part, draw) for part in draw(st.permutations(value))]
    if isinstance(value, int) and not isinstance(value, bool):
        return draw(st.sampled_from([value, float(value)]))
    return value

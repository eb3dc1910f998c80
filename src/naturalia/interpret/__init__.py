"""Understanding: a verbatim record becomes a Digital Specimen, with issues and what was not carried over.

The functions named after what they read (``date``, ``coordinates``, ``country``, ``people``, ``type_status``,
``number``, ``metres``, ``rank_of``) are pure, and keep what they were asked before.
"""

from __future__ import annotations

from functools import cache

from blake3 import blake3

from naturalia.interpret import mapping
from naturalia.interpret.acceptance import Rejection, accepts
from naturalia.interpret.agents import People, people
from naturalia.interpret.collections import Context
from naturalia.interpret.coordinates import (
    Coordinates,
    PointCheck,
    PointRadius,
    Proposal,
    Verdict,
    against_countries,
    coordinates,
    point_check,
    point_radius,
)
from naturalia.interpret.countries import Country, country
from naturalia.interpret.dates import VERSION as DATE_VERSION
from naturalia.interpret.dates import (
    DateContext,
    DateEvidence,
    DateOrder,
    DateState,
    Day,
    EventDate,
    InterpretedDate,
    Period,
    date,
    event_date,
)
from naturalia.interpret.issues import MEANINGS, Issue, IssueCode
from naturalia.interpret.names import composed_name, rank_of
from naturalia.interpret.numbers import Span, metres, number
from naturalia.interpret.places import (
    Continent,
    HigherGeography,
    StateProvince,
    VerticalRange,
    WaterBody,
    continent,
    depth,
    elevation,
    higher_geography,
    state_province,
    water_body,
)
from naturalia.interpret.reading import Interpreted, Reading
from naturalia.interpret.record import Interpretation, interpret
from naturalia.interpret.types import TypeStatus, type_status
from naturalia.specimen.mids import MidsDiscipline, ruleset
from naturalia.vocabulary import disciplines, vocabulary
from naturalia.vocabulary.geography import tables

INTERPRETERS: dict[str, str] = {
    "acceptance": "1",
    "coordinates": "2",
    "country": "2",
    "date": DATE_VERSION,
    "discipline": "1",
    "document": "1",
    "geography": "1",
    "identifiers": "1",
    "licence": "1",
    "name": "1",
    "number": "1",
    "people": "1",
    "place": "2",
    "point_check": "1",
    "point_radius": "1",
    "record": "1",
    "type_status": "1",
    "vertical": "1",
}
"""Name and version of each interpreter; whoever changes what one gives raises its version."""

_VOCABULARIES = ("basis-of-record", "countries", "life-stage", "sex", "taxon-rank", "type-status")


@cache
def interpreter_signature() -> str:
    """A hash over the versions of interpreters, vocabularies and rules: if it changes, all is read anew."""
    versions = {
        **INTERPRETERS,
        "mapping": mapping.version(),
        "disciplines": disciplines.version(),
        **{f"geography {name}": tables.version(name) for name in tables.TABLES},
        **{f"vocabulary {name}": vocabulary(name).version for name in _VOCABULARIES},
        **{f"mids {each}": ruleset(each).version for each in MidsDiscipline},
    }
    text = "\n".join(f"{name}\t{version}" for name, version in sorted(versions.items()))
    return blake3(text.encode()).hexdigest()


__all__ = [
    "INTERPRETERS",
    "MEANINGS",
    "Context",
    "Continent",
    "Coordinates",
    "Country",
    "DateContext",
    "DateEvidence",
    "DateOrder",
    "DateState",
    "Day",
    "EventDate",
    "HigherGeography",
    "Interpretation",
    "Interpreted",
    "InterpretedDate",
    "Issue",
    "IssueCode",
    "People",
    "Period",
    "PointCheck",
    "PointRadius",
    "Proposal",
    "Reading",
    "Rejection",
    "Span",
    "StateProvince",
    "TypeStatus",
    "Verdict",
    "VerticalRange",
    "WaterBody",
    "accepts",
    "against_countries",
    "composed_name",
    "continent",
    "coordinates",
    "country",
    "date",
    "depth",
    "elevation",
    "event_date",
    "higher_geography",
    "interpret",
    "interpreter_signature",
    "metres",
    "number",
    "people",
    "point_check",
    "point_radius",
    "rank_of",
    "state_province",
    "type_status",
    "water_body",
]

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
from naturalia.interpret.coordinates import Coordinates, coordinates
from naturalia.interpret.countries import Country, country
from naturalia.interpret.dates import Day, InterpretedDate, date
from naturalia.interpret.issues import MEANINGS, Issue, IssueCode
from naturalia.interpret.names import composed_name, rank_of
from naturalia.interpret.numbers import Span, metres, number
from naturalia.interpret.reading import Reading
from naturalia.interpret.record import Interpretation, interpret
from naturalia.interpret.types import TypeStatus, type_status
from naturalia.specimen.mids import MidsDiscipline, ruleset
from naturalia.vocabulary import disciplines, vocabulary

INTERPRETERS: dict[str, str] = {
    "acceptance": "1",
    "coordinates": "1",
    "country": "1",
    "date": "1",
    "discipline": "1",
    "document": "1",
    "identifiers": "1",
    "licence": "1",
    "name": "1",
    "number": "1",
    "people": "1",
    "record": "1",
    "type_status": "1",
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
        **{f"vocabulary {name}": vocabulary(name).version for name in _VOCABULARIES},
        **{f"mids {each}": ruleset(each).version for each in MidsDiscipline},
    }
    text = "\n".join(f"{name}\t{version}" for name, version in sorted(versions.items()))
    return blake3(text.encode()).hexdigest()


__all__ = [
    "INTERPRETERS",
    "MEANINGS",
    "Context",
    "Coordinates",
    "Country",
    "Day",
    "Interpretation",
    "InterpretedDate",
    "Issue",
    "IssueCode",
    "People",
    "Reading",
    "Rejection",
    "Span",
    "TypeStatus",
    "accepts",
    "composed_name",
    "coordinates",
    "country",
    "date",
    "interpret",
    "interpreter_signature",
    "metres",
    "number",
    "people",
    "rank_of",
    "type_status",
]

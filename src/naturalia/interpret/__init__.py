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
from naturalia.interpret.checklists import MATCH_RULES, Classification, MatchKind, NameMatch, match, stamps
from naturalia.interpret.checklists.keys import rules_version as variants_version
from naturalia.interpret.collections import Context
from naturalia.interpret.coordinates import Coordinates, coordinates
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
from naturalia.interpret.names import NAME_RULES, ScientificName, composed_name, name, rank_of
from naturalia.interpret.names.rewriting import no_names_version
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
    "date": DATE_VERSION,
    "discipline": "1",
    "identifiers": "1",
    "licence": "1",
    "name": NAME_RULES,
    "number": "1",
    "people": "1",
    "record": "1",
    "type_status": "1",
}
"""Name and version of each interpreter; whoever changes what one gives raises its version."""

_VOCABULARIES = (
    "basis-of-record",
    "countries",
    "life-stage",
    "nomenclatural-code",
    "sex",
    "taxon-rank",
    "type-status",
)


@cache
def interpreter_signature(checklists: tuple[str, ...] = ()) -> str:
    """A hash over the versions of interpreters, vocabularies and rules: if it changes, all is read anew.

    ``checklists`` are the folders of the checklists in use; another edition of one is a change too.
    """
    versions = {
        **INTERPRETERS,
        "mapping": mapping.version(),
        "disciplines": disciplines.version(),
        **{f"vocabulary {name}": vocabulary(name).version for name in _VOCABULARIES},
        "words for no name": no_names_version(),
        "epithet variants": variants_version(),
        "match": MATCH_RULES,
        **{f"checklist {place}": stamp for place, stamp in enumerate(stamps(checklists))},
        **{f"mids {each}": ruleset(each).version for each in MidsDiscipline},
    }
    text = "\n".join(f"{name}\t{version}" for name, version in sorted(versions.items()))
    return blake3(text.encode()).hexdigest()


__all__ = [
    "INTERPRETERS",
    "MEANINGS",
    "Classification",
    "Context",
    "Coordinates",
    "Country",
    "DateContext",
    "DateEvidence",
    "DateOrder",
    "DateState",
    "Day",
    "EventDate",
    "Interpretation",
    "InterpretedDate",
    "Issue",
    "IssueCode",
    "MatchKind",
    "NameMatch",
    "People",
    "Period",
    "Reading",
    "Rejection",
    "ScientificName",
    "Span",
    "TypeStatus",
    "accepts",
    "composed_name",
    "coordinates",
    "country",
    "date",
    "event_date",
    "interpret",
    "interpreter_signature",
    "match",
    "metres",
    "name",
    "number",
    "people",
    "rank_of",
    "type_status",
]

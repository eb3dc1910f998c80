"""Understanding: a verbatim record becomes a Digital Specimen, with issues and what was not carried over.

The functions named after what they read (``date``, ``coordinates``, ``country``, ``people``, ``type_status``,
``sex``, ``chronostratigraphy``, ``number``, ``metres`` ...) are pure, and keep what they were asked before.
"""

from __future__ import annotations

from functools import cache

from blake3 import blake3

from naturalia.interpret import mapping
from naturalia.interpret.acceptance import Rejection, accepts
from naturalia.interpret.checklists import MATCH_RULES, Classification, MatchKind, NameMatch, match, stamps
from naturalia.interpret.checklists.keys import rules_version as variants_version
from naturalia.interpret.chronostratigraphy import Chronostratigraphy, Unit, chronostratigraphy
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
from naturalia.interpret.institutions import (
    Institution,
    InstitutionMatch,
    Registry,
    institution,
    registry_stamp,
)
from naturalia.interpret.issues import MEANINGS, Issue, IssueCode
from naturalia.interpret.links import (
    Link,
    LinkKind,
    Links,
    associated_media,
    associated_occurrences,
    associated_taxa,
    references,
    sequences,
)
from naturalia.interpret.names import NAME_RULES, ScientificName, composed_name, name, rank_of
from naturalia.interpret.names.rewriting import no_names_version
from naturalia.interpret.numbers import Span, metres, number
from naturalia.interpret.people import (
    People,
    Person,
    PersonId,
    Series,
    people,
    person_ids,
    same_series,
    series,
    written_name,
)
from naturalia.interpret.people.words import version as people_version
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
from naturalia.interpret.words import (
    Match,
    Term,
    UnmatchedValue,
    basis_of_record,
    degree_of_establishment,
    discipline,
    establishment_means,
    identification_qualifier,
    life_stage,
    nomenclatural_code,
    occurrence_status,
    pathway,
    preparations,
    sex,
    taxon_rank,
    term,
    unmatched,
    value_maps,
)
from naturalia.specimen.licences import Licence, licence
from naturalia.specimen.mids import MidsDiscipline, ruleset
from naturalia.vocabulary import disciplines, vocabulary
from naturalia.vocabulary.geography import tables

INTERPRETERS: dict[str, str] = {
    "acceptance": "1",
    "chronostratigraphy": "1",
    "coordinates": "2",
    "country": "3",
    "date": DATE_VERSION,
    "discipline": "2",
    "document": "2",
    "geography": "1",
    "identifiers": "1",
    "institution": "2",
    "licence": "2",
    "links": "1",
    "name": NAME_RULES,
    "number": "1",
    "people": "2",
    "place": "3",
    "point_check": "1",
    "point_radius": "1",
    "record": "2",
    "terms": "3",
    "type_status": "2",
    "vertical": "1",
}
"""Name and version of each interpreter; whoever changes what one gives raises its version."""

_VOCABULARIES = (
    "absences",
    "basis-of-record",
    "chronostratigraphy",
    "countries",
    "degree-of-establishment",
    "discipline",
    "establishment-means",
    "identification-qualifier",
    "life-stage",
    "nomenclatural-code",
    "occurrence-status",
    "pathway",
    "preparations",
    "sex",
    "taxon-rank",
    "type-status",
)


@cache
def interpreter_signature(checklists: tuple[str, ...] = (), registry: str = "") -> str:
    """A hash over the versions of interpreters, vocabularies and rules: if it changes, all is read anew.

    ``checklists`` are the folders of the checklists in use; another edition of one is a change too.
    ``registry`` is the file of the registry of institutions, "" for the bundled one.
    """
    versions = {
        **INTERPRETERS,
        "mapping": mapping.version(),
        "disciplines": disciplines.version(),
        **{f"geography {name}": tables.version(name) for name in tables.TABLES},
        "names of people": people_version(),
        "registry of institutions": registry_stamp(registry),
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
    "Chronostratigraphy",
    "Classification",
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
    "Institution",
    "InstitutionMatch",
    "Interpretation",
    "Interpreted",
    "InterpretedDate",
    "Issue",
    "IssueCode",
    "Licence",
    "Link",
    "LinkKind",
    "Links",
    "Match",
    "MatchKind",
    "NameMatch",
    "People",
    "Period",
    "Person",
    "PersonId",
    "PointCheck",
    "PointRadius",
    "Proposal",
    "Reading",
    "Registry",
    "Rejection",
    "ScientificName",
    "Series",
    "Span",
    "StateProvince",
    "Term",
    "TypeStatus",
    "Unit",
    "UnmatchedValue",
    "Verdict",
    "VerticalRange",
    "WaterBody",
    "accepts",
    "against_countries",
    "associated_media",
    "associated_occurrences",
    "associated_taxa",
    "basis_of_record",
    "chronostratigraphy",
    "composed_name",
    "continent",
    "coordinates",
    "country",
    "date",
    "degree_of_establishment",
    "depth",
    "discipline",
    "elevation",
    "establishment_means",
    "event_date",
    "higher_geography",
    "identification_qualifier",
    "institution",
    "interpret",
    "interpreter_signature",
    "licence",
    "life_stage",
    "match",
    "metres",
    "name",
    "nomenclatural_code",
    "number",
    "occurrence_status",
    "pathway",
    "people",
    "person_ids",
    "point_check",
    "point_radius",
    "preparations",
    "rank_of",
    "references",
    "same_series",
    "sequences",
    "series",
    "sex",
    "state_province",
    "taxon_rank",
    "term",
    "type_status",
    "unmatched",
    "value_maps",
    "water_body",
    "written_name",
]

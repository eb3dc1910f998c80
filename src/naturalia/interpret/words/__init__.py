"""Words of controlled vocabularies: what a text means, and what it says besides."""

from naturalia.interpret.words.mapping import ValueMaps, mapped, value_maps
from naturalia.interpret.words.named import (
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
)
from naturalia.interpret.words.result import Match, Qualifier, State, Term
from naturalia.interpret.words.term import term
from naturalia.interpret.words.unmatched import UnmatchedValue, unmatched

__all__ = [
    "Match",
    "Qualifier",
    "State",
    "Term",
    "UnmatchedValue",
    "ValueMaps",
    "basis_of_record",
    "degree_of_establishment",
    "discipline",
    "establishment_means",
    "identification_qualifier",
    "life_stage",
    "mapped",
    "nomenclatural_code",
    "occurrence_status",
    "pathway",
    "preparations",
    "sex",
    "taxon_rank",
    "term",
    "unmatched",
    "value_maps",
]

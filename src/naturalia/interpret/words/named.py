"""The vocabularies of single terms, by name: each takes a text and gives a :class:`Term`."""

from __future__ import annotations

from naturalia.interpret.words.result import Term
from naturalia.interpret.words.term import term


def basis_of_record(text: str) -> Term:
    """The kind of record (dwc:basisOfRecord)."""
    return term("basis-of-record", text)


def sex(text: str) -> Term:
    """The sex of the organism or organisms (dwc:sex); "1 male, 2 females" is mixed, with both counts."""
    return term("sex", text)


def life_stage(text: str) -> Term:
    """The stage of life (dwc:lifeStage); several stages are listed, each with its count."""
    return term("life-stage", text)


def preparations(text: str) -> Term:
    """The preparations of the object (dwc:preparations): "skin | skull" has two values."""
    return term("preparations", text)


def taxon_rank(text: str) -> Term:
    """The rank of a name (dwc:taxonRank)."""
    return term("taxon-rank", text)


def nomenclatural_code(text: str) -> Term:
    """The code of nomenclature (dwc:nomenclaturalCode)."""
    return term("nomenclatural-code", text)


def establishment_means(text: str) -> Term:
    """How the taxon came to the place (dwc:establishmentMeans)."""
    return term("establishment-means", text)


def degree_of_establishment(text: str) -> Term:
    """How far an introduced taxon has come (dwc:degreeOfEstablishment)."""
    return term("degree-of-establishment", text)


def pathway(text: str) -> Term:
    """The way by which an introduced taxon came (dwc:pathway)."""
    return term("pathway", text)


def occurrence_status(text: str) -> Term:
    """Whether the taxon occurred (dwc:occurrenceStatus)."""
    return term("occurrence-status", text)


def identification_qualifier(text: str) -> Term:
    """The doubt about a name (dwc:identificationQualifier); what follows "cf." is the rest."""
    return term("identification-qualifier", text)


def discipline(text: str) -> Term:
    """The discipline that studies an object (ods:topicDiscipline), by its name."""
    return term("discipline", text)

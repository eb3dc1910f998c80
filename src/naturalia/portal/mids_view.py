"""The MIDS level of a specimen, element by element: what there is, and what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from naturalia.portal.labels import term_words
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.mids import ElementAssessment, MidsAssessment, assess, mids_discipline
from naturalia.specimen.model import DigitalSpecimen

LEVEL_NAMES = ("bare", "basic", "regular", "extended")


@dataclass(frozen=True)
class MidsElement:
    """An information element: met by these terms, or lifted by one of those."""

    name: str
    met: bool
    terms: tuple[str, ...]


@dataclass(frozen=True)
class MidsLevel:
    """A level with its elements; it is reached if all of them, and all lower levels, are met."""

    level: int
    name: str
    reached: bool
    elements: tuple[MidsElement, ...]


@dataclass(frozen=True)
class MidsView:
    """The level as published, the levels behind it, and what is missing for the next."""

    level: int
    levels: tuple[MidsLevel, ...]
    missing: tuple[str, ...]
    ruleset: str


def mids_view(specimen: DigitalSpecimen, record: VerbatimRecord | None) -> MidsView:
    """The assessment of a record, explained; without a record (a tombstone) only the level."""
    level = specimen.mids_level or 0
    if record is None:
        return MidsView(level, (), (), "")
    return _view(level, _assessment(specimen, record))


def _assessment(specimen: DigitalSpecimen, record: VerbatimRecord) -> MidsAssessment:
    discipline = mids_discipline(specimen.topic_discipline)
    return assess(record.core, record.extensions, discipline, _supplied(specimen, record.core))


def _supplied(specimen: DigitalSpecimen, core: Mapping[str, str]) -> frozenset[str]:
    """Terms that the dataset or the harvest says for all records: the specimen has them, the row has not."""
    said = {"dcterms:license": specimen.license, "dwc:institutionCode": specimen.organisation_code}
    return frozenset(term for term, value in said.items() if value and term not in core)


def _view(published: int, assessment: MidsAssessment) -> MidsView:
    levels = tuple(
        MidsLevel(level, LEVEL_NAMES[level], level <= assessment.level, tuple(map(_element, elements)))
        for level, elements in groupby(
            sorted(assessment.elements, key=lambda one: one.level), key=lambda one: one.level
        )
    )
    following = next((one for one in levels if not one.reached), None)
    missing = tuple(element.name for element in following.elements if not element.met) if following else ()
    return MidsView(published, levels, missing, assessment.ruleset)


def _element(assessment: ElementAssessment) -> MidsElement:
    terms = assessment.met_by if assessment.met else assessment.would_meet
    return MidsElement(
        term_words(assessment.element), assessment.met, tuple(_in_words(term) for term in terms)
    )


def _in_words(terms: str) -> str:
    """Terms that are needed together, without their prefixes."""
    return " + ".join(part.rpartition(":")[2] for part in terms.split(" & "))

"""Whether a record says anything at all: a term, or one of several, is not empty."""

from __future__ import annotations

from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with, rows_of
from naturalia.quality.response import NOT_ISSUE, POTENTIAL_ISSUE, Answer, complies


def says(said: Said, terms: tuple[str, ...]) -> bool:
    """Whether one of the terms says something."""
    return not said.keys().isdisjoint(terms)


def _present(terms: tuple[str, ...]) -> Function:
    comment = f"{terms[0] if len(terms) == 1 else 'Each of the terms'} is empty."

    def function(said: Said, _: Parameters) -> Answer:
        return complies(says(said, terms), comment)

    return function


def _issue(terms: tuple[str, ...]) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        return POTENTIAL_ISSUE if says(said, terms) else NOT_ISSUE

    return function


@answers("ISSUE_ANNOTATION_NOTEMPTY")
def annotated(said: Said, _: Parameters) -> Answer:
    """Annotations are handed over by whoever keeps them, as the term ``oa:hasTarget``."""
    return POTENTIAL_ISSUE if "oa:hasTarget" in said else NOT_ISSUE


@answers("VALIDATION_COUNTRY_NOTEMPTY")
def country(said: Said, _: Parameters) -> Answer:
    """The high seas belong to no country: there the code XZ is enough."""
    high_seas = said.get("dwc:countryCode") == "XZ" and said.get("dwc:country") in (None, "High seas")
    return complies("dwc:country" in said or high_seas, "dwc:country is empty.")


for topic, label, *_rest in rows_of("tests"):
    if topic == "presence":
        make = _issue if label.startswith("ISSUE") else _present
        answers_with(label, make(tuple(_rest[4].split())))

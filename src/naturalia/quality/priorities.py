"""What to fix first: the steps from which most records gain, the cheap ones before the laborious."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from naturalia.quality.registry import tests
from naturalia.quality.report import FindingCount, Step, ValueCount

MOST_STEPS = 12
MOST_MAPPED = 10
"""Values that somebody maps in one go."""
BY_HAND = 20
"""How much more work it is to fill in or correct records one by one than all at once, as a rule of thumb."""
SINGLE_VALUE = {
    "dwc:basisOfRecord": "PreservedSpecimen",
    "dc:type": "PhysicalObject",
    "dwc:occurrenceStatus": "present",
    "dcterms:license": "the address of the licence",
    "dwc:geodeticDatum": 'the code of the datum, or "not recorded"',
    "dwc:kingdom": "the kingdom, if the collection has only one",
}
"""Terms that often have one value for a whole collection, set once in its export."""
MINOR = frozenset(
    {
        "VALIDATION_DCTYPE_NOTEMPTY",
        "VALIDATION_NAMEPUBLISHEDINYEAR_NOTEMPTY",
        "VALIDATION_SCIENTIFICNAMEID_NOTEMPTY",
        "VALIDATION_YEAR_NOTEMPTY",
        "VALIDATION_OCCURRENCESTATUS_NOTEMPTY",
        "VALIDATION_TAXONRANK_NOTEMPTY",
        "AMENDMENT_EVENT_FROM_EVENTDATE",
        "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT",
        "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT",
        "ISSUE_ESTABLISHMENTMEANS_NOTEMPTY",
        "ISSUE_DATAGENERALIZATIONS_NOTEMPTY",
    }
)
"""Findings about what follows from other terms, or matters little for the use of a specimen."""
INFORMATIVE = ("_DERIVED", "_FROM_PARTS", "_FROM_VERBATIM", "_CONVERTED")
"""Endings of codes of interpretation that tell what was understood, and ask for nothing."""


def first_steps(findings: Iterable[FindingCount]) -> tuple[Step, ...]:
    """The steps in order, at most one for each term: records gained, against the work."""
    known = list(findings)
    proposals = _proposals(known)
    candidates = [_step(one, proposals) for one in known if one.code not in MINOR and not _informs(one)]
    best: dict[str, tuple[float, Step]] = {}
    for score, step in candidates:
        if step.term not in best or score > best[step.term][0]:
            best[step.term] = (score, step)
    ordered = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].code))
    return tuple(step for _, step in ordered[:MOST_STEPS])


def _informs(finding: FindingCount) -> bool:
    return finding.kind == "INTERPRETATION" and finding.code.endswith(INFORMATIVE)


def _proposals(findings: Iterable[FindingCount]) -> dict[tuple[str, str], str]:
    """What is proposed for a value of a term."""
    return {
        (finding.term, value.value): value.proposal
        for finding in findings
        if finding.kind == "AMENDMENT"
        for value in finding.values
    }


def _step(finding: FindingCount, proposals: Mapping[tuple[str, str], str]) -> tuple[float, Step]:
    if finding.kind == "AMENDMENT":
        term = tests()[finding.code].acts_on[0]
        text = f"Take over what is proposed for {_name(term)}"
        values = tuple(_mapped(value, value.proposal) for value in finding.values[:MOST_MAPPED])
        return finding.records, Step(text, finding.records, finding.code, term, values)
    if finding.code.endswith("_NOTEMPTY"):
        return _fill_in(finding)
    return _correct(finding, proposals)


def _correct(finding: FindingCount, proposals: Mapping[tuple[str, str], str]) -> tuple[float, Step]:
    few = finding.values[:MOST_MAPPED]
    gained = sum(value.records for value in few)
    if gained <= len(few):
        text = finding.action or finding.explanation
        return finding.records / BY_HAND, Step(text, finding.records, finding.code, finding.term, ())
    values = "this value" if len(few) == 1 else f"these {len(few)} values"
    mapped = tuple(_mapped(value, proposals.get((finding.term, value.value), "")) for value in few)
    text = f"Correct or map {values} of {_name(finding.term)}"
    return gained, Step(text, gained, finding.code, finding.term, mapped)


def _fill_in(finding: FindingCount) -> tuple[float, Step]:
    value = SINGLE_VALUE.get(finding.term)
    if value:
        text = f"Set {_name(finding.term)} once for the whole source: {value}"
        return finding.records, Step(text, finding.records, finding.code, finding.term, ())
    step = Step(finding.action, finding.records, finding.code, finding.term, ())
    return finding.records / BY_HAND, step


def _mapped(value: ValueCount, proposal: str) -> str:
    return f"{value.value} → {proposal}" if proposal else value.value


def _name(term: str) -> str:
    return term.partition(":")[2] or term

"""The profile of a source while its records pass by: everything a report tells, in memory that stays flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from naturalia.interpret.issues import MEANINGS, Issue, IssueCode
from naturalia.quality.assessment import topics
from naturalia.quality.counting import Values
from naturalia.quality.priorities import first_steps
from naturalia.quality.registry import Test, rows_of, tests, version
from naturalia.quality.report import (
    MOST_VALUES,
    FindingCount,
    MidsCount,
    Place,
    Refusal,
    Report,
    Suspicions,
    TermCount,
)
from naturalia.quality.response import Result, Status
from naturalia.specimen.mids import MidsAssessment

SHARED_TERMS = ("dwc:countryCode", "dwc:country", "dwc:basisOfRecord", "dwc:collectionCode", "dwc:kingdom")
"""Terms whose values are compared from one harvest to the next."""
MOST_SHARES = 30
_UNMATCHED_ENDINGS = ("_STANDARD", "_UNKNOWN")
UNMATCHED = frozenset({"VALIDATION_COUNTRY_FOUND", "VALIDATION_STATEPROVINCE_FOUND"})
"""Findings besides those of vocabularies whose values somebody maps once for the whole source."""
NOT_MAPPED = frozenset(
    {"VALIDATION_EVENTDATE_STANDARD", "VALIDATION_DATEIDENTIFIED_STANDARD", "DISCIPLINE_UNKNOWN"}
)


class MidsTally:
    """Records by level under one set of rules."""

    def __init__(self, profile: str) -> None:
        self.profile = profile
        self._counts: Counter[int] = Counter()
        self._seen: dict[int, MidsAssessment] = {}

    def add(self, assessment: MidsAssessment) -> None:
        """Count a record. Assessments are kept by who makes them, so the same one comes again and again."""
        number = id(assessment)
        self._seen[number] = assessment
        self._counts[number] += 1

    def count(self) -> MidsCount:
        """Levels, and elements by the records that lack them."""
        levels: Counter[str] = Counter()
        lacking: Counter[str] = Counter()
        for identity, number in self._counts.items():
            assessment = self._seen[identity]
            levels[str(assessment.level)] += number
            for element in assessment.elements:
                if not element.met:
                    lacking[f"{element.element} (MIDS {element.level})"] += number
        rules = " + ".join(sorted({assessment.ruleset for assessment in self._seen.values()}))
        return MidsCount(self.profile, rules, dict(sorted(levels.items())), dict(lacking.most_common()))


class Profile:
    """Counts of a source. ``add`` a record, ``refuse`` a row, then ask for the ``report``."""

    def __init__(self) -> None:
        self.records = 0
        self._terms: Counter[str] = Counter()
        self._values: dict[tuple[str, str], Values] = {}
        self._patterns: list[Counter[int]] = [Counter() for _ in topics()]
        self._refused: dict[str, Values] = {}
        self._shares: dict[str, Values] = {term: Values() for term in SHARED_TERMS}
        self._mids = MidsTally("MIDS")
        self._dissco = MidsTally("DiSSCo")
        self.mids_differ = 0

    def add(self, core: Mapping[str, str], place: Place, issues: Iterable[Issue] = ()) -> None:
        """Count a record whose terms are not empty, with the issues of its interpretation."""
        self.records += 1
        self._terms.update(core.keys())
        for topic, patterns in zip(topics(), self._patterns, strict=True):
            findings = topic.findings(core)
            patterns[findings.pattern] += 1
            for finding in findings.notable:
                proposal = "; ".join(finding.response.amendment.values())
                self._counter(finding.response.test, finding.term).add(finding.value, place, proposal)
        for issue in issues:
            self._counter(issue.code, issue.term).add(issue.value, place)
        for term, values in self._shares.items():
            if value := core.get(term):
                values.add(value, place)

    def add_mids(self, mids: MidsAssessment, dissco: MidsAssessment) -> None:
        """Count the levels of a record under both sets of rules."""
        self._mids.add(mids)
        self._dissco.add(dissco)
        self.mids_differ += mids.level != dissco.level

    def refuse(self, reason: str, place: Place) -> None:
        """Count a row that is not taken, or could not be read."""
        self._refused.setdefault(reason, Values()).add("", place)

    def _counter(self, code: str, term: str) -> Values:
        values = self._values.get((code, term))
        if values is None:
            values = self._values[code, term] = Values()
        return values

    def report(self, title: str, source: str, suspicions: Iterable[Suspicions] = ()) -> Report:
        """What was counted, in order of records."""
        findings = tuple(
            sorted(
                (_finding(code, term, values) for (code, term), values in self._values.items()),
                key=lambda finding: (-finding.records, finding.code, finding.term),
            )
        )
        return Report(
            title=title,
            source=source,
            records=self.records,
            rules=version(),
            terms=tuple(
                TermCount(*item) for item in sorted(self._terms.items(), key=lambda i: (-i[1], i[0]))
            ),
            findings=findings,
            first=first_steps(findings),
            unmatched=_unmatched(findings),
            mids=(self._mids.count(), self._dissco.count()),
            mids_differ=self.mids_differ,
            suspicions=tuple(suspicions),
            refusals=tuple(
                Refusal(reason, values.records, values.examples[0])
                for reason, values in sorted(self._refused.items(), key=lambda item: -item[1].records)
            ),
            shares={
                term: {one.value: one.records for one in values.most_frequent(MOST_SHARES)}
                for term, values in self._shares.items()
            },
            outcomes=self._outcomes(),
        )

    def _outcomes(self) -> dict[str, tuple[int, int, int, int]]:
        counts = {label: [0, 0, 0, 0] for label in tests() if label.startswith("VALIDATION")}
        for topic, patterns in zip(topics(), self._patterns, strict=True):
            for number, records in patterns.items():
                for test, (status, result) in zip(topic.tests, topic.patterns[number], strict=True):
                    if test.label in counts:
                        counts[test.label][_place_of(status, result)] += records
        return {label: (a, b, c, d) for label, (a, b, c, d) in counts.items()}


def _place_of(status: Status, result: object) -> int:
    if status is Status.INTERNAL_PREREQUISITES_NOT_MET:
        return 2
    if status is Status.EXTERNAL_PREREQUISITES_NOT_MET:
        return 3
    return 0 if result is Result.COMPLIANT else 1


def _finding(code: str, term: str, values: Values) -> FindingCount:
    test = tests().get(code)
    kind, explanation, action, dimension = _told(test) if test else _told_of_issue(code)
    return FindingCount(
        code=code,
        kind=kind,
        term=term,
        records=values.records,
        explanation=explanation,
        action=action,
        distinct=values.distinct,
        values=values.most_frequent(MOST_VALUES),
        examples=tuple(values.examples),
        dimension=dimension,
    )


def _told(test: Test) -> tuple[str, str, str, str]:
    return test.kind, test.explanation, test.action, test.dimension


def _told_of_issue(code: str) -> tuple[str, str, str, str]:
    actions = dict(rows_of("actions"))
    return "INTERPRETATION", MEANINGS[IssueCode(code)], actions.get(code, ""), ""


def _unmatched(findings: Iterable[FindingCount]) -> tuple[FindingCount, ...]:
    """For each term the finding about most records: interpretation and tests often say the same."""
    by_term: dict[str, FindingCount] = {}
    for finding in findings:
        if _is_unmatched(finding):
            by_term.setdefault(finding.term, finding)
    return tuple(by_term.values())


def _is_unmatched(finding: FindingCount) -> bool:
    if finding.code in NOT_MAPPED or not finding.values:
        return False
    return finding.code in UNMATCHED or finding.code.endswith(_UNMATCHED_ENDINGS)

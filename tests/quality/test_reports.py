"""Reports: what is counted, what comes first, what is added up, what changed."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from naturalia.interpret.issues import IssueCode, issue
from naturalia.quality.counting import MOST_EXAMPLES, MOST_KEPT, Values
from naturalia.quality.merging import merged
from naturalia.quality.priorities import MOST_STEPS
from naturalia.quality.profile import Profile
from naturalia.quality.report import Place, Report
from naturalia.quality.table import COLUMNS, guarded, write_csv
from naturalia.quality.trend import changes
from naturalia.specimen.mids import MidsDiscipline, assess
from naturalia.specimen.mids_dissco import assess_dissco

GOOD = {
    "dwc:catalogNumber": "1",
    "dwc:institutionCode": "NRM",
    "dwc:basisOfRecord": "PreservedSpecimen",
    "dwc:scientificName": "Carex alba Scop.",
    "dwc:country": "Sweden",
    "dwc:countryCode": "SE",
}


def place(line: int) -> Place:
    return Place("occurrence.txt", line, f"row-{line}")


def report_on(*records: dict[str, str], title: str = "Herbarium") -> Report:
    profile = Profile()
    for line, record in enumerate(records, start=2):
        profile.add(record, place(line))
        mids = assess(record, {}, MidsDiscipline.BIOLOGY)
        profile.add_mids(mids, assess_dissco(record, {}))
    return profile.report(title, f"{title}.zip")


def test_records_are_counted_by_term() -> None:
    report = report_on(GOOD, GOOD | {"dwc:sex": "male"})
    counts = {one.term: one.records for one in report.terms}
    assert report.records == 2
    assert (counts["dwc:country"], counts["dwc:sex"]) == (2, 1)
    assert report.share(counts["dwc:sex"]) == 0.5


def test_a_finding_tells_records_values_and_where_the_first_stand() -> None:
    report = report_on(*[GOOD | {"dwc:day": day} for day in ("32", "32", "0")])
    finding = next(one for one in report.findings if one.code == "VALIDATION_DAY_INRANGE")
    assert (finding.records, finding.distinct, finding.kind) == (3, 2, "VALIDATION")
    assert [(one.value, one.records, one.example.line) for one in finding.values] == [
        ("32", 2, 2),
        ("0", 1, 4),
    ]
    assert finding.explanation
    assert finding.action
    assert finding.dimension == "Conformance"


def test_issues_of_interpretation_stand_beside_findings_of_tests() -> None:
    profile = Profile()
    profile.add(GOOD, place(2), [issue("dwc:country", "Swedn", IssueCode.COUNTRY_UNKNOWN)])
    finding = next(one for one in profile.report("t", "s").findings if one.code == "COUNTRY_UNKNOWN")
    assert (finding.kind, finding.term, finding.values[0].value) == (
        "INTERPRETATION",
        "dwc:country",
        "Swedn",
    )


def test_a_term_that_one_value_fills_comes_first() -> None:
    record = {term: value for term, value in GOOD.items() if term != "dwc:basisOfRecord"}
    report = report_on(*[record] * 10, record | {"dwc:day": "32"})
    assert any("once for the whole source: PreservedSpecimen" in step.text for step in report.first[:4])
    assert len(report.first) <= MOST_STEPS
    assert len({step.term for step in report.first}) == len(report.first)


def test_frequent_values_are_mapped_and_the_proposal_is_told() -> None:
    report = report_on(*[GOOD | {"dwc:sex": "Maennchen"}] * 6)
    step = next(one for one in report.first if one.term == "dwc:sex")
    assert step.records == 6
    assert any(value.startswith("Maennchen") for value in step.values)
    assert [one.term for one in report.unmatched].count("dwc:sex") == 1


def test_values_of_a_large_source_take_bounded_memory() -> None:
    values = Values()
    for number in range(3 * MOST_KEPT):
        values.add(f"value {number}", place(number))
        values.add("frequent", place(number))
    assert values.records == 6 * MOST_KEPT
    assert values.most_frequent(1)[0].value == "frequent"
    assert values.most_frequent(1)[0].records == 3 * MOST_KEPT
    assert len(values.most_frequent(10 * MOST_KEPT)) <= MOST_KEPT
    assert values.distinct >= 3 * MOST_KEPT
    assert len(values.examples) == MOST_EXAMPLES


def test_levels_of_both_profiles_are_told_with_what_is_lacking() -> None:
    report = report_on(GOOD, {"dwc:catalogNumber": "2"})
    assert [one.profile for one in report.mids] == ["MIDS", "DiSSCo"]
    assert sum(report.mids[0].levels.values()) == 2
    assert report.mids[0].lacking
    assert report.mids[0].rules != report.mids[1].rules
    assert report.mids_differ <= 2


def test_outcomes_of_a_validation_add_up_to_all_records() -> None:
    report = report_on(GOOD, GOOD | {"dwc:day": "5"}, GOOD | {"dwc:day": "32"})
    assert all(sum(four) == 3 for four in report.outcomes.values())
    assert report.outcomes["VALIDATION_DAY_INRANGE"] == (1, 1, 1, 0)


def test_refused_rows_are_told_with_their_reason() -> None:
    profile = Profile()
    profile.refuse("too few cells", place(7))
    refusal = profile.report("t", "s").refusals[0]
    assert (refusal.reason, refusal.records, refusal.example.line) == ("too few cells", 1, 7)


def test_an_empty_source_has_a_report() -> None:
    report = report_on()
    assert (report.records, report.findings, report.share(0)) == (0, (), 0.0)


def test_reports_of_sources_add_up() -> None:
    one = report_on(GOOD | {"dwc:day": "32"}, title="One")
    two = report_on(GOOD | {"dwc:day": "32"}, GOOD | {"dwc:day": "40"}, title="Two")
    both = merged("Museum", [one, two])
    finding = next(each for each in both.findings if each.code == "VALIDATION_DAY_INRANGE")
    assert both.records == 3
    assert finding.records == 3
    assert [(each.value, each.records) for each in finding.values] == [("32", 2), ("40", 1)]
    assert both.outcomes["VALIDATION_DAY_INRANGE"] == (0, 3, 0, 0)
    assert both.source == "One, Two"
    assert sum(both.mids[0].levels.values()) == 3


def test_a_report_added_to_none_is_itself_and_none_is_an_error() -> None:
    one = report_on(GOOD, title="One")
    assert merged("One", [one]).findings == one.findings
    with pytest.raises(ValueError, match="no reports"):
        merged("none", [])


def test_a_sudden_change_is_told_and_a_small_one_is_not() -> None:
    before = report_on(*[GOOD] * 100)
    little = report_on(*[GOOD] * 98, *[GOOD | {"dwc:country": "Norway"}] * 2)
    assert changes(before, little) == ()
    emptied = {term: value for term, value in GOOD.items() if term != "dwc:country"}
    found = changes(before, report_on(*[GOOD] * 40, *[emptied] * 60))
    told = {(one.kind, one.what): (one.before, one.after) for one in found}
    assert told["completeness", "dwc:country"] == (1.0, 0.4)
    assert ("finding", "VALIDATION_COUNTRY_NOTEMPTY dwc:country") in told


def test_a_source_that_lost_records_says_so_first() -> None:
    found = changes(report_on(*[GOOD] * 100), report_on(*[GOOD] * 90))
    assert (found[0].kind, found[0].before, found[0].after) == ("records", 100, 90)


def test_the_table_has_a_row_for_each_value_and_no_formula() -> None:
    report = report_on(GOOD | {"dwc:sex": "=HYPERLINK(1)"}, GOOD | {"dwc:day": "32"})
    output = StringIO()
    write_csv(report, output)
    rows = list(csv.DictReader(StringIO(output.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert {"first", "validation", "amendment", "term", "mids"} <= {row["section"] for row in rows}
    values = [row["value"] for row in rows if row["term"] == "dwc:sex"]
    assert "'=HYPERLINK(1)" in values
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    assert guarded(-5) == -5

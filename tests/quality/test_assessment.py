"""All tests of a record: pure, worked out once for each tuple of values, never in the way of another."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.interpret.issues import IssueCode
from naturalia.quality import Result, Status, assess, notable, run
from naturalia.quality import tests as known_tests
from naturalia.quality.assessment import MOST_KEPT, topics
from naturalia.quality.findings import flags_of, gbif_flags, meant_by, stored_findings, told

RECORD = {
    "dwc:country": "Sweden",
    "dwc:countryCode": "NO",
    "dwc:day": "32",
    "dwc:eventDate": "1880-05-08",
    "dwc:sex": "Mail",
    "dwc:decimalLatitude": "59.33",
    "dwc:decimalLongitude": "18.06",
}
TERMS = sorted({term for test in known_tests().values() for term in test.reads})


def kept(record: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(stored_findings(record))
    return found


def test_a_record_gets_one_response_from_each_test() -> None:
    assert sorted(response.test for response in assess(RECORD)) == sorted(known_tests())


def test_an_empty_record_is_judged_too() -> None:
    responses = {response.test: response for response in assess({})}
    assert responses["VALIDATION_COUNTRY_NOTEMPTY"].result is Result.NOT_COMPLIANT
    assert responses["VALIDATION_DAY_INRANGE"].status is Status.INTERNAL_PREREQUISITES_NOT_MET


def test_blanks_and_characters_not_printed_say_nothing() -> None:
    for blank in ("", " ", "\t", "\u200b"):
        assert run("VALIDATION_COUNTRY_NOTEMPTY", {"dwc:country": blank}).result is Result.NOT_COMPLIANT


def test_the_measures_count_the_responses_of_the_record() -> None:
    responses = assess(RECORD)
    counts = {one.test: one.result for one in responses if one.test.startswith("MEASURE")}
    failed = [one for one in responses if one.test.startswith("VALIDATION") and one.failed]
    assert counts["MEASURE_VALIDATIONTESTS_NOTCOMPLIANT"] == len(failed) > 0
    assert counts["MEASURE_AMENDMENTS_PROPOSED"] == sum(one.proposes for one in responses)
    assert run("MEASURE_VALIDATIONTESTS_NOTCOMPLIANT", RECORD).result == len(failed)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(TERMS), st.text(max_size=12), max_size=12))
def test_no_content_stops_a_test_and_what_is_kept_changes_no_answer(record: dict[str, str]) -> None:
    first = assess(record)
    assert assess(record) == first
    for response in first:
        assert not (response.failed and response.proposes)


def test_what_is_not_read_by_a_topic_costs_it_nothing() -> None:
    topic = next(one for one in topics() if "dwc:sex" in one.terms)
    first = topic.findings({"dwc:sex": "male", "dwc:locality": "here"})
    assert topic.findings({"dwc:sex": "male", "dwc:locality": "there"}) is first


def test_kept_answers_stay_below_their_limit() -> None:
    topic = next(one for one in topics() if one.name == "height")
    for metres in range(MOST_KEPT + 10):
        topic.findings({"dwc:minimumElevationInMeters": str(metres)})
    assert len(topic._kept) <= MOST_KEPT


def test_other_parameters_are_asked_anew() -> None:
    record = {"dwc:minimumElevationInMeters": "5000"}
    limits = {"VALIDATION_MINELEVATION_INRANGE": {"maximumValidElevationInMeters": "4000"}}
    strict = {one.test: one.result for one in assess(record, limits)}
    usual = {one.test: one.result for one in assess(record)}
    assert strict["VALIDATION_MINELEVATION_INRANGE"] is Result.NOT_COMPLIANT
    assert usual["VALIDATION_MINELEVATION_INRANGE"] is Result.COMPLIANT


def test_findings_name_the_term_and_its_verbatim_value() -> None:
    found = {(one.response.test, one.term): one.value for one in notable(RECORD)}
    assert found["VALIDATION_DAY_INRANGE", "dwc:day"] == "32"
    assert found["VALIDATION_SEX_STANDARD", "dwc:sex"] == "Mail"


def test_kept_findings_are_told_in_full() -> None:
    findings = {one.code: one for one in told(kept(RECORD))}  # type: ignore[arg-type]
    day = findings["VALIDATION_DAY_INRANGE"]
    assert (day.term, day.value, day.version) == ("dwc:day", "32", known_tests()[day.code].version)
    assert day.guid == known_tests()[day.code].guid
    assert day.explanation
    assert day.action
    empty = findings["VALIDATION_SCIENTIFICNAME_NOTEMPTY"]
    assert empty.message == "dwc:scientificName is empty."


def test_a_proposal_is_kept_beside_the_value_and_never_in_its_place() -> None:
    record = {"dwc:eventDate": "1880-05-08"}
    before = dict(record)
    proposals = [one.proposal for one in told(kept(record)) if one.proposal]  # type: ignore[arg-type]
    assert {"dwc:year": "1880", "dwc:month": "5", "dwc:day": "8"}.items() <= {
        term: value for proposal in proposals for term, value in proposal.items()
    }.items()
    assert record == before


def test_a_finding_of_a_test_that_is_no_longer_there_is_left_out() -> None:
    assert told([{"code": "VALIDATION_OF_OLD", "term": "dwc:day"}]) == []


def test_every_gbif_flag_means_issues_and_tests_that_exist() -> None:
    known = {str(code) for code in IssueCode} | set(known_tests())
    assert gbif_flags()
    for flag, codes in gbif_flags().items():
        assert codes, flag
        assert set(codes) <= known, flag
        assert all(flag in flags_of(code) for code in codes)


def test_a_flag_is_looked_up_in_any_case_and_other_words_stand_for_themselves() -> None:
    assert "COORDINATES_ZERO" in meant_by("zero_coordinate")
    assert meant_by("NAME_MISSING") == ("NAME_MISSING",)

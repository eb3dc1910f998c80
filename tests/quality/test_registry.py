"""The tests of BDQ Core are all there, each with what a curator needs to know of it."""

from __future__ import annotations

import csv

import pytest

from naturalia.quality import tests as known_tests
from naturalia.quality import version
from naturalia.quality.measures import Outcomes, multirecord_measures
from naturalia.quality.registry import Test as QualityTest
from naturalia.quality.response import Result, complies
from tests.shared import shared_file

KINDS = {"VALIDATION": 72, "AMENDMENT": 29, "ISSUE": 4, "MEASURE": 5}


def test_there_are_110_tests_of_four_kinds() -> None:
    counted = {kind: sum(test.kind == kind for test in known_tests().values()) for kind in KINDS}
    assert sum(counted.values()) == len(known_tests()) == 110
    assert counted == KINDS


def test_labels_and_identifiers_are_those_that_tdwg_published() -> None:
    with shared_file("specs", "bdq", "TG2_tests.csv").open(encoding="utf-8", newline="") as file:
        published = {row["Label"]: row["term_localName"] for row in csv.DictReader(file)}
    single = {label: guid for label, guid in published.items() if not label.startswith("MULTIRECORD")}
    assert {label: test.guid for label, test in known_tests().items()} == single


@pytest.mark.parametrize("test", known_tests().values(), ids=lambda test: test.label)
def test_each_test_says_what_it_looks_for_and_reads(test: QualityTest) -> None:
    assert test.explanation.endswith(".")
    assert test.dimension
    assert test.name
    assert test.acts_on or test.consults or test.kind == "MEASURE"
    assert test.action.endswith(".") or test.kind == "MEASURE"


def test_a_test_run_with_other_parameters_says_so_and_leaves_the_defaults() -> None:
    test = known_tests()["VALIDATION_MINELEVATION_INRANGE"]
    record = {"dwc:minimumElevationInMeters": "5000"}
    assert test.run(record).result is Result.COMPLIANT
    strict = test.run(record, {"maximumValidElevationInMeters": "4000"})
    assert strict.result is Result.NOT_COMPLIANT
    assert strict.parameters["maximumValidElevationInMeters"] == "4000"
    assert test.run(record).result is Result.COMPLIANT


def test_responses_that_say_the_same_are_one_object() -> None:
    test = known_tests()["VALIDATION_COUNTRY_NOTEMPTY"]
    assert test.run({"dwc:country": "Sweden"}) is test.run({"dwc:country": "Norway"})


def test_a_response_carries_test_guid_and_version_of_the_rule() -> None:
    test = known_tests()["VALIDATION_DAY_INRANGE"]
    response = test.run({"dwc:day": "32"})
    assert (response.test, response.guid, response.version) == (test.label, test.guid, test.version)
    assert response.failed
    assert not response.proposes
    assert response.comment


def test_a_validation_that_complies_needs_no_comment() -> None:
    assert complies(True, "never told").comment == ""
    assert complies(False, "told").comment == "told"


def test_the_version_of_the_rules_names_tests_and_authorities() -> None:
    assert {part.split(" ")[0] for part in version().split("; ")} == {
        "tests",
        "vocabularies",
        "country-centres",
    }


def test_measures_over_many_records_count_and_judge_each_validation() -> None:
    outcomes = {
        "VALIDATION_COUNTRY_FOUND": Outcomes(compliant=9, not_compliant=1),
        "VALIDATION_COUNTRYCODE_STANDARD": Outcomes(compliant=9, internal=1),
    }
    found = {one.label: one.result for one in multirecord_measures(outcomes)}
    assert len(found) == 144
    assert found["MULTIRECORD_MEASURE_COUNT_COMPLIANT_COUNTRY_FOUND"] == 9
    assert found["MULTIRECORD_MEASURE_QA_COUNTRY_FOUND"] is Result.NOT_COMPLETE
    assert found["MULTIRECORD_MEASURE_QA_COUNTRYCODE_STANDARD"] is Result.COMPLETE

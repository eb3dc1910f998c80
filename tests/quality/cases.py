"""The validation cases of BDQ: one call of one test each, with what is expected."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from naturalia.quality import Response, run, tests
from naturalia.quality.authorities import provided_taxa
from naturalia.quality.checklist import read_checklists
from tests.shared import shared_file

CHECKLISTS = Path(__file__).parent / "data" / "checklists.tsv"
FILES = ("TG2_test_validation_data.csv", "TG2_test_validation_data_nonprintingchars.csv")
_TERMS = ("dwc:", "dc:", "dcterms:")


class Case(msgspec.Struct, frozen=True):
    """A call: its number in the file, the test, terms and parameters, and status and result expected."""

    number: str
    label: str
    record: dict[str, str]
    parameters: dict[str, str]
    status: str
    result: str


def cases() -> Iterator[Case]:
    """All 1,304 cases."""
    labels = {test.guid: test.label for test in tests().values()}
    for name in FILES:
        with shared_file("specs", "bdq", name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield _case(labels[row["GUID"]], row)


def _case(label: str, row: dict[str, str]) -> Case:
    record = {term: value for term, value in row.items() if term.startswith(_TERMS) and value}
    parameters = {name[7:]: value for name, value in row.items() if name.startswith("bdqval:") and value}
    if annotation := parameters.pop("annotation", "") or parameters.pop("annotationAlertif", ""):
        record["oa:hasTarget"] = annotation
    return Case(row["dataID"], label, record, parameters, row["Response.status"], row["Response.result"])


def agrees(case: Case, response: Response) -> bool:
    """Whether status, result and proposed values are those expected."""
    if response.status != case.status:
        return False
    if response.proposes:
        return dict(response.amendment) == json.loads(case.result)
    expected = "" if response.result is None else str(response.result)
    return expected == ("" if response.result is None else case.result)


def answered() -> Iterator[tuple[Case, Response]]:
    """Each case with the response of the test, the excerpt of the checklists being handed over."""
    with ExitStack() as stack:
        for name, checklist in read_checklists(CHECKLISTS).items():
            stack.enter_context(provided_taxa(name, checklist))
        for case in cases():
            yield case, run(case.label, case.record, **case.parameters)

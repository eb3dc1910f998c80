"""What a test answers, after the response model of BDQ (TDWG Biodiversity Data Quality, framework, 2026).

A test never raises for a value: what it cannot judge is a status of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

Amendment = Mapping[str, str]
"""Terms with the values that are proposed for them."""


class Status(StrEnum):
    """How a test ended."""

    RUN_HAS_RESULT = "RUN_HAS_RESULT"
    INTERNAL_PREREQUISITES_NOT_MET = "INTERNAL_PREREQUISITES_NOT_MET"
    EXTERNAL_PREREQUISITES_NOT_MET = "EXTERNAL_PREREQUISITES_NOT_MET"
    AMENDED = "AMENDED"
    NOT_AMENDED = "NOT_AMENDED"
    FILLED_IN = "FILLED_IN"


class Result(StrEnum):
    """What a validation, an issue or a measure of completeness found."""

    COMPLIANT = "COMPLIANT"
    NOT_COMPLIANT = "NOT_COMPLIANT"
    POTENTIAL_ISSUE = "POTENTIAL_ISSUE"
    NOT_ISSUE = "NOT_ISSUE"
    COMPLETE = "COMPLETE"
    NOT_COMPLETE = "NOT_COMPLETE"


PROPOSED = frozenset({Status.AMENDED, Status.FILLED_IN})
FAILED = frozenset({Result.NOT_COMPLIANT, Result.POTENTIAL_ISSUE})


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What the function of a test gives: status, result or measure, proposed values, and why in words."""

    status: Status
    result: Result | int | None = None
    amendment: Amendment = {}
    comment: str = ""


class Response(msgspec.Struct, frozen=True, gc=False):
    """An answer with the test that gave it: label, GUID and version of the rule, and its parameters."""

    test: str
    status: Status
    result: Result | int | None
    amendment: Amendment
    comment: str
    parameters: Mapping[str, str]
    guid: str
    version: str

    @property
    def failed(self) -> bool:
        """Whether a validation is not complied with, or an issue is likely."""
        return self.result in FAILED

    @property
    def proposes(self) -> bool:
        """Whether values are proposed."""
        return self.status in PROPOSED


def found(result: Result | int, comment: str = "") -> Answer:
    """The test ran and has a result."""
    return Answer(Status.RUN_HAS_RESULT, result, comment=comment)


def complies(condition: bool, comment: str = "") -> Answer:
    """The answer of a validation; the comment says why it is not complied with."""
    return COMPLIANT if condition else found(Result.NOT_COMPLIANT, comment)


def missing(comment: str) -> Answer:
    """The record does not say what the test needs."""
    return Answer(Status.INTERNAL_PREREQUISITES_NOT_MET, comment=comment)


def unavailable(authority: str) -> Answer:
    """The authority that the test asks is not there."""
    return Answer(Status.EXTERNAL_PREREQUISITES_NOT_MET, comment=f"{authority} is not available.")


def amended(amendment: Amendment, comment: str = "") -> Answer:
    """Other values are proposed for what is written."""
    return Answer(Status.AMENDED, amendment=amendment, comment=comment)


def filled_in(amendment: Amendment, comment: str = "") -> Answer:
    """Values are proposed where nothing is written."""
    return Answer(Status.FILLED_IN, amendment=amendment, comment=comment)


COMPLIANT = found(Result.COMPLIANT)
POTENTIAL_ISSUE = found(Result.POTENTIAL_ISSUE)
NOT_ISSUE = found(Result.NOT_ISSUE)
NOT_AMENDED = Answer(Status.NOT_AMENDED)

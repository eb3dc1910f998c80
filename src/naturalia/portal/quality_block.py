"""What the tests say of one object: what failed or is proposed on its page, all of them on a page apart."""

from __future__ import annotations

from dataclasses import dataclass

from naturalia.portal.labels import label
from naturalia.quality import Response, Result, Status, assess, tests
from naturalia.quality.findings import flags_of
from naturalia.sources.records import VerbatimRecord

RULES = "https://rs.tdwg.org/bdqtest/terms/"
"""Where TDWG publishes each rule under its GUID."""
_NOT_RUN = (Status.INTERNAL_PREREQUISITES_NOT_MET, Status.EXTERNAL_PREREQUISITES_NOT_MET)


@dataclass(frozen=True)
class Row:
    """One response in words."""

    code: str
    name: str
    outcome: str
    explanation: str
    comment: str
    action: str
    amendment: tuple[tuple[str, str], ...]
    gbif_flags: tuple[str, ...]
    rule_url: str
    version: str


@dataclass(frozen=True)
class QualityBlock:
    """The responses to look at, and how many there are in all, passed, and could not run."""

    notable: tuple[Row, ...]
    tests: int
    passed: int
    not_run: int


def quality_block(record: VerbatimRecord | None) -> QualityBlock | None:
    """The block of a record, None where there is no record (a tombstone)."""
    if record is None:
        return None
    responses = assess(record.core)
    return QualityBlock(
        notable=tuple(_row(one) for one in responses if one.failed or one.proposes),
        tests=len(responses),
        passed=sum(one.result is Result.COMPLIANT for one in responses),
        not_run=sum(one.status in _NOT_RUN for one in responses),
    )


def all_responses(record: VerbatimRecord) -> tuple[Row, ...]:
    """Every response on a record, in the order of the tests."""
    return tuple(map(_row, assess(record.core)))


def _row(response: Response) -> Row:
    test = tests()[response.test]
    outcome = response.status if response.result is None else response.result
    return Row(
        code=response.test,
        name=test.name,
        outcome=label(str(outcome)),
        explanation=test.explanation,
        comment=response.comment,
        action=test.action if response.failed or response.proposes else "",
        amendment=tuple(response.amendment.items()),
        gbif_flags=flags_of(response.test),
        rule_url=f"{RULES}{response.guid}",
        version=response.version,
    )

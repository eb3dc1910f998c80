"""Measures: how many tests passed, failed, could not run, or proposed something; and over many records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import msgspec

from naturalia.quality.registry import rows_of, tests
from naturalia.quality.response import Response, Result, Status, found

NOT_RUN = frozenset({Status.INTERNAL_PREREQUISITES_NOT_MET, Status.EXTERNAL_PREREQUISITES_NOT_MET})


class Tally(msgspec.Struct, frozen=True, gc=False):
    """Numbers of responses: validations by how they ended, and amendments that propose something."""

    compliant: int = 0
    not_compliant: int = 0
    not_run: int = 0
    proposed: int = 0


def tally(responses: Iterable[Response]) -> Tally:
    """Count responses of single tests."""
    known = list(responses)
    validations = [one for one in known if one.test.startswith("VALIDATION")]
    return Tally(
        compliant=sum(one.result is Result.COMPLIANT for one in validations),
        not_compliant=sum(one.result is Result.NOT_COMPLIANT for one in validations),
        not_run=sum(one.status in NOT_RUN for one in validations),
        proposed=sum(one.proposes for one in known),
    )


@lru_cache(maxsize=1 << 12)
def measures(counts: Tally) -> tuple[Response, ...]:
    """The four measures of one record."""
    values = {
        "MEASURE_AMENDMENTS_PROPOSED": counts.proposed,
        "MEASURE_VALIDATIONTESTS_COMPLIANT": counts.compliant,
        "MEASURE_VALIDATIONTESTS_NOTCOMPLIANT": counts.not_compliant,
        "MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET": counts.not_run,
    }
    return tuple(tests()[label].response(found(value)) for label, value in values.items())


class Outcomes(msgspec.Struct):
    """How one validation ended over many records."""

    compliant: int = 0
    not_compliant: int = 0
    internal: int = 0
    external: int = 0

    @property
    def records(self) -> int:
        """All of them."""
        return self.compliant + self.not_compliant + self.internal + self.external


class MultiRecordMeasure(msgspec.Struct, frozen=True):
    """A measure over many records: how many comply (COUNT), or whether all do (QA)."""

    label: str
    guid: str
    validation: str
    result: Result | int


@cache
def _definitions() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows_of("multirecord"))


def multirecord_measures(outcomes: Mapping[str, Outcomes]) -> tuple[MultiRecordMeasure, ...]:
    """The 144 measures over many records, from how each validation ended (by label)."""
    return tuple(
        MultiRecordMeasure(
            label, guid, validation, _result(kind, with_missing, outcomes.get(validation, Outcomes()))
        )
        for label, guid, kind, validation, with_missing in _definitions()
    )


def _result(kind: str, with_missing: str, counts: Outcomes) -> Result | int:
    if kind == "COUNT":
        return counts.compliant
    good = counts.compliant + (counts.internal if with_missing == "yes" else 0)
    return Result.COMPLETE if good == counts.records else Result.NOT_COMPLETE

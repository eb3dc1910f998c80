"""Quality: what the tests of BDQ Core say of a record, and what a collection's records need first."""

from __future__ import annotations

from naturalia.quality.assessment import Finding, assess, notable, run
from naturalia.quality.measures import MultiRecordMeasure, Outcomes, multirecord_measures
from naturalia.quality.registry import Test, tests, version
from naturalia.quality.response import Response, Result, Status

__all__ = [
    "Finding",
    "MultiRecordMeasure",
    "Outcomes",
    "Response",
    "Result",
    "Status",
    "Test",
    "assess",
    "multirecord_measures",
    "notable",
    "run",
    "tests",
    "version",
]

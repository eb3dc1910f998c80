"""Findings as they are kept with a version of a specimen, and told again.

Kept is what cannot be looked up: the label of the test and its version, the term, its verbatim value, the
comment, and the values that are proposed. The rest (GUID, explanation, what to do) is in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from naturalia.quality.assessment import Finding, Findings, topics
from naturalia.quality.registry import rows_of, tests

NONE = b"[]"
_encode = msgspec.json.Encoder().encode


def stored_findings(record: Mapping[str, str]) -> bytes:
    """The findings of a record whose terms are not empty, as a JSON list."""
    parts = [part for topic in topics() if (part := _part(topic.findings(record)))]
    return b"[" + b",".join(parts) + b"]" if parts else NONE


def _part(findings: Findings) -> bytes:
    """The members of the list for one topic; worked out once for each tuple of values."""
    if findings.encoded is None:
        findings.encoded = b",".join(_encode(_kept(finding)) for finding in findings.notable)
    return findings.encoded


def _kept(finding: Finding) -> dict[str, Any]:
    response = finding.response
    kept: dict[str, Any] = {"code": response.test, "version": response.version, "term": finding.term}
    if finding.value:
        kept["value"] = finding.value
    if response.comment and not response.test.endswith("_NOTEMPTY"):
        kept["message"] = response.comment
    if response.amendment:
        kept["proposal"] = dict(response.amendment)
    return kept


class ToldFinding(msgspec.Struct, frozen=True):
    """A kept finding with all that the tests say of it."""

    code: str
    guid: str
    version: str
    term: str
    value: str
    message: str
    explanation: str
    action: str
    proposal: dict[str, str]
    gbif_flags: tuple[str, ...]


def told(kept: Iterable[Mapping[str, Any]]) -> list[ToldFinding]:
    """Kept findings told in full; those of tests that are no longer there are left out."""
    known = tests()
    return [_told(known[one["code"]], one) for one in kept if one["code"] in known]


def _told(test: Any, kept: Mapping[str, Any]) -> ToldFinding:
    term = str(kept.get("term", ""))
    return ToldFinding(
        code=test.label,
        guid=test.guid,
        version=str(kept.get("version", "")),
        term=term,
        value=str(kept.get("value", "")),
        message=str(kept.get("message") or _said_nothing(test.acts_on)),
        explanation=test.explanation,
        action=test.action,
        proposal=dict(kept.get("proposal", {})),
        gbif_flags=flags_of(test.label),
    )


def _said_nothing(terms: tuple[str, ...]) -> str:
    return f"{terms[0]} is empty." if len(terms) == 1 else "None of its terms says anything."


@cache
def gbif_flags() -> Mapping[str, tuple[str, ...]]:
    """The occurrence issue flags of GBIF with the codes of issues and labels of tests that say the same."""
    return {flag: tuple(codes.split()) for flag, codes in rows_of("gbif-flags")}


@cache
def _flags_by_code() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for flag, codes in gbif_flags().items():
        for code in codes:
            found[code] = (*found.get(code, ()), flag)
    return found


def flags_of(code: str) -> tuple[str, ...]:
    """The GBIF flags that say the same as an issue or a test."""
    return _flags_by_code().get(code, ())


def meant_by(code: str) -> tuple[str, ...]:
    """What to search for an issue: the codes of a GBIF flag, and the code itself."""
    return (code, *gbif_flags().get(code.strip().upper(), ()))

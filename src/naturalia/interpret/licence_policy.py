"""What is done with records and media whose licence is not one of those that everyone may build on.

The licences taken without a word are CC0, CC BY and CC BY-NC in any version and spelling (the licences that
GBIF publishes under). Whatever the policy, another licence, or none, is reported with the record; it is never
rewritten.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import msgspec

from naturalia.interpret.acceptance import Rejection
from naturalia.interpret.issues import Issue, IssueCode, issue
from naturalia.interpret.record import Interpretation
from naturalia.specimen.licences import licence
from naturalia.specimen.model import DigitalMedia, DigitalSpecimen

TAKEN = frozenset({"CC0", "CC BY", "CC BY-NC", "PDM"})
"""Short names; the public domain mark says that nobody holds rights."""


class LicencePolicy(StrEnum):
    """What an institution or source wants done with other licences, or with none."""

    ACCEPT = "accept"
    WITHHOLD_MEDIA = "withhold media"
    REJECT = "reject"


@lru_cache(maxsize=1 << 12)
def is_taken(text: str | None) -> bool:
    """Whether a licence is one of those that are taken without a word; False for none."""
    found = licence(text) if text else None
    return found is not None and found.name in TAKEN


def apply_policy(made: Interpretation, policy: LicencePolicy) -> Interpretation | Rejection:
    """An interpretation as the policy allows it: unchanged but for issues, without some media, or refused."""
    specimen = made.specimen
    if policy is LicencePolicy.REJECT and not is_taken(specimen.license):
        return Rejection(_why(specimen.license))
    issues = (*made.issues, *_issues(specimen))
    if policy is not LicencePolicy.ACCEPT:
        kept = tuple(medium for medium in specimen.has_media if _may_be_shown(medium, specimen))
        issues += _withheld(len(specimen.has_media) - len(kept))
        if len(kept) < len(specimen.has_media):
            specimen = msgspec.structs.replace(specimen, has_media=kept)
    return made if issues == made.issues else msgspec.structs.replace(made, specimen=specimen, issues=issues)


def _why(text: str | None) -> str:
    if not text:
        return "licence: none is stated, and the policy of this source rejects such records"
    return f"licence: {text!r} is none of CC0, CC BY, CC BY-NC, and the policy of this source rejects others"


def _issues(specimen: DigitalSpecimen) -> tuple[Issue, ...]:
    if is_taken(specimen.license):
        return ()
    code = IssueCode.LICENCE_RESTRICTS if specimen.license else IssueCode.LICENCE_MISSING
    return (issue("dcterms:license", specimen.license or "", code),)


def _may_be_shown(medium: DigitalMedia, specimen: DigitalSpecimen) -> bool:
    """By its own licence, or the record's where it states none."""
    return is_taken(medium.rights or medium.web_statement or specimen.license)


def _withheld(count: int) -> tuple[Issue, ...]:
    return (issue("ac:accessURI", str(count), IssueCode.MEDIA_WITHHELD),) if count else ()

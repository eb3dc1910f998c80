"""Countries: names in many languages and codes to ISO 3166-1 alpha-2."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.vocabulary import fold, vocabulary


class Country(msgspec.Struct, frozen=True, gc=False):
    """The ISO code of a country, whether it was derived from a name, and what is odd (term, kind)."""

    code: str | None
    derived: bool = False
    issues: tuple[tuple[str, IssueCode], ...] = ()


@lru_cache(maxsize=1 << 13)
def country(name: str | None, code: str | None = None) -> Country:
    """The country that a name (any language, or a code) and a code column say.

    A valid code stays; a blank or invalid one is derived from the name. A disagreement is told, not mended.
    """
    named = vocabulary("countries").look_up(name) if name else None
    coded = _code(code) if code else None
    issues: list[tuple[str, IssueCode]] = []
    if name and named is None:
        issues.append(("dwc:country", IssueCode.COUNTRY_UNKNOWN))
    if code and coded is None:
        issues.append(("dwc:countryCode", IssueCode.COUNTRY_CODE_INVALID))
    if coded and named and coded != named:
        issues.append(("dwc:countryCode", IssueCode.COUNTRY_MISMATCH))
    if coded is None and named is not None:
        issues.append(("dwc:country", IssueCode.COUNTRY_CODE_DERIVED))
    return Country(coded or named, coded is None and named is not None, tuple(issues))


def _code(text: str) -> str | None:
    """The code itself; an alpha-3 code or a name in its column is understood too."""
    codes = vocabulary("countries")
    trimmed = text.strip().upper()
    return trimmed if trimmed in _codes() else codes.words.get(fold(text))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(vocabulary("countries").values)

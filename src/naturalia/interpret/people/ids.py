"""Identifiers of people: which scheme they follow, and their one spelling.

Sources: ORCID and ISNI (ISO 27729, check character of ISO/IEC 7064 MOD 11-2), Wikidata, Bionomia, IPNI author
ids, VIAF, the Index of Botanists of Harvard University, GND.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import msgspec

from naturalia.specimen.schemes import clean, identify
from naturalia.specimen.shared import GupriLevel

_SPLIT = re.compile(r"\s*[|;,]\s*|\s+")


class PersonIdScheme(StrEnum):
    """Schemes of identifiers of people."""

    ORCID = "ORCID"
    ISNI = "ISNI"
    WIKIDATA = "Wikidata"
    BIONOMIA = "Bionomia"
    IPNI = "IPNI"
    VIAF = "VIAF"
    HARVARD = "Harvard Index of Botanists"
    GND = "GND"
    OTHER = "other"


class PersonId(msgspec.Struct, frozen=True, gc=False):
    """An identifier: its scheme, the bare value, its one URI, and whether its check digit is right.

    An identifier of another scheme, or one with a wrong check digit, keeps its text as ``uri``.
    """

    written: str
    scheme: PersonIdScheme
    value: str
    uri: str
    valid: bool = True


_SIXTEEN = r"(\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{3}[\dXx])"
_PATTERNS: tuple[tuple[PersonIdScheme, re.Pattern[str], str], ...] = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE), uri)
    for scheme, pattern, uri in (
        (
            PersonIdScheme.BIONOMIA,
            rf"^(?:https?://)?(?:www\.)?bionomia\.net/(Q\d+|{_SIXTEEN[1:-1]})/?$",
            "https://bionomia.net/{}",
        ),
        (PersonIdScheme.ORCID, rf"^(?:https?://)?(?:www\.)?orcid\.org/{_SIXTEEN}/?$", "https://orcid.org/{}"),
        (
            PersonIdScheme.ISNI,
            rf"^(?:(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?|isni[:\s]*){_SIXTEEN}$",
            "https://isni.org/isni/{}",
        ),
        (PersonIdScheme.ORCID, rf"^(?:orcid(?:\s*id)?[:\s]*)?{_SIXTEEN}$", "https://orcid.org/{}"),
        (
            PersonIdScheme.WIKIDATA,
            r"^(?:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|wikidata:|wd:)?(Q\d+)$",
            "https://www.wikidata.org/wiki/{}",
        ),
        (
            PersonIdScheme.IPNI,
            r"^(?:(?:https?://)?(?:www\.)?ipni\.org/(?:a/|.*authorid=|.*id=)|(?:https?://\S+)?urn:lsid:ipni\.org:authors:)"
            r"(\d+-\d+)(?::[\d.]+)?$",
            "https://www.ipni.org/a/{}",
        ),
        (
            PersonIdScheme.VIAF,
            r"^(?:(?:https?://)?(?:www\.)?viaf\.org/viaf/|viaf[:\s]*)(\d+)/?.*$",
            "https://viaf.org/viaf/{}",
        ),
        (
            PersonIdScheme.HARVARD,
            r"^(?:https?://)?(?:kiki\.huh\.harvard\.edu/databases/botanist_search\.php\?.*?\bid=|"
            r"(?:kiki\.huh\.harvard\.edu|purl\.oclc\.org/net/edu\.harvard\.huh)/(?:databases/rdfgen\.php\?uuid=|guid/uuid/))"
            r"([0-9a-f-]+)$",
            "https://kiki.huh.harvard.edu/databases/botanist_search.php?mode=details&id={}",
        ),
        (
            PersonIdScheme.GND,
            r"^(?:(?:https?://)?d-nb\.info/gnd/|gnd[:\s]*)([\dXx-]+)$",
            "https://d-nb.info/gnd/{}",
        ),
    )
)
_CHECKED = frozenset({PersonIdScheme.ORCID, PersonIdScheme.ISNI})


@lru_cache(maxsize=1 << 13)
def person_ids(text: str) -> tuple[PersonId, ...]:
    """The identifiers of a text, separated by "|", ";", "," or blanks, in their order."""
    whole = clean(text)
    if found := _recognise(whole):
        return (found,)
    strong = [part for part in re.split(r"\s*[|;]\s*", whole) if part]
    return tuple(each for part in strong for each in _several(part))


def _several(part: str) -> list[PersonId]:
    if found := _recognise(part):
        return [found]
    pieces = [piece for piece in _SPLIT.split(part) if piece]
    return [_recognise(piece) or _other(piece) for piece in pieces]


def _recognise(text: str) -> PersonId | None:
    for scheme, pattern, uri in _PATTERNS:
        if match := pattern.match(text):
            value = _spelling(scheme, match[1])
            valid = scheme not in _CHECKED or is_checked(value)
            made = uri.format(value) if valid else text
            if scheme is PersonIdScheme.HARVARD and not value.isdigit():
                made = text
            return PersonId(text, scheme, value, made, valid)
    return None


def _spelling(scheme: PersonIdScheme, value: str) -> str:
    if scheme is PersonIdScheme.HARVARD:
        return value.lower()
    if len(value) < len("0000000000000000") or scheme not in (*_CHECKED, PersonIdScheme.BIONOMIA):
        return value.upper()
    digits = re.sub(r"[\s-]", "", value).upper()
    if scheme is PersonIdScheme.ISNI:
        return digits
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def is_checked(value: str) -> bool:
    """Whether the last character of 16 is the check character of ISO/IEC 7064 MOD 11-2."""
    digits = re.sub(r"[\s-]", "", value).upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits):
        return False
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    return digits[-1] == ("X" if expected == 10 else str(expected))


def _other(text: str) -> PersonId:
    found = identify(text)
    same = found.level in (GupriLevel.LOCAL, GupriLevel.RESOLVABLE)
    return PersonId(text, PersonIdScheme.OTHER, text, text if same else found.normalised)

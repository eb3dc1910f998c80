"""Identifier schemes: recognising them and folding their spellings into one.

Sources: RFC 3986 (URI), RFC 9562 (UUID), the DOI handbook, the ARK specification, RFC 8141 (URN), the
Darwin Core triplet as used in occurrence ids, ISO/IEC 7064 (check digits of ROR).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import msgspec

from naturalia.specimen.shared import GupriLevel, IdentifierType

BLANKS = frozenset(
    [
        *(
            "n/a",
            "na",
            "n.a.",
            "n.a",
            "nan",
            "null",
            "nil",
            "none",
            "not available",
            "not applicable",
            "missing",
        ),
        *("blank", "empty", "unknown", "unkn", "unk", "undefined", "undetermined", "unknown:undigitized"),
        *("s.n.", "s.n", "sn", "s/n", "s.c.", "sine numero", "no number", "without number", "no data"),
        *("sin número", "sin numero", "ohne nummer", "sans numéro", "sem número", "senza numero"),
        *(
            "inconnu",
            "desconocido",
            "desconhecido",
            "unbekannt",
            "onbekend",
            "sconosciuto",
            "okänd",
            "ukjent",
        ),
    ]
)
"""Words that stand for nothing where an identifier is expected; compared in lower case."""

_NOTHING = re.compile(r"^[\W_]*$|^0+$")
_UUID = re.compile(
    r"^(?:urn:uuid:|uuid:|\{)?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})\}?$",
    re.IGNORECASE,
)
_HASH = re.compile(r"^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$", re.IGNORECASE)
_DOI = re.compile(
    r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*|info:doi/)?(10\.\d{4,9}(?:\.\d+)*/\S+)$", re.IGNORECASE
)
_HANDLE = re.compile(
    r"^(?:https?://(?:hdl\.handle\.net|n2t\.net/hdl:)/|hdl:\s*|info:hdl/)(\d+(?:\.\d+)*/\S+)$", re.IGNORECASE
)
_ARK = re.compile(r"^(?:https?://[^/]+/)?ark:/?(\d{5,9}|[0-9bcdfghjkmnpqrstvwxz]{5,9})/(\S+)$", re.IGNORECASE)
_IGSN = re.compile(r"^(?:https?://(?:www\.)?igsn\.org/|igsn:\s*)([a-z0-9][\w.-]{3,})$", re.IGNORECASE)
_LSID = re.compile(
    r"^(?:https?://(?:www\.)?lsid\.(?:info|tdwg\.org)/)?urn:lsid:([^:\s]+):([^:\s]+):(\S+)$", re.IGNORECASE
)
_URN = re.compile(r"^urn:([a-z0-9][a-z0-9-]{1,31}):(\S.*)$", re.IGNORECASE)
_WEB = re.compile(r"^https?://[^\s/?#]+\.[^\s]+$", re.IGNORECASE)
_TRIPLET = re.compile(r"^([A-Z][A-Za-z&-]{1,19}):([^:\s/][^:/]{0,39}):([^:\s/][^:/]{0,59})$")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


class Identified(msgspec.Struct, frozen=True, gc=False):
    """An identifier's scheme, its one spelling, and how far it reaches."""

    normalised: str
    type: IdentifierType
    level: GupriLevel


def clean(text: str) -> str:
    """The text as Unicode NFC without invisible characters, white space trimmed and collapsed."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def is_blank(text: str) -> bool:
    """Whether a cleaned text says nothing: a word for nothing, only punctuation, or zeros."""
    return text.casefold() in BLANKS or _NOTHING.match(text) is not None


@lru_cache(maxsize=1 << 12)
def identify(text: str) -> Identified:
    """Scheme and one spelling of an identifier. What follows no scheme is locally unique, case folded."""
    value = clean(text)
    for recognise in _recognisers(value):
        if found := recognise(value):
            return found
    return Identified(value.casefold(), IdentifierType.LOCAL, GupriLevel.LOCAL)


def _recognisers(value: str) -> tuple[Callable[[str], Identified | None], ...]:
    """The schemes that a text may follow, by what it begins with: most identifiers begin with a scheme."""
    scheme, colon, _ = value.partition(":")
    if colon:
        return _BY_SCHEME.get(scheme.lower(), _ALL)
    if "/" in value:
        return _ALL
    return () if len(value) < _SHORTEST_HASH else (_uuid, _hash)


def _uuid(value: str) -> Identified | None:
    match = _UUID.match(value)
    if match is None or ("-" not in match[1] and value == match[1]):
        return None
    digits = match[1].replace("-", "").lower()
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return Identified("-".join(parts), IdentifierType.UUID, GupriLevel.GLOBAL)


def _doi(value: str) -> Identified | None:
    match = _DOI.match(value)
    if match is None:
        return None
    normalised = f"https://doi.org/{match[1].rstrip('/').lower()}"
    return Identified(normalised, IdentifierType.DOI, GupriLevel.PERSISTENT)


def _igsn(value: str) -> Identified | None:
    match = _IGSN.match(value)
    return Identified(f"igsn:{match[1].lower()}", IdentifierType.IGSN, GupriLevel.GLOBAL) if match else None


def _handle(value: str) -> Identified | None:
    match = _HANDLE.match(value)
    if match is None:
        return None
    normalised = f"https://hdl.handle.net/{match[1].rstrip('/')}"
    return Identified(normalised, IdentifierType.HANDLE, GupriLevel.PERSISTENT)


def _ark(value: str) -> Identified | None:
    match = _ARK.match(value)
    if match is None:
        return None
    name = match[2].rstrip("/").replace("-", "")
    return Identified(f"ark:{match[1].lower()}/{name}", IdentifierType.ARK, GupriLevel.PERSISTENT)


def _lsid(value: str) -> Identified | None:
    match = _LSID.match(value)
    if match is None:
        return None
    normalised = f"urn:lsid:{match[1].lower()}:{match[2].lower()}:{match[3]}"
    return Identified(normalised, IdentifierType.LSID, GupriLevel.GLOBAL)


def _web(value: str) -> Identified | None:
    if not _WEB.match(value):
        return None
    host, _, path = value.partition("//")[2].partition("/")
    normalised = f"http://{host.lower()}/{path}".rstrip("/")
    kind = (
        IdentifierType.PURL if host.lower().removeprefix("www.").startswith("purl.") else IdentifierType.URL
    )
    return Identified(normalised, kind, GupriLevel.RESOLVABLE)


def _urn(value: str) -> Identified | None:
    match = _URN.match(value)
    if match is None:
        return None
    if match[1].lower() == "catalog" and match[2].count(":") < 2:
        return None
    return Identified(f"urn:{match[1].lower()}:{match[2]}", IdentifierType.URN, GupriLevel.GLOBAL)


def _triplet(value: str) -> Identified | None:
    if not _TRIPLET.match(value):
        return None
    return Identified(value.casefold(), IdentifierType.OTHER, GupriLevel.GLOBAL)


def _hash(value: str) -> Identified | None:
    if not _HASH.match(value):
        return None
    return Identified(value.lower(), IdentifierType.OTHER, GupriLevel.GLOBAL)


_ALL = (_uuid, _doi, _igsn, _handle, _ark, _lsid, _web, _urn, _triplet, _hash)
_ON_THE_WEB = (_doi, _igsn, _handle, _ark, _lsid, _web, _triplet)
_BY_SCHEME = {"http": _ON_THE_WEB, "https": _ON_THE_WEB, "urn": (_uuid, _lsid, _urn, _triplet)}
_SHORTEST_HASH = 32

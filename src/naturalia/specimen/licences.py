"""Licences as canonical URIs, in the version that was stated.

Source: the licence deeds of Creative Commons. A version is never added or rewritten: "CC BY" without one is
the licence without a version. What is not recognised is None and stays as the source wrote it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

CC = "http://creativecommons.org/"
_URI = re.compile(
    r"creativecommons\.org/(?:licen[cs]es/(?P<kind>by(?:-(?:nc|sa|nd))*|zero|cc0|publicdomain)"
    r"|publicdomain/(?P<public>zero|mark))(?:[/-](?P<version>\d(?:\.\d)?))?(?:/(?P<port>[a-z]{2,3})(?=[/\s.]|$))?",
)
_VERSION = re.compile(r"(?<![\d.])v?(\d\.\d|[1-4])(?![\d.])")
_NOT_PORTS = {"dee", "leg", "rdf"}
_ZERO = re.compile(
    r"\bcc[\s-]?(0|zero)\b|\bcreative commons (zero|0)\b|\bpublic domain dedication\b|\bno rights reserved\b"
    r"|^zero v?1\.0 universal\b"
)
_MARK = re.compile(r"\bpublic domain mark\b|\bpdm\b")
_BY = re.compile(
    r"\bcc[\s-]*by\b|\bby(?=[\s-]+(nc|sa|nd)\b)|\b(?:creative commons|cc)\b.*\b(?:attribution|namensnennung"
    r"|atribuci[oó]n|reconocimiento|attribuzione|naamsvermelding|atribuição|erkännande|navngivelse|paternité)\b|^attribution\b"
)
_NC = re.compile(
    r"\bnc\b|\bnon[\s-]?commercial\b|\bnicht[\s-]?kommerziell\b|\bno[\s-]?comercial\b|\bniet[\s-]?commercieel\b"
    r"|\bpas d.utilisation commerciale\b|\bnão[\s-]?comercial\b|\bnon commerciale\b"
)
_SA = re.compile(
    r"\bsa\b|\bshare[\s-]?alike\b|\bweitergabe unter gleichen bedingungen\b|\bcompartir[\s-]?igual\b"
    r"|\bgelijk[\s-]?delen\b|\bpartage (?:dans|à)\b|\bcompartilha\w*\b|\bcondividi\b"
)
_ND = re.compile(
    r"\bnd\b|\bno[\s-]?deriv\w*\b|\bkeine bearbeitung\w*\b|\bsin (?:obra )?derivad\w*\b"
    r"|\bpas de modification\b"
)
_GLUED = re.compile(r"(?<=by)(?=nc|sa|nd)|(?<=nc)(?=sa|nd)|(?<=cc)(?=by)")
_PORT = re.compile(
    r"\bcc[\s-]*by[\w\s-]*?\d\.\d[\s-]+(at|ar|au|be|br|ca|ch|cl|cn|co|cr|cz|de|dk|ec|ee|eg|es|fi|fr|gr|gt|hk|hr|hu|ie|igo|in|it|jp"
    r"|kr|lu|mx|my|nl|no|nz|pe|ph|pl|pr|pt|ro|rs|scotland|se|sg|si|th|tw|ug|uk|us|ve|vn|za)\b"
)
"""The jurisdictions to which licences before version 4.0 were adapted."""
_BARE = re.compile(r"^(?:cc[\s-]*)?by(?:[\s-]+(?:nc|sa|nd))*(?:[\s-]*v?\d(?:\.\d)?)?$")


class Licence(msgspec.Struct, frozen=True, gc=False):
    """A licence: canonical URI, its short name ("CC BY-NC") and the version that was stated, if any."""

    uri: str
    name: str
    version: str | None = None


@lru_cache(maxsize=4096)
def licence(text: str) -> Licence | None:
    """The licence that a text or URI states, None if it states none that we know."""
    folded = " ".join(text.replace("_", " ").replace("–", "-").casefold().split())
    folded = folded if "://" in folded else _GLUED.sub("-", folded)
    return _from_uri(folded) or _from_text(folded)


def _from_uri(folded: str) -> Licence | None:
    match = _URI.search(folded)
    if match is None:
        return None
    port = match["port"] if match["port"] not in _NOT_PORTS else None
    if match["public"] == "mark":
        return _licence("publicdomain/mark", "PDM", match["version"])
    if match["public"] or not match["kind"].startswith("by"):
        return _licence("publicdomain/zero", "CC0", match["version"])
    parts = set(match["kind"].split("-"))
    return _attribution("nc" in parts, "sa" in parts, "nd" in parts, match["version"], port)


def _from_text(folded: str) -> Licence | None:
    version = found[1] if (found := _VERSION.search(_ZERO.sub(" ", folded))) else None
    if _ZERO.search(folded):
        return _licence("publicdomain/zero", "CC0", version)
    if _MARK.search(folded):
        return _licence("publicdomain/mark", "PDM", version)
    if _BY.search(folded) or _BARE.match(folded):
        nc, sa, nd = (bool(pattern.search(folded)) for pattern in (_NC, _SA, _ND))
        port = found[1] if (found := _PORT.search(folded)) else None
        return _attribution(nc, sa, nd, version, port)
    return None


def _attribution(nc: bool, sa: bool, nd: bool, version: str | None, port: str | None) -> Licence | None:
    if sa and nd:
        return None
    parts = ["by", *(["nc"] if nc else []), *(["sa"] if sa else []), *(["nd"] if nd else [])]
    return _licence(f"licenses/{'-'.join(parts)}", f"CC {'-'.join(parts).upper()}", version, port)


def _licence(path: str, name: str, version: str | None, port: str | None = None) -> Licence:
    stated = version if version is None or "." in version else f"{version}.0"
    tail = "".join(f"{part}/" for part in (stated, port if stated else None) if part)
    return Licence(f"{CC}{path}/{tail}", name, stated)

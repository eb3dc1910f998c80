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
_ZERO = re.compile(r"\bcc[\s-]?(0|zero)\b|\bcreative commons (zero|0)\b|\bpublic domain dedication\b")
_MARK = re.compile(r"\bpublic domain mark\b|\bpdm\b")
_BY = re.compile(
    r"\bcc[\s-]*by\b|\bby(?=[\s-]+(nc|sa|nd)\b)|\bcreative commons\b.*\battribution\b|^attribution\b"
)
_NC = re.compile(r"\bnc\b|\bnon[\s-]?commercial\b")
_SA = re.compile(r"\bsa\b|\bshare[\s-]?alike\b")
_ND = re.compile(r"\bnd\b|\bno[\s-]?deriv\w*\b")
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
        return _attribution(nc, sa, nd, version, None)
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

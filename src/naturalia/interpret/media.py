"""Media: pictures, sounds and films of the object."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from naturalia.interpret.assembly import assemble
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import rules_of, said, terms_of, values_of
from naturalia.interpret.people import people
from naturalia.interpret.reading import Draft, Found
from naturalia.specimen.model import DigitalMedia
from naturalia.specimen.shared import Agent

MEDIA_ROW_TYPES = ("ac:Multimedia", "gbif:Multimedia", "gbif:Image")
_LINKS = re.compile(r"\s*[|;]\s*(?=\S)|\s*,\s+(?=https?://)|\s+(?=https?://)")
_WEB = re.compile(r"^(?:https?|ftp)://[^\s/]+\S*$", re.IGNORECASE)
_BARE = re.compile(r"^www\.[^\s/]+\.[a-z]{2,}/\S+$", re.IGNORECASE)
_ROLES = {"people": "creator", "rights_holder": "rights holder", "publisher": "publisher"}
_FORMATS = {
    "jpg": ("image/jpeg", "StillImage"),
    "jpeg": ("image/jpeg", "StillImage"),
    "png": ("image/png", "StillImage"),
    "tif": ("image/tiff", "StillImage"),
    "tiff": ("image/tiff", "StillImage"),
    "gif": ("image/gif", "StillImage"),
    "webp": ("image/webp", "StillImage"),
    "jp2": ("image/jp2", "StillImage"),
    "mp3": ("audio/mpeg", "Sound"),
    "wav": ("audio/wav", "Sound"),
    "mp4": ("video/mp4", "MovingImage"),
}


def medium(row_type: str, row: Mapping[str, str]) -> Found[DigitalMedia | None]:
    """What a row of a media extension states; None if it has no address on the web."""
    terms = terms_of(row_type, "DigitalMedia", "DigitalMedia.Agent")
    draft = Draft(said(values_of(row, terms), terms))
    link = _link(row_type, draft)
    assemble(row_type, "DigitalMedia", draft)
    _agents(row_type, draft)
    if link is None:
        for term in draft.said:
            draft.leave(term)
        return draft.found(None)
    return draft.found(DigitalMedia(access_uri=link, **draft.fields))


def _link(row_type: str, draft: Draft) -> str | None:
    """The first term with an address; an ``ac:accessURI`` leaves ``dcterms:identifier`` its own meaning."""
    link = None
    for term in _link_terms(row_type):
        text = draft.said.get(term)
        if text is None:
            continue
        if link is None and is_link(text):
            link = text
        elif term in ("dcterms:identifier", "dc:identifier"):
            draft.fields["identifier"] = text
        elif text != link:
            draft.leave(term)
    if link is None:
        draft.note("ac:accessURI", IssueCode.MEDIA_LINK_INVALID)
    return link


@cache
def _link_terms(row_type: str) -> tuple[str, ...]:
    return tuple(rule.term for rule in rules_of(row_type, "DigitalMedia") if rule.converter == "media_link")


def is_link(text: str) -> bool:
    """Whether a text is one address on the web."""
    return _WEB.match(text) is not None or _BARE.match(text) is not None


def _agents(row_type: str, draft: Draft) -> None:
    agents: list[Agent] = []
    for rule in rules_of(row_type, "DigitalMedia.Agent"):
        if rule.term not in draft.said:
            continue
        found = people(draft.said[rule.term], None, _ROLES[rule.converter])
        agents += [agent for agent in found.agents if agent not in agents]
        if not found.agents:
            draft.leave(rule.term)
    if agents:
        draft.fields["has_agents"] = tuple(agents)


@lru_cache(maxsize=1 << 12)
def linked_media(text: str) -> Found[tuple[DigitalMedia, ...]]:
    """The media of ``dwc:associatedMedia``, separated by "|", ";" or blanks before an address."""
    draft = Draft({"dwc:associatedMedia": text.strip()})
    pieces = dict.fromkeys(piece for piece in _LINKS.split(text.strip()) if piece)
    links = [piece for piece in pieces if is_link(piece)]
    if len(links) < len(pieces):
        draft.note("dwc:associatedMedia", IssueCode.MEDIA_LINK_INVALID)
        draft.leave("dwc:associatedMedia")
    return draft.found(tuple(_linked(link) for link in links))


def _linked(link: str) -> DigitalMedia:
    kind, type_ = _FORMATS.get(link.rpartition(".")[2].lower(), (None, None))
    return DigitalMedia(access_uri=link, format=kind, type=type_)

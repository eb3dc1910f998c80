"""Signposting: typed links that lead machines from a page to its identifier, metadata, content and terms.

Source: signposting.org (FAIR Signposting profile), RFC 8288 (Link header), RFC 9264 (linkset).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from naturalia.exports.representations import REPRESENTATIONS

MOST_ITEMS = 10
"""Links to media in a header; all of them are in the linkset."""

LINKSET = "application/linkset+json"
PAGE_TYPE = "https://schema.org/AboutPage"
OBJECT_TYPE = "https://schema.org/Thing"
_FORBIDDEN = str.maketrans(dict.fromkeys('<>"\\^`{|} \t\r\n', None))


class Link(msgspec.Struct, frozen=True):
    """A link: relation, target, and the media type and profile of the target if they are known."""

    rel: str
    href: str
    type: str = ""
    profile: str = ""

    def header(self) -> str:
        """The link as it stands in a ``Link`` header."""
        parameters = {"rel": self.rel, "type": self.type, "profile": self.profile}
        said = "".join(f'; {name}="{value}"' for name, value in parameters.items() if value)
        return f"<{_target(self.href)}>{said}"


def page_links(document: dict[str, Any], address: str, collection: str) -> list[Link]:
    """The links of the page of a specimen at ``address``; ``collection`` is the page of its data set."""
    links = [
        Link("cite-as", document["dcterms:identifier"]),
        Link("type", PAGE_TYPE),
        Link("type", OBJECT_TYPE),
    ]
    links += [
        Link("describedby", f"{address}.{one.name}", one.media_type, one.profile)
        for one in REPRESENTATIONS.values()
    ]
    links += [Link("item", one["ac:accessURI"], one.get("dcterms:format", "")) for one in _media(document)]
    if (licence := document.get("dcterms:license", "")).startswith("http"):
        links.append(Link("license", licence))
    links += [Link("author", author) for author in _authors(document)]
    if collection:
        links.append(Link("collection", collection, "text/html"))
    return links


def metadata_links(document: dict[str, Any], address: str, profile: str) -> list[Link]:
    """The links of a machine-readable form of a specimen."""
    links = [Link("describes", address, "text/html"), Link("cite-as", document["dcterms:identifier"])]
    if (licence := document.get("dcterms:license", "")).startswith("http"):
        links.append(Link("license", licence))
    return links + ([Link("profile", profile)] if profile else [])


def link_header(links: Sequence[Link], linkset: str) -> str:
    """A ``Link`` header; of many items only the first, and the linkset that has them all."""
    items = [link for link in links if link.rel == "item"]
    kept = [link for link in links if link.rel != "item"] + items[:MOST_ITEMS]
    return ", ".join(link.header() for link in (*kept, Link("linkset", linkset, LINKSET)))


def linkset(anchor: str, links: Iterable[Link], described: Sequence[Link] = ()) -> bytes:
    """A linkset: the links of a page, and back from each of its descriptions."""
    context: dict[str, Any] = {"anchor": anchor}
    for link in links:
        target = {"href": link.href} | ({"type": link.type} if link.type else {})
        target |= {"profile": [link.profile]} if link.profile else {}  # type: ignore[dict-item]
        context.setdefault(link.rel, []).append(target)
    back = [{"anchor": link.href, "describes": [{"href": anchor, "type": "text/html"}]} for link in described]
    return msgspec.json.format(msgspec.json.encode({"linkset": [context, *back]}), indent=2)


def _media(document: dict[str, Any]) -> list[dict[str, Any]]:
    media = document.get("naturalia:hasMedia", ())
    return [one for one in media if one["ac:accessURI"].startswith(("http://", "https://"))]


def _authors(document: dict[str, Any]) -> list[str]:
    """Collectors and others who are known by an address."""
    agents = [
        *document.get("ods:hasAgents", ()),
        *(agent for event in document.get("ods:hasEvents", ()) for agent in event.get("ods:hasAgents", ())),
    ]
    found = (agent.get("schema:identifier", "") for agent in agents)
    return list(dict.fromkeys(name for name in found if name.startswith(("http://", "https://"))))[
        :MOST_ITEMS
    ]


def _target(href: str) -> str:
    """An address without the characters that would end it or the header."""
    return href.translate(_FORBIDDEN).encode("ascii", "ignore").decode()

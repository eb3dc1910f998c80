"""A search as a feed of new and changed objects, in Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from lxml import etree

from naturalia.exports.metadata_xml import clean
from naturalia.search import Summary

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Item:
    """A specimen, and when its present version was written; ``number`` is that of the version."""

    summary: Summary
    at: datetime
    number: int


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself: its title, its own address and that of the page, and when it changed."""

    title: str
    address: str
    page: str
    at: datetime


def atom(feed: Feed, items: Sequence[Item], base: str) -> bytes:
    """The feed as XML; ``base`` is the address of the installation."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.at))
    _add(_add(root, "author"), "name", "Naturalia")
    _add(root, "link", rel="self", href=feed.address, type=MEDIA_TYPE)
    _add(root, "link", rel="alternate", href=feed.page, type="text/html")
    for item in items:
        _entry(root, item, base)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, item: Item, base: str) -> None:
    summary = item.summary
    entry = _add(root, "entry")
    _add(entry, "id", f"https://doi.org/{summary.pid}")
    name = summary.scientific_name or _("Without a name")
    _add(entry, "title", f"{name} ({_('new') if item.number == 1 else _('changed')})")
    _add(entry, "updated", _moment(item.at))
    address = f"{base}/specimen/{summary.pid}"
    _add(entry, "link", rel="alternate", href=address, type="text/html")
    if item.number > 1:
        difference = f"{address}/difference/{item.number - 1}/{item.number}"
        _add(entry, "link", rel="related", href=difference, type="text/html")
    _add(entry, "category", term="new" if item.number == 1 else "changed")
    said = (
        summary.institution_code,
        summary.catalog_number,
        summary.country,
        summary.locality,
        summary.event_date,
        summary.recorded_by,
    )
    _add(entry, "summary", "; ".join(filter(None, said)))


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", {k: clean(v) for k, v in attributes.items()})
    made.text = clean(text) or None
    return made


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

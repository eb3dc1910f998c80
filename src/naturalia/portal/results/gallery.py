"""The gallery: the media of the specimens on a page, each with licence and credit.

A picture is loaded only from hosts that the administrator allows; others are cards that lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
from django.conf import settings

from naturalia.catalogue.queries import current_documents
from naturalia.portal.labels import people
from naturalia.portal.search_page import search_url
from naturalia.search import Page, SpecimenIndex, SpecimenQuery, parse, search, to_params
from naturalia.specimen.licences import licence
from naturalia.specimen.model import DigitalMedia

MOST_OF_ONE = 4
IIIF = "/info.json"
"""How addresses of the IIIF Image API end that describe an image; without this they lead to its sizes."""
SHOWN, LARGEST = "!800,800", "!6000,6000"
_IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "stillimage", "image")
_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")


@dataclass(frozen=True)
class Picture:
    """A card: the specimen that it shows, and how it may be used. ``image`` and ``full``, to look at closely,
    are empty where none is loaded.
    """

    pid: str
    name: str
    title: str
    url: str
    image: str
    full: str
    format: str
    licence: str
    licence_url: str
    credit: str


@dataclass(frozen=True)
class Gallery:
    """The cards of a page, how many specimens have media, and the way on."""

    cards: tuple[Picture, ...]
    total: int
    next_url: str


def gallery(index: SpecimenIndex, query: SpecimenQuery) -> Gallery:
    """The media of what a query finds, a page of specimens at a time, in their order."""
    within = query if "hasMedia" in query.filters else parse([*to_params(query), ("hasMedia", "true")])
    page = search(index, within)
    following = [*to_params(msgspec.structs.replace(query, cursor=page.next_cursor)), ("view", "gallery")]
    return Gallery(_cards(page), page.total, search_url(following) if page.next_cursor else "")


def _cards(page: Page) -> tuple[Picture, ...]:
    documents = current_documents(page.specimen_ids)
    cards: list[Picture] = []
    for specimen_id, row in zip(page.specimen_ids, page.rows, strict=True):
        media = documents.get(specimen_id, {}).get("naturalia:hasMedia") or ()
        cards += [picture(medium, row.pid, row.scientific_name) for medium in _known(media)][:MOST_OF_ONE]
    return tuple(cards)


def picture(media: DigitalMedia, pid: str, name: str) -> Picture:
    """The card of one medium."""
    stated = media.web_statement or media.usage_terms or media.rights or ""
    known = licence(stated) if stated else None
    return Picture(
        pid=pid,
        name=name,
        title=media.title or media.description or "",
        url=media.access_uri,
        image=_address(media, SHOWN) if may_load(media) else "",
        full=_address(media, LARGEST) if may_load(media) else "",
        format=media.format or media.type or "",
        licence=f"{known.name} {known.version or ''}".strip() if known else stated,
        licence_url=known.uri if known else stated if stated.startswith("http") else "",
        credit="; ".join(person.name for person in people(media.has_agents)),
    )


def may_load(media: DigitalMedia) -> bool:
    """Whether it is a still image on a host from which pages may load images."""
    try:
        parts = urlsplit(media.access_uri)
    except ValueError:
        return False
    allowed = parts.scheme == "https" and parts.netloc.lower() in settings.NATURALIA_IMAGE_HOSTS
    kind = (media.format or media.type or "").lower()
    return allowed and (kind in _IMAGES or parts.path.lower().endswith((*_ENDINGS, IIIF)))


def _address(media: DigitalMedia, size: str) -> str:
    """Where the image itself is: of a IIIF service the whole region in a size (IIIF Image API, 4)."""
    if not media.access_uri.lower().endswith(IIIF):
        return media.access_uri
    return f"{media.access_uri[: -len(IIIF)]}/full/{size}/0/default.jpg"


def _known(media: object) -> Iterator[DigitalMedia]:
    for one in media if isinstance(media, list) else ():
        yield msgspec.convert(one, DigitalMedia)

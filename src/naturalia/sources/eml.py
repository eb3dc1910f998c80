"""What a source says about itself: EML (any version, and GBIF's profile), read tolerantly."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from naturalia.sources import xmltext
from naturalia.sources.xmltext import Element

CONTACT_ELEMENTS = ("creator", "contact", "metadataProvider", "publisher", "associatedParty")


class Contact(msgspec.Struct, frozen=True):
    """A person or organisation. ``role`` is the EML element it stood in, or the role it names."""

    role: str
    name: str = ""
    organisation: str = ""
    position: str = ""
    email: str = ""
    identifier: str = ""


class Metadata(msgspec.Struct, frozen=True):
    """What the metadata document says; everything may be missing ("" or empty)."""

    title: str = ""
    abstract: str = ""
    rights: str = ""
    licence_url: str = ""
    citation: str = ""
    language: str = ""
    publication_date: str = ""
    publisher: str = ""
    identifiers: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


def read_eml(data: bytes, name: str, *, recover: bool = False) -> Metadata:
    """Understand a metadata document. SourceError if it is not XML.

    With ``recover``, as much as can be had of a malformed one.
    """
    root = xmltext.parse(data, name, recover=recover)
    dataset = _first(root, "dataset")
    if dataset is None:
        dataset = root
    rights = _child(dataset, "intellectualRights")
    contacts = tuple(_contact(e) for tag in CONTACT_ELEMENTS for e in xmltext.children(dataset, tag))
    return Metadata(
        title=_text(dataset, "title"),
        abstract=_paragraphs(_child(dataset, "abstract")),
        rights=_paragraphs(rights) or _paragraphs(_first(dataset, "licensed")),
        licence_url=_licence_url(dataset, rights),
        citation=_citation(root),
        language=_text(dataset, "language"),
        publication_date=_text(dataset, "pubDate"),
        publisher=_publisher(contacts),
        identifiers=_identifiers(root, dataset),
        contacts=contacts,
    )


def _all(element: Element, name: str) -> list[Element]:
    return [e for e in element.iter() if xmltext.local_name(e).lower() == name.lower()]


def _first(element: Element, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _child(element: Element, name: str) -> Element | None:
    return next(iter(xmltext.children(element, name)), None)


def _text(element: Element, name: str) -> str:
    found = (xmltext.text_of(child) for child in xmltext.children(element, name))
    return next((text for text in found if text), "")


def _paragraphs(element: Element | None) -> str:
    """The text of an element, one line a paragraph."""
    if element is None:
        return ""
    paragraphs = [xmltext.text_of(e) for e in _all(element, "para")] or [xmltext.text_of(element)]
    return "\n".join(text for text in dict.fromkeys(paragraphs) if text)


def _licence_url(dataset: Element, rights: Element | None) -> str:
    """The link of the licence: ``ulink`` in the rights, or EML 2.2's ``licensed``; else a URL in the text."""
    if rights is not None:
        links = [xmltext.attribute(e, "url") or "" for e in _all(rights, "ulink")]
        links += [word.strip(".,;()<>") for word in xmltext.text_of(rights).split() if "://" in word]
        if found := next((link.strip() for link in links if link.strip()), ""):
            return found
    licensed = _first(dataset, "licensed")
    return _text(licensed, "url") if licensed is not None else ""


def _citation(root: Element) -> str:
    """How the dataset wants to be cited (additional metadata of the GBIF profile)."""
    for extra in _all(root, "additionalMetadata"):
        found = _first(extra, "citation")
        if found is not None and (text := xmltext.text_of(found)):
            return text
    return ""


def _identifiers(root: Element, dataset: Element) -> tuple[str, ...]:
    found = [xmltext.text_of(e) for e in xmltext.children(dataset, "alternateIdentifier")]
    found.append((xmltext.attribute(root, "packageId") or "").strip())
    return _distinct(found)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _contact(element: Element) -> Contact:
    return Contact(
        role=_text(element, "role") or xmltext.local_name(element),
        name=_person(element),
        organisation=_text(element, "organizationName"),
        position=_text(element, "positionName"),
        email=_text(element, "electronicMailAddress"),
        identifier=_text(element, "userId"),
    )


def _person(element: Element) -> str:
    person = _child(element, "individualName")
    if person is None:
        return ""
    given = (xmltext.text_of(e) for e in xmltext.children(person, "givenName"))
    return " ".join(part for part in [*given, _text(person, "surName")] if part)


def _publisher(contacts: tuple[Contact, ...]) -> str:
    """The organisation that publishes; failing that, the first creator's."""
    for role in ("publisher", "creator"):
        for contact in contacts:
            if contact.role == role and contact.organisation:
                return contact.organisation
    return ""

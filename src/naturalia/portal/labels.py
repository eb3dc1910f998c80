"""Terms as words, and the properties of openDS values as labelled pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from naturalia.quality.registry import names
from naturalia.specimen.base import OpenDS
from naturalia.specimen.shared import Agent

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LOCAL_NAME = re.compile(r"[^:/#]+$")

NAMES = {
    "dcterms:license": "Licence",
    "dwc:catalogNumber": "Catalogue number",
    "dwc:otherCatalogNumbers": "Other catalogue numbers",
    "dwc:recordedBy": "Collector",
    "dwc:recordNumber": "Collector's number",
    "naturalia:wgs84Latitude": "WGS 84 latitude",
    "naturalia:wgs84Longitude": "WGS 84 longitude",
    "naturalia:earliestAgeInMa": "Earliest age (million years)",
    "naturalia:latestAgeInMa": "Latest age (million years)",
    "naturalia:preparationTypes": "Kinds of preparation",
    "naturalia:recordNumber": "Collector's number",
    "ods:organisationCode": "Institution code",
    "ods:organisationID": "Institution identifier",
    "ods:physicalSpecimenID": "Physical specimen identifier",
    "ods:topicDiscipline": "Discipline",
    "ods:topicDomain": "Domain",
    "ods:topicOrigin": "Origin",
}
"""Terms whose name says less than a reader deserves."""


@dataclass(frozen=True)
class Pair:
    """A property as people read it: its label, the term behind the label, and the value."""

    label: str
    term: str
    value: str


@dataclass(frozen=True)
class Person:
    """An agent with what it did."""

    name: str
    identifier: str
    roles: str


@cache
def term_words(term: str) -> str:
    """The name of a term (``dwc:maximumDepthInMeters``, a URI, ``DATE_INVALID``) in words."""
    if term in NAMES:
        return NAMES[term]
    found = _LOCAL_NAME.search(term)
    name = found[0] if found else term
    if "_" in name:
        return names().get(name) or name.replace("_", " ").capitalize()
    words = _BOUNDARY.sub(" ", name).split(" ")
    text = " ".join(word if word.isupper() else word.lower() for word in words)
    return text[:1].upper() + text[1:]


def label(term: str) -> str:
    """The name of a term in the reader's language."""
    return _(term_words(term))


def text_of(value: Any) -> str:
    """A value as text; lists with semicolons."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case str():
            return value
        case int() | float():
            return str(value)
        case list() | tuple():
            return "; ".join(map(text_of, value))
        case _:
            return msgspec.json.encode(value).decode()


def pairs(value: OpenDS | None, without: frozenset[str] = frozenset()) -> tuple[Pair, ...]:
    """The simple properties of an openDS value; nested values and absent properties are left out."""
    return tuple(_pairs(value, without)) if value is not None else ()


def _pairs(value: OpenDS, without: frozenset[str]) -> Iterator[Pair]:
    for name, term in _properties(type(value)):
        item = getattr(value, name)
        if term in without or item is None or item == "" or not _is_simple(item):
            continue
        yield Pair(label(term), term, text_of(item))


@cache
def _properties(kind: type[OpenDS]) -> tuple[tuple[str, str], ...]:
    fields = ((field.name, field.encode_name) for field in msgspec.structs.fields(kind))
    return tuple((name, term) for name, term in fields if not term.startswith("@"))


def _is_simple(item: object) -> bool:
    return isinstance(item, str | int | float) or (
        isinstance(item, tuple) and bool(item) and all(isinstance(part, str) for part in item)
    )


def people(agents: tuple[Agent, ...]) -> tuple[Person, ...]:
    """Agents with their roles in words."""
    return tuple(
        Person(
            agent.name or agent.identifier or "",
            agent.identifier or "",
            ", ".join(_(role.role_name) for role in agent.has_roles),
        )
        for agent in agents
    )

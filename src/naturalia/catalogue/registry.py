"""Institutions, sources and settings: registered on first sight."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from naturalia.catalogue.models import Institution, Setting, Source
from naturalia.catalogue.task import RegisteredInstitution

DEFAULT_PID_PREFIX = "10.5072"
"""The prefix that DataCite reserves for tests: its PIDs resolve nowhere but here."""


def setting(name: str, default: str) -> str:
    """A setting of the catalogue; the first one to ask decides its value."""
    return Setting.objects.get_or_create(name=name, defaults={"value": default})[0].value


def pid_prefix(wanted: str | None = None) -> str:
    """The prefix of new PIDs: ``wanted`` if given, else the catalogue's own."""
    return wanted or setting("pid_prefix", DEFAULT_PID_PREFIX)


def pid_secret() -> bytes:
    """The key that PIDs are derived with: made once, shared by all who write to this catalogue."""
    return bytes.fromhex(setting("pid_secret", secrets.token_hex(32)))


@transaction.atomic
def register_institution(identifier: str | None, code: str | None) -> Institution | None:
    """The institution with this identifier (ROR ...) or code, registered if new; None if both are None.

    The identifier decides. An institution known by its code alone takes the identifier when one is
    stated; a code that belongs to another institution already is registered with its identifier.
    """
    if identifier is None and code is None:
        return None
    if identifier:
        known = Institution.objects.filter(identifier=identifier).first()
        if known:
            return known
    known_as = code or identifier or ""
    same_code = Institution.objects.filter(code=known_as).first()
    if same_code is None:
        return Institution.objects.create(identifier=identifier, code=known_as)
    if identifier is None or same_code.identifier == identifier:
        return same_code
    if same_code.identifier is None:
        same_code.identifier = identifier
        same_code.save(update_fields=["identifier"])
        return same_code
    return Institution.objects.create(identifier=identifier, code=f"{known_as} <{identifier}>")


def registered(institution: Institution | None) -> RegisteredInstitution | None:
    """An institution as parts of a harvest need it."""
    return RegisteredInstitution(institution.pk, institution.code) if institution else None


def location_of(location: str) -> str:
    """A location as the registry knows it: a URL as it is, a path as an absolute one."""
    return location if "://" in location else str(Path(location).expanduser().resolve())


def register_source(
    location: str,
    title: str,
    metadata: Mapping[str, Any],
    institution: Institution | None,
    mapping: str = "",
) -> Source:
    """The source at a location, registered if new; what is stated now replaces what was stated before."""
    source, _ = Source.objects.get_or_create(location=location)
    source.title = title or source.title
    source.metadata = dict(metadata)
    source.institution = institution or source.institution
    source.mapping = mapping or source.mapping
    source.save()
    return source

"""Registered sources: where an institution's records come from, how, and when they are harvested again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from naturalia.catalogue import registry
from naturalia.catalogue.models import Source
from naturalia.catalogue.schedules import ScheduleError, next_time
from naturalia.interpret.licence_policy import LicencePolicy
from naturalia.sources import SourceError
from naturalia.sources.biocase import is_endpoint
from naturalia.sources.formats import FORMATS
from naturalia.sources.tables import read_mapping

BIOCASE = "biocase"
FORMAT_NAMES = (*(each.name for each in FORMATS), BIOCASE)
SETTINGS = ("name", "format", "mapping", "licence", "licence_policy", "schedule", "vanish_share")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


class RegistrationError(Exception):
    """A source cannot be registered or changed so; the message names the setting and what to do."""


class UnknownSourceError(Exception):
    """There is no such source."""


def sources() -> list[Source]:
    """All sources, those with a name first."""
    return list(Source.objects.select_related("institution").order_by("name", "pk"))


def source_named(name: str) -> Source:
    """The source with a name, number or location. Raises UnknownSourceError."""
    known = Source.objects.select_related("institution")
    found = known.filter(name=name).first() or known.filter(location=name).first()
    if found is None and name.isdigit():
        found = known.filter(pk=int(name)).first()
    if found is None and "://" not in name:
        found = known.filter(location=str(Path(name).expanduser().resolve())).first()
    if found is None:
        raise UnknownSourceError(f"there is no source {name!r}; see: naturalia source list")
    return found


@transaction.atomic
def add_source(location: str, institution: str | None, settings: Mapping[str, Any]) -> Source:
    """Register a source; one that was harvested before takes its name and settings.

    ``settings`` are some of ``SETTINGS``. Raises RegistrationError.
    """
    place = proper_location(location)
    name = settings.get("name") or proposed_name(place)
    source = Source.objects.filter(location=place).first() or Source(location=place)
    if source.pk and source.name:
        raise RegistrationError(f"{place} is registered already, as {source.name}")
    if is_endpoint(place):
        source.format = BIOCASE
    return set_source(source, {**settings, "name": name}, institution)


@transaction.atomic
def set_source(source: Source, settings: Mapping[str, Any], institution: str | None = None) -> Source:
    """Change settings of a source. Raises RegistrationError, and then changes nothing."""
    for setting, value in settings.items():
        _check(source, setting, value)
        setattr(source, setting, value)
    if institution:
        source.institution = registry.register_institution(None, institution)
    if "schedule" in settings:
        source.next_at = next_time(source.schedule, datetime.now(UTC))
    source.save()
    return source


def suspend(source: Source, *, suspended: bool) -> Source:
    """Stop harvesting a source, or go on. What is in the catalogue stays as it is."""
    source.suspended = suspended
    if not suspended:
        source.next_at = next_time(source.schedule, datetime.now(UTC))
    source.save(update_fields=["suspended", "next_at"])
    return source


def remove_source(source: Source) -> None:
    """Forget a source that was never harvested. Raises RegistrationError for others.

    What was harvested is part of the history of its specimens and cannot be forgotten.
    """
    if source.harvests.exists():
        raise RegistrationError(
            f"{source.name or source.location} was harvested, so it is part of the history of its specimens; "
            "suspend it, or undo its harvests"
        )
    source.delete()


def due_sources(now: datetime) -> list[Source]:
    """Sources whose time has come."""
    return list(Source.objects.filter(suspended=False, next_at__lte=now).order_by("next_at"))


def proper_location(location: str) -> str:
    """A URL as it is, a path as an absolute one. Raises RegistrationError if there is nothing."""
    if location.startswith(("http://", "https://")):
        return location
    path = Path(location).expanduser()
    if not path.exists():
        raise RegistrationError(f"{location}: there is no such file or folder")
    return str(path.resolve())


def proposed_name(location: str) -> str:
    """A free short name made of the end of a location."""
    stem = location.rstrip("/").rpartition("/")[2].partition("?")[0] or "source"
    base = re.sub(r"[^a-z0-9]+", "-", stem.lower().partition(".")[0]).strip("-")[:48] or "source"
    taken = set(Source.objects.filter(name__startswith=base).values_list("name", flat=True))
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _check(source: Source, setting: str, value: Any) -> None:
    if problem := _problem(source, setting, value):
        raise RegistrationError(f"{setting}: {problem}")


def _problem(source: Source, setting: str, value: Any) -> str:
    if setting == "name":
        return _name_problem(source, value)
    if setting == "format" and value and value not in FORMAT_NAMES:
        return f"{value!r} is no format. There are: {', '.join(FORMAT_NAMES)}"
    if setting == "licence_policy" and value and value not in list(LicencePolicy):
        return f"{value!r} is no policy. There are: {', '.join(LicencePolicy)}"
    if setting == "vanish_share" and not 0 <= float(value) <= 1:
        return "a share between 0 and 1 is needed"
    try:
        if setting == "schedule":
            next_time(value, datetime.now(UTC))
        if setting == "mapping" and value:
            read_mapping(value)
    except (ScheduleError, SourceError) as error:
        return str(error)
    return "" if setting in SETTINGS else f"no setting; there are: {', '.join(SETTINGS)}"


def _name_problem(source: Source, value: str) -> str:
    if not _NAME.fullmatch(value or ""):
        return f"{value!r} has to be of lower-case letters, digits and hyphens, at most 64"
    if Source.objects.filter(name=value).exclude(pk=source.pk).exists():
        return f"there is another source {value!r}"
    return ""

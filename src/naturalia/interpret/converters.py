"""How single texts are read, by the names that the mapping uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from naturalia.interpret.dates import DateContext, Since, date
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.names import rank_of
from naturalia.interpret.numbers import integer, not_negative, number
from naturalia.interpret.reading import Reading
from naturalia.interpret.words import term
from naturalia.specimen.licences import licence

TEXTS = frozenset({"text", "name", "collection_text", "joined"})
"""Converters that keep the text as it was written."""

_TAGS = re.compile(r"\s*[|;]\s*")
_DCMI_TYPES = {
    "stillimage": "StillImage",
    "image": "StillImage",
    "photo": "StillImage",
    "photograph": "StillImage",
    "movingimage": "MovingImage",
    "video": "MovingImage",
    "sound": "Sound",
    "audio": "Sound",
    "text": "Text",
    "interactiveresource": "InteractiveResource",
    "dataset": "Dataset",
    "collection": "Collection",
    "physicalobject": "PhysicalObject",
    "software": "Software",
    "service": "Service",
    "event": "Event",
}


def licence_uri(text: str) -> Reading[str]:
    """The URI of a licence in the version stated; an unknown one as it was written."""
    found = licence(text)
    return Reading(found.uri) if found else Reading(text, IssueCode.LICENCE_UNKNOWN)


def day_text(text: str, since: int = Since.EVENT) -> Reading[str]:
    """A date as ISO 8601 where it is understood completely, else as it was written, with an issue.

    ``since`` is the year before which it is hard to believe.
    """
    found = date(text, DateContext(since=since))
    if found.iso is None or not found.complete:
        return Reading(text, found.code)
    return Reading(found.iso, found.code)


def identification_day(text: str) -> Reading[str]:
    """The date of an identification: none is older than the names that it uses."""
    return day_text(text, Since.IDENTIFICATION)


def instant(text: str) -> Reading[str]:
    """A date and time (RFC 3339, as the JSON schema wants it); a day alone is its beginning in UTC."""
    found = date(text)
    if found.start is None or found.start.day is None or found.start != found.end:
        return Reading(None, IssueCode.DATE_INVALID)
    return Reading(_zoned(found.start.iso))


def _zoned(iso: str) -> str:
    day, _, time = iso.partition("T")
    if not time:
        return f"{day}T00:00:00Z"
    clock, zone = re.match(r"^([\d:.]+)(.*)$", time).groups()  # type: ignore[union-attr]
    seconds = clock if clock.count(":") == 2 else f"{clock}:00"
    colon = zone if ":" in zone or zone in ("", "Z") else f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{seconds}{colon or 'Z'}"


def tags(text: str) -> Reading[tuple[str, ...]]:
    """A list of words."""
    return Reading(tuple(part for part in _TAGS.split(text.strip()) if part) or None)


@lru_cache(maxsize=1 << 10)
def media_type(text: str) -> Reading[str]:
    """The DCMI type of a medium, from a name, a URI or a MIME type."""
    word = re.split(r"[/#:]", text.strip())[-1].replace(" ", "").lower()
    main = text.strip().lower().partition("/")[0]
    kind = _DCMI_TYPES.get(word) or _DCMI_TYPES.get(main)
    return Reading(kind) if kind else Reading(None, complete=False)


def word(name: str) -> Callable[[str], Reading[str]]:
    """The reader of a text as the value of a vocabulary: an unknown text stays, a word for none is listed."""

    def read(text: str) -> Reading[str]:
        found = term(name, text)
        if found.value is not None:
            return Reading(found.value, next(iter(found.issues), None), complete=not found.issues)
        if found.state is not None:
            return Reading(None, next(iter(found.issues), None), complete=False)
        return Reading(text, next(iter(found.issues), None))

    return read


CONVERTERS: dict[str, Callable[[str], Reading[Any]]] = {
    "number": number,
    "not_negative": not_negative,
    "integer": integer,
    "licence": licence_uri,
    "day_text": day_text,
    "identification_day": identification_day,
    "instant": instant,
    "tags": tags,
    "media_type": media_type,
    "sex": word("sex"),
    "life_stage": word("life-stage"),
    "rank": rank_of,
    "establishment_means": word("establishment-means"),
    "degree_of_establishment": word("degree-of-establishment"),
    "pathway": word("pathway"),
    "nomenclatural_code": word("nomenclatural-code"),
}
"""Readers of one text each; converters of the mapping that are not here read several terms together."""

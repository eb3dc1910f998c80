"""Filters of the portal's templates."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from naturalia.catalogue import queries
from naturalia.portal.labels import label, text_of
from naturalia.portal.names import name_parts

register = template.Library()


@register.filter
def scientific_name(name: str, rank: str = "") -> SafeString:
    """A scientific name with its italics."""
    pieces = (("<i>{}</i>" if part.italic else "{}", part.text) for part in name_parts(name, rank))
    return format_html_join(" ", "{}", ((format_html(form, text),) for form, text in pieces))


@register.filter
def data_block(value: object) -> SafeString:
    """A value as JSON that can stand in a ``script`` element: nothing in it can end the element."""
    text = msgspec.json.encode(value).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - what HTML could take for markup is escaped above


@register.filter
def grouped(number: int) -> str:
    """A number with thin spaces between thousands (ISO 80000-1)."""
    return f"{number:,}".replace(",", "\u202f")


@register.filter
def is_link(text: object) -> bool:
    """Whether a value of a record may be made a link: only web addresses, never a script."""
    if not isinstance(text, str):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text


@register.filter
def words(term: str) -> str:
    """The name of a term or of a value in one word (``PreservedSpecimen``) as words."""
    return label(term)


@register.filter
def translated(message: str) -> str:
    """A message that the catalogue keeps, such as the meaning of an issue, in the reader's language."""
    return gettext(message) if message else ""


@register.filter
def as_text(value: object) -> str:
    """A value of a document as text."""
    return text_of(value)


@register.filter
def pid_name(pid: str) -> str:
    """Prefix and suffix of a PID that is written as an address."""
    return pid.removeprefix("https://doi.org/")


@register.filter
def public_location(location: str) -> str:
    """Where a source is, without the folders of the server."""
    return queries.public_location(location)


@register.filter
def unlocalize(number: float) -> str:
    """A number as a drawing needs it, whatever the language of the page."""
    return repr(round(number, 6))


@register.filter
def add_number(number: float, other: float) -> float:
    """The sum of two numbers."""
    return round(number + other, 2)


@register.filter
def cut_range(text: str) -> str:
    """The beginning of a range, for the axis of a chart."""
    return text.split(" – ", maxsplit=1)[0]

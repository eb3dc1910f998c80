"""Which form of a thing a client wants, by the ``Accept`` header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HTML = "html"
HTML_TYPES = ("text/html", "application/xhtml+xml")
LONGEST_HEADER = 4000
MOST_RANGES = 60


class NotAcceptableError(Exception):
    """There is no form that the client accepts."""


def preferred(accept: str, forms: Mapping[str, Sequence[str]]) -> str:
    """The name of the form that a client likes best; of equally liked ones the first.

    ``forms`` maps names to media types. Without a header everything will do. Raises NotAcceptableError.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(forms))
    liked = {name: max(_quality(media_type, ranges) for media_type in types) for name, types in forms.items()}
    best = max(liked, key=lambda name: liked[name])
    if liked[best] <= 0:
        raise NotAcceptableError
    return best


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges with their qualities, 0 to 1; what cannot be understood is left out."""
    found: dict[str, float] = {}
    for part in accept[:LONGEST_HEADER].split(",")[:MOST_RANGES]:
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        if media_range.count("/") == 1:
            found[media_range.lower()] = _weight(parameters)
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    """The quality of the most specific range that holds the media type."""
    for media_range in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0

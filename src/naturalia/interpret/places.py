"""Places: locations with their georeference and geological context."""

from __future__ import annotations

from functools import lru_cache

from naturalia.interpret.assembly import assemble
from naturalia.interpret.coordinates import coordinates
from naturalia.interpret.countries import country
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, said, terms_of
from naturalia.interpret.numbers import metres, number
from naturalia.interpret.people import people
from naturalia.interpret.reading import Draft, Found
from naturalia.specimen.event import GeologicalContext, Georeference, Location

PLACE_CLASSES = ("Location", "Georeference", "Georeference.Agent", "GeologicalContext")
_POINT = (
    "dwc:decimalLatitude",
    "dwc:decimalLongitude",
    "dwc:verbatimLatitude",
    "dwc:verbatimLongitude",
    "dwc:verbatimCoordinates",
)
_LENGTHS = (
    ("Elevation", "elevation", "dwc:verbatimElevation"),
    ("Depth", "depth", "dwc:verbatimDepth"),
    ("DistanceAboveSurface", "distance_above_surface", None),
)


@lru_cache(maxsize=1 << 14)
def place(row_type: str, values: Values) -> Found[Location | None]:
    """The location that the terms of ``PLACE_CLASSES`` speak of; None if they say nothing."""
    draft = Draft(said(values, terms_of(row_type, *PLACE_CLASSES)))
    if not draft.said:
        return draft.found(None)
    _georeference(row_type, draft)
    _geological_context(row_type, draft)
    assemble(row_type, "Location", draft)
    _country(draft)
    for measure, attribute, verbatim in _LENGTHS:
        _lengths(draft, measure, attribute, verbatim)
    return draft.found(Location(**draft.fields) if draft.fields else None)


def _country(draft: Draft) -> None:
    name, code = draft.said.get("dwc:country"), draft.said.get("dwc:countryCode")
    if name is None and code is None:
        return
    found = country(name, code)
    for term, kind in found.issues:
        draft.note(term, kind)
    if name is not None:
        draft.fields["country"] = name
    if found.code is not None:
        draft.fields["country_code"] = found.code
    if any(kind is IssueCode.COUNTRY_CODE_INVALID for _, kind in found.issues):
        draft.leave("dwc:countryCode")


def _lengths(draft: Draft, measure: str, attribute: str, verbatim: str | None) -> None:
    """Lower and upper bound in metres; a verbatim text is the second source of both."""
    terms = (f"dwc:minimum{measure}InMeters", f"dwc:maximum{measure}InMeters")
    for term, end in zip(terms, ("minimum", "maximum"), strict=True):
        if term in draft.said:
            _length(draft, term, f"{end}_{attribute}_in_meters", end)
    if verbatim is not None and (text := draft.said.get(verbatim)):
        draft.fields[f"verbatim_{attribute}"] = text
        span = metres(text).value
        if span is not None and not any(term in draft.said for term in terms):
            draft.fields[f"minimum_{attribute}_in_meters"] = span.minimum
            draft.fields[f"maximum_{attribute}_in_meters"] = span.maximum
    low, high = (draft.fields.get(f"{end}_{attribute}_in_meters") for end in ("minimum", "maximum"))
    if low is not None and high is not None and low > high:
        draft.note(terms[0], IssueCode.RANGE_SWAPPED)


def _length(draft: Draft, term: str, attribute: str, end: str) -> None:
    reading = metres(draft.said[term])
    if reading.code is not None:
        draft.note(term, reading.code)
    if reading.value is not None:
        draft.fields[attribute] = getattr(reading.value, end)
    single = reading.value is not None and reading.value.minimum == reading.value.maximum
    if not (single and reading.complete):
        draft.leave(term)


def _georeference(row_type: str, draft: Draft) -> None:
    inner = assemble(row_type, "Georeference", Draft(draft.said))
    _point(inner)
    by = people(draft.said.get("dwc:georeferencedBy"), None, "georeferencer")
    if by.code is not None:
        inner.note("dwc:georeferencedBy", by.code)
    if by.agents:
        inner.fields["has_agents"] = by.agents
    else:
        inner.leave("dwc:georeferencedBy")
    _absorb(draft, inner)
    if inner.fields:
        draft.fields["has_georeference"] = Georeference(**inner.fields)


def _point(draft: Draft) -> None:
    texts = tuple(draft.said.get(term) for term in _POINT)
    if not any(texts):
        return
    point = coordinates(*texts)
    stated, verbatim = _POINT[:2], _POINT[2:]
    for term, name in zip(verbatim, ("latitude", "longitude", "coordinates"), strict=True):
        if term in draft.said:
            draft.fields[f"verbatim_{name}"] = draft.said[term]
    first = next(term for term in _POINT if term in draft.said)
    if point.from_verbatim:
        draft.note(first, IssueCode.COORDINATES_FROM_VERBATIM)
    if point.code is not None:
        draft.note(first, point.code)
    if point.latitude is not None and point.longitude is not None:
        draft.fields["decimal_latitude"] = point.latitude
        draft.fields["decimal_longitude"] = point.longitude
    else:
        _half_point(draft, *stated)


def _half_point(draft: Draft, *terms: str) -> None:
    """Half a point, or one that was not understood: what is a number in its range is still kept."""
    for term, name, limit in zip(terms, ("latitude", "longitude"), (90, 180), strict=True):
        if term in draft.said:
            value = number(draft.said[term]).value
            if value is not None and abs(value) <= limit and not all(t in draft.said for t in terms):
                draft.fields[f"decimal_{name}"] = value
            else:
                draft.leave(term)


def _geological_context(row_type: str, draft: Draft) -> None:
    inner = assemble(row_type, "GeologicalContext", Draft(draft.said))
    _absorb(draft, inner)
    if inner.fields:
        draft.fields["has_geological_context"] = GeologicalContext(**inner.fields)


def _absorb(draft: Draft, inner: Draft) -> None:
    draft.issues += inner.issues
    draft.left |= inner.left

"""Places: locations with their georeference and geological context."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from naturalia.interpret.assembly import assemble
from naturalia.interpret.chronostratigraphy import TERMS as STRATA
from naturalia.interpret.chronostratigraphy import chronostratigraphy
from naturalia.interpret.coordinates import Coordinates, coordinates, point_check
from naturalia.interpret.coordinates.checks import kilometres_between
from naturalia.interpret.coordinates.uncertainty import LARGEST
from naturalia.interpret.countries import Country, country, term_of, told_by_year
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.mapping import Values, said, terms_of
from naturalia.interpret.numbers import metres, number
from naturalia.interpret.people import people
from naturalia.interpret.places.geography import continent, higher_geography, state_province
from naturalia.interpret.places.vertical import VerticalRange, depth, elevation
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
FAR = 20.0
"""Kilometres: more than rounding to a minute or a tenth of a degree explains."""
_SYSTEM = ("dwc:verbatimCoordinateSystem", "dwc:verbatimSRS", "dwc:geodeticDatum")
_LENGTHS: tuple[tuple[str, str, str | None, Callable[[str], VerticalRange] | None], ...] = (
    ("Elevation", "elevation", "dwc:verbatimElevation", elevation),
    ("Depth", "depth", "dwc:verbatimDepth", depth),
    ("DistanceAboveSurface", "distance_above_surface", None, None),
)
_QUIET = frozenset({IssueCode.DATUM_ASSUMED_WGS84, IssueCode.STATE_UNKNOWN, IssueCode.CONTINENT_UNKNOWN})
"""Issues of a part of the place that every other record has; they stay with the results of the part."""


Point = tuple[float, float]
"""Latitude and longitude, WGS84 degrees."""


def place(
    row_type: str, values: Values, year: int | None = None, home: Point | None = None
) -> Found[Location | None]:
    """The location that the terms of ``PLACE_CLASSES`` speak of; None if they say nothing.

    ``year`` is when something happened there, which tells what a land of the past was; ``home`` is where the
    institution stands that keeps the object.
    """
    terms = terms_of(row_type, *PLACE_CLASSES)
    named, code = (values[at] for at in _country_columns(terms))
    return _place(row_type, values, year if told_by_year(named, code) else None, home)


@cache
def _country_columns(terms: tuple[str, ...]) -> tuple[int, int]:
    return terms.index("dwc:country"), terms.index("dwc:countryCode")


@lru_cache(maxsize=1 << 12)
def _place(row_type: str, values: Values, year: int | None, home: Point | None) -> Found[Location | None]:
    draft = Draft(said(values, terms_of(row_type, *PLACE_CLASSES)))
    if not draft.said:
        return draft.found(None)
    land = country(draft.said.get("dwc:country"), draft.said.get("dwc:countryCode"), year)
    _georeference(row_type, draft, land.code, home)
    _geological_context(row_type, draft)
    assemble(row_type, "Location", draft)
    _country(draft, land)
    _geography(draft)
    for measure, attribute, verbatim, read in _LENGTHS:
        _lengths(draft, measure, attribute, verbatim, read)
    return draft.found(Location(**draft.fields) if draft.fields else None)


def _country(draft: Draft, found: Country) -> None:
    name, code = draft.said.get("dwc:country"), draft.said.get("dwc:countryCode")
    if name is None and code is None:
        return
    for kind in found.issues:
        draft.note(term_of(kind), kind)
    if name is not None:
        draft.fields["country"] = name
    if found.code is not None:
        draft.fields["country_code"] = found.code
    elif found.candidates:
        draft.fields["country_candidates"] = found.candidates
    if found.historic is not None:
        draft.fields["historic_country"] = found.historic
    if IssueCode.COUNTRY_CODE_INVALID in found.issues:
        draft.leave("dwc:countryCode")


def _geography(draft: Draft) -> None:
    """Continent, state and higher geography against the country: contradictions are told, nothing is
    changed.
    """
    code, said = draft.fields.get("country_code"), draft.said
    found = (
        ("dwc:continent", continent(said.get("dwc:continent"), code)),
        ("dwc:stateProvince", state_province(said.get("dwc:stateProvince"), code)),
        ("dwc:higherGeography", higher_geography(said.get("dwc:higherGeography"), code)),
    )
    for term, result in found:
        for kind in result.issues:
            if kind not in _QUIET:
                draft.note(term, kind)


def _lengths(
    draft: Draft,
    measure: str,
    attribute: str,
    verbatim: str | None,
    read: Callable[[str], VerticalRange] | None,
) -> None:
    """Lower and upper bound in metres; a verbatim text is the second source of both."""
    terms = (f"dwc:minimum{measure}InMeters", f"dwc:maximum{measure}InMeters")
    names = (f"minimum_{attribute}_in_meters", f"maximum_{attribute}_in_meters")
    for term, name, end in zip(terms, names, ("minimum", "maximum"), strict=True):
        if term in draft.said:
            _length(draft, term, name, end)
    if verbatim is not None and read is not None and (text := draft.said.get(verbatim)):
        draft.fields[f"verbatim_{attribute}"] = text
        if not any(term in draft.said for term in terms):
            _take_range(draft, verbatim, names, read(text))
    _check_range(draft, terms, names, verbatim, read)


def _take_range(draft: Draft, term: str, names: tuple[str, str], found: VerticalRange) -> None:
    for name, value in zip(names, (found.minimum, found.maximum), strict=True):
        if value is not None:
            draft.fields[name] = value
    for kind in (IssueCode.NUMBER_AMBIGUOUS, IssueCode.RANGE_SWAPPED):
        if kind in found.issues:
            draft.note(term, kind)


def _check_range(
    draft: Draft,
    terms: tuple[str, str],
    names: tuple[str, str],
    verbatim: str | None,
    read: Callable[[str], VerticalRange] | None,
) -> None:
    low, high = (draft.fields.get(name) for name in names)
    if low is not None and high is not None and low > high and terms[0] in draft.said:
        draft.note(terms[0], IssueCode.RANGE_SWAPPED)
    for name, term, value in zip(names, terms, (low, high), strict=True):
        if value is not None and read is not None and name in draft.fields:
            unlikely = {IssueCode.ELEVATION_UNLIKELY, IssueCode.DEPTH_UNLIKELY} & set(
                read(f"{value} m").issues
            )
            for kind in unlikely:
                draft.note(term if term in draft.said else verbatim or term, kind)


def _length(draft: Draft, term: str, attribute: str, end: str) -> None:
    reading = metres(draft.said[term])
    if reading.code is not None:
        draft.note(term, reading.code)
    if reading.value is not None:
        draft.fields[attribute] = getattr(reading.value, end)
    single = reading.value is not None and reading.value.minimum == reading.value.maximum
    if not (single and reading.complete):
        draft.leave(term)


def _georeference(row_type: str, draft: Draft, code: str | None, home: Point | None) -> None:
    inner = assemble(row_type, "Georeference", Draft(draft.said))
    _point(inner, code, home)
    uncertainty = inner.fields.get("coordinate_uncertainty_in_meters")
    if uncertainty is not None and not 0 < uncertainty < LARGEST:
        inner.note("dwc:coordinateUncertaintyInMeters", IssueCode.UNCERTAINTY_INVALID)
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


def _point(draft: Draft, code: str | None, home: Point | None) -> None:
    texts = tuple(draft.said.get(term) for term in _POINT)
    if not any(texts):
        return
    point = coordinates(*texts, *(draft.said.get(term) for term in _SYSTEM), code)
    for term, name in zip(_POINT[2:], ("latitude", "longitude", "coordinates"), strict=True):
        if term in draft.said:
            draft.fields[f"verbatim_{name}"] = draft.said[term]
    first = next(term for term in _POINT if term in draft.said)
    _note_point(draft, first, point)
    if point.latitude is not None and point.longitude is not None:
        draft.fields["decimal_latitude"] = point.latitude
        draft.fields["decimal_longitude"] = point.longitude
        _beside(draft, first, point, code, home)
    else:
        _half_point(draft, *_POINT[:2])


def _note_point(draft: Draft, first: str, point: Coordinates) -> None:
    if point.from_verbatim and point.latitude is not None:
        draft.note(first, IssueCode.COORDINATES_FROM_VERBATIM)
    elif not point.from_verbatim and point.wgs84 is not None:
        _compare_verbatim(draft, point.wgs84)
    for kind in point.issues:
        if kind not in _QUIET and not (point.from_verbatim and kind is IssueCode.COORDINATES_INVALID):
            draft.note(first, kind)


def _compare_verbatim(draft: Draft, place: tuple[float, float]) -> None:
    """Decimal and verbatim coordinates more than ``FAR`` kilometres apart are told."""
    texts = tuple(draft.said.get(term) for term in _POINT[2:])
    if not any(texts):
        return
    other = coordinates(None, None, *texts, *(draft.said.get(term) for term in _SYSTEM)).wgs84
    if other is not None and kilometres_between(place, other) > FAR:
        term = next(term for term in _POINT[2:] if term in draft.said)
        draft.note(term, IssueCode.COORDINATES_VERBATIM_MISMATCH)


def _beside(draft: Draft, first: str, point: Coordinates, code: str | None, home: Point | None) -> None:
    """What is known beside the stated point: its place on WGS84, the square it stands for, and proposals."""
    if point.wgs84 is None:
        return
    if point.wgs84 != (point.latitude, point.longitude):
        draft.fields["wgs84_latitude"], draft.fields["wgs84_longitude"] = point.wgs84
    if point.system is not None and "coordinate_uncertainty_in_meters" not in draft.fields:
        draft.fields["point_radius_in_meters"] = point.uncertainty
    if IssueCode.COORDINATES_ZERO in point.issues:
        return
    check = point_check(*point.wgs84, code, draft.said.get("dwc:stateProvince"), home)
    for kind in check.issues:
        draft.note(first, kind)
    if check.proposals:
        draft.fields["proposals"] = tuple(
            f"{each.change}: {each.latitude}, {each.longitude}" for each in check.proposals
        )


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
    if inner.fields:
        _geological_age(inner)
    _absorb(draft, inner)
    if inner.fields:
        draft.fields["has_geological_context"] = GeologicalContext(**inner.fields)


def _geological_age(draft: Draft) -> None:
    """The limits in Ma beside the units as they are written, and what follows for higher ranks."""
    found = chronostratigraphy(*map(draft.said.get, STRATA))
    for term, code in found.noted:
        draft.note(term, code)
    if found.begin is not None and found.end is not None:
        draft.fields["earliest_age_in_ma"], draft.fields["latest_age_in_ma"] = found.begin, found.end
    if found.proposals:
        draft.fields["proposals"] = tuple(f"{term}: {value}" for term, value in found.proposals)


def _absorb(draft: Draft, inner: Draft) -> None:
    draft.issues += inner.issues
    draft.left |= inner.left

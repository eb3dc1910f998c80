"""From a Digital Specimen (openDS JSON as plain dicts and lists) to the document that the index takes.

Every term is found by its paths in one walk of the document that looks only at what is there. Values of one
term that differ only in case or accents count once, so that a specimen is never counted twice under one
value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from naturalia.search.dates import year_of
from naturalia.search.fields import empty_fields, fill_interval, filler, point_of
from naturalia.search.geography.filing import add_point
from naturalia.search.paths import Found, collect, plan
from naturalia.search.schema import GATHERINGS, SEVERAL, SPECIMEN_ID, SUMMARY
from naturalia.search.specimens import first_point, take
from naturalia.search.summary import summarise
from naturalia.search.terms import TERMS
from naturalia.specimen.model import DigitalSpecimen

_PLAN = plan(TERMS)
_INTERVALS = tuple((term, term.name, term.upper_field) for term in TERMS if term.upper_paths)
_FILL = {term.name: filler(term) for term in TERMS if not term.upper_paths}
_GATHERED = frozenset(
    name
    for term in TERMS
    if term.gathered
    for name in (term.name, *((term.upper_field,) if term.interval else ()))
)
_EVENTS = "ods:hasEvents"
_IDENTIFICATIONS = "ods:hasIdentifications"
_PARTS = "ods:hasSpecimenParts"
_COORDINATES = ("dwc:decimalLatitude", "dwc:decimalLongitude")
_encoder = msgspec.json.Encoder()


def index_document(
    document: Mapping[str, Any], *, specimen_id: int, beside: Mapping[str, Sequence[str]] | None = None
) -> str:
    """The JSON that ``IndexUpdate`` takes for one specimen.

    ``specimen_id`` is the number of the specimen in the catalogue, by which its document is replaced;
    ``beside`` has values of terms (``issue``, ``proposal``, ``source``) that the catalogue keeps beside the
    document; they are added to those that the document itself has.
    """
    events = _objects(document.get(_EVENTS))
    return _written(term_values(document), events, specimen_id, beside or {})


def index_specimen(
    specimen: DigitalSpecimen,
    *,
    pid: str,
    specimen_id: int,
    beside: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The same for a specimen as it was interpreted, and its ``pid`` with the resolver before it."""
    found: Found = {}
    take(specimen, _PLAN, found)
    found["pid"] = [pid]
    _complete(found, specimen.specimen_name, first_point(specimen))
    events = msgspec.to_builtins(specimen.has_events) if len(specimen.has_events) > 1 else ()
    return _written(found, events, specimen_id, beside or {})


def _written(
    found: Found,
    events: Sequence[dict[str, Any]],
    specimen_id: int,
    beside: Mapping[str, Sequence[str]],
) -> str:
    for name, values in beside.items():
        if values:
            found[name] = [*found.get(name, ()), *values]
    fields = _fields(found)
    fields[SUMMARY] = summarise(fields, found)
    add_point(fields)
    _add_gatherings(events, fields)
    fields[SPECIMEN_ID] = specimen_id
    return _encoder.encode(fields).decode()


def term_values(document: Mapping[str, Any]) -> Found:
    """Values of all terms as the document has them, with those that follow from several of its values."""
    found: Found = {}
    collect(_accepted_first(document), _PLAN, found)
    _complete(found, document.get("ods:specimenName"), _first_point(document))
    return found


def _complete(found: Found, name: Any, point: tuple[float, float] | None) -> None:
    """Add what follows from several values."""
    _put_first(found, "scientificName", name)
    _add_identifier_forms(found)
    _add_point(point, found)
    if "year" not in found and "eventDate" in found:
        found["year"] = [year_of(str(date)) for date in found["eventDate"]]


def _fields(found: Found) -> dict[str, Any]:
    fields = empty_fields()
    for name, values in found.items():
        fill = _FILL.get(name)
        if fill is not None:
            fill(values, fields)
    for term, lower, upper in _INTERVALS:
        if lower in found or upper in found:
            fill_interval(term, [*found.get(lower, ()), *found.get(upper, ())], fields)
    return fields


def _add_gatherings(events: Sequence[dict[str, Any]], fields: dict[str, Any]) -> None:
    """What is said of each gathering, where there are several."""
    if len(events) > 1:
        fields[SEVERAL] = True
        gatherings = [_gathering(event) for event in events]
        placed = [one for one in gatherings if one["hasCoordinate"]]
        for gathering in placed[1:]:  # the specimen's point is that of the first, here as in the index
            del gathering["decimalLatitude"], gathering["decimalLongitude"]
        fields[GATHERINGS] = _encoder.encode(gatherings)


def _gathering(event: dict[str, Any]) -> dict[str, Any]:
    alone = _fields(term_values({_EVENTS: [event]}))
    return {name: value for name, value in alone.items() if name in _GATHERED}


def _accepted_first(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document, verified identifications first and parts last: results show and sort by first values."""
    identifications = _objects(document.get(_IDENTIFICATIONS))
    if len(identifications) > 1:
        accepted_first = sorted(
            identifications, key=lambda item: not item.get("ods:isVerifiedIdentification")
        )
        document = {**document, _IDENTIFICATIONS: accepted_first}
    if _PARTS in document:
        whole = {key: value for key, value in document.items() if key != _PARTS}
        document = {**whole, _PARTS: document[_PARTS]}
    return document


def _put_first(found: Found, name: str, value: Any) -> None:
    values = found.get(name)
    if value is not None and values is not None and values[0] != value:
        found[name] = [value, *values]


def _add_identifier_forms(found: Found) -> None:
    """A PID is found whole, without its resolver, and by its suffix alone."""
    for pid in dict.fromkeys(map(str, found.get("pid", ()))):
        path = pid.partition("://")[2].partition("/")[2] or pid
        found["pid"] = [path, pid, path.rpartition("/")[2]]


def _add_point(point: tuple[float, float] | None, found: Found) -> None:
    """Both coordinates of one event, so that a box never matches the halves of two points."""
    found["hasCoordinate"] = [point is not None]
    if point is not None:
        found["decimalLatitude"], found["decimalLongitude"] = [point[0]], [point[1]]


def _first_point(document: Mapping[str, Any]) -> tuple[float, float] | None:
    for event in _objects(document.get(_EVENTS)):
        for location in _objects(event.get("ods:hasLocation")):
            for georeference in _objects(location.get("ods:hasGeoreference")):
                point = point_of(*map(georeference.get, _COORDINATES))
                if point is not None:
                    return point
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects under a key: one, several, or none where it is absent or something else."""
    items = value if isinstance(value, list | tuple) else (value,)
    return [item for item in items if isinstance(item, dict)]

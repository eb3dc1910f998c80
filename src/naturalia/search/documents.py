"""From a Digital Specimen (openDS JSON as a mapping) to the document that the index takes.

Every term is found by its paths in one walk of the document that looks only at what is there. Values of one
term that differ only in case or accents count once, so that a specimen is never counted twice under one
value. A value that is not of the kind of its term (a latitude that is a text) is left out: the catalogue
keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from naturalia.search.analysis import clean_value, fold, sort_key
from naturalia.search.dates import days_of, seconds_of, year_of
from naturalia.search.paths import Found, collect, plan
from naturalia.search.schema import SPECIMEN_ID, SUMMARY, TEXT, VALUED
from naturalia.search.summary import summarise
from naturalia.search.term import Kind, Term
from naturalia.search.terms import BY_NAME, TERMS

_PLAN = plan(TERMS)
_INTERVALS = tuple(term for term in TERMS if term.upper_paths)
_IDENTIFICATIONS = "ods:hasIdentifications"
_LARGEST = 2**63
_encoder = msgspec.json.Encoder()


def index_document(
    document: Mapping[str, Any],
    *,
    specimen_id: int,
    issues: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> str:
    """The JSON that ``IndexUpdate`` takes for one specimen.

    ``specimen_id`` is the number of the specimen in the catalogue, by which its document is replaced;
    ``issues`` and ``sources`` are values of the terms of these names, added to those that the document itself
    has.
    """
    found = _found(document)
    found.setdefault("issue", []).extend(issues)
    found.setdefault("source", []).extend(sources)
    fields: dict[str, Any] = {}
    for name, values in found.items():
        term = BY_NAME.get(name)
        if term is not None:
            _FILL[term.kind](term, values, fields)
    for term in _INTERVALS:
        _fill_interval(term, found, fields)
    _add_searched(fields)
    fields[SUMMARY] = summarise(fields, found)
    fields[SPECIMEN_ID] = specimen_id
    return _encoder.encode(fields).decode()


def _found(document: Mapping[str, Any]) -> Found:
    """Values of all terms as the document has them, with those that follow from several of its values."""
    found: Found = {}
    collect(_accepted_first(document), _PLAN, found)
    _put_first(found, "scientificName", document.get("ods:specimenName"))
    _add_identifier_forms(found)
    _add_point(document, found)
    if "year" not in found and "eventDate" in found:
        found["year"] = [year_of(date) for date in found["eventDate"] if isinstance(date, str)]
    return found


def _accepted_first(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with verified identifications first: results are sorted by, and show, first values."""
    identifications = document.get(_IDENTIFICATIONS) or ()
    if len(identifications) < 2:
        return document
    ordered = sorted(identifications, key=lambda item: not item.get("ods:isVerifiedIdentification"))
    return {**document, _IDENTIFICATIONS: ordered}


def _put_first(found: Found, name: str, value: Any) -> None:
    if value is not None:
        found[name] = [value, *found.get(name, ())]


def _add_identifier_forms(found: Found) -> None:
    """A PID is found whole, without its resolver, and by its suffix alone."""
    pids = found.get("pid", [])
    for pid in tuple(pids):
        path = str(pid).partition("://")[2].partition("/")[2] or str(pid)
        pids += [path, path.rpartition("/")[2]]


def _add_point(document: Mapping[str, Any], found: Found) -> None:
    """Both coordinates of one event, so that a box never matches the halves of two points."""
    point = _first_point(document)
    found["hasCoordinate"] = [point is not None]
    if point is not None:
        found["decimalLatitude"], found["decimalLongitude"] = [point[0]], [point[1]]


def _first_point(document: Mapping[str, Any]) -> tuple[float, float] | None:
    for event in document.get("ods:hasEvents") or ():
        georeference = ((event.get("ods:hasLocation") or {}).get("ods:hasGeoreference")) or {}
        latitude = _as_float(georeference.get("dwc:decimalLatitude"))
        longitude = _as_float(georeference.get("dwc:decimalLongitude"))
        if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    return None


def _add_searched(fields: dict[str, Any]) -> None:
    """What free text searches, and which terms without a column have a value."""
    fields[TEXT] = [value for name in _WORDS if name in fields for value in fields[name]]
    fields[VALUED] = [name for name in _WITHOUT_COLUMN if name in fields]


_WORDS = tuple(term.name for term in TERMS if term.words)
_WITHOUT_COLUMN = tuple(term.name for term in TERMS if term.presence_field is None)


def _fill_keyword(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    texts = _distinct(clean_value(text) for value in values for text in _listed(term, value))
    if texts:
        fields[term.name] = texts
        if term.sortable:
            fields[term.sort_field] = sort_key(texts[0])


def _listed(term: Term, value: Any) -> Iterable[str]:
    text = value if isinstance(value, str) else str(value)
    return text.split("|") if term.listed else (text,)


def _distinct(texts: Iterable[str]) -> list[str]:
    """Non-blank texts, one for each folded form: the first spelling."""
    some = [text for text in texts if text]
    return some if len(some) < 2 else list({fold(text): text for text in reversed(some)}.values())[::-1]


def _fill_text(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    texts = [text for value in values if (text := clean_value(str(value)))]
    if texts:
        fields[term.name] = texts


def _fill_integer(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    numbers = dict.fromkeys(number for value in values if (number := _as_integer(value)) is not None)
    if numbers:
        fields[term.name] = list(numbers)[: 1 if term.single else None]


def _fill_float(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    numbers = [number for value in values if (number := _as_float(value)) is not None]
    if numbers and not term.interval:
        fields[term.name] = numbers[: 1 if term.single else None]


def _fill_interval(term: Term, found: Found, fields: dict[str, Any]) -> None:
    """The lowest and the highest of all ends: an end that is not told is the other one."""
    ends = [*found.get(term.name, ()), *found.get(term.upper_field, ())]
    numbers = [number for value in ends if (number := _as_float(value)) is not None]
    if numbers:
        fields[term.name], fields[term.upper_field] = min(numbers), max(numbers)


def _fill_date(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    """The period from the first day of all dates to the last."""
    days = [found for value in values if (found := days_of(str(value))) is not None]
    if days:
        fields[term.name] = min(first for first, _ in days)
        fields[term.upper_field] = max(last for _, last in days)


def _fill_instant(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    seconds = [found for value in values if (found := seconds_of(str(value))) is not None]
    if seconds:
        fields[term.name] = seconds[0][0]


def _fill_boolean(term: Term, values: list[Any], fields: dict[str, Any]) -> None:
    if isinstance(values[0], bool):
        fields[term.name] = values[0]


def _as_integer(value: Any) -> int | None:
    number = _as_float(value)
    return int(number) if number is not None and number.is_integer() and abs(number) < _LARGEST else None


def _as_float(value: Any) -> float | None:
    """A finite number, with no negative zero: the index takes -0 and 0 for different values."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number + 0.0 if math.isfinite(number) else None


_FILL: dict[Kind, Callable[[Term, list[Any], dict[str, Any]], None]] = {
    Kind.KEYWORD: _fill_keyword,
    Kind.TEXT: _fill_text,
    Kind.INTEGER: _fill_integer,
    Kind.FLOAT: _fill_float,
    Kind.DATE: _fill_date,
    Kind.INSTANT: _fill_instant,
    Kind.BOOLEAN: _fill_boolean,
}

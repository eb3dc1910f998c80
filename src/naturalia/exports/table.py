"""Objects as rows of one table: interpreted Darwin Core terms, with identifier and quality in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

import msgspec

from naturalia.exports.flat import ordered
from naturalia.exports.objects import ExportObject
from naturalia.exports.verbatim import CORE
from naturalia.interpret.darwin_core import Json, Row, core_row, extension_rows, text_of
from naturalia.interpret.mapping import mapped_terms

TABLE = "specimens"
PID = "dwc:digitalSpecimenID"
OWN = (
    PID,
    "ods:version",
    "ods:specimenName",
    "ods:midsLevel",
    "ods:topicDiscipline",
    "ods:physicalSpecimenID",
    "ods:isMarkedAsType",
    "ods:isKnownToContainMedia",
)
"""Properties of the object itself that are columns of every table."""

MEDIA = "dwc:associatedMedia"
LATITUDE, LONGITUDE = "dwc:decimalLatitude", "dwc:decimalLongitude"


class ColumnError(ValueError):
    """A column that there is not; the message names those that it resembles."""


def flat(one: ExportObject) -> Row:
    """The row of an object: terms with their values, blank ones left out."""
    document: Json = msgspec.json.decode(one.document)
    row = core_row(document)
    row |= {name: text_of(document[name]) for name in OWN if name in document}
    row |= {PID: one.identifier, "ods:version": str(one.version)}
    media = extension_rows({"naturalia:hasMedia": document.get("naturalia:hasMedia", [])})
    links = [link for medium in media.get("ac:Multimedia", ()) if (link := medium.get("ac:accessURI"))]
    return row | ({MEDIA: " | ".join(links)} if links else {})


def columns_of(objects: Iterable[ExportObject]) -> set[str]:
    """The terms that objects say something of."""
    found: set[str] = set()
    for one in objects:
        found.update(flat(one))
    return found


def chosen(found: Iterable[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table: those asked for, in that order, else all that are found."""
    if columns:
        return tuple(dict.fromkeys(column(name) for name in columns))
    return (*OWN, *ordered(CORE, set(found) - set(OWN)))


def column(name: str) -> str:
    """The term of a column given by its name or its term. Raises ColumnError."""
    known = _known()
    found = known.get(name.strip().lower())
    if found is None:
        near = get_close_matches(name.lower(), known, n=3)
        hint = f" Did you mean {', '.join(_local(known[one]) for one in near)}?" if near else ""
        raise ColumnError(f"there is no column {name[:100]!r}.{hint}")
    return found


@cache
def _known() -> Mapping[str, str]:
    """Columns by their name and by their term, in lower case; Darwin Core comes before others of one name."""
    terms = sorted({*OWN, *mapped_terms(CORE)}, key=lambda term: (not term.startswith("dwc:"), term))
    known: dict[str, str] = {}
    for term in terms:
        known.setdefault(_local(term).lower(), term)
        known.setdefault(term.lower(), term)
    return known


def headers(terms: Sequence[str]) -> list[str]:
    """A name for each column: the term without its namespace where that is clear."""
    names = [_local(term) for term in terms]
    return [term if names.count(name) > 1 else name for term, name in zip(terms, names, strict=True)]


def _local(term: str) -> str:
    return term if "/" in term else term.rpartition(":")[2]


def point_of(row: Row) -> tuple[float, float] | None:
    """Longitude and latitude of a row in decimal degrees; None if it has none or they are off the globe."""
    try:
        longitude, latitude = float(row[LONGITUDE]), float(row[LATITUDE])
    except (KeyError, ValueError):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None

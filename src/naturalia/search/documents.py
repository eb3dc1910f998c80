"""From a Digital Specimen (openDS JSON as plain dicts and lists) to the document that the index takes.

Every object within a specimen gives its own fields, and those of the objects within it follow: so whoever has
parts that repeat can keep their fields, and put a document together from them. Values of one term that differ
only in case or accents count once, so that a specimen is never counted twice under one value.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from naturalia.search.dates import year_of
from naturalia.search.fields import as_float
from naturalia.search.filled import Fields, filled, merged
from naturalia.search.paths import Found, Node, collect, plan
from naturalia.search.schema import SPECIMEN_ID, SUMMARY, TEXT, VALUED
from naturalia.search.summary import summarise
from naturalia.search.terms import BY_NAME, TERMS

_EVENTS = "ods:hasEvents"
_LOCATION = f"{_EVENTS}/ods:hasLocation"
_IDENTIFICATIONS = "ods:hasIdentifications"
_POINT = ("decimalLatitude", "decimalLongitude")
_DOCUMENT = f'{{"{TEXT}":[%s],"{VALUED}":[%s],%s,"{SUMMARY}":"%s","{SPECIMEN_ID}":%d}}'.encode()


def _plan() -> Node:
    root = plan(TERMS)
    for name in _POINT:
        root.add(f"{_LOCATION}/ods:hasGeoreference/dwc:{name}", name)
    return root


SPECIMEN = _plan()
"""The node of a whole specimen."""


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
    return written(fields_of(document), specimen_id=specimen_id, issues=issues, sources=sources)


def fields_of(item: Mapping[str, Any], node: Node = SPECIMEN) -> Fields:
    """The fields of an object and of all objects within it."""
    found: Found = {}
    shared: list[Fields] = []
    _gather(item, node, found, shared)
    return merged((own_fields(found, node), *shared))


def _gather(item: Mapping[str, Any], node: Node, found: Found, shared: list[Fields]) -> None:
    """Add to ``found`` what no other specimen shares, to ``shared`` the fields of each object that may be."""
    collect(item, node, found)
    for key, child in node.inner.items():
        for one in _objects(item, key):
            if child.shared:
                shared.append(fields_of(one, child))
            else:
                _gather(one, child, found, shared)


def own_fields(found: Found, node: Node) -> Fields:
    """The fields of what was found below a node, with what follows from several values."""
    if node.path == _EVENTS and "year" not in found and "eventDate" in found:
        found["year"] = [year_of(str(date)) for date in found["eventDate"]]
    elif node.path == _LOCATION:
        _point(found)
    elif "pid" in found:
        found["pid"] = _pid_forms(found["pid"])
    return filled(found)


def written(
    fields: Fields,
    *,
    specimen_id: int,
    pid: str = "",
    issues: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> str:
    """A document from the fields of a specimen; ``pid`` is added where they have none."""
    added: Found = {"pid": _pid_forms([pid]) if pid else [], "issue": [*issues], "source": [*sources]}
    if "hasCoordinate" not in fields:
        added["hasCoordinate"] = [False]
    fields = merged((fields, filled({name: values for name, values in added.items() if values})))
    terms = [fields[name] for name in BY_NAME if name in fields]
    text = b",".join([term.words for term in terms if term.words])
    valued = b",".join([term.valued for term in terms if term.valued])
    members = b",".join([term.members for term in terms])
    summary = base64.b64encode(summarise(fields))
    return (_DOCUMENT % (text, valued, members, summary, specimen_id)).decode()


def _pid_forms(pids: Sequence[Any]) -> list[str]:
    """A PID is found whole, without its resolver, and by its suffix alone."""
    forms: list[str] = []
    for pid in dict.fromkeys(map(str, pids)):
        path = pid.partition("://")[2].partition("/")[2] or pid
        forms = [path, pid, path.rpartition("/")[2]]
    return forms


def _point(found: Found) -> None:
    """Both coordinates of one event, so that a box never matches the halves of two points."""
    latitude, longitude = (as_float(found.pop(name, [None])[0]) for name in _POINT)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return
    found |= {"decimalLatitude": [latitude], "decimalLongitude": [longitude], "hasCoordinate": [True]}


def _objects(item: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects under a key: one, several, or none where it is absent or something else.

    Verified identifications come first: results show and sort by first values.
    """
    value = item.get(key)
    items = value if isinstance(value, list | tuple) else (value,)
    found = [item for item in items if isinstance(item, dict)]
    if key == _IDENTIFICATIONS and len(found) > 1:
        found.sort(key=lambda item: not item.get("ods:isVerifiedIdentification"))
    return found

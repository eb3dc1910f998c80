"""From a Digital Specimen (openDS JSON as plain dicts and lists) to the document that the index takes.

Every object within a specimen gives a piece, and the pieces are joined: so whoever has parts that repeat can
keep their pieces. Values of one term that differ only in case or accents count once, so that a specimen is
never counted twice under one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from naturalia.search.dates import year_of
from naturalia.search.fields import as_float
from naturalia.search.paths import Found, Node, collect, plan
from naturalia.search.pieces import Piece, joined, piece
from naturalia.search.schema import SPECIMEN_ID, SUMMARY, TEXT, VALUED
from naturalia.search.summary import summarise
from naturalia.search.terms import BY_NAME, TERMS

NAME = "ods:specimenName"
_PIDS = ("@id", "dcterms:identifier")
_EVENTS = "ods:hasEvents"
_LOCATION = f"{_EVENTS}/ods:hasLocation"
_IDENTIFICATIONS = "ods:hasIdentifications"
_POINT = ("decimalLatitude", "decimalLongitude")
_encoder = msgspec.json.Encoder()


def _plan() -> Node:
    root = plan(TERMS)
    for key in (NAME, *_PIDS):  # these stand before all others: see ``put_first`` and ``written``
        del root.leaves[key]
    for name in _POINT:
        root.add(f"{_LOCATION}/ods:hasGeoreference/dwc:{name}", name)
    root.leaves = dict(sorted(root.leaves.items(), key=lambda leaf: not repeats(leaf[1])))
    return root


def repeats(fields: Iterable[str]) -> bool:
    """Whether the values of fields are a few that occur all over a collection."""
    return all(BY_NAME[name].facet for name in fields)


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
    pid = next((value for key in _PIDS if isinstance(value := document.get(key), str)), "")
    found = put_first(document.get(NAME), _piece(document, SPECIMEN))
    return written(found, specimen_id=specimen_id, pid=pid, issues=issues, sources=sources)


def written(
    specimen: Piece,
    *,
    specimen_id: int,
    pid: str = "",
    issues: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> str:
    """The document of a specimen whose pieces are joined."""
    first: Found = {"pid": _pid_forms(pid)} if pid else {}
    last: Found = {} if "hasCoordinate" in specimen.fields else {"hasCoordinate": [False]}
    last |= {name: [*values] for name, values in (("issue", issues), ("source", sources)) if values}
    whole = joined((piece(first), specimen, piece(last)))
    fields = {TEXT: whole.words, VALUED: whole.valued, **whole.fields}
    fields[SUMMARY] = summarise(fields, whole.found)
    fields[SPECIMEN_ID] = specimen_id
    return _encoder.encode(fields).decode()


def _piece(item: Mapping[str, Any], node: Node) -> Piece:
    """The piece of an object and of all objects within it."""
    found: Found = {}
    shared: list[Piece] = []
    _gather(item, node, found, shared)
    return joined((own_piece(found, node), *shared))


def _gather(item: Mapping[str, Any], node: Node, found: Found, shared: list[Piece]) -> None:
    """Add to ``found`` what no other specimen shares, to ``shared`` the piece of each object that may be."""
    collect(item, node, found)
    for key, child in node.inner.items():
        for one in _objects(item, key):
            if child.shared:
                shared.append(_piece(one, child))
            else:
                _gather(one, child, found, shared)


def own_piece(found: Found, node: Node) -> Piece:
    """The piece of what was found below a node, with what follows from several values."""
    if node.path == _EVENTS and "year" not in found and "eventDate" in found:
        found["year"] = [year_of(str(date)) for date in found["eventDate"]]
    elif node.path == _LOCATION:
        _point(found)
    return piece(found)


def put_first(name: Any, specimen: Piece) -> Piece:
    """The name of a specimen comes before all others."""
    if name is None or specimen.found.get("scientificName", [None])[0] == name:
        return specimen
    return joined((piece({"scientificName": [name]}), specimen))


def _pid_forms(pid: str) -> list[str]:
    """A PID is found whole, without its resolver, and by its suffix alone."""
    path = pid.partition("://")[2].partition("/")[2] or pid
    return [path, pid, path.rpartition("/")[2]]


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

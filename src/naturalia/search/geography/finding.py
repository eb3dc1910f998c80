"""Areas as queries of the index: exact to the last specimen, whatever is counted, listed or mapped."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tantivy import Occur, Query

from naturalia.search.errors import QueryError
from naturalia.search.geography.areas import Area, contains
from naturalia.search.geography.covering import cover
from naturalia.search.index import Hits, Snapshot
from naturalia.search.schema import CELL, SPECIMEN_ID

MOST_AT_EDGE = 1_000_000
"""Specimens in cells at the edge of an area whose points are tested one by one."""

KEPT = 32
"""Areas that are remembered for one state of the index: each is asked for again by facets, map and pages."""


def in_area(snapshot: Snapshot, area: Area) -> Query:
    """Specimens whose point lies in the area; ``QueryError`` if too many lie at its edge."""
    known = ("area", area)
    if known not in snapshot.kept:
        _forget_oldest(snapshot)
        snapshot.kept[known] = _found(snapshot, area)
    query: Query = snapshot.kept[known]
    return query


def _forget_oldest(snapshot: Snapshot) -> None:
    areas = [one for one in snapshot.kept if one[0] == "area"]
    for one in areas[: len(areas) - KEPT + 1]:
        snapshot.kept.pop(one, None)


def _found(snapshot: Snapshot, area: Area) -> Query:
    covering = cover(area)
    parts = [_in_cells(snapshot, covering.inside)] if covering.inside else []
    at_edge = _tested(snapshot, area, covering.edge) if covering.edge else []
    if at_edge:
        parts.append(Query.term_set_query(snapshot.schema, SPECIMEN_ID, at_edge))
    if not parts:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _in_cells(snapshot: Snapshot, keys: Sequence[int]) -> Query:
    return Query.term_set_query(snapshot.schema, CELL, list(keys))


def _tested(snapshot: Snapshot, area: Area, edge: Sequence[int]) -> list[int]:
    """The specimens in cells at the edge whose points do lie in the area."""
    cells = _in_cells(snapshot, edge)
    total, hits = snapshot.counted(cells, MOST_AT_EDGE, SPECIMEN_ID)
    if total > MOST_AT_EDGE:
        raise QueryError(
            "geometry", "%(total)s specimens lie near the edge; choose a simpler area", total=f"{total:,}"
        )
    if not hits:
        return []
    latitudes = _column(snapshot, "decimalLatitude", hits)
    longitudes = _column(snapshot, "decimalLongitude", hits)
    ids = np.fromiter((specimen for specimen, _ in hits), dtype=np.int64, count=len(hits))
    found: list[int] = ids[contains(area, latitudes, longitudes)].tolist()
    return found


def _column(snapshot: Snapshot, name: str, hits: Hits) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = snapshot.searcher.fast_field_values(name, [address for _, address in hits])
    return np.asarray(values, dtype=np.float64)

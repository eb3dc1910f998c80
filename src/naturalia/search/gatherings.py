"""Conditions on collector, place and date hold within one gathering, not across several.

Most specimens were gathered once, and for them the index alone tells. Of those with several gatherings it
also stores what is said of each, and what the index finds among them is looked at once more here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np
from tantivy import Document, Query

from naturalia.search.analysis import clean_value, fold, words
from naturalia.search.geography import Area, contains
from naturalia.search.index import Snapshot
from naturalia.search.matching import narrowed, without
from naturalia.search.query import SpecimenQuery
from naturalia.search.schema import GATHERINGS, SEVERAL, SPECIMEN_ID
from naturalia.search.term import Kind, Term
from naturalia.search.terms import BY_NAME
from naturalia.search.values import BoundingBox, Range, Value, numbers_of

MOST_CANDIDATES = 20_000
"""Specimens with several gatherings that a query looks at once more; beyond, its answer is marked."""

Gathering = Mapping[str, Any]
Condition = Callable[[Gathering], bool]
_decode = msgspec.json.Decoder(list[dict[str, Any]]).decode


class Found(msgspec.Struct, frozen=True):
    """What a query finds after the second look.

    ``wanted`` is the query of the index. If conditions on gatherings were looked at, ``single`` is the part
    of it that finds specimens with one gathering, and ``gatherings`` holds, for each of the others, those
    that meet the conditions: facets count only these. ``exact`` is False where not all could be looked at.
    """

    wanted: Query
    single: Query | None = None
    gatherings: tuple[tuple[Gathering, ...], ...] = ()
    exact: bool = True


def within_one_gathering(snapshot: Snapshot, query: SpecimenQuery, wanted: Query) -> Found:
    """The query of the index without specimens that meet its conditions only by several gatherings."""
    conditions = _conditions(query)
    if not conditions:
        return Found(wanted)
    several = Query.const_score_query(Query.term_query(snapshot.schema, SEVERAL, True), 0.0)
    total, hits = snapshot.counted(narrowed(wanted, several), MOST_CANDIDATES, SPECIMEN_ID)
    met = [(specimen, _met(conditions, snapshot.searcher.doc(address))) for specimen, address in hits]
    refused = [specimen for specimen, gatherings in met if not gatherings]
    kept = tuple(gatherings for _, gatherings in met if gatherings)
    single = without(wanted, several) if kept else None
    if refused:
        wanted = without(wanted, Query.term_set_query(snapshot.schema, SPECIMEN_ID, refused))
    return Found(wanted, single, kept, exact=total <= MOST_CANDIDATES)


def _met(conditions: list[Condition], document: Document) -> tuple[Gathering, ...]:
    """The gatherings of a specimen that meet all conditions."""
    gatherings = _decode(document[GATHERINGS][0])
    return tuple(one for one in gatherings if all(condition(one) for condition in conditions))


def _conditions(query: SpecimenQuery) -> list[Condition]:
    terms = ((BY_NAME.get(name), values) for name, values in query.filters.items())
    found = [_on_term(term, values) for term, values in terms if term is not None and term.gathered]
    if query.box is not None:
        found.append(_in_box(query.box))
    if query.areas:
        found.append(_in_areas(query.areas))
    return found


def _on_term(term: Term, values: tuple[Value, ...]) -> Condition:
    if term.ranged:
        ranges = [numbers_of(term, value) for value in values if isinstance(value, Range)]
        return lambda gathering: any(_overlaps(term, gathering, *ends) for ends in ranges)
    texts = [value for value in values if isinstance(value, str)]
    match term.kind:
        case Kind.BOOLEAN:
            return lambda gathering: gathering.get(term.name) in {text == "true" for text in texts}
        case Kind.TEXT:
            wanted = [set(words(text)) for text in texts]
            return lambda gathering: _has_words(gathering.get(term.name, ()), wanted)
        case _:
            keys = {fold(clean_value(text)) for text in texts}
            return lambda gathering: any(fold(value) in keys for value in gathering.get(term.name, ()))


def _has_words(texts: list[str], wanted: list[set[str]]) -> bool:
    had = {word for text in texts for word in words(text)}
    return any(some and some <= had for some in wanted)


def _overlaps(term: Term, gathering: Gathering, low: float | None, high: float | None) -> bool:
    lower = gathering.get(term.name)
    if lower is None:
        return False
    if isinstance(lower, list):
        return any(_between(number, number, low, high) for number in lower)
    return _between(lower, gathering.get(term.upper_field, lower), low, high)


def _between(lower: float, upper: float, low: float | None, high: float | None) -> bool:
    return (high is None or lower <= high) and (low is None or upper >= low)


def _in_box(box: BoundingBox) -> Condition:
    def met(gathering: Gathering) -> bool:
        latitude, longitude = gathering.get("decimalLatitude"), gathering.get("decimalLongitude")
        if latitude is None or longitude is None or not box.south <= latitude <= box.north:
            return False
        if box.west <= box.east:
            return bool(box.west <= longitude <= box.east)
        return bool(longitude >= box.west or longitude <= box.east)

    return met


def _in_areas(areas: tuple[Area, ...]) -> Condition:
    def met(gathering: Gathering) -> bool:
        latitude, longitude = gathering.get("decimalLatitude"), gathering.get("decimalLongitude")
        if latitude is None or longitude is None:
            return False
        point = np.array([latitude], dtype=float), np.array([longitude], dtype=float)
        return any(bool(contains(area, *point)[0]) for area in areas)

    return met

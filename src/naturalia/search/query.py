"""What a person or a machine asks for, and how it is written in a URL.

The grammar of URL parameters, which is the whole state of a search:

- ``country=Sweden`` keeps specimens with the value; repeated, any of the values will do. Several terms must
  all hold.
- ``-country=Sweden`` leaves out specimens with the value.
- ``year=1900,1950`` is a range of a number or date, ends included; ``*`` or nothing is an open end.
- ``missing=country`` and ``present=country`` ask whether a term has any value.
- ``bbox=west,south,east,north`` in decimal degrees; west greater than east crosses the date line, as in
  OGC API Features.
- ``geometry`` is a polygon as well-known text, ``geoDistance=latitude,longitude,5km`` a circle; several of
  these are alternatives.
- ``list=`` and the id of a pasted list keeps what its lines find (see ``lists``); several must all hold.
- ``q`` is free text, in which ``country:Sweden`` may stand too (see ``expert``).
- ``sort=year`` or ``sort=-year``, ``limit`` up to 1000, ``cursor`` as a page returned it.

Blank values say nothing. Unknown names are errors, with the names that they resemble.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

import msgspec

from naturalia.search.analysis import clean
from naturalia.search.errors import QueryError
from naturalia.search.expert import Condition, Presence, split_text
from naturalia.search.geography import Area, Circle, Polygon, parse_circle, parse_polygon, write_circle
from naturalia.search.term import Term
from naturalia.search.terms import BY_NAME, TERMS, near_names
from naturalia.search.values import BoundingBox, Value, parse_box, parse_value, write_box, write_value

DEFAULT_LIMIT = 20
LARGEST_LIMIT = 1000
LONGEST_TEXT = 2000  # characters of free text
MOST_VALUES = 1000  # values of all filters together

CONTROLS = (
    "q", "missing", "present", "bbox", "geometry", "geoDistance", "list", "sort", "limit", "cursor",
)  # fmt: skip
MOST_AREAS = 20
MOST_LISTS = 5
Criteria = Mapping[str, tuple[Value, ...]]


class Sort(msgspec.Struct, frozen=True):
    """The term that orders the results, and which end comes first; those without a value come last."""

    term: str
    descending: bool = False


class SpecimenQuery(msgspec.Struct, frozen=True, kw_only=True):
    """One search. ``filters`` and ``exclusions`` map terms to values, of which any will do."""

    text: str = ""
    filters: Criteria = {}
    exclusions: Criteria = {}
    missing: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    box: BoundingBox | None = None
    areas: tuple[Area, ...] = ()
    lists: tuple[str, ...] = ()
    sort: Sort | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str = ""

    @property
    def matches_all(self) -> bool:
        """Whether it finds every specimen, whatever the order and the page."""
        conditions = (self.filters, self.exclusions, self.missing, self.present)
        return not any((self.text, *conditions, self.box, self.areas, self.lists))


class _Draft:
    """A query while its parameters are read; equal queries end up equal whatever the order of their parts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.filters: dict[str, set[Value]] = {}
        self.exclusions: dict[str, set[Value]] = {}
        self.missing: set[str] = set()
        self.present: set[str] = set()
        self.areas: set[Area] = set()
        self.lists: set[str] = set()
        self.controls: dict[str, str] = {}

    def add_value(self, term: Term, value: Value, *, excluded: bool) -> None:
        criteria = self.exclusions if excluded else self.filters
        criteria.setdefault(term.name, set()).add(value)

    def add_presence(self, term: Term, *, missing: bool) -> None:
        (self.missing if missing else self.present).add(term.name)

    def add_area(self, area: Area) -> None:
        self.areas.add(area)
        if len(self.areas) > MOST_AREAS:
            raise QueryError("geometry", "more than %(most)s areas", most=MOST_AREAS)

    def add_list(self, list_id: str) -> None:
        self.lists.add(list_id)
        if len(self.lists) > MOST_LISTS:
            raise QueryError("list", "more than %(most)s lists", most=MOST_LISTS)

    def add_condition(self, condition: Condition) -> None:
        if isinstance(condition.wanted, Presence):
            self.add_presence(
                condition.term, missing=(condition.wanted is Presence.MISSING) != condition.excluded
            )
        else:
            self.add_value(condition.term, condition.wanted, excluded=condition.excluded)

    def add_text(self, text: str) -> None:
        rest, conditions = split_text(clean(text)[:LONGEST_TEXT])
        self.texts.append(rest)
        for condition in conditions:
            self.add_condition(condition)

    def finish(self) -> SpecimenQuery:
        if sum(map(len, (*self.filters.values(), *self.exclusions.values()))) > MOST_VALUES:
            raise QueryError("filters", "more than %(most)s values", most=MOST_VALUES)
        box, limit = self.controls.get("bbox"), self.controls.get("limit")
        return SpecimenQuery(
            text=" ".join(filter(None, self.texts)),
            filters=_in_order(self.filters),
            exclusions=_in_order(self.exclusions),
            missing=tuple(sorted(self.missing)),
            present=tuple(sorted(self.present)),
            box=parse_box(box) if box else None,
            areas=tuple(sorted(self.areas, key=_area_parameter)),
            lists=tuple(sorted(self.lists)),
            sort=_parse_sort(self.controls.get("sort", "")),
            limit=_parse_limit(limit) if limit else DEFAULT_LIMIT,
            cursor=self.controls.get("cursor", ""),
        )


def parse(params: Iterable[tuple[str, str]]) -> SpecimenQuery:
    """The query that URL parameters ask for; raises ``QueryError`` naming the parameter that is wrong."""
    draft = _Draft()
    for name, raw in params:
        value = clean(raw)
        if value:
            _read(draft, name, value)
    return draft.finish()


def parse_text(text: str) -> SpecimenQuery:
    """The query of a search box or of a command line."""
    return parse([("q", text)])


def _read(draft: _Draft, name: str, value: str) -> None:
    if name == "q":
        draft.add_text(value)
    elif name in ("missing", "present"):
        draft.add_presence(_term(value, name), missing=name == "missing")
    elif name in ("geometry", "geoDistance"):
        draft.add_area(parse_polygon(value) if name == "geometry" else parse_circle(value))
    elif name == "list":
        draft.add_list(value)
    elif name in CONTROLS:
        _read_control(draft, name, value)
    else:
        term = _term(name.removeprefix("-"), name)
        draft.add_value(term, parse_value(term, value), excluded=name.startswith("-"))


def _read_control(draft: _Draft, name: str, value: str) -> None:
    if draft.controls.setdefault(name, value) != value:
        raise QueryError(name, "given more than once")


def _term(name: str, parameter: str) -> Term:
    term = BY_NAME.get(name)
    if term is None:
        _refuse(name, parameter)
    return term


def _refuse(name: str, parameter: str) -> NoReturn:
    known = [term.name for term in TERMS]
    if parameter not in CONTROLS:
        known += CONTROLS
    raise QueryError(
        parameter[:100], "there is no term or parameter %(name)s", near_names(name, known), name=name[:100]
    )


def _in_order(criteria: Mapping[str, set[Value]]) -> Criteria:
    return {name: tuple(sorted(criteria[name], key=write_value)) for name in sorted(criteria)}


def _parse_sort(text: str) -> Sort | None:
    if not text:
        return None
    term = _term(text.removeprefix("-"), "sort")
    if not term.sortable:
        raise QueryError("sort", "results cannot be sorted by %(name)s", name=term.name)
    return Sort(term.name, descending=text.startswith("-"))


def _parse_limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= LARGEST_LIMIT):
        raise QueryError(
            "limit", "a whole number from %(least)s to %(most)s is needed", least=0, most=LARGEST_LIMIT
        )
    return int(text)


def to_params(query: SpecimenQuery) -> list[tuple[str, str]]:
    """The URL parameters of a query, in a fixed order: ``parse(to_params(query))`` gives the query again."""
    params = [("q", query.text)] if query.text else []
    params += _criteria_params("", query.filters) + _criteria_params("-", query.exclusions)
    params += [("missing", name) for name in query.missing] + [("present", name) for name in query.present]
    if query.box is not None:
        params.append(("bbox", write_box(query.box)))
    params += [_area_parameter(area) for area in query.areas] + [("list", one) for one in query.lists]
    if query.sort is not None:
        params.append(("sort", f"{'-' if query.sort.descending else ''}{query.sort.term}"))
    if query.limit != DEFAULT_LIMIT:
        params.append(("limit", str(query.limit)))
    return params + ([("cursor", query.cursor)] if query.cursor else [])


def _criteria_params(sign: str, criteria: Criteria) -> list[tuple[str, str]]:
    return [(sign + name, write_value(value)) for name, values in criteria.items() for value in values]


def _area_parameter(area: Area) -> tuple[str, str]:
    match area:
        case Polygon():
            return "geometry", area.wkt
        case Circle():
            return "geoDistance", write_circle(area)

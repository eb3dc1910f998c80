"""The form of all filters, made from the declared terms: rows of conditions, and the query that they make.

A row is a *way* (is, is not, has a value, has none) and a value, or two ends of a range. All rows of a term
have the same names (``country.way``, ``country``; ``year.way``, ``year.from``, ``year.to``), so the form
works without script, and an address of the form is only a step to the address of the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naturalia.portal.search_page import term_label
from naturalia.search import TERMS, Range, SpecimenQuery, to_params
from naturalia.search.term import Group, Kind, Term
from naturalia.search.values import write_value

WAYS = {
    "is": gettext_noop("is"),
    "not": gettext_noop("is not"),
    "present": gettext_noop("has any value"),
    "missing": gettext_noop("has no value"),
}
AREAS = ("bbox", "geometry", "geoDistance")
HINTS = {
    Kind.INTEGER: gettext_noop("whole numbers"),
    Kind.FLOAT: gettext_noop("numbers"),
    Kind.DATE: gettext_noop("1904, 1904-05 or 1904-05-17"),
    Kind.INSTANT: gettext_noop("2024-05-17 or 2024-05-17T12:00:00Z"),
}


@dataclass(frozen=True)
class Row:
    """A condition: a way and a value, or for a range its ends."""

    way: str = "is"
    value: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class FieldOf:
    """A term in the form, with its conditions and an empty row."""

    term: Term
    label: str
    help: str
    hint: str
    rows: tuple[Row, ...]

    @property
    def suggested(self) -> bool:
        """Whether values are suggested while one types."""
        return self.term.kind is Kind.KEYWORD and self.term.facet

    @property
    def boolean(self) -> bool:
        """Whether it is a yes or no."""
        return self.term.kind is Kind.BOOLEAN


@dataclass(frozen=True)
class GroupOf:
    """The terms of a theme; open where one has a condition."""

    id: str
    label: str
    fields: tuple[FieldOf, ...]
    open: bool


@dataclass(frozen=True)
class FilterForm:
    """The form of a query; ``areas`` are its areas as text, ``kept`` what it has no field for."""

    text: str
    groups: tuple[GroupOf, ...]
    areas: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]


def filter_form(query: SpecimenQuery) -> FilterForm:
    """The form with the conditions of a query in it."""
    params = to_params(query)
    return FilterForm(
        text=query.text,
        groups=tuple(_group(group, query) for group in Group),
        areas=tuple(_areas(params)),
        kept=tuple(pair for pair in params if pair[0] in ("list", "sort", "limit")),
        ways=tuple((way, _(text)) for way, text in WAYS.items()),
    )


def _areas(params: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each area of the query, and an empty field for one more of its kind."""
    params = list(params)
    for name in AREAS:
        given = [value for known, value in params if known == name]
        yield from ((name, value) for value in given)
        if not given or name != "bbox":
            yield name, ""


def _group(group: Group, query: SpecimenQuery) -> GroupOf:
    fields = tuple(_field(term, query) for term in TERMS if term.group is group)
    return GroupOf(group.name.lower(), _(group.value), fields, any(len(one.rows) > 1 for one in fields))


def _field(term: Term, query: SpecimenQuery) -> FieldOf:
    rows = [_row("is", value) for value in query.filters.get(term.name, ())]
    rows += [_row("not", value) for value in query.exclusions.get(term.name, ())]
    rows += [Row("missing")] if term.name in query.missing else []
    rows += [Row("present")] if term.name in query.present else []
    hint = _(HINTS[term.kind]) if term.kind in HINTS else ""
    return FieldOf(term, term_label(term.name), _(term.help), hint, (*rows, Row()))


def _row(way: str, value: str | Range) -> Row:
    if isinstance(value, str):
        return Row(way, value)
    low, _comma, high = write_value(value).partition(",")
    ends = (low, high or low)
    return Row(way, "", *("" if end == "*" else end for end in ends))


def params_of(sent: QueryDict) -> list[tuple[str, str]]:
    """The parameters of the search that a sent form asks for; empty rows say nothing."""
    params = [("q", sent.get("q", ""))]
    for term in TERMS:
        params += _conditions(term, sent)
    params += [(name, value) for name in (*AREAS, "list", "sort", "limit") for value in sent.getlist(name)]
    return [(name, value.strip()) for name, value in params if value.strip()]


def _conditions(term: Term, sent: QueryDict) -> Iterator[tuple[str, str]]:
    ways = sent.getlist(f"{term.name}.way")
    for way, value in zip(ways, _values(term, sent), strict=False):
        if way in ("missing", "present"):
            yield way, term.name
        elif value:
            yield (f"-{term.name}" if way == "not" else term.name), value


def _values(term: Term, sent: QueryDict) -> list[str]:
    if not term.ranged:
        return [value.strip() for value in sent.getlist(term.name)]
    ends = zip(sent.getlist(f"{term.name}.from"), sent.getlist(f"{term.name}.to"), strict=False)
    return [_range(low.strip(), high.strip()) for low, high in ends]


def _range(low: str, high: str) -> str:
    if not low and not high:
        return ""
    return low if low == high else f"{low or '*'},{high or '*'}"

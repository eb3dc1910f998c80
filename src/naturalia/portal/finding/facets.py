"""The facets beside the results: which are shown, and the choices of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _

from naturalia.portal.search_page import FACETS, Params, term_label, value_text
from naturalia.search import BY_NAME, TERMS, Facet, QueryError, SpecimenQuery
from naturalia.search.facets import MOST_FACETS

COOKIE = "facets"
USUAL = "usual"
OPEN_FACETS = frozenset({"topicDiscipline", "institutionCode", "typeStatus", "countryCode", "midsLevel"})
_GROUPS = list(dict.fromkeys(term.group for term in TERMS))
_ORDER = {term.name: (_GROUPS.index(term.group), place) for place, term in enumerate(TERMS)}


@dataclass(frozen=True)
class Choice:
    """A value of a facet, as a checkbox: ``name`` and ``value`` are the parameter that it sets."""

    id: str
    name: str
    value: str
    text: str
    count: int
    checked: bool


@dataclass(frozen=True)
class FacetList:
    """The choices of a term."""

    term: str
    label: str
    choices: tuple[Choice, ...]
    open: bool
    more: bool


@dataclass(frozen=True)
class Theme:
    """Facets of one theme."""

    label: str
    facets: tuple[FacetList, ...]


def shown_facets(request: HttpRequest) -> tuple[str, ...]:
    """The terms whose facets a reader wants: in the address, else as chosen before, else the usual ones.

    Raises QueryError for terms of the address that are not counted; a cookie that names such is not believed.
    """
    asked = request.GET.getlist("facet")
    if asked and asked != [USUAL]:
        return _checked(asked)
    kept = request.COOKIES.get(COOKIE, "")
    if kept and not asked:
        known = [name for name in kept.split(".") if name in BY_NAME and BY_NAME[name].facet]
        return tuple(known[:MOST_FACETS]) or FACETS
    return FACETS


def _checked(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in BY_NAME or not BY_NAME[name].facet:
            raise QueryError("facet", "the values of %(name)s are not counted", name=name[:100])
    distinct = tuple(dict.fromkeys(names))
    if len(distinct) > MOST_FACETS:
        raise QueryError("facet", "more than %(most)s terms", most=MOST_FACETS)
    return distinct


def themes(query: SpecimenQuery, facets: dict[str, Facet]) -> tuple[Theme, ...]:
    """Facets by theme, in the order in which the terms are declared; those without a choice are left out."""
    lists = (facet_list(query, facets[name]) for name in sorted(facets, key=_ORDER.__getitem__))
    lists = (one for one in lists if one.choices)
    grouped = groupby(lists, key=lambda one: BY_NAME[one.term].group)
    return tuple(Theme(_(group.value), tuple(found)) for group, found in grouped)


def in_facets(params: Params, shown: Iterable[str]) -> list[tuple[str, str]]:
    """The parameters that the boxes of the shown facets set."""
    names = set(shown)
    return [(n, v) for n, v in params if n in names or (n == "missing" and v in names)]


def facet_list(query: SpecimenQuery, facet: Facet) -> FacetList:
    """The choices of one facet: what is chosen comes first if it is not among the most frequent."""
    counted = {bucket.value: bucket.count for bucket in facet.buckets}
    selected = [_plain(value) for value in query.filters.get(facet.term, ())]
    absent = [value for value in selected if value.casefold() not in {v.casefold() for v in counted}]
    chosen = {value.casefold() for value in selected}
    values = [(value, 0) for value in absent] + list(counted.items())
    choices = [
        _choice(
            facet.term, facet.term, value, value_text(facet.term, value), count, value.casefold() in chosen
        )
        for value, count in values
    ]
    missing = facet.term in query.missing
    if facet.no_value or missing:
        choices.append(_choice(facet.term, "missing", facet.term, _("no value"), facet.no_value, missing))
    return FacetList(
        facet.term,
        term_label(facet.term),
        tuple(choices),
        open=facet.term in OPEN_FACETS or bool(selected) or missing,
        more=facet.more,
    )


def _plain(value: object) -> str:
    return value if isinstance(value, str) else str(getattr(value, "low", value))


def _choice(term: str, name: str, value: str, text: str, count: int, checked: bool) -> Choice:
    key = "".join(c if c.isalnum() else f"-{ord(c):x}" for c in value)
    return Choice(f"{term}-{'missing' if name == 'missing' else key}", name, value, text, count, checked)


@dataclass(frozen=True)
class Shown:
    """A term that can be shown as a facet."""

    term: str
    label: str
    help: str
    checked: bool


def choices(shown: Sequence[str]) -> list[tuple[str, list[Shown]]]:
    """All terms that are counted, by theme, with those checked that are shown."""
    counted = (term for term in TERMS if term.facet)
    ordered = sorted(counted, key=lambda term: _GROUPS.index(term.group))
    return [
        (_(group.value), [Shown(t.name, term_label(t.name), _(t.help), t.name in shown) for t in found])
        for group, found in groupby(ordered, key=lambda term: term.group)
    ]

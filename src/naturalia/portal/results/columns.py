"""The table of a result: the columns that a reader chose, and how they sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from naturalia.catalogue.queries import current_documents
from naturalia.portal.search_page import COLUMNS, search_url, term_label, value_text
from naturalia.search import BY_NAME, TERMS, Page, QueryError, SpecimenQuery, Summary, to_params
from naturalia.search.documents import term_values
from naturalia.search.term import Group, Term

COOKIE = "columns"
KEPT_SECONDS = 365 * 86_400
MOST_COLUMNS = 20
USUAL = tuple(COLUMNS)
_SHOWN = 3  # values of a cell
_OF_SUMMARY = {
    "catalogNumber": "catalog_number",
    "institutionCode": "institution_code",
    "eventDate": "event_date",
    "recordedBy": "recorded_by",
    "typeStatus": "type_status",
    "midsLevel": "mids_level",
}
"""Columns that need nothing but the row of the index."""


@dataclass(frozen=True)
class Heading:
    """The head of a column: how it is sorted now (as ``aria-sort`` says it) and, if it can be, the next
    order.
    """

    term: str
    label: str
    url: str
    sort: str


@dataclass(frozen=True)
class Line:
    """A row: what it is of, and the text of every column but that of the name."""

    summary: Summary
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """A column that may be chosen."""

    term: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ResultTable:
    """Everything that the template of the table needs."""

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]
    chosen: bool
    usual_url: str
    params: tuple[tuple[str, str], ...]


def columns_of(request: HttpRequest) -> tuple[str, ...]:
    """The columns that a reader wants: in the address, else as chosen before, else the usual ones.

    Raises QueryError for columns of the address that do not exist; a cookie that names such is not believed.
    """
    asked = [name for value in request.GET.getlist("columns") for name in value.split(",") if name]
    if asked and asked != ["usual"]:
        return _checked(asked)
    kept = [name for name in request.COOKIES.get(COOKIE, "").split(".") if name in BY_NAME]
    return _named(kept[:MOST_COLUMNS]) if kept and not asked else USUAL


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Columns that the address asks for stay until others are chosen."""
    if request.GET.getlist("columns") == ["usual"]:
        response.delete_cookie(COOKIE)
    elif request.GET.get("columns"):
        kept = ".".join(columns_of(request))
        response.set_cookie(COOKIE, kept, max_age=KEPT_SECONDS, httponly=True, samesite="Lax")


def _checked(names: Sequence[str]) -> tuple[str, ...]:
    unknown = next((name for name in names if name not in BY_NAME), None)
    if unknown is not None:
        raise QueryError("columns", "there is no term %(name)s", name=unknown[:100])
    if len(names) > MOST_COLUMNS:
        raise QueryError("columns", "more than %(most)s columns", most=MOST_COLUMNS)
    return _named(names)


def _named(names: Sequence[str]) -> tuple[str, ...]:
    """The name of the specimen comes first: it is the way to its page."""
    return tuple(dict.fromkeys(("scientificName", *names)))


def result_table(query: SpecimenQuery, page: Page, names: Sequence[str]) -> ResultTable:
    """The table of a page of results; documents are read only for columns that the index does not keep."""
    params = [pair for pair in to_params(query) if pair[0] != "cursor"]
    own = [("columns", ",".join(names))] if tuple(names) != USUAL else []
    read = any(name not in USUAL and name not in _OF_SUMMARY for name in names)
    documents = current_documents(page.specimen_ids) if read else {}
    return ResultTable(
        headings=tuple(_heading(query, params, own, name) for name in names),
        lines=tuple(
            _line(row, documents.get(specimen_id, {}), names)
            for specimen_id, row in zip(page.specimen_ids, page.rows, strict=True)
        ),
        choices=_choices(names),
        chosen=bool(own),
        usual_url=search_url([*params, ("columns", "usual")]),
        params=tuple(params),
    )


def _heading(
    query: SpecimenQuery, params: list[tuple[str, str]], own: list[tuple[str, str]], name: str
) -> Heading:
    """A heading that sorts by its term: ascending, then descending, then no longer."""
    label = _(COLUMNS[name]) if name in COLUMNS else term_label(name)
    if not BY_NAME[name].sortable:
        return Heading(name, label, "", "none")
    sort = query.sort if query.sort and query.sort.term == name else None
    state = "none" if sort is None else "descending" if sort.descending else "ascending"
    following = {"none": name, "ascending": f"-{name}", "descending": ""}[state]
    kept = [pair for pair in params if pair[0] != "sort"]
    return Heading(
        name, label, search_url([*kept, *([("sort", following)] if following else []), *own]), state
    )


def _line(row: Summary, document: Mapping[str, Any], names: Sequence[str]) -> Line:
    found = term_values(document) if document else {}
    cells = ((name, _cell(row, found, BY_NAME[name])) for name in names if name != "scientificName")
    return Line(row, tuple(cells))


def _cell(row: Summary, found: Mapping[str, Sequence[Any]], term: Term) -> str:
    if term.name in _OF_SUMMARY:
        value = getattr(row, _OF_SUMMARY[term.name])
        return "" if value is None else str(value)
    if term.name == "country" and not found:
        return row.country
    values = list(
        dict.fromkeys(_written(term, value) for value in found.get(term.name, ()) if value is not None)
    )
    return "; ".join(values[:_SHOWN]) + (" …" if len(values) > _SHOWN else "")


def _written(term: Term, value: Any) -> str:
    return value_text(term.name, str(value).lower() if isinstance(value, bool) else str(value))


def _choices(names: Sequence[str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    return tuple(
        (_(group.value), tuple(_choice(term, names) for term in TERMS if term.group is group))
        for group in Group
    )


def _choice(term: Term, names: Sequence[str]) -> Choice:
    return Choice(term.name, term_label(term.name), term.name in names)

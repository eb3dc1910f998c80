"""What the search page shows of a query and its results: chips and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec
from babel import Locale
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from naturalia.portal.labels import term_words
from naturalia.search import BY_NAME, Page, SpecimenQuery, to_params
from naturalia.specimen.licences import licence

Params = Sequence[tuple[str, str]]

FACETS = (
    "topicDiscipline",
    "institutionCode",
    "typeStatus",
    "countryCode",
    "family",
    "recordedBy",
    "hasMedia",
    "midsLevel",
    "basisOfRecord",
    "license",
    "issue",
)
LIMITS = (20, 50, 100)
LABELS = {"countryCode": gettext_noop("Country"), "country": gettext_noop("Country as written")}
"""Names that say more to a reader of facets than those of the terms."""


@dataclass(frozen=True)
class Chip:
    """An active filter: what it says, and the search without it."""

    text: str
    url: str


@dataclass(frozen=True)
class SearchPage:
    """Everything that the template of the search page needs."""

    query: SpecimenQuery
    page: Page
    title: str
    chips: tuple[Chip, ...]
    params: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    year: str
    limits: tuple[int, ...]
    next_url: str
    first_url: str
    api_url: str
    export_url: str
    clear_url: str


COLUMNS = {
    "scientificName": gettext_noop("Name"),
    "catalogNumber": gettext_noop("Number"),
    "institutionCode": gettext_noop("Institution"),
    "country": gettext_noop("Country and place"),
    "eventDate": gettext_noop("Date"),
    "recordedBy": gettext_noop("Collector"),
    "midsLevel": gettext_noop("MIDS"),
}
"""Columns of the results: the term that each sorts by, and its short heading."""


def search_page(query: SpecimenQuery, page: Page, shown: Sequence[str] = FACETS) -> SearchPage:
    """The view of one page of results beside the facets of the ``shown`` terms."""
    first = msgspec.structs.replace(query, cursor="")
    params = to_params(first)
    chips = tuple(_chips(params))
    return SearchPage(
        query=query,
        page=page,
        title=", ".join(chip.text for chip in chips),
        chips=chips,
        params=tuple(params),
        hidden=tuple(pair for pair in params if not _has_control(shown, *pair)),
        year=next((value for name, value in params if name == "year"), ""),
        limits=LIMITS,
        next_url=_url(to_params(msgspec.structs.replace(query, cursor=page.next_cursor)))
        if page.next_cursor
        else "",
        first_url=_url(params) if query.cursor else "",
        api_url=f"/api/v1/specimens?{urlencode(params)}",
        export_url=_export_url(params),
        clear_url=_url([pair for pair in params if pair[0] in ("sort", "limit")]),
    )


def _export_url(params: Params) -> str:
    """The form for an export of all that the search finds."""
    kept = [pair for pair in params if pair[0] not in ("sort", "limit")]
    return f"/export?{urlencode(kept)}" if kept else "/export"


def search_url(params: Iterable[tuple[str, str]]) -> str:
    """The address of a search."""
    return _url(list(params))


def _url(params: Params) -> str:
    return f"/search?{urlencode(params)}" if params else "/search"


def _has_control(shown: Sequence[str], name: str, value: str) -> bool:
    """Whether the form has a visible control for a parameter; the others travel as hidden fields."""
    return name in shown or name in ("q", "year", "limit") or (name == "missing" and value in shown)


def _chips(params: Params) -> Iterable[Chip]:
    for place, (name, value) in enumerate(params):
        if name not in ("sort", "limit"):
            yield Chip(_chip_text(name, value), _url([*params[:place], *params[place + 1 :]]))


def _chip_text(name: str, value: str) -> str:
    if name == "q":
        return f"“{value}”"
    if name in ("missing", "present"):
        form = _("%(term)s: no value") if name == "missing" else _("%(term)s: any value")
        return form % {"term": term_label(value)}
    if name == "list":
        return _("Pasted list %(id)s") % {"id": value[:8]}
    if name == "bbox":
        return _("Within %(box)s") % {"box": value}
    form = _("%(term)s: not %(value)s") if name.startswith("-") else _("%(term)s: %(value)s")
    term = name.removeprefix("-")
    return form % {"term": term_label(term), "value": value_text(term, value)}


def term_label(name: str) -> str:
    """The name of a term for people."""
    if name in LABELS:
        return _(LABELS[name])
    return _(BY_NAME[name].label) if name in BY_NAME else name


def value_text(term: str, value: str) -> str:
    """A value for people: yes and no, names for codes, and ranges with a dash."""
    if value in ("true", "false"):
        return _("yes") if value == "true" else _("no")
    if term in SPOKEN:
        return SPOKEN[term](value)
    if term in BY_NAME and BY_NAME[term].ranged and "," in value:
        low, _comma, high = value.partition(",")
        return f"{low} – {high}".replace("*", "…")
    return value


def _level(value: str) -> str:
    return _("level %(level)s") % {"level": value}


def _country(code: str) -> str:
    """The name of a country in the reader's language (Unicode CLDR)."""
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(code.upper(), code))


def _licence(uri: str) -> str:
    known = licence(uri)
    return f"{known.name} {known.version or ''}".strip() if known else uri


def _words(value: str) -> str:
    return _(term_words(value))


SPOKEN: dict[str, Callable[[str], str]] = {
    "midsLevel": _level,
    "countryCode": _country,
    "license": _licence,
    "issue": _words,
    "basisOfRecord": _words,
    "missingMids": _words,
}
"""How the values of some terms are said."""

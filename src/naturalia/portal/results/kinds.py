"""Which view of a result is asked for, and the addresses that keep it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naturalia.portal.search_page import SearchPage, search_url
from naturalia.search import QueryError

Params = Sequence[tuple[str, str]]

KINDS = {
    "table": gettext_noop("Table"),
    "gallery": gettext_noop("Gallery"),
    "map": gettext_noop("Map"),
    "charts": gettext_noop("Charts"),
    "quality": gettext_noop("Quality"),
}
"""The views and their names; the first is shown when none is named."""

OWN = ("view", "columns", "rank")
"""Parameters that say how a result is shown, not what is found."""


@dataclass(frozen=True)
class Tab:
    """A way to another view of the same result."""

    name: str
    label: str
    url: str
    current: bool


def kind_of(parameters: Mapping[str, str]) -> str:
    """The view that an address asks for; ``QueryError`` if there is none of this name."""
    name = parameters.get("view", "") or "table"
    if name not in KINDS:
        near = tuple(difflib.get_close_matches(name, KINDS, n=1))
        raise QueryError("view", "one of %(names)s is needed", near, names=", ".join(KINDS))
    return name


def own_params(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What an address says of how to show the result, without what is usual."""
    return tuple(
        (name, parameters[name]) for name in OWN if parameters.get(name) and parameters[name] != "table"
    )


def tabs(params: Params, current: str) -> tuple[Tab, ...]:
    """The views of the search with some parameters."""
    kept = [pair for pair in params if pair[0] not in OWN]
    return tuple(
        Tab(
            name,
            _(label),
            search_url([*kept, *([("view", name)] if name != "table" else [])]),
            name == current,
        )
        for name, label in KINDS.items()
    )


def in_view(page: SearchPage, own: Params) -> SearchPage:
    """The page with addresses that lead to results shown in the same way."""
    if not own:
        return page
    return replace(
        page,
        chips=tuple(replace(chip, url=_with(chip.url, own)) for chip in page.chips),
        hidden=(*page.hidden, *own),
        next_url=_with(page.next_url, own),
        first_url=_with(page.first_url, own),
        clear_url=_with(page.clear_url, own),
    )


def _with(url: str, own: Params) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(own)}" if url else ""

"""A search to take along: its address, and how to ask the same of the API from a shell, Python and R."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from keyword import iskeyword
from urllib.parse import urlencode

from django.utils.translation import gettext as _

Params = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Copy:
    """Text to copy, and what it is."""

    id: str
    label: str
    text: str


def copies(base: str, params: Params) -> tuple[Copy, ...]:
    """The search of ``params`` at the installation of address ``base`` in several forms."""
    asked = [pair for pair in params if pair[0] not in ("limit", "cursor")]
    query = f"?{urlencode(asked)}" if asked else ""
    return (
        Copy("address", _("Address"), f"{base}/search{query}"),
        Copy("api", _("API call"), f"curl '{base}/api/v1/specimens{query.replace(chr(39), '%27')}'"),
        Copy("python", _("Python"), _python(base, asked)),
        Copy("r", _("R"), _r(base, asked)),
        Copy("feed", _("Feed of new and changed objects (Atom)"), f"{base}/search.atom{query}"),
    )


def _grouped(params: Params) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in params:
        found.setdefault(name, []).append(value)
    return found


def _python(base: str, params: Params) -> str:
    """``Client.specimens`` takes parameters as keywords; those that are no names in Python in a mapping."""
    named, other = [], {}
    for name, values in _grouped(params).items():
        value = values if len(values) > 1 else values[0]
        if name.isidentifier() and not iskeyword(name):
            named.append(f"{name}={value!r}")
        else:
            other[name] = value
    if other:
        named.append(f"**{other!r}")
    return (
        "from naturalia import Client\n\n"
        f"client = Client({base!r})\n"
        f"for specimen in client.specimens({', '.join(named)}):\n"
        "    print(specimen)\n"
    )


def _r(base: str, params: Params) -> str:
    """httr2 asks, jsonlite reads; a name given twice is a vector that is spread over the query."""
    asked = ",\n    ".join(f"`{name}` = {_r_value(values)}" for name, values in _grouped(params).items())
    query = f' |>\n  req_url_query(\n    {asked},\n    .multi = "explode"\n  )' if asked else ""
    return (
        "library(httr2)\nlibrary(jsonlite)\n\n"
        f"answer <- request({json.dumps(f'{base}/api/v1/specimens')}){query} |>\n"
        "  req_perform()\n"
        "specimens <- fromJSON(resp_body_string(answer))$results\n"
    )


def _r_value(values: list[str]) -> str:
    quoted = [json.dumps(value, ensure_ascii=False) for value in values]
    return quoted[0] if len(quoted) == 1 else f"c({', '.join(quoted)})"

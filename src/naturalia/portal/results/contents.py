"""What a view of a result shows: its template and its context."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest

from naturalia.portal.results.charts import charts
from naturalia.portal.results.columns import columns_of, result_table
from naturalia.portal.results.gallery import gallery
from naturalia.portal.results.kinds import tabs
from naturalia.portal.results.quality import quality_view
from naturalia.portal.results.world import drawing
from naturalia.search import Page, SpecimenIndex, SpecimenQuery, to_params


def counted(query: SpecimenQuery, kind: str) -> SpecimenQuery:
    """What the head of a view needs of a query: only the table shows the rows that it is asked for."""
    return query if kind == "table" else msgspec.structs.replace(query, limit=0)


def contents(
    request: HttpRequest, kind: str, index: SpecimenIndex, query: SpecimenQuery, page: Page
) -> dict[str, Any]:
    """The context of a view; raises ``QueryError`` for what its own parameters cannot mean."""
    params = [pair for pair in to_params(query) if pair[0] != "cursor"]
    given = {"kind": kind, "tabs": tabs(params, kind), "template": f"portal/results/{kind}.html"}
    return {**given, "shown": _shown(request, kind, index, query, page)}


def _shown(request: HttpRequest, kind: str, index: SpecimenIndex, query: SpecimenQuery, page: Page) -> Any:
    if not page.total:
        return None
    match kind:
        case "gallery":
            return gallery(index, query)
        case "map":
            return drawing(index, query)
        case "charts":
            return charts(index, query, request.GET.get("rank", ""))
        case "quality":
            return quality_view(index, query)
        case _:
            return result_table(query, page, columns_of(request))

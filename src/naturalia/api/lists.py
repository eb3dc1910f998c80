"""Pasted lists: kept under an id that every search takes as ``list``."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from naturalia.api.openapi import DESCRIBED, answers, body
from naturalia.api.problems import ProblemError, refuse_unknown
from naturalia.api.responses import SPECIMENS, Answer, ListAnswer, ListLine, as_json
from naturalia.catalogue.indexing import search_index
from naturalia.search import parse, search
from naturalia.search.lists import KEPT_DAYS, Lines, PastedList, pasted
from naturalia.search.lists.report import report

router = Router(tags=["lists"])
LISTS = "/api/v1/lists"
LONGEST_BODY = 4_000_000


class ListRequest(Answer, frozen=True):
    """The values of a list; ``lines`` says what they are: any, numbers or names."""

    values: list[str]
    lines: str = Lines.ANY.value


DESCRIBED += [ListRequest, ListAnswer]


@router.post(
    "/lists", openapi_extra=answers("ListAnswer", statuses={201: "Kept"}) | body("ListRequest", "text/plain")
)
def create_list(request: HttpRequest) -> HttpResponse:
    """Keep a list (JSON, or text with one value a line) and tell what each line finds."""
    refuse_unknown(request)
    made = _asked(request)
    search_index().lists.keep(made)
    response = as_json(_answer(made), Location=f"{LISTS}/{made.id}")
    response.status_code = 201
    return response


@router.get("/lists/{list_id}", openapi_extra=answers("ListAnswer"))
def get_list(request: HttpRequest, list_id: str) -> HttpResponse:
    """What each line of a list finds now."""
    refuse_unknown(request)
    return as_json(_answer(search_index().lists.get(list_id)))


def _asked(request: HttpRequest) -> PastedList:
    if len(request.body) > LONGEST_BODY:
        raise ProblemError(413, f"The list is longer than {LONGEST_BODY:,} bytes.")
    if (request.content_type or "").startswith("text/"):
        return pasted(request.body.decode("utf-8", "replace"))
    try:
        asked = msgspec.json.decode(request.body, type=ListRequest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(400, f"The body is not a list: {error}.") from error
    return pasted("\n".join(asked.values), asked.lines)


def _answer(made: PastedList) -> ListAnswer:
    index = search_index()
    found = report(index, made)
    wanted = urlencode([("list", made.id)])
    return ListAnswer(
        id=made.id,
        lines=made.lines.value,
        count=search(index, parse([("list", made.id), ("limit", "0")])).total,
        outcomes=found.counts,
        report=[msgspec.convert(msgspec.to_builtins(line), ListLine) for line in found.lines],
        kept_days=KEPT_DAYS,
        links={
            "self": f"{LISTS}/{made.id}",
            "specimens": f"{SPECIMENS}?{wanted}",
            "page": f"/search?{wanted}",
        },
    )

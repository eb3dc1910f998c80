"""Requests made from the OpenAPI document, as it allows them and not, against the real application."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Institution
from naturalia.exports import FORMATS
from naturalia.search.charting import CHARTS
from naturalia.search.lists import pasted
from tests.api.snapshot import description
from tests.network import Network

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
REQUESTS = {GenerationMode.POSITIVE: 12, GenerationMode.NEGATIVE: 6}
MOST_PARAMETERS = 3
OPERATIONS = {
    (path, method): operation
    for path, item in sorted(json.loads(description())["paths"].items())
    for method, operation in sorted(item.items())
    if method in ("get", "post")
}
NEEDED = {"facet", "term"}
WORDS = st.sampled_from(["Sweden", "carex", "1900,1950", "*,1900", "true", "Botany", "10,50,20,60", ""])


def can_be_wrong(operation: dict[str, Any]) -> bool:
    """Whether requests are possible that the document forbids: any text is a text."""
    kinds = [(one["in"], one["schema"].get("type")) for one in operation.get("parameters", [])]
    return "requestBody" in operation or any(kind != ("path", "string") for kind in kinds)


ALLOWED = [(*key, GenerationMode.POSITIVE) for key in OPERATIONS]
FORBIDDEN = [(*key, GenerationMode.NEGATIVE) for key, one in OPERATIONS.items() if can_be_wrong(one)]


@cache
def document() -> Any:
    """The document as the application serves it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def real_values(network: Network) -> dict[str, Any]:
    """Values for parts of addresses that lead to something."""
    prefix, _, suffix = network.updated.partition("/")
    numbers = [network.first_harvest, network.undone_harvest, 1, 2]
    return {
        "prefix": st.just(prefix),
        "suffix": st.sampled_from([suffix, network.vanished.partition("/")[2]]),
        "number": st.sampled_from(numbers),
        "before": st.just(1),
        "after": st.just(2),
        "zoom": st.just(2),
        "column": st.integers(0, 3),
        "row": st.integers(0, 3),
        "code": st.sampled_from(list(Institution.objects.values_list("code", flat=True))),
        "list_id": st.just(kept_list(network)),
        "name": st.sampled_from([*sorted(FORMATS), *CHARTS]),
    }


def kept_list(network: Network) -> str:
    made = pasted(f"{network.updated}\nnothing of ours")
    search_index().lists.keep(made)
    return made.id


def thinned(case: Case, draw: st.DrawFn, real: dict[str, Any]) -> Case:
    """The case with few parameters, some of them with values that lead to something: a hundred random
    ones are always refused.
    """
    names = sorted(case.query or {})
    kept = draw(st.lists(st.sampled_from(names), max_size=MOST_PARAMETERS, unique=True)) if names else []
    needed = NEEDED & set(names)
    words = {name: draw(WORDS) for name in kept if name not in needed and draw(st.booleans())}
    case.query = {name: words.get(name, case.query[name]) for name in {*kept, *needed}}
    if case.operation.label == "POST /api/v1/exports" and draw(st.booleans()):
        case.body = {
            "format": draw(st.sampled_from(sorted(FORMATS))),
            "query": {"country": [draw(WORDS)]},
            "title": draw(st.text()),
        }
    if draw(st.booleans()):
        case.path_parameters = {name: draw(real[name]) for name in case.path_parameters or {}}
    return case


@pytest.mark.parametrize(("path", "method", "mode"), ALLOWED + FORBIDDEN)
def test_every_answer_is_as_the_document_says(
    path: str, method: str, mode: GenerationMode, network: Network
) -> None:
    operation = document()[path][method]
    real = real_values(network)

    @st.composite
    def cases(draw: st.DrawFn) -> Case:
        return thinned(draw(operation.as_strategy(generation_mode=mode)), draw, real)

    @settings(
        max_examples=REQUESTS[mode],
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases())
    def checked(case: Case) -> None:
        response = case.call(headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)

    checked()

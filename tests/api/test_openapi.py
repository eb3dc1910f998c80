"""The OpenAPI document: complete, and changed only on purpose."""

from __future__ import annotations

from typing import Any

import msgspec
from django.test import Client

from naturalia.search import TERMS
from tests.api.snapshot import SNAPSHOT, description


def served() -> Any:
    return Client(headers={"host": "127.0.0.1"}).get("/api/v1/openapi.json").json()


def test_the_document_is_the_snapshot() -> None:
    assert description() == SNAPSHOT.read_text(encoding="utf-8"), "run: python -m tests.api.snapshot"


def test_what_is_served_is_what_is_described() -> None:
    assert served() == msgspec.json.decode(description())
    assert served()["openapi"].startswith("3.1")


def test_every_term_is_a_parameter_of_a_search() -> None:
    found = {one["name"] for one in served()["paths"]["/api/v1/specimens"]["get"]["parameters"]}
    assert {term.name for term in TERMS} <= found


def test_every_schema_that_is_named_is_there() -> None:
    document = served()
    named = {ref.rpartition("/")[2] for ref in references(document)}
    assert named <= document["components"]["schemas"].keys()


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()

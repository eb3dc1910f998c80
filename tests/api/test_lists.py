"""Lists by the API: posted, looked up, and a parameter of every search."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.api.test_api import client, get, problem


def post(body: bytes, kind: str = "application/json") -> Any:
    response = client().post("/api/v1/lists", body, content_type=kind)
    assert response.status_code == 201
    return msgspec.json.decode(response.content)


def some_numbers() -> list[str]:
    found = get("/api/v1/specimens?limit=50&present=catalogNumber")["results"]
    return [row["catalogNumber"] for row in found]


def test_a_list_is_kept_reported_and_searched_everywhere() -> None:
    numbers = some_numbers()
    made = post(msgspec.json.encode({"values": [*numbers, "no such number"], "lines": "numbers"}))
    assert made["outcomes"] == {"found": 50, "not found": 1, "ambiguous": 0}
    assert made["count"] == 50
    wanted = f"list={made['id']}"
    assert get(f"/api/v1/count?{wanted}") == {"count": 50}
    assert get(f"/api/v1/facets?facet=institutionCode&{wanted}")["count"] == 50
    assert get(f"/api/v1/specimens?limit=0&{wanted}")["count"] == 50
    table = client().get(f"/api/v1/download/csv?{wanted}")
    lines = b"".join(table).decode().strip().splitlines()
    assert len(lines) == 51
    assert get(f"/api/v1/lists/{made['id']}") == made


def test_plain_text_is_a_list_too() -> None:
    number = some_numbers()[0]
    made = post(f"{number}\r\nnothing\r\n".encode(), "text/plain")
    assert made["outcomes"] == {"found": 1, "not found": 1, "ambiguous": 0}


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"values": "x"}', b'{"values": []}', b'{"values":["x"],"lines":"y"}']
)
def test_what_is_no_list_is_a_problem(body: bytes) -> None:
    problem(client().post("/api/v1/lists", body, content_type="application/json"), 400)


def test_an_unknown_list_is_a_problem() -> None:
    told = problem(client().get("/api/v1/count?list=" + "0" * 24), 400)
    assert "180 days" in told["detail"]

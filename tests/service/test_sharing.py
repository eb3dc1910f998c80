"""Pages of other sites may read the API, and every error of it is a problem."""

from __future__ import annotations

import pytest
from django.test import Client

ELSEWHERE = {"host": "127.0.0.1", "Origin": "https://museum.example.org"}


def test_other_sites_may_read_without_credentials() -> None:
    response = Client(headers=ELSEWHERE).get("/api/v1/count")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_other_sites_may_keep_a_list_but_start_no_export() -> None:
    asked = ELSEWHERE | {"Access-Control-Request-Method": "POST"}
    client = Client(headers=asked)
    assert "POST" in client.options("/api/v1/lists").headers["Access-Control-Allow-Methods"]
    assert "POST" not in client.options("/api/v1/exports").headers["Access-Control-Allow-Methods"]
    made = client.post("/api/v1/exports", "{}", content_type="application/json")
    assert "Access-Control-Allow-Origin" not in made.headers


def test_pages_are_not_shared() -> None:
    assert "Access-Control-Allow-Origin" not in Client(headers=ELSEWHERE).get("/search").headers


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("get", "/api/v1/nothing", {}, 404),
        ("get", "/api/v1/specimens?limit=x", {}, 400),
        ("delete", "/api/v1/specimens", {}, 405),
        ("get", "/api/v1/count", {"Accept": "text/turtle"}, 406),
        ("get", "/api/v1/count", {"host": "evil.example"}, 400),
    ],
)
def test_every_error_is_a_problem(method: str, path: str, headers: dict[str, str], status: int) -> None:
    response = getattr(Client(headers={"host": "127.0.0.1"} | headers), method)(path)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize("path", ["/api/v1/lists", "/api/v1/exports"])
def test_a_body_that_is_too_long_is_413(path: str) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    response = client.post(path, b"x" * 5_100_000, content_type="application/json")
    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"

"""Limits of requests for each client."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from naturalia.configuration import Rate, rate
from naturalia.service.clients import client_of
from naturalia.service.rates import RateLimit, Windows


def test_a_client_has_so_many_requests_a_window_and_then_a_new_one() -> None:
    now = [0.0]
    windows = Windows(Rate(2, 60), lambda: now[0])
    assert [windows.take("a") for _ in range(3)] == [(1, 60), (0, 60), (-1, 60)]
    assert windows.take("b") == (1, 60)
    now[0] = 59.5
    assert windows.take("a") == (-1, 1)
    now[0] = 60
    assert windows.take("a") == (1, 60)


def test_what_is_too_much_is_refused_with_a_problem_and_the_time_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NATURALIA_RATE_LIMIT", "1/30")
    limited = RateLimit(lambda _request: HttpResponse("fine"))
    first, second = (limited(RequestFactory().get("/api/v1/count")) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["RateLimit-Policy"] == '"client";q=1;w=30'
    assert first.headers["RateLimit"] == '"client";r=0;t=30'
    assert second.status_code == 429
    assert second.headers["Retry-After"] == "30"
    assert second.headers["Content-Type"] == "application/problem+json"
    assert limited(RequestFactory().get("/static/built/style.css")).status_code == 200


def test_every_answer_of_the_api_tells_the_limit() -> None:
    response = Client(headers={"host": "127.0.0.1"}).get("/api/v1/count")
    assert response.headers["RateLimit-Policy"] == '"client";q=6000;w=60'
    assert response.headers["RateLimit"].startswith('"client";r=')


def asked(address: str, forwarded: str = "") -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)


def test_a_header_that_anybody_may_write_is_not_believed() -> None:
    assert client_of(asked("192.0.2.1", "198.51.100.7"), []) == "192.0.2.1"
    proxies = [ip_network("10.0.0.0/8")]
    assert client_of(asked("192.0.2.1", "198.51.100.7"), proxies) == "192.0.2.1"


def test_behind_trusted_proxies_the_client_is_the_first_that_is_none_of_them() -> None:
    proxies = [ip_network("10.0.0.0/8")]
    assert client_of(asked("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2"), proxies) == "198.51.100.7"
    assert client_of(asked("10.0.0.1", "nonsense"), proxies) == "unknown"


def test_a_site_of_ipv6_is_one_client() -> None:
    assert client_of(asked("2001:db8::1"), []) == client_of(asked("2001:db8::2:3"), [])


def test_a_limit_is_requests_and_seconds_or_off() -> None:
    assert rate("600/60") == Rate(600, 60)
    assert rate("off") is None
    with pytest.raises(ValueError, match="such as 600/60"):
        rate("600")

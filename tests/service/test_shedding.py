"""Refusing at once what there is no room for."""

from __future__ import annotations

import threading

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from naturalia.service.shedding import Doors, LoadShedding


def test_one_works_one_waits_the_third_is_refused_at_once() -> None:
    doors = Doors(at_work=1, waiting=1)
    assert doors.enter()
    waited: list[bool] = []
    waiter = threading.Thread(target=lambda: waited.append(doors.enter(5)))
    waiter.start()
    while doors._within._value:
        pass
    assert not doors.enter()
    doors.leave()
    waiter.join()
    assert waited == [True]


def test_who_waits_too_long_is_refused_and_takes_no_place() -> None:
    doors = Doors(at_work=1, waiting=1)
    assert doors.enter()
    assert not doors.enter(0.01)
    assert not doors.enter(0.01)
    doors.leave()
    assert doors.enter()


def test_a_full_server_answers_503_with_a_time_but_tells_its_health(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATURALIA_AT_WORK", "1")
    monkeypatch.setenv("NATURALIA_WAITING", "1")
    inside, go = threading.Event(), threading.Event()

    def view(request: HttpRequest) -> HttpResponse:
        if request.path == "/slow":
            inside.set()
            go.wait(10)
        return HttpResponse("done")

    shedding = LoadShedding(view)
    threads = [threading.Thread(target=lambda: shedding(RequestFactory().get("/slow"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    while shedding._doors._within._value:
        pass
    refused = shedding(RequestFactory().get("/search"))
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "2"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert shedding(RequestFactory().get("/health/live")).status_code == 200
    go.set()
    for thread in threads:
        thread.join()
    assert shedding(RequestFactory().get("/search")).status_code == 200

"""Every question has a time limit, and an honest answer beyond it."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client

from naturalia.api.problems import timed_out
from naturalia.catalogue.indexing import search_index
from naturalia.search import SpecimenQuery, search
from naturalia.search.deadline import SearchTimeoutError, within


def test_a_search_beyond_its_time_stops_before_its_next_pass() -> None:
    with within(-1), pytest.raises(SearchTimeoutError, match="took longer than"):
        search(search_index(), SpecimenQuery())


def test_without_a_limit_a_search_takes_its_time() -> None:
    with within(60):
        assert search(search_index(), SpecimenQuery()).total


def test_the_database_stops_a_statement_and_the_reader_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 20")
        try:
            with pytest.raises(OperationalError) as stopped:
                cursor.execute("SELECT pg_sleep(5)")
        finally:
            cursor.execute("SET statement_timeout = 0")
    assert "needed too long" in timed_out(stopped.value)


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/count", "application/problem+json"), ("/search", "text/html")]
)
def test_page_and_api_tell_of_it_with_503(path: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naturalia.search.execute.found_by", _too_slow)
    response = Client(headers={"host": "127.0.0.1"}).get(path)
    assert response.status_code == 503
    assert response.headers["Content-Type"].startswith(kind)
    assert b"Ask for less" in response.content


def _too_slow(*_given: object) -> None:
    raise SearchTimeoutError(20)

"""Health, metrics, and what a check tells."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.test import Client

from naturalia import configuration
from naturalia.service import checks

SOMEWHERE = {"host": "machine-7.internal"}


def test_a_process_that_answers_lives_whatever_its_name() -> None:
    response = Client(headers=SOMEWHERE).get("/health/live")
    assert response.status_code == 200
    assert response.json() == {"status": "live"}


def test_ready_tells_of_database_index_and_disk() -> None:
    told = Client(headers=SOMEWHERE).get("/health/ready").json()
    assert told["status"] == "ready"
    assert told["checks"].keys() == {"database", "index", "disk"}
    assert told["checks"]["database"]["told"].startswith("PostgreSQL ")


def test_a_full_disk_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATURALIA_LEAST_DISK", "900000000")
    response = Client(headers=SOMEWHERE).get("/health/ready")
    assert response.status_code == 503
    assert "900000000 are needed" in response.json()["checks"]["disk"]["told"]


def test_metrics_count_requests_searches_and_objects() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    before = searches(client)
    count = client.get("/api/v1/count").json()["count"]
    client.get("/api/v1/nothing")
    text = client.get("/metrics").content.decode()
    assert searches(client) == before + 1
    assert f"naturalia_objects {float(count)}" in text
    assert 'route="api/v1/count",status="200"' in text
    assert 'naturalia_request_seconds_bucket{le="0.15",route="api/v1/count"}' in text
    assert re.search(r'naturalia_harvests\{state="published"\} \d', text)
    assert re.search(r"naturalia_index_bytes \d", text)


def searches(client: Client) -> float:
    text = client.get("/metrics").content.decode()
    found = re.search(r"^naturalia_searches_total (\S+)", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_a_request_has_an_id_and_its_line_tells_nothing_of_who_asked_what(
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR="192.0.2.77")
    with caplog.at_level(logging.INFO, "naturalia.requests"):
        response = client.get("/api/v1/count?q=secret", headers={"X-Request-ID": "from-the-proxy.1"})
    assert response.headers["X-Request-ID"] == "from-the-proxy.1"
    assert "GET api/v1/count 200" in caplog.text
    assert "secret" not in caplog.text
    assert "192.0.2.77" not in caplog.text
    assert client.get("/", headers={"X-Request-ID": "bad\tid"}).headers["X-Request-ID"] != "bad\tid"


def test_lines_of_json_carry_the_id_of_the_request() -> None:
    import structlog

    from naturalia.service.logs import logging_configuration

    settings = logging_configuration("INFO", "json")["formatters"]["line"]
    make = settings.pop("()")
    record = logging.LogRecord("naturalia.requests", logging.INFO, "", 1, "done %d", (1,), None)
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        told = json.loads(make(**settings).format(record))
    assert told["event"] == "done 1"
    assert told["request_id"] == "abc"
    assert told["level"] == "info"


def test_all_checks_of_a_sound_installation_are_good() -> None:
    found = {one.name: one for one in checks.all_checks() if one.name != "assets"}
    assert [one for one in found.values() if not one.good] == []
    assert {"settings", "database", "schema", "index", "index follows", "disk"} == found.keys()


def test_a_misspelt_setting_is_told_with_the_name_that_was_meant() -> None:
    assert configuration.problems({"NATURALIA_RATE_LIMITS": "600/60", "OTHER": "x"}) == [
        "NATURALIA_RATE_LIMITS is no setting; perhaps NATURALIA_RATE_LIMIT was meant"
    ]


def test_a_value_that_cannot_be_is_told_with_what_is_needed() -> None:
    assert configuration.problems({"NATURALIA_RATE_LIMIT": "many", "NATURALIA_ADDRESS": "ftp://x"}) == [
        "NATURALIA_ADDRESS=ftp://x: an address such as https://collections.example.org is needed",
        "NATURALIA_RATE_LIMIT=many: requests/seconds such as 600/60 is needed, or off",
    ]


def test_every_default_is_a_value_that_can_be() -> None:
    defaults = {one.name: one.default for one in configuration.SETTINGS}
    assert configuration.problems(defaults) == []

"""A source is a registered thing: settings, schedule, conditional fetch, suspension, kept history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Harvest, Source
from naturalia.catalogue.registration import (
    RegistrationError,
    UnknownSourceError,
    add_source,
    due_sources,
    remove_source,
    set_source,
    source_named,
    suspend,
)
from naturalia.catalogue.schedules import ScheduleError, next_time
from naturalia.catalogue.services import SourceSuspendedError, harvest_due, harvest_source
from naturalia.sources import SourceError
from tests.catalogue.archives import herbarium_row, write_archive

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WORK = Options(workers=1)


class Served:
    """A file on a port of this machine, with an ETag; the statuses that were answered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.etag = '"1"'
        self.says_etag = True
        self.statuses: list[int] = []
        self.url = ""


@contextmanager
def serving(path: Path) -> Iterator[Served]:
    served = Served(path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            same = served.says_etag and self.headers.get("If-None-Match") == served.etag
            served.statuses.append(304 if same else 200)
            self.send_response(served.statuses[-1])
            if served.says_etag:
                self.send_header("ETag", served.etag)
            self.end_headers()
            if not same:
                self.wfile.write(served.path.read_bytes())

        def log_message(self, *parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_port}/archive.zip"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def archive(tmp_path: Path, catalogue: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NATURALIA_ALLOW_PRIVATE_ADDRESSES", "1")
    return write_archive(tmp_path / "herbarium.zip", [herbarium_row(n) for n in range(1, 6)])


def again(source: Source) -> Source:
    return Source.objects.get(pk=source.pk)


def test_a_source_is_known_by_name_number_and_location(archive: Path) -> None:
    source = add_source(str(archive), "TEST", {"schedule": "daily"})
    assert source.name == "herbarium"
    assert {source_named(each).pk for each in ("herbarium", str(source.pk), str(archive))} == {source.pk}
    with pytest.raises(UnknownSourceError):
        source_named("nowhere")


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("name", "My Source", "lower-case letters"),
        ("format", "word", "is no format"),
        ("licence_policy", "perhaps", "is no policy"),
        ("schedule", "now and then", "is no schedule"),
        ("mapping", "[[tables]]\nx = 1", "unknown field"),
        ("vanish_share", 7.0, "between 0 and 1"),
    ],
)
def test_a_wrong_setting_is_refused_and_changes_nothing(
    archive: Path, setting: str, value: object, message: str
) -> None:
    source = add_source(str(archive), None, {})
    with pytest.raises(RegistrationError, match=message):
        set_source(source, {setting: value})
    assert getattr(again(source), setting) in ("", "herbarium", 0.05)


def test_what_is_not_there_cannot_be_registered(archive: Path) -> None:
    with pytest.raises(RegistrationError, match="no such file"):
        add_source("/nowhere/at/all.zip", None, {})


def test_two_sources_of_one_name_get_two_names(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = write_archive(tmp_path / "other" / "herbarium.zip", [herbarium_row(9)])
    assert [add_source(str(path), None, {}).name for path in (archive, other)] == ["herbarium", "herbarium-2"]


def test_a_document_that_did_not_change_is_not_harvested_again(archive: Path) -> None:
    with serving(archive) as served:
        source = add_source(served.url, None, {})
        assert harvest_source(source, WORK) is not None
        assert harvest_source(again(source), WORK) is None
        assert served.statuses == [200, 304]
        write_archive(archive, [herbarium_row(n) for n in range(1, 8)])
        served.etag = '"2"'
        done = harvest_source(again(source), WORK)
    assert done is not None
    assert (done.created, done.unchanged) == (2, 5)
    assert Harvest.objects.count() == 2


def test_without_validators_the_checksum_tells_that_nothing_changed(archive: Path) -> None:
    with serving(archive) as served:
        served.says_etag = False
        source = add_source(served.url, None, {})
        assert harvest_source(source, WORK) is not None
        assert harvest_source(again(source), WORK) is None
        assert served.statuses == [200, 200]


def test_another_policy_has_all_fetched_and_thought_over_again(archive: Path) -> None:
    with serving(archive) as served:
        source = add_source(served.url, None, {})
        harvest_source(source, WORK)
        set_source(again(source), {"licence_policy": "reject", "vanish_share": 1.0})
        done = harvest_source(again(source), Options(workers=1, vanish_share=1.0))
    assert served.statuses == [200, 200]
    assert done is not None
    assert done.rejected == 5


def test_a_suspended_source_is_left_alone_until_it_is_resumed(archive: Path) -> None:
    source = suspend(add_source(str(archive), None, {"schedule": "hourly"}), suspended=True)
    Source.objects.update(next_at=NOON)
    with pytest.raises(SourceSuspendedError):
        harvest_source(again(source), WORK)
    assert due_sources(NOON) == []
    suspend(again(source), suspended=False)
    assert again(source).next_at is not None


def test_sources_are_harvested_when_they_are_due_and_one_that_fails_keeps_none_waiting(
    archive: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.zip"
    gone.write_bytes(archive.read_bytes())
    bad = add_source(str(gone), None, {"schedule": "daily"})
    good = add_source(str(archive), None, {"schedule": "daily"})
    gone.unlink()
    Source.objects.update(next_at=datetime.now(UTC) - timedelta(minutes=1))
    told = {source.pk: what for source, what in harvest_due("the clock")}
    assert told[good.pk] == "published"
    assert "no such file" in told[bad.pk]
    assert "no such file" in again(bad).message
    assert due_sources(datetime.now(UTC)) == []
    assert Harvest.objects.get().agent == "the clock"


def test_a_source_that_was_harvested_cannot_be_forgotten(archive: Path) -> None:
    source = add_source(str(archive), None, {})
    harvest_source(source, WORK)
    with pytest.raises(RegistrationError, match="part of the history"):
        remove_source(source)
    assert Source.objects.count() == 1


def test_a_source_that_never_was_harvested_can_be_forgotten(archive: Path) -> None:
    remove_source(add_source(str(archive), None, {}))
    assert Source.objects.count() == 0


def test_why_the_last_attempt_failed_stays_with_the_source(archive: Path) -> None:
    source = add_source(str(archive), None, {})
    archive.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(SourceError):
        harvest_source(source, WORK)
    assert "herbarium.zip" in again(source).message


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("", None),
        ("every 6 hours", datetime(2026, 3, 4, 18, 0, tzinfo=UTC)),
        ("Every 2 Days", datetime(2026, 3, 6, 12, 0, tzinfo=UTC)),
        ("weekly", datetime(2026, 3, 11, 12, 0, tzinfo=UTC)),
        ("30 2 * * 1", datetime(2026, 3, 9, 2, 30, tzinfo=UTC)),
    ],
)
def test_schedules_name_the_next_time(schedule: str, expected: datetime | None) -> None:
    assert next_time(schedule, NOON) == expected


@pytest.mark.parametrize(
    "schedule", ["sometimes", "every 0 hours", "* * *", "99 99 * * *", "every hour and day"]
)
def test_what_is_no_schedule_is_told_what_is(schedule: str) -> None:
    with pytest.raises(ScheduleError, match="every 6 hours"):
        next_time(schedule, NOON)

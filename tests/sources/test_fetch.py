"""The guarded client, against a real server on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from naturalia.sources import SourceError
from naturalia.sources.fetch import FetchLimits, fetch, is_public


class Museum(BaseHTTPRequestHandler):
    """Serves an archive, and misbehaves on request."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404, "Not Found")
        else:
            self.send_response(200)
            if self.path == "/named":
                self.send_header("Content-Disposition", 'attachment; filename="../../dwca née.zip"')
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode() + b"x" * 10_000)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Museum)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def resolver(host: str, port: int) -> list[str]:
    return {"museum.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"]}.get(host) or [host]


@pytest.fixture
def open_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the server on this machine for a public one, so that all other rules can be seen at work."""
    monkeypatch.setattr("naturalia.sources.fetch.is_public", lambda address: address == "127.0.0.1")


def test_a_file_is_fetched_under_its_name_through_the_vetted_address(
    tmp_path: Path, port: int, open_house: None
) -> None:
    path = fetch(f"http://museum.example:{port}/archive.zip?v=1", tmp_path, resolver=resolver)
    assert path == tmp_path / "archive.zip"
    assert path.read_bytes().startswith(f"museum.example:{port}".encode())


def test_the_name_the_server_gives_cannot_leave_the_directory(tmp_path: Path, port: int) -> None:
    assert fetch(f"http://127.0.0.1:{port}/named", tmp_path, allow_private=True) == tmp_path / "dwca_née.zip"


def test_redirects_are_followed(tmp_path: Path, port: int, open_house: None) -> None:
    path = fetch(f"http://museum.example:{port}/to//archive.zip", tmp_path, resolver=resolver)
    assert path.name == "archive.zip"


@pytest.mark.parametrize(
    "target", ["http://inside.example/x", "http://169.254.169.254/latest", "file:///etc/passwd"]
)
def test_a_redirect_that_leads_inside_is_refused(
    tmp_path: Path, port: int, open_house: None, target: str
) -> None:
    with pytest.raises(SourceError, match=r"private or reserved|only http and https"):
        fetch(f"http://museum.example:{port}/to/{target}", tmp_path, resolver=resolver)
    assert not list(tmp_path.iterdir())


def test_endless_redirects_end(tmp_path: Path, port: int) -> None:
    limits = FetchLimits(redirects=1)
    with pytest.raises(SourceError, match="more than 1 redirects"):
        fetch(f"http://127.0.0.1:{port}/to//to//to//x", tmp_path, allow_private=True, limits=limits)


def test_a_download_beyond_the_limit_leaves_nothing_behind(tmp_path: Path, port: int) -> None:
    with pytest.raises(SourceError, match="limit of a download"):
        fetch(f"http://127.0.0.1:{port}/x", tmp_path, allow_private=True, limits=FetchLimits(bytes=1000))
    assert not list(tmp_path.iterdir())


def test_a_download_beyond_its_time_leaves_nothing_behind(tmp_path: Path, port: int) -> None:
    with pytest.raises(SourceError, match="not complete after"):
        fetch(f"http://127.0.0.1:{port}/x", tmp_path, allow_private=True, limits=FetchLimits(seconds=-1))
    assert not list(tmp_path.iterdir())


def test_what_the_server_refuses_is_told(tmp_path: Path, port: int) -> None:
    with pytest.raises(SourceError, match="answered 404 Not Found"):
        fetch(f"http://127.0.0.1:{port}/missing", tmp_path, allow_private=True)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://[::1", "no url", "http://127.0.0.1/x"],
)
def test_what_is_not_a_public_web_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SourceError):
        fetch(url, tmp_path)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::6810:84e5", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_that_anybody_may_reach_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public

"""The one guarded HTTP client: fetches what a stranger's URL names, and nothing inside our own network.

The host is resolved once, every address is vetted, and the connection is made to a vetted address
with the name kept for TLS and ``Host``; each redirect is vetted anew. So neither a redirect nor a
name that changes its address between look-up and connection (DNS rebinding) leads inside.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

import httpx
import msgspec

from naturalia.sources.errors import SourceError
from naturalia.sources.limits import GIB, MIB

T = TypeVar("T")
Resolver = Callable[[str, int], list[str]]
_BLOCK = 256 * 1024
_FILE_NAME = re.compile(r"[^\w.-]+")
_DISPOSITION_NAME = re.compile(r"filename=\"?([^\";]+)", re.IGNORECASE)
# IPv6 forms that carry an IPv4 address: NAT64 (RFC 6052), 6to4 and Teredo are judged as not global.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchLimits(msgspec.Struct, frozen=True):
    """Bounds of a download: bytes, seconds for all of it, seconds of silence, redirects followed."""

    bytes: int = 16 * GIB
    seconds: float = 3600.0
    silence: float = 30.0
    redirects: int = 5


class TransientError(SourceError):
    """The server or the way to it failed in a way that may have passed in a moment."""


class Validators(msgspec.Struct, frozen=True):
    """What a server said of the state of a document (RFC 9110, 8.8): sent back, they ask for changes only."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


class Fetched(msgspec.Struct, frozen=True):
    """A downloaded file and the validators of its state."""

    path: Path
    validators: Validators


def fetch(
    url: str,
    directory: Path,
    *,
    allow_private: bool = False,
    limits: FetchLimits | None = None,
    resolver: Resolver | None = None,
) -> Path:
    """Download a URL into a directory and return the path of the file.

    Only http and https; private, loopback, link-local and reserved addresses are refused unless
    ``allow_private``. Raises SourceError in plain words (TransientError where another try may help);
    nothing is left behind then.
    """
    found = fetch_changed(
        url, directory, Validators(), allow_private=allow_private, limits=limits, resolver=resolver
    )
    if found is None:
        raise SourceError(f"{url}: the server says that nothing changed, though it was not asked.")
    return found.path


def fetch_changed(
    url: str,
    directory: Path,
    known: Validators,
    *,
    allow_private: bool = False,
    limits: FetchLimits | None = None,
    resolver: Resolver | None = None,
) -> Fetched | None:
    """As :func:`fetch`; None if the document is in the state that ``known`` tells of."""
    bounds = limits or FetchLimits()
    fetcher = _Fetcher(directory, bounds, resolver or _resolve, known, allow_private=allow_private)
    try:
        return fetcher.follow(httpx.URL(url))
    except httpx.InvalidURL as error:
        raise SourceError(f"{url}: not a URL ({error}).") from error
    except httpx.HTTPError as error:
        raise TransientError(f"{url}: could not be fetched ({error or type(error).__name__}).") from error


def patiently(
    call: Callable[[], T],
    attempts: int = 4,
    first_pause: float = 1.0,
    pause: Callable[[float], None] = time.sleep,
) -> T:
    """What a call returns, tried anew after TransientError with pauses that double (seconds).

    Raises the error of the last attempt.
    """
    for attempt in range(attempts - 1):
        try:
            return call()
        except TransientError:
            pause(first_pause * 2**attempt)
    return call()


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody may reach (IANA special-purpose registries)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class _Fetcher:
    def __init__(
        self,
        directory: Path,
        limits: FetchLimits,
        resolver: Resolver,
        known: Validators,
        *,
        allow_private: bool,
    ) -> None:
        self.directory = directory
        self.limits = limits
        self.resolver = resolver
        self.known = known
        self.allow_private = allow_private
        self.deadline = time.monotonic() + limits.seconds

    def follow(self, url: httpx.URL) -> Fetched | None:
        """Fetch a URL through its redirects. Proxies and netrc of the environment are not used."""
        timeout = httpx.Timeout(self.limits.silence)
        with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
            for _ in range(self.limits.redirects + 1):
                found = self._step(client, url)
                if not isinstance(found, httpx.URL):
                    return found
                url = found
        raise SourceError(f"{url}: more than {self.limits.redirects} redirects.")

    def _step(self, client: httpx.Client, url: httpx.URL) -> Fetched | httpx.URL | None:
        with closing(client.send(self._request(client, url), stream=True)) as response:
            if response.has_redirect_location:
                return url.join(response.headers["location"])
            if response.status_code == httpx.codes.NOT_MODIFIED and self.known.headers:
                return None
            if response.status_code != httpx.codes.OK:
                said = f"{url}: the server answered {response.status_code} {response.reason_phrase}."
                passing = response.status_code in (408, 425, 429) or response.is_server_error
                raise TransientError(said) if passing else SourceError(said)
            path = self._store(url, response)
            state = (response.headers.get("etag", ""), response.headers.get("last-modified", ""))
            return Fetched(path, Validators(*state))

    def _request(self, client: httpx.Client, url: httpx.URL) -> httpx.Request:
        """The request to a vetted address, with the host's own name for ``Host`` and TLS."""
        if url.scheme not in ("http", "https") or not url.host:
            raise SourceError(f"{url}: only http and https addresses are fetched.")
        return client.build_request(
            "GET",
            url.copy_with(host=self._vetted_address(url), username=None, password=None),
            headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"} | self.known.headers,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )

    def _vetted_address(self, url: httpx.URL) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = self.resolver(url.host, port)
        except (OSError, UnicodeError) as error:
            raise SourceError(f"{url}: the host {url.host} is not known ({error}).") from error
        refused = [a for a in addresses if not self.allow_private and not is_public(a)]
        if refused or not addresses:
            raise SourceError(f"{url}: {url.host} is at a private or reserved address; it is not fetched.")
        return addresses[0]

    def _store(self, url: httpx.URL, response: httpx.Response) -> Path:
        announced = response.headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > self.limits.bytes:
            raise self._too_large(url)
        self.directory.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.directory, prefix=".fetch-", delete=False) as target:
            partial = Path(target.name)
            try:
                self._copy(url, response, target.write)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
        return partial.rename(
            self.directory / file_name(url, response.headers.get("content-disposition", ""))
        )

    def _copy(self, url: httpx.URL, response: httpx.Response, write: Callable[[bytes], int]) -> None:
        size = 0
        for block in response.iter_raw(_BLOCK):
            size += len(block)
            if size > self.limits.bytes:
                raise self._too_large(url)
            if time.monotonic() > self.deadline:
                raise SourceError(f"{url}: not complete after {self.limits.seconds:.0f} seconds.")
            write(block)

    def _too_large(self, url: httpx.URL) -> SourceError:
        return SourceError(f"{url}: larger than {self.limits.bytes // MIB} MiB, the limit of a download.")


def file_name(url: httpx.URL, disposition: str) -> str:
    """A safe name for the file: what the server calls it, or the end of the URL, or ``download``."""
    match = _DISPOSITION_NAME.search(disposition)
    proposed = match[1] if match else unquote(url.path)
    base = PurePosixPath(proposed.replace("\\", "/")).name
    return _FILE_NAME.sub("_", base).strip("._")[:120] or "download"

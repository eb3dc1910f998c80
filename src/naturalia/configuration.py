"""Every setting of an installation, declared once: its name, what it may be, and what it is when not set.

Settings come from the environment. ``problems`` tells what is wrong with an environment, names that nobody
declared included: a setting that is misspelt would otherwise be one that silently does nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_network

PREFIX = "NATURALIA_"
_RATE = re.compile(r"(\d{1,7})/(\d{1,5})\Z")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Setting:
    """A declared setting. ``check`` raises ValueError, with what is needed, for a value that cannot be."""

    name: str
    help: str
    default: str = ""
    check: Callable[[str], object] = str
    secret: bool = False


@dataclass(frozen=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


def rate(text: str) -> Rate | None:
    """``600/60`` is 600 requests in 60 seconds; ``off`` is no limit. Raises ValueError."""
    if text == "off":
        return None
    found = _RATE.match(text)
    if not found or not int(found[1]) or not int(found[2]):
        raise ValueError("requests/seconds such as 600/60 is needed, or off")
    return Rate(int(found[1]), int(found[2]))


def words(text: str) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def positive(text: str) -> int:
    """A whole number from 1. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise ValueError("a whole number from 1 is needed")
    return int(text)


def flag(text: str) -> bool:
    """``1`` or ``0``. Raises ValueError."""
    if text not in ("", "0", "1"):
        raise ValueError("1 or 0 is needed")
    return text == "1"


def networks(text: str) -> list[object]:
    """Addresses and networks between commas. Raises ValueError."""
    return [ip_network(word) for word in words(text)]


def _url(text: str) -> str:
    if text and not re.match(r"https?://[^\s/]+", text):
        raise ValueError("an address such as https://collections.example.org is needed")
    return text


def _one_of(*known: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in known:
            raise ValueError(f"one of {', '.join(word or '(empty)' for word in known)} is needed")
        return text

    return check


def _executor(text: str) -> str:
    if text not in ("processes", "here") and not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d+", text):
        raise ValueError("processes, here or an address such as tcp://scheduler:8786 is needed")
    return text


SETTINGS = (
    Setting("NATURALIA_HOME", "Folder of the installation", "~/.naturalia"),
    Setting("NATURALIA_ADDRESS", "Where the portal is reached, for links and citations", check=_url),
    Setting(
        "NATURALIA_ALLOWED_HOSTS", "Names of hosts to answer to, between commas", "127.0.0.1,localhost,[::1]"
    ),
    Setting("NATURALIA_TRUSTED_ORIGINS", "Origins that may send forms, between commas"),
    Setting(
        "NATURALIA_TRUSTED_PROXIES",
        "Addresses or networks of proxies whose X-Forwarded-For is believed, between commas",
        check=networks,
    ),
    Setting(
        "NATURALIA_RATE_LIMIT",
        "Requests of one client: requests/seconds for each process, or off",
        "6000/60",
        rate,
    ),
    Setting("NATURALIA_AT_WORK", "Requests that a process works on at a time", "8", positive),
    Setting(
        "NATURALIA_WAITING", "Requests that may wait beside them; more are refused with 503", "24", positive
    ),
    Setting("NATURALIA_QUERY_SECONDS", "Longest time of a query, in seconds", "20", positive),
    Setting("NATURALIA_LEAST_DISK", "MiB of free disk below which the service is not ready", "200", positive),
    Setting(
        "NATURALIA_EXECUTOR",
        "Where parts of long work run: processes, here, or tcp://host:port of a Dask scheduler",
        "processes",
        _executor,
    ),
    Setting("NATURALIA_IMAGE_HOSTS", "Hosts whose images pages may show, between commas"),
    Setting("NATURALIA_LOG_LEVEL", "The least level that is logged", "WARNING", _one_of(*_LEVELS)),
    Setting("NATURALIA_LOG_FORMAT", "How log lines are written", "text", _one_of("text", "json")),
    Setting(
        "NATURALIA_ALLOW_PRIVATE_ADDRESSES", "1: sources may be fetched from private addresses", "0", flag
    ),
    Setting("NATURALIA_DOI_PROVIDER", "Who registers DOIs of exports", "", _one_of("", "datacite")),
    Setting("NATURALIA_DATACITE_URL", "Address of DataCite's API", "https://api.datacite.org", _url),
    Setting("NATURALIA_DATACITE_REPOSITORY", "Repository at DataCite"),
    Setting("NATURALIA_DATACITE_PASSWORD", "Its password", secret=True),
    Setting("NATURALIA_DATACITE_PREFIX", "Prefix of its DOIs"),
)
_DECLARED = {setting.name: setting for setting in SETTINGS}


def value(name: str) -> str:
    """What a setting is; an empty one is the default."""
    return os.environ.get(name) or _DECLARED[name].default


def problems(environment: Mapping[str, str] = os.environ) -> list[str]:
    """What is wrong with the settings of an environment, each with what to do."""
    names = sorted(name for name in environment if name.startswith(PREFIX))
    unknown = [_unknown(name) for name in names if name not in _DECLARED]
    return unknown + [
        told for name in names if name in _DECLARED and (told := _wrong(name, environment[name]))
    ]


def _unknown(name: str) -> str:
    near = get_close_matches(name, _DECLARED, 1, 0.6)
    return f"{name} is no setting" + (f"; perhaps {near[0]} was meant" if near else "")


def _wrong(name: str, text: str) -> str:
    setting = _DECLARED[name]
    if not text:
        return ""
    try:
        setting.check(text)
    except ValueError as error:
        return f"{name}: {error}" if setting.secret else f"{name}={text[:100]}: {error}"
    return ""


def reference() -> str:
    """The page of the documentation that lists all settings."""
    rows = [
        f"| `{one.name}` | {one.help} | {f'`{one.default}`' if one.default else ''} |" for one in SETTINGS
    ]
    head = (
        "# Settings\n\nAll come from the environment, and an empty one is its default. A name that begins\n"
        "with `NATURALIA_` and is not here is an error; `naturalia check` tells what is wrong.\n"
        "`DATABASE_URL` names a PostgreSQL server to use instead of the embedded one.\n\n"
        "| setting | meaning | default |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"

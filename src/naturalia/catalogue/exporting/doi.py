"""DOIs for exports, from a provider that settings name: DataCite's REST API, or none.

``NATURALIA_DOI_PROVIDER=datacite`` with ``NATURALIA_DATACITE_URL`` (default https://api.datacite.org),
``NATURALIA_DATACITE_REPOSITORY``, ``NATURALIA_DATACITE_PASSWORD`` and ``NATURALIA_DATACITE_PREFIX``.
Source: DataCite REST API guide.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import httpx

from naturalia.exports import Description
from naturalia.exports.datacite import attributes

MEDIA_TYPE = "application/vnd.api+json"
SECONDS = 30
PUBLIC = "https://api.datacite.org"


class DoiError(Exception):
    """No DOI was registered; the message says why."""


class DoiProvider(Protocol):
    """Registers DOIs for exports."""

    def register(self, export: Description) -> str:
        """A DOI that leads to the landing page of an export; the same one if asked twice. Raises DoiError."""


class DataCite:
    """Registers through the REST API of DataCite."""

    def __init__(self, url: str, repository: str, password: str, prefix: str) -> None:
        self._url = url.rstrip("/")
        self._credentials = (repository, password)
        self._prefix = prefix

    def register(self, export: Description) -> str:
        """The DOI of an export: its name follows from its number, so that a repeated call changes nothing."""
        doi = f"{self._prefix}/naturalia-export-{export.number}"
        body = {
            "data": {
                "id": doi,
                "type": "dois",
                "attributes": {"doi": doi, "event": "publish", "url": export.address} | attributes(export),
            }
        }
        answer = self._send("PUT", f"{self._url}/dois/{doi}", body)
        registered = answer.get("data", {}).get("id")
        if not isinstance(registered, str) or registered.lower() != doi.lower():
            raise DoiError(f"DataCite answered with the DOI {registered!r} instead of {doi}")
        return doi

    def _send(self, method: str, url: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE}
        try:
            with httpx.Client(timeout=SECONDS, auth=self._credentials, trust_env=False) as client:
                response = client.request(method, url, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise DoiError(f"DataCite cannot be reached ({error or type(error).__name__})") from error
        if response.status_code not in (200, 201):
            raise DoiError(f"DataCite refused it with status {response.status_code}: {_reason(response)}")
        try:
            answer: dict[str, Any] = response.json()
        except ValueError as error:
            raise DoiError("DataCite answered with something that is not JSON") from error
        return answer


def _reason(response: httpx.Response) -> str:
    try:
        errors = response.json().get("errors", [])
    except (ValueError, AttributeError):
        return response.text[:200]
    return (
        "; ".join(str(one.get("title", one)) for one in errors if isinstance(one, dict)) or "no reason given"
    )


def _datacite(settings: Mapping[str, str]) -> DoiProvider:
    names = ("REPOSITORY", "PASSWORD", "PREFIX")
    values = {name: settings.get(f"NATURALIA_DATACITE_{name}", "") for name in names}
    missing = [f"NATURALIA_DATACITE_{name}" for name, value in values.items() if not value]
    if missing:
        raise DoiError(f"DataCite needs {', '.join(missing)}")
    url = settings.get("NATURALIA_DATACITE_URL", PUBLIC)
    return DataCite(url, values["REPOSITORY"], values["PASSWORD"], values["PREFIX"])


PROVIDERS: dict[str, Callable[[Mapping[str, str]], DoiProvider]] = {"datacite": _datacite}
"""Providers by name, each made from the settings of the environment."""


def has_provider() -> bool:
    """Whether DOIs can be registered here."""
    return os.environ.get("NATURALIA_DOI_PROVIDER", "") in PROVIDERS


def provider() -> DoiProvider:
    """The provider that the settings name. Raises DoiError if there is none or something is missing."""
    name = os.environ.get("NATURALIA_DOI_PROVIDER", "")
    if name not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        raise DoiError(f"NATURALIA_DOI_PROVIDER={name!r} names no provider; there are: {known}")
    return PROVIDERS[name](os.environ)

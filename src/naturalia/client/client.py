"""One method for each thing that the API does."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from naturalia.client.asking import Asker, good
from naturalia.client.results import SPECIMENS, Results

API = "/api/v1"
Value = str | int | float | bool
Query = Mapping[str, Value | Iterable[Value]]
UNFINISHED = ("waiting", "running")


class Client:
    """A server of Naturalia. Conditions of a search are those of its address: ``country="Sweden"``; those
    whose names are none in Python are given in a mapping: ``{"-country": "Sweden"}``. Several values are
    alternatives. Every method raises ``ApiError`` for what the server refuses.
    """

    def __init__(self, address: str, *, timeout: float = 60, retries: int = 4) -> None:
        self._asker = Asker(address, timeout, retries)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._asker.http.close()

    def search(self, query: Query | None = None, *, page_size: int = 500, **conditions: Any) -> Results:
        """All specimens that meet the conditions, fetched as they are read."""
        return Results(self._asker, params(query, conditions), page_size)

    def count(self, query: Query | None = None, **conditions: Any) -> int:
        """How many specimens meet the conditions."""
        return int(self._get("count", params(query, conditions))["count"])

    def facets(
        self, *terms: str, query: Query | None = None, most: int = 10, **conditions: Any
    ) -> dict[str, dict[str, int]]:
        """Term -> value -> number of specimens, the most frequent first."""
        asked = [*params(query, conditions), *(("facet", term) for term in terms), ("facetLimit", str(most))]
        found = self._get("facets", asked)["facets"]
        return {one["field"]: {value["name"]: value["count"] for value in one["counts"]} for one in found}

    def specimen(self, pid: str) -> dict[str, Any]:
        """The openDS document of a PID."""
        return dict(self._asker.json("GET", f"{SPECIMENS}/{bare(pid)}"))

    def by_physical_id(self, identifier: str) -> list[dict[str, Any]]:
        """The openDS documents of the specimens with a physical identifier: none, one, or several."""
        found = self.search({"physicalSpecimenID": identifier}, page_size=100)
        return [self.specimen(one["pid"]) for one in found]

    def history(self, pid: str) -> list[dict[str, Any]]:
        """All versions of a specimen as events, each with what it changed."""
        return list(self._asker.json("GET", f"{SPECIMENS}/{bare(pid)}/history"))

    def difference(self, pid: str, before: int, after: int) -> dict[str, Any]:
        """What changed between two versions: ``changes``, and ``patch`` as JSON Patch."""
        return dict(self._asker.json("GET", f"{SPECIMENS}/{bare(pid)}/versions/{before}/difference/{after}"))

    def keep_list(self, values: Iterable[str], lines: str = "any") -> dict[str, Any]:
        """Keep a list of numbers, names or PIDs: its ``id`` is what a search takes as ``list``."""
        return dict(self._asker.json("POST", f"{API}/lists", body={"values": list(values), "lines": lines}))

    def start_export(self, form: str, query: Query | None = None, **conditions: Any) -> dict[str, Any]:
        """Ask for an export of a search."""
        asked: dict[str, list[str]] = {}
        for name, value in params(query, conditions):
            asked.setdefault(name, []).append(value)
        return dict(self._asker.json("POST", f"{API}/exports", body={"format": form, "query": asked}))

    def wait_for_export(
        self,
        number: int,
        progress: Callable[[int, int], None] = lambda _done, _steps: None,
        *,
        every: float = 1.0,
        longest: float = 3600,
    ) -> dict[str, Any]:
        """The export once it has ended well; ``progress`` is told steps done and all. Raises TimeoutError
        after ``longest`` seconds and RuntimeError for one that failed or was cancelled.
        """
        end = time.monotonic() + longest
        while True:
            export = self._get(f"exports/{number}")
            progress(export["done"], export["steps"])
            if export["state"] not in UNFINISHED:
                break
            if time.monotonic() > end:
                raise TimeoutError(f"export {number} is still {export['state']} after {longest:g} s")
            time.sleep(every)
        if export["state"] != "finished":
            raise RuntimeError(f"export {number} is {export['state']}: {export['message']}")
        return dict(export)

    def download_export(self, number: int, path: str | Path) -> Path:
        """Write the file of a finished export; it takes its place only if its SHA-256 is right (else
        ValueError).
        """
        export = self.wait_for_export(number)
        target = Path(path)
        draft = target.with_name(f"{target.name}.part")
        try:
            if self._fetch(export["links"]["file"], draft) != export["sha256"]:
                raise ValueError(f"{target.name}: the file arrived damaged; its SHA-256 is another one")
            return draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)

    def _fetch(self, path: str, draft: Path) -> str:
        digest = hashlib.sha256()
        with self._asker.http.stream("GET", path) as response, draft.open("wb") as file:
            if response.status_code >= 400:
                response.read()
            for block in good(response).iter_bytes():
                digest.update(block)
                file.write(block)
        return digest.hexdigest()

    def _get(self, name: str, asked: list[tuple[str, str]] | None = None) -> Any:
        return self._asker.json("GET", f"{API}/{name}", asked or ())


def params(query: Query | None, conditions: Query) -> list[tuple[str, str]]:
    """Conditions as the pairs of an address."""
    pairs: list[tuple[str, str]] = []
    for name, given in [*(query or {}).items(), *conditions.items()]:
        values = [given] if isinstance(given, str | int | float | bool) else list(given)
        pairs += [(name, _text(value)) for value in values]
    return pairs


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def bare(pid: str) -> str:
    """A PID without its resolver: ``20.5000.1025/ABC-DEF-GHI``."""
    return pid.removeprefix("https://doi.org/").removeprefix("https://hdl.handle.net/")

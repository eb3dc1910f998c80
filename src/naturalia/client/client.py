"""One method for each thing that the API does."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from naturalia.client.asking import Asker, Params, good
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
        return {one["field"]: _counts(one["counts"]) for one in found}

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

    def suggest(
        self, term: str, beginning: str = "", *, query: Query | None = None, most: int = 10, **conditions: Any
    ) -> dict[str, int]:
        """Values of a term that begin so, with the number of specimens, most frequent first."""
        asked = [("term", term), ("prefix", beginning), ("limit", str(most)), *params(query, conditions)]
        return _counts(self._get("suggest", asked)["values"])

    def taxa(
        self, rank: str = "", query: Query | None = None, *, most: int = 100, **conditions: Any
    ) -> dict[str, int]:
        """The taxa of a rank, or of the one below those filtered by, with the number of specimens."""
        asked = [("rank", rank)] if rank else []
        found = self._get("taxonomy", [*asked, ("limit", str(most)), *params(query, conditions)])
        return _counts(found["taxa"])

    def chart(self, name: str, query: Query | None = None, **conditions: Any) -> dict[str, int]:
        """The figures of a chart: time, taxonomy, institutions, countries, mids or issues."""
        return _counts(self._get(f"charts/{name}", params(query, conditions))["counts"])

    def institutions(self) -> Iterator[dict[str, Any]]:
        """All institutions with the number of their objects."""
        return self._list("institutions")

    def sources(self) -> Iterator[dict[str, Any]]:
        """All sources with the number of their objects."""
        return self._list("sources")

    def source(self, number: int) -> dict[str, Any]:
        """A source, how it is harvested, and what it says of itself."""
        return dict(self._get(f"sources/{number}"))

    def growth(self, *, source: int | None = None, institution: str = "") -> list[dict[str, Any]]:
        """What a source, or the sources of an institution, held month by month, oldest first."""
        of = f"sources/{source}" if source is not None else f"institutions/{quote(institution, safe='')}"
        return list(self._get(f"{of}/growth"))

    def harvests(self, source: int | None = None) -> Iterator[dict[str, Any]]:
        """All harvests, or those of a source, newest first."""
        return self._list("harvests" if source is None else f"sources/{source}/harvests")

    def outcomes(self, harvest: int, outcome: str = "") -> Iterator[dict[str, Any]]:
        """What became of every row of a harvest, or of those with one outcome, such as rejected."""
        return self._list(f"harvests/{harvest}/outcomes", [("outcome", outcome)] if outcome else [])

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

    def _list(self, name: str, asked: Params = ()) -> Iterator[dict[str, Any]]:
        """The results of a list, page after page."""
        offset = 0
        while True:
            page = self._get(name, [*asked, ("offset", str(offset)), ("limit", "1000")])
            yield from page["results"]
            offset += len(page["results"])
            if page["endOfRecords"]:
                return

    def _get(self, name: str, asked: Params | None = None) -> Any:
        return self._asker.json("GET", f"{API}/{name}", asked or ())


def params(query: Query | None, conditions: Query) -> list[tuple[str, str]]:
    """Conditions as the pairs of an address."""
    pairs: list[tuple[str, str]] = []
    for name, given in [*(query or {}).items(), *conditions.items()]:
        values = [given] if isinstance(given, str | int | float | bool) else list(given)
        pairs += [(name, _text(value)) for value in values]
    return pairs


def _counts(told: list[dict[str, Any]]) -> dict[str, int]:
    """Value -> number of specimens."""
    return {one["name"]: one["count"] for one in told}


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def bare(pid: str) -> str:
    """A PID without its resolver: ``20.5000.1025/ABC-DEF-GHI``."""
    return pid.removeprefix("https://doi.org/").removeprefix("https://hdl.handle.net/")

"""Collecting the answers of a BioCASe provider: paged search requests, until all that it holds is here.

BioCASe protocol 1.3. The answers are kept as files of a folder, which is then read as ABCD. A provider may
drop records, answer with less than it says, or with XML that is broken; each is asked for again, then in
smaller pages, and what still fails is kept as it came, so that its place and reason are reported.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import msgspec
from blake3 import blake3

from naturalia.sources import xmltext
from naturalia.sources.abcd.source import NOTES_FILE
from naturalia.sources.abcd.stream import UnitRead, units_of
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.fetch import FetchLimits, fetch, patiently
from naturalia.sources.limits import MIB, Limits
from naturalia.sources.records import BrokenRow

PROTOCOL = "http://www.biocase.org/schemas/protocol/1.3"
SCHEMAS = (
    "http://www.synthesys.info/ABCDEFG/1.0",
    "http://www.tdwg.org/schemas/abcd/2.1",
    "http://www.tdwg.org/schemas/abcd/2.06",
)
"""Schemas that are asked for, the richest first."""

PAGE_SIZE = 200
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?content\b([^>]*)>")
_NUMBER = re.compile(rb"(recordCount|recordDropped|totalSearchHits)\s*=\s*[\"'](\d+)[\"']")

SEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<request xmlns="{protocol}"><header><type>search</type></header>
<search><requestFormat>{schema}</requestFormat>
<responseFormat start="{start}" limit="{limit}">{schema}</responseFormat>
<filter><like path="/DataSets/DataSet/Units/Unit/UnitID">*</like></filter>
<count>false</count></search></request>"""
CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<request xmlns="{protocol}"><header><type>capabilities</type></header><capabilities/></request>"""

Ask = Callable[[str, Path], Path]
"""Sends the text of a request; writes the answer into a folder and returns its path."""
Progress = Callable[[str, int, int], None]


class Page(msgspec.Struct, frozen=True):
    """One answer: how many records it says it holds and left out, of how many, and what was read of it."""

    path: Path
    units: int
    digest: str
    count: int | None
    dropped: int
    total: int | None
    fault: str = ""

    @property
    def advance(self) -> int:
        """How many records further the next page starts."""
        return (self.units if self.count is None else self.count) + self.dropped


def is_endpoint(location: str) -> bool:
    """Whether an address is that of a BioCASe data source (PyWrapper) by its form."""
    parts = urlsplit(location)
    web = parts.scheme in ("http", "https")
    return web and ("pywrapper" in parts.path.lower() or "dsa" in parse_qs(parts.query))


def collect(
    endpoint: str,
    folder: Path,
    *,
    allow_private: bool = False,
    page_size: int = PAGE_SIZE,
    progress: Progress = lambda _step, _done, _total: None,
    pause: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch all records of a provider into a folder of answers and return it.

    Raises SourceError if the provider answers with errors, or does not come to an end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    limits = FetchLimits(bytes=256 * MIB, seconds=600, silence=120)
    ask = partial(_ask, endpoint, allow_private=allow_private, limits=limits, pause=pause)
    return _Collector(endpoint, folder, ask, page_size, progress, pause).run()


def _ask(
    endpoint: str,
    request: str,
    folder: Path,
    *,
    allow_private: bool,
    limits: FetchLimits,
    pause: Callable[[float], None],
) -> Path:
    parts = urlsplit(endpoint)
    query = f"{parts.query}&" if parts.query else ""
    url = urlunsplit(parts._replace(query=query + urlencode({"query": request})))
    return patiently(partial(fetch, url, folder, allow_private=allow_private, limits=limits), pause=pause)


class _Collector:
    def __init__(
        self,
        endpoint: str,
        folder: Path,
        ask: Ask,
        page_size: int,
        progress: Progress,
        pause: Callable[[float], None],
    ) -> None:
        self.endpoint = endpoint
        self.folder = folder
        self.ask = ask
        self.page_size = page_size
        self.progress = progress
        self.pause = pause
        self.notes: list[str] = []
        self._schema = ""
        self._digests: set[str] = set()

    def run(self) -> Path:
        self._schema = self._best_schema()
        start, total = 0, None
        while total is None or start < total:
            page = self._page(start, self.page_size)
            if page.advance == 0:
                break
            self._refuse_repetition(page, start)
            start += page.advance
            total = page.total if page.total is not None else total
            self.progress("fetch", start, total or start)
        if total is not None and start < total:
            raise SourceError(
                f"{self.endpoint}: {total} records were promised, and the answers end after {start}."
            )
        (self.folder / NOTES_FILE).write_text("\n".join(self.notes), encoding="utf-8")
        return self.folder

    def _best_schema(self) -> str:
        """The richest schema that the provider says it answers in; ABCD 2.06 if it does not say."""
        try:
            path = self.ask(CAPABILITIES.format(protocol=PROTOCOL), self.folder / "capabilities")
            root = xmltext.parse(path.read_bytes(), "capabilities")
            shutil.rmtree(path.parent)
        except SourceError as error:
            self.notes.append(
                f"the provider does not tell its capabilities ({error}); ABCD 2.06 is asked for"
            )
            return SCHEMAS[-1]
        offered = {
            xmltext.attribute(element, "namespace")
            for element in root.iter()
            if xmltext.local_name(element) == "SupportedSchemas"
            and (xmltext.attribute(element, "response") or "true").lower() != "false"
        }
        return next((schema for schema in SCHEMAS if schema in offered), SCHEMAS[-1])

    def _page(self, start: int, limit: int) -> Page:
        """One page, asked for again while it is broken, then in halves; a single bad record is kept."""
        page = self._read(start, limit)
        for attempt in range(2):
            if not page.fault:
                return self._kept(page, start)
            self.pause(2.0**attempt)
            page = self._read(start, limit)
        if not page.fault:
            return self._kept(page, start)
        if limit > 1:
            return self._page(start, limit // 2)
        self.notes.append(f"record {start + 1}: {page.fault}; kept as it came")
        return msgspec.structs.replace(self._kept(page, start), count=max(1, page.count or 0))

    def _read(self, start: int, limit: int) -> Page:
        request = SEARCH.format(protocol=PROTOCOL, schema=self._schema, start=start, limit=limit)
        path = self.ask(request, self.folder / "incoming")
        return read_page(path)

    def _kept(self, page: Page, start: int) -> Page:
        if page.dropped:
            self.notes.append(f"from record {start + 1}: the provider dropped {page.dropped} records")
        if page.units == 0 and not page.fault:
            page.path.unlink()
            return page
        target = self.folder / f"answer-{start:09d}.xml"
        page.path.replace(target)
        return msgspec.structs.replace(page, path=target)

    def _refuse_repetition(self, page: Page, start: int) -> None:
        if page.units and page.digest in self._digests:
            raise SourceError(
                f"{self.endpoint}: the page that starts at record {start + 1} is one that came before; "
                "the provider does not heed where a page is to start."
            )
        self._digests.add(page.digest)


def read_page(path: Path) -> Page:
    """What an answer holds; ``fault`` says what is wrong with it. SourceError for a provider's error."""
    units, broken, hasher = 0, "", blake3()
    for read in units_of(path.name, partial(_open, path), Limits(), Notebook()):
        if isinstance(read, UnitRead):
            units += 1
            hasher.update("\0".join(leaf.text for leaf in read.unit.leaves()).encode() + b"\1")
        elif isinstance(read, BrokenRow):
            broken = read.reason
    head = path.read_bytes()[: 1 << 20]
    content = _CONTENT.search(head)
    numbers = {name.decode(): int(value) for name, value in _NUMBER.findall(content[1])} if content else {}
    if content is None and not units:
        if broken:
            return Page(path, 0, "", None, 0, None, fault=broken)
        raise SourceError(f"the provider answered with an error: {_diagnostics(head)}")
    count = numbers.get("recordCount")
    short = count is not None and count > units
    missing = f"{count} records announced, {units} sent" if short else ""
    return Page(
        path=path,
        units=units,
        digest=hasher.hexdigest(),
        count=count,
        dropped=numbers.get("recordDropped", 0),
        total=numbers.get("totalSearchHits"),
        fault=broken or missing,
    )


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _diagnostics(head: bytes) -> str:
    """What a provider says went wrong."""
    try:
        root = xmltext.parse(head, "answer", recover=True)
    except SourceError as error:
        return str(error)
    said = [xmltext.text_of(e) for e in root.iter() if xmltext.local_name(e) == "diagnostic"]
    return "; ".join(text for text in said if text)[:500] or "no content, and no reason given"

"""A BioCASe provider on a port of this machine, with the faults that providers have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from tests.sources.abcd.making import ABCD, unit

PROTOCOL = "http://www.biocase.org/schemas/protocol/1.3"


@dataclass
class Provider:
    """``records`` units; how it misbehaves; and the starts and limits that it was asked for."""

    records: int
    most: int = 1000
    tells_total: bool = True
    failures: int = 0
    corrupt: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    heeds_start: bool = True
    repeats: frozenset[int] = frozenset()
    error: str = ""
    url: str = ""
    asked: list[tuple[int, int]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def answer(self, query: str) -> tuple[int, str]:
        """Status and body of the answer to a request."""
        if "capabilities" in query:
            return 200, (
                f'<response xmlns="{PROTOCOL}"><content><capabilities>'
                f'<SupportedSchemas namespace="{ABCD}" request="true" response="true"/>'
                "</capabilities></content></response>"
            )
        start, limit = (int(re.search(rf'{n}="(\d+)"', query)[1]) for n in ("start", "limit"))  # type: ignore[index]
        self.asked.append((start, limit))
        if self.failures:
            self.failures -= 1
            return 503, "busy"
        if self.error:
            return 200, (
                f'<response xmlns="{PROTOCOL}"><diagnostics><diagnostic severity="ERROR">{self.error}'
                "</diagnostic></diagnostics></response>"
            )
        return 200, self.page(start if self.heeds_start else 0, min(limit, self.most))

    def page(self, start: int, limit: int) -> str:
        numbers = range(start, min(start + limit, self.records))
        sent = [n for n in numbers if n not in self.dropped]
        units = "".join(
            unit(n - 1 if n in self.repeats else n, "<abcd:Notes>&broken</abcd:Notes>" * (n in self.corrupt))
            for n in sent
        )
        total = f' totalSearchHits="{self.records}"' if self.tells_total else ""
        return (
            f'<biocase:response xmlns:biocase="{PROTOCOL}" xmlns:abcd="{ABCD}"><biocase:header>'
            f'</biocase:header><biocase:content recordStart="{start}" recordCount="{len(sent)}" '
            f'recordDropped="{len(numbers) - len(sent)}"{total}><abcd:DataSets><abcd:DataSet><abcd:Units>'
            f"{units}</abcd:Units></abcd:DataSet></abcd:DataSets></biocase:content></biocase:response>"
        )


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """The provider at ``provider.url``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query).get("query", [""])[0]
            status, body = provider.answer(query)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/pywrapper.cgi?dsa=test"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()

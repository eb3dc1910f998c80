"""Reads the real archives with plain csv, so that these tests depend on nothing but interpretation."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from naturalia.sources.records import VerbatimRecord
from tests.shared import shared_file

NAMES = (
    "aafc-das-ocr-2702",
    "globi-dwca",
    "luxembourg-fossils-21",
    "naturalis-ac-media-15",
    "nrm-herpetology-4956",
    "sant-bryophytes",
    "ucaldas-mammals-3828",
    "uwymv-herp-8",
)
_PREFIXES = {
    "http://rs.tdwg.org/dwc/terms/": "dwc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://rs.tdwg.org/ac/terms/": "ac:",
    "http://rs.gbif.org/terms/1.0/": "gbif:",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights:",
}
_ESCAPES = {"\\t": "\t", "\\n": "\n"}


def records(name: str) -> list[tuple[str, VerbatimRecord]]:
    """The records of an archive with their ids; the test is skipped if the archive is not there."""
    return _records(shared_file("data", "archives", f"{name}.zip"))


@cache
def _records(path: Path) -> list[tuple[str, VerbatimRecord]]:
    with zipfile.ZipFile(path) as archive:
        tables = [e for e in etree.fromstring(archive.read("meta.xml")) if isinstance(e.tag, str)]
        extensions: dict[str, dict[str, list[dict[str, str]]]] = {}
        for table in tables[1:]:
            for key, terms in _rows(archive, table, "coreid"):
                rows = extensions.setdefault(key, {}).setdefault(_short(table.get("rowType", "")), [])
                rows.append(terms)
        core = _rows(archive, tables[0], "id")
        return [(key, VerbatimRecord(terms, extensions.get(key, {}))) for key, terms in core]


def _rows(archive: zipfile.ZipFile, table: etree._Element, kind: str) -> Iterator[tuple[str, dict[str, str]]]:
    location = table.findtext("{*}files/{*}location", "").strip()
    if location not in archive.namelist():
        return
    delimiter, quote = table.get("fieldsTerminatedBy", ","), table.get("fieldsEnclosedBy", '"')
    text = archive.read(location).decode(table.get("encoding") or "utf-8", errors="replace")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_ESCAPES.get(delimiter, delimiter),
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    fields = [(int(f.get("index", -1)), _short(f.get("term", ""))) for f in table.findall("{*}field")]
    place = int(table.find(f"{{*}}{kind}").get("index", 0))  # type: ignore[union-attr]
    for row in list(reader)[int(table.get("ignoreHeaderLines", 0)) :]:
        if row:
            yield row[place], {t: row[i] for i, t in fields if 0 <= i < len(row) and row[i].strip()}


def _short(uri: str) -> str:
    return next((p + uri[len(u) :] for u, p in _PREFIXES.items() if uri.startswith(u)), uri)

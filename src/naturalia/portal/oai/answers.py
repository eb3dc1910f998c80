"""Answers of OAI-PMH as XML."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.http import HttpRequest
from lxml import etree

from naturalia.catalogue.feed import FeedEntry, FeedQuery, earliest, feed
from naturalia.catalogue.holdings import sources
from naturalia.catalogue.models import Institution
from naturalia.catalogue.queries import public_location
from naturalia.exports.metadata_xml import FORMATS, XSI, clean
from naturalia.exports.representations import Facts
from naturalia.portal.machine import PUBLISHER, base_address, source_handle
from naturalia.portal.oai.protocol import (
    ListRequest,
    OaiError,
    arguments,
    check_prefix,
    dates,
    list_request,
    set_of,
    token,
)
from naturalia.specimen.pid import InvalidPid, parse

OAI = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
PAGE = 100
Element = etree._Element


def answer(request: HttpRequest) -> bytes:
    """The whole answer to a request; errors of the protocol are answers too."""
    given = request.POST if request.method == "POST" else request.GET
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})  # type: ignore[dict-item]
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {SCHEMA}")
    add(root, "responseDate", stamp(datetime.now(UTC)))
    echo = add(root, "request", f"{base_address(request)}/oai")
    try:
        said = arguments(given)
        part = _Answer(request, said).element()
    except OaiError as error:
        if error.code not in ("badVerb", "badArgument"):
            _echo(echo, {name: given[name] for name in given})
        add(root, "error", str(error), code=error.code)
    else:
        _echo(echo, said)
        root.append(part)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _echo(element: Element, said: dict[str, str]) -> None:
    for name, value in said.items():
        element.set(name, clean(value))


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A child in the namespace of the protocol."""
    child = etree.SubElement(parent, f"{{{OAI}}}{name}", attributes)
    child.text = clean(text) or None
    return child


def stamp(moment: datetime) -> str:
    """A moment in the granularity of this repository."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Answer:
    def __init__(self, request: HttpRequest, said: dict[str, str]) -> None:
        self._address = base_address(request)
        self._host = request.get_host().partition(":")[0]
        self._said = said
        self._verb = said["verb"]

    def element(self) -> Element:
        root = etree.Element(f"{{{OAI}}}{self._verb}")
        {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "GetRecord": self._record,
            "ListIdentifiers": self._list,
            "ListRecords": self._list,
        }[self._verb](root)
        return root

    def _identify(self, root: Element) -> None:
        add(root, "repositoryName", PUBLISHER)
        add(root, "baseURL", f"{self._address}/oai")
        add(root, "protocolVersion", "2.0")
        add(root, "adminEmail", f"admin@{self._host}")
        add(root, "earliestDatestamp", stamp(earliest() or datetime.now(UTC)))
        add(root, "deletedRecord", "persistent")
        add(root, "granularity", "YYYY-MM-DDThh:mm:ssZ")

    def _formats(self, root: Element) -> None:
        if "identifier" in self._said:
            self._entry(self._said["identifier"], documents=False)
        for one in FORMATS.values():
            found = add(root, "metadataFormat")
            add(found, "metadataPrefix", one.prefix)
            schema = one.schema if "://" in one.schema else f"{self._address}{one.schema}"
            add(found, "schema", schema)
            add(found, "metadataNamespace", one.namespace)

    def _sets(self, root: Element) -> None:
        if "resumptionToken" in self._said:
            raise OaiError("badResumptionToken", "the list of sets is always complete")
        sets = [("institution", "Institutions"), ("source", "Sources")]
        sets += [
            (f"institution:{one.pk}", one.name or one.code) for one in Institution.objects.order_by("pk")
        ]
        sets += [(f"source:{one.pk}", one.title or public_location(one.location)) for one in sources()]
        for spec, name in sets:
            found = add(root, "set")
            add(found, "setSpec", spec)
            add(found, "setName", name)

    def _record(self, root: Element) -> None:
        prefix = self._said["metadataPrefix"]
        entry = self._entry(self._said["identifier"], documents=True)
        check_prefix(prefix)
        self._append(root, entry, prefix)

    def _list(self, root: Element) -> None:
        asked = list_request(self._verb, self._said)
        start, until = dates(asked)
        institution, source = set_of(asked)
        query = FeedQuery(
            start=start,
            until=until,
            institution=institution,
            source=source,
            after=asked.after,
            limit=PAGE + 1,
            documents=self._verb == "ListRecords",
        )
        entries = feed(query)
        if not entries:
            raise OaiError("noRecordsMatch", "no record has these dates in this set")
        for entry in entries[:PAGE]:
            self._append(root, entry, asked.prefix)
        self._resumption(root, asked, entries)

    def _resumption(self, root: Element, asked: ListRequest, entries: list[FeedEntry]) -> None:
        """The token for what follows; an empty one ends a list that was given in several pieces."""
        if len(entries) > PAGE:
            following = msgspec.structs.replace(
                asked, after=entries[PAGE - 1].specimen_id, cursor=asked.cursor + PAGE
            )
            add(root, "resumptionToken", token(self._verb, following), cursor=str(asked.cursor))
        elif asked.cursor:
            add(root, "resumptionToken", cursor=str(asked.cursor))

    def _append(self, root: Element, entry: FeedEntry, prefix: str) -> None:
        if self._verb == "ListIdentifiers":
            self._header(root, entry)
            return
        record = add(root, "record")
        self._header(record, entry)
        if entry.document is not None:
            handle = source_handle(entry.source_location)
            metadata = add(record, "metadata")
            metadata.append(FORMATS[prefix].make(entry.document, Facts(PUBLISHER, handle, self._address)))

    def _header(self, parent: Element, entry: FeedEntry) -> None:
        header = add(parent, "header", **({"status": "deleted"} if entry.deleted else {}))
        add(header, "identifier", f"oai:{self._host}:{entry.pid}")
        add(header, "datestamp", stamp(entry.changed))
        add(header, "setSpec", f"institution:{entry.institution}")
        if entry.source is not None:
            add(header, "setSpec", f"source:{entry.source}")

    def _entry(self, identifier: str, *, documents: bool) -> FeedEntry:
        scheme = f"oai:{self._host}:"
        try:
            prefix, suffix = parse(identifier.removeprefix(scheme))
        except InvalidPid as error:
            raise OaiError("idDoesNotExist", f"{identifier[:100]} is no identifier of ours") from error
        found = feed(FeedQuery(suffix=suffix, limit=1, documents=documents))
        known = found and found[0].pid.lower() == f"{prefix}/{suffix}".lower()
        if not known or not identifier.startswith(scheme):
            raise OaiError("idDoesNotExist", f"there is no record {identifier[:100]}")
        return found[0]

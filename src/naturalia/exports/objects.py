"""What an export is made of: one object at one version, with its document and the record behind it."""

from __future__ import annotations

import msgspec

RESOLVER = "https://doi.org/"
TYPE = b'{"@type":"ods:DigitalSpecimen",'


class ExportObject(msgspec.Struct, frozen=True, gc=False):
    """An object on its way out.

    ``document`` is openDS JSON as it is stored (without PID and version), ``record`` the JSON of the verbatim
    record (empty where the format needs none); ``created`` and ``modified`` are ISO 8601 instants.
    """

    pid: str
    version: int
    institution: str
    created: str
    modified: str
    document: bytes
    record: bytes = b""

    @property
    def suffix(self) -> str:
        """The PID without its prefix: the key of a row, locally unique and never taken for an identifier."""
        return self.pid.rpartition("/")[2]

    @property
    def identifier(self) -> str:
        """The PID as an address."""
        return RESOLVER + self.pid


def published(one: ExportObject) -> bytes:
    """The whole openDS document, with PID, version, status and creation, as one line of JSON."""
    identifier = one.identifier
    head = msgspec.json.encode(
        {
            "@id": identifier,
            "@type": "ods:DigitalSpecimen",
            "dcterms:identifier": identifier,
            "ods:version": one.version,
            "ods:status": "Active",
            "dcterms:created": one.created,
        }
    )
    if one.document.startswith(TYPE):
        return head[:-1] + b"," + one.document[len(TYPE) :]
    return msgspec.json.encode(msgspec.json.decode(head) | msgspec.json.decode(one.document))

"""RO-Crate: the data with all that is needed to understand, cite and make it again.

Source: RO-Crate Metadata Specification 1.1 (researchobject.org). The data is openDS JSON Lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from naturalia.exports import citation
from naturalia.exports.description import Description
from naturalia.exports.format import Format, Shape
from naturalia.exports.lines import OpenDSLines
from naturalia.exports.objects import ExportObject
from naturalia.exports.pieces import Package

SPECIFICATION = "https://w3id.org/ro/crate/1.1"
DATA = "data/specimens.opends.jsonl.gz"
QUERY, BIBTEX, CSL, COUNTS = "query.json", "citation.bib", "citation.csl.json", "counts.json"
_lines = OpenDSLines()


class RoCrate(Format):
    """A zip with a crate."""

    name: ClassVar[str] = "ro-crate"
    title: ClassVar[str] = "RO-Crate"
    suffix: ClassVar[str] = ".ro-crate.zip"
    media_type: ClassVar[str] = "application/zip"

    def write_part(self, objects: Iterable[ExportObject], shape: Shape, folder: Path) -> None:
        """The documents of a part."""
        _lines.write_part(objects, shape, folder)

    def assemble(self, folders: Sequence[Path], shape: Shape, export: Description, target: Path) -> None:
        """The crate."""
        data = target.with_name(target.name + ".data")
        try:
            _lines.assemble(folders, shape, export, data)
            with Package(target) as package:
                package.document("ro-crate-metadata.json", metadata(export, data))
                for name, content in _documents(export).items():
                    package.document(name, content)
                package.file(DATA, data)
        finally:
            data.unlink(missing_ok=True)


def _documents(export: Description) -> dict[str, bytes]:
    query = {"query": export.query, "search": f"/search?{export.question}", "publication": export.publication}
    counts = {"objects": export.count, "institutions": export.institutions, "licences": dict(export.licences)}
    return {
        QUERY: _readable(query),
        COUNTS: _readable(counts),
        BIBTEX: citation.bibtex(export).encode(),
        CSL: citation.csl_json(export),
        "CITATION.txt": (citation.text(export) + "\n").encode(),
    }


def metadata(export: Description, data: Path) -> bytes:
    """``ro-crate-metadata.json`` for the data file at ``data``."""
    graph = [_descriptor(), _root(export), _data(export, data), *_small(export), *_around(export)]
    return _readable({"@context": f"{SPECIFICATION}/context", "@graph": graph})


def _descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": SPECIFICATION},
        "about": {"@id": "./"},
    }


def _root(export: Description) -> dict[str, Any]:
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": export.title,
        "description": f"{export.count} digital specimens found by: {export.question or 'everything'}",
        "datePublished": export.created,
        "license": _licence(export),
        "identifier": export.identifier or f"naturalia-export-{export.number}",
        "creditText": citation.text(export),
        "version": str(export.publication),
        "author": [{"@id": _agent(share)} for share in export.institutions],
        "publisher": {"@id": "#publisher"},
        "hasPart": [{"@id": DATA}, *({"@id": name} for name in _documents(export))],
        "mentions": {"@id": "#export"},
    }
    return root


def _data(export: Description, data: Path) -> dict[str, Any]:
    return {
        "@id": DATA,
        "@type": "File",
        "name": "Digital Specimens as openDS JSON Lines",
        "encodingFormat": "application/gzip",
        "contentSize": str(data.stat().st_size),
        "sha256": digest(data),
        "license": _licence(export),
    }


def _small(export: Description) -> list[dict[str, Any]]:
    formats = {".json": "application/json", ".bib": "application/x-bibtex", ".txt": "text/plain"}
    return [
        {
            "@id": name,
            "@type": "File",
            "name": name,
            "encodingFormat": formats["." + name.rpartition(".")[2]],
            "contentSize": str(len(content)),
        }
        for name, content in _documents(export).items()
    ]


def _around(export: Description) -> list[dict[str, Any]]:
    """Institutions, licences, publisher, and the making of the export."""
    made = {
        "@id": "#export",
        "@type": "CreateAction",
        "name": f"Export from publication {export.publication} of the catalogue",
        "endTime": export.created,
        "instrument": {"@id": "#software"},
        "object": {"@id": QUERY},
        "result": {"@id": DATA},
    }
    software, _, version = export.software.rpartition(" ")
    return [
        made,
        {"@id": "#software", "@type": "SoftwareApplication", "name": software, "version": version},
        {"@id": "#publisher", "@type": "Organization", "name": export.publisher},
        *(
            {"@id": _agent(share), "@type": "Organization", "name": share.label, "identifier": share.code}
            for share in export.institutions
        ),
        *(
            {"@id": uri, "@type": "CreativeWork", "name": uri, "description": f"Licence of {count} objects"}
            for uri, count in export.licences
            if uri.startswith("http")
        ),
    ]


def _licence(export: Description) -> Any:
    links = [{"@id": uri} for uri, _ in export.licences if uri.startswith("http")]
    return links[0] if len(links) == 1 else links or "Each object states its licence."


def _agent(share: Any) -> str:
    return share.identifier if share.identifier.startswith("http") else f"#institution-{share.code}"


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _readable(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)

"""How one Digital Specimen is cited: as text, BibTeX and CSL JSON.

Form of the text: DataCite's recommended citation (creator, year, title, publisher, identifier), with the
version. The creator is the institution that holds the object.
"""

from __future__ import annotations

from typing import Any

import msgspec

from naturalia.exports.citation import escaped
from naturalia.exports.datacite import title

Json = dict[str, Any]


def specimen_text(document: Json, publisher: str) -> str:
    """One paragraph that can stand in a list of references."""
    return (
        f"{_holder(document, publisher)} ({_year(document)}). {title(document)} [Digital Specimen, "
        f"version {document['ods:version']}]. {publisher}. {document['dcterms:identifier']}"
    )


def specimen_bibtex(document: Json, publisher: str) -> str:
    """A BibTeX entry of type ``misc``."""
    doi = _doi(document)
    fields = {
        "author": f"{{{escaped(_holder(document, publisher))}}}",
        "title": f"{{{escaped(title(document))}}}",
        "year": _year(document),
        "publisher": escaped(publisher),
        "note": f"Digital Specimen, version {document['ods:version']}",
        "doi": doi,
        "url": document["dcterms:identifier"],
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{doi.rsplit('/', 1)[-1]},\n{lines}\n}}\n"


def specimen_csl(document: Json, publisher: str) -> str:
    """The item of CSL JSON (schema csl-data 1.0.2), as text."""
    item = {
        "id": _doi(document),
        "type": "dataset",
        "genre": "Digital Specimen",
        "author": [{"literal": _holder(document, publisher)}],
        "title": title(document),
        "issued": {"date-parts": [[int(_year(document))]]},
        "publisher": publisher,
        "version": str(document["ods:version"]),
        "DOI": _doi(document),
        "URL": document["dcterms:identifier"],
    }
    return msgspec.json.format(msgspec.json.encode([item]), indent=2).decode()


def _holder(document: Json, publisher: str) -> str:
    return str(document.get("ods:organisationName") or document.get("ods:organisationCode") or publisher)


def _year(document: Json) -> str:
    return str(document["dcterms:created"])[:4]


def _doi(document: Json) -> str:
    return str(document["dcterms:identifier"]).removeprefix("https://doi.org/")

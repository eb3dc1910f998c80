"""How an export is cited: as text, BibTeX and CSL JSON, naming the institutions and their shares.

Form of the text: DataCite's recommended citation (creator, year, title, publisher, identifier). The creators
are the institutions that hold the objects, the largest share first.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from naturalia.exports.description import Description, Share

MOST_NAMED = 10
"""Institutions named in a citation; all of them are in the description."""

_BIBTEX = str.maketrans({c: f"\\{c}" for c in "&%$#_"} | {"{": "\\{", "}": "\\}", "\\": "\\textbackslash{}"})


def text(export: Description) -> str:
    """One paragraph that can stand in a list of references."""
    creators = "; ".join(share.label for share in _named(export)) or export.publisher
    more = len(export.institutions) - MOST_NAMED
    if more > 0:
        creators += f"; and {more} more"
    shares = ", ".join(
        f"{share.label} {share.count:,} ({_percent(share, export)})" for share in _named(export)
    )
    holdings = f" Objects of: {shares}." if len(export.institutions) > 1 else ""
    return (
        f"{creators} ({export.created[:4]}). {export.title} [Data set: {export.count:,} digital specimens, "
        f"state {export.publication} of the catalogue]. {export.publisher}. {export.identifier}.{holdings}"
    )


def bibtex(export: Description) -> str:
    """A BibTeX entry of type ``misc``."""
    fields = {
        "author": " and ".join(f"{{{escaped(share.label)}}}" for share in _named(export))
        or f"{{{escaped(export.publisher)}}}",
        "title": f"{{{escaped(export.title)}}}",
        "year": export.created[:4],
        "publisher": escaped(export.publisher),
        "note": escaped(f"{export.count} digital specimens, state {export.publication} of the catalogue"),
        "url": export.identifier,
    } | ({"doi": export.doi} if export.doi else {})
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{naturalia-export-{export.number},\n{lines}\n}}\n"


def csl(export: Description) -> dict[str, Any]:
    """The export as an item of CSL JSON (citationstyles.org, type ``dataset``)."""
    year, month, day = (int(part) for part in re.findall(r"\d+", export.created)[:3])
    item: dict[str, Any] = {
        "id": export.identifier or f"naturalia-export-{export.number}",
        "type": "dataset",
        "title": export.title,
        "author": [{"literal": share.label} for share in _named(export)] or [{"literal": export.publisher}],
        "issued": {"date-parts": [[year, month, day]]},
        "publisher": export.publisher,
        "URL": export.identifier,
        "version": str(export.publication),
        "note": "; ".join(f"{share.label}: {share.count}" for share in export.institutions),
    }
    return item | ({"DOI": export.doi} if export.doi else {})


def csl_json(export: Description) -> bytes:
    """CSL JSON as reference managers read it: a list of items."""
    return msgspec.json.format(msgspec.json.encode([csl(export)]), indent=2)


def _named(export: Description) -> tuple[Share, ...]:
    return export.institutions[:MOST_NAMED]


def _percent(share: Share, export: Description) -> str:
    percent = 100 * share.count / export.count if export.count else 0
    return f"{percent:.1f} %" if percent >= 0.1 else "< 0.1 %"


def escaped(words: str) -> str:
    """Words of a BibTeX field, on one line."""
    return " ".join(words.translate(_BIBTEX).split())

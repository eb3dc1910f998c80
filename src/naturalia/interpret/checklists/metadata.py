"""What a checklist says of itself: title, edition, licence, citation."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any

import msgspec
import yaml

from naturalia.interpret.checklists.model import ChecklistError
from naturalia.sources import Metadata
from naturalia.sources.containers import Container

_LARGEST = 4 * 1024 * 1024


class Described(msgspec.Struct, frozen=True):
    """The words of a checklist on itself; "" where it says nothing."""

    title: str = ""
    alias: str = ""
    version: str = ""
    licence: str = ""
    citation: str = ""
    notes: tuple[str, ...] = ()


def from_coldp(container: Container, notes: tuple[str, ...]) -> Described:
    """From metadata.yaml or metadata.json. Raises ChecklistError if that cannot be read."""
    for name in container.sizes():
        if PurePosixPath(name).name.lower() in ("metadata.yaml", "metadata.yml", "metadata.json"):
            return _described(_document(container, name), notes)
    return Described(notes=(*notes, "no metadata.yaml: title, version, licence and citation are not known"))


def _document(container: Container, name: str) -> dict[str, Any]:
    with container.open(name) as stream:
        text = stream.read(_LARGEST).decode("utf-8-sig", "replace")
    try:
        found = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise ChecklistError(f"{name}: cannot be read: {error}. Mend the file, or leave it out.") from error
    return found if isinstance(found, dict) else {}


def _described(document: dict[str, Any], notes: tuple[str, ...]) -> Described:
    def text(*keys: str) -> str:
        values = (document.get(key) for key in keys)
        return next((str(value) for value in values if value and not isinstance(value, dict | list)), "")

    return Described(
        title=text("title"),
        alias=text("alias"),
        version=text("version", "issued"),
        licence=text("license"),
        citation=text("citation", "doi"),
        notes=notes,
    )


def from_eml(metadata: Metadata, file: str, broken: int) -> Described:
    """From the metadata of a Darwin Core Archive."""
    return Described(
        title=metadata.title or file,
        version=metadata.publication_date or "",
        licence=metadata.licence_url or metadata.rights or "",
        citation=metadata.citation or "",
        notes=(f"{broken} rows cannot be read and were left aside",) if broken else (),
    )


def slug(text: str) -> str:
    """A short name for folders and commands."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40].strip("-")

"""A checklist in a small file: one name a line, with its higher taxa."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from naturalia.quality.authorities import Taxon

RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
_GBIF = re.compile(r"(?:gbif:|https?://(?:www\.gbif\.org/species/|api\.gbif\.org/v1/species/))(\d+)\Z")
_MARINE = {"yes": True, "no": False}


class TableChecklist:
    """A checklist held in memory. Names are found to the letter, identifiers in the usual spellings."""

    def __init__(self, taxa: Iterable[Taxon]) -> None:
        self._named: dict[str, tuple[Taxon, ...]] = {}
        self._identified: dict[str, Taxon] = {}
        for taxon in taxa:
            self._named[taxon.name] = (*self._named.get(taxon.name, ()), taxon)
            self._identified[taxon.id] = taxon

    def named(self, name: str) -> tuple[Taxon, ...]:
        """The taxa whose name without author is this."""
        return self._named.get(name, ())

    def identified(self, identifier: str) -> Taxon | None:
        """The taxon of an identifier."""
        match = _GBIF.match(identifier)
        return self._identified.get(f"gbif:{match[1]}" if match else identifier)


def read_checklists(path: Path) -> dict[str, TableChecklist]:
    """The checklists of a table, by name.

    Columns: checklist, id, name, authorship, rank, kingdom to genus, accepted name of a synonym, marine
    (yes, no or empty); comments begin with ``#``.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    taxa: dict[str, list[Taxon]] = {}
    for checklist, *row in rows:
        taxa.setdefault(checklist, []).append(_taxon(row))
    return {checklist: TableChecklist(found) for checklist, found in taxa.items()}


def _taxon(row: list[str]) -> Taxon:
    identifier, name, authorship, rank, *higher, accepted, marine = row
    placed = {place: taxon for place, taxon in zip(RANKS, higher, strict=True) if taxon}
    return Taxon(identifier, name, authorship, rank, placed, _MARINE.get(marine), accepted)

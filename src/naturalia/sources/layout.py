"""From the columns of a file to the terms of a row.

A layout is worked out once for a file; its ``terms_of`` turns cells into a dictionary whose keys stand
in the order of their names, so that the same record is the same bytes whatever the order of columns.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter

import msgspec

from naturalia.sources.descriptor import Field

TermsOf = Callable[[list[str]], dict[str, str]]

# Without an id column a row is known by the first of these that it has.
KEY_TERMS = (
    "dwc:occurrenceID",
    "dwc:materialEntityID",
    "dwc:catalogNumber",
    "dwc:eventID",
    "dwc:taxonID",
    "gbif:gbifID",
    "dcterms:identifier",
)


class Slot(msgspec.Struct, frozen=True):
    """A term, the columns that may hold it (the first non-blank wins), and what stands in for blank."""

    term: str
    indexes: tuple[int, ...]
    default: str | None


class Layout(msgspec.Struct, frozen=True):
    """The terms of a file, sorted by name, and where the key of a row stands."""

    slots: tuple[Slot, ...]
    id_index: int | None
    fallback: tuple[int, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Short term names in sorted order."""
        return tuple(slot.term for slot in self.slots)

    def terms_of(self) -> TermsOf:
        """The function from cells to non-blank values by term."""
        plain = all(len(slot.indexes) == 1 and slot.default is None for slot in self.slots)
        return _plain_terms_of(self.slots) if plain and len(self.slots) > 1 else _filled_terms_of(self.slots)

    def key_of(self, cells: list[str]) -> str:
        """The first identifying value of a row that has no id column, or ""."""
        for index in self.fallback:
            value = cells[index]
            if value and not value.isspace():
                return value
        return ""


def layout_of(fields: tuple[Field, ...], id_index: int | None) -> Layout:
    """Work out the layout from the fields of a descriptor or a header."""
    by_term: dict[str, list[Field]] = {}
    for field in fields:
        by_term.setdefault(field.term, []).append(field)
    slots = tuple(_slot(term, by_term[term]) for term in sorted(by_term))
    indexes = {slot.term: slot.indexes for slot in slots}
    fallback = tuple(i for term in KEY_TERMS for i in indexes.get(term, ()))
    return Layout(slots, id_index, fallback)


def _slot(term: str, fields: list[Field]) -> Slot:
    indexes = tuple(dict.fromkeys(field.index for field in fields if field.index is not None))
    default = next((field.default for field in fields if field.default), None)
    return Slot(term, indexes, default)


def _plain_terms_of(slots: tuple[Slot, ...]) -> TermsOf:
    names = tuple(slot.term for slot in slots)
    pick = itemgetter(*(slot.indexes[0] for slot in slots))

    def terms_of(cells: list[str]) -> dict[str, str]:
        return {t: v for t, v in zip(names, pick(cells), strict=True) if v and not v.isspace()}

    return terms_of


def _filled_terms_of(slots: tuple[Slot, ...]) -> TermsOf:
    def terms_of(cells: list[str]) -> dict[str, str]:
        values = ((slot.term, _value(slot, cells)) for slot in slots)
        return {term: value for term, value in values if value}

    return terms_of


def _value(slot: Slot, cells: list[str]) -> str | None:
    for index in slot.indexes:
        value = cells[index]
        if value and not value.isspace():
            return value
    return slot.default if slot.default and not slot.default.isspace() else None

"""What a searchable term is: its name, what kind of values it holds and where an openDS document has them.

A path is written ``ods:hasEvents/ods:hasLocation/dwc:country``. Arrays on the way are walked through. A name
in brackets keeps only the objects that carry it: an agent by its role, an identifier by its title
(``ods:hasAgents[collector]/schema:name``, ``ods:hasIdentifiers[dwc:catalogNumber]/dcterms:identifier``).
"""

from __future__ import annotations

import enum

import msgspec


class Kind(enum.StrEnum):
    """What the values of a term are, and so how they are indexed, filtered and sorted."""

    KEYWORD = "keyword"  # a whole value, compared without regard to case and accents
    TEXT = "text"  # words
    INTEGER = "integer"
    FLOAT = "float"
    DATE = "date"  # a day, month, year or interval of ISO 8601, compared by overlap
    INSTANT = "instant"  # a moment, in UTC to the second
    BOOLEAN = "boolean"


class Group(enum.StrEnum):
    """Where a term stands in a list of filters."""

    SPECIMEN = "Specimen"
    NAME = "Name"
    PEOPLE = "People and numbers"
    TIME = "Time"
    PLACE = "Place"
    GEOLOGY = "Geology"
    RECORD = "Record"


RANGED = frozenset({Kind.INTEGER, Kind.FLOAT, Kind.DATE, Kind.INSTANT})
COUNTED = frozenset({Kind.KEYWORD, Kind.INTEGER, Kind.BOOLEAN})


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One searchable term.

    ``paths`` say where its values are; ``upper_paths``, given for an interval of numbers, where the upper
    ends are. ``listed`` values are lists written in one text with ``|`` between, as Darwin Core recommends.
    ``facet``: its values are counted; ``sortable``: results can be ordered by it; ``words``: free text finds
    its words; ``identifier``: free text that is exactly its value finds it; ``single``: only the first value
    counts, which every sortable number needs. ``point``: it is worked out from the coordinates of an event.
    """

    name: str
    kind: Kind
    group: Group
    label: str
    help: str
    paths: tuple[str, ...] = ()
    upper_paths: tuple[str, ...] = ()
    listed: bool = False
    facet: bool = False
    sortable: bool = False
    words: bool = False
    identifier: bool = False
    single: bool = False
    point: bool = False

    @property
    def ranged(self) -> bool:
        """Whether a filter on it is a range, ``a,b``."""
        return self.kind in RANGED

    @property
    def gathered(self) -> bool:
        """Whether it is said of a gathering: filters on several such terms must hold within one of them."""
        return self.point or any(path.startswith("ods:hasEvents/") for path in self.paths)

    @property
    def interval(self) -> bool:
        """Whether a specimen has a lower and an upper end, and a range matches by overlap."""
        return self.kind is Kind.DATE or bool(self.upper_paths)

    @property
    def upper_field(self) -> str:
        """Field of the index with the upper ends of an interval."""
        return f"{self.name}_to"

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of the index with its values."""
        return (self.name, self.upper_field) if self.interval else (self.name,)

    @property
    def sort_field(self) -> str:
        """Field of the index that orders results by this term."""
        return f"{self.name}_sort" if self.kind is Kind.KEYWORD else self.name

    @property
    def presence_field(self) -> str | None:
        """A column that has a value exactly where the term has one; ``None`` where there is no column."""
        if self.kind is Kind.TEXT or (self.kind is Kind.KEYWORD and not (self.facet or self.sortable)):
            return None
        return self.name if self.facet else self.sort_field

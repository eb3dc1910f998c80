"""What a checklist is, and what looking a name up in one gives."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import msgspec

from naturalia.interpret.reading import Interpreted

MATCH_RULES = "1"
"""The version of the rules of matching, stamped on each result."""


class ChecklistError(Exception):
    """A checklist cannot be read or used; the message names the file and says what to do."""


class Checklist(msgspec.Struct, frozen=True):
    """A checklist as it was read: its name, edition, terms of use, how to cite it, and what it holds.

    ``digest`` tells its content and the rules of its index; ``notes`` are oddities met on reading.
    """

    id: str
    title: str
    version: str
    licence: str
    citation: str
    usages: int
    accepted: int
    digest: str
    added: str = ""
    notes: tuple[str, ...] = ()


class Status(IntEnum):
    """The standing of a usage in its checklist."""

    ACCEPTED = 0
    PROVISIONALLY_ACCEPTED = 1
    SYNONYM = 2
    AMBIGUOUS_SYNONYM = 3
    MISAPPLIED = 4
    BARE_NAME = 5

    @property
    def word(self) -> str:
        """The word for it."""
        return self.name.lower().replace("_", " ")

    @property
    def is_accepted(self) -> bool:
        """Whether the usage is a taxon of its own."""
        return self <= Status.PROVISIONALLY_ACCEPTED


class MatchKind(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    OTHER_AUTHOR = "exact with different author"
    VARIANT = "variant spelling"
    FUZZY = "fuzzy"
    HIGHER_RANK = "higher rank"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


class Classification(msgspec.Struct, frozen=True, gc=False):
    """The higher taxa that a source states for a name, where it does."""

    kingdom: str | None = None
    phylum: str | None = None
    class_: str | None = None
    order: str | None = None
    family: str | None = None


class Usage(msgspec.Struct, frozen=True, gc=False):
    """A name as a checklist uses it. ``accepted_id`` is its own id if it is accepted, None if unknown."""

    id: str
    name: str
    authorship: str
    rank: str
    status: str
    accepted_id: str | None
    accepted_name: str | None
    classification: tuple[tuple[str, str], ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its authors."""
        return f"{self.name} {self.authorship}".strip()


class NameMatch(Interpreted, frozen=True, kw_only=True, gc=False):
    """What a checklist knows of a name.

    ``usage`` is the name found, with the accepted name beside it; None for the kinds ambiguous and none.
    ``score`` (0 to 100) tells how sure that is, ``reason`` why, in words. ``alternatives`` are the usages
    between which neither author nor classification decides.
    """

    kind: MatchKind
    score: int
    reason: str
    usage: Usage | None = None
    alternatives: tuple[Usage, ...] = ()
    checklist: str = ""
    checklist_version: str = ""

"""What a text about people gives: each person with its parts, and what the text says besides."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.people.ids import PersonId
from naturalia.interpret.reading import Interpreted
from naturalia.specimen.shared import Agent


class PersonKind(StrEnum):
    """What kind of agent is named."""

    PERSON = "person"
    ORGANISATION = "organisation"
    EXPEDITION = "expedition"
    GROUP = "group"


class NameState(StrEnum):
    """What a text says that names nobody."""

    UNKNOWN = "unknown"
    ANONYMOUS = "anonymous"
    NOT_RECORDED = "not recorded"
    ILLEGIBLE = "illegible"


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person or other agent that a text names.

    ``written`` is the name as it stands in the text, without roles, dates and numbers. ``family`` to
    ``title`` are its parts (None where it has none; an organisation has none at all). ``key`` is the folded
    family name with initials ("linne c"), for comparing spellings. ``position`` counts from 1, ``date`` is
    ISO 8601, ``number`` the collector's number that stands with the name ("s.n." for none).
    """

    written: str
    kind: PersonKind = PersonKind.PERSON
    family: str | None = None
    given: str | None = None
    initials: str | None = None
    particle: str | None = None
    suffix: str | None = None
    title: str | None = None
    roles: tuple[str, ...] = ()
    position: int = 1
    date: str | None = None
    number: str | None = None
    email: str | None = None
    ids: tuple[PersonId, ...] = ()
    key: str = ""

    @property
    def role(self) -> str:
        """The first role."""
        return self.roles[0] if self.roles else ""


class People(Interpreted, frozen=True, kw_only=True, gc=False):
    """The people of a text, in their order, and the same as agents of openDS.

    ``state`` is what a text without people says; ``others`` whether it speaks of more people than it names;
    ``rest`` what is neither a name nor anything else that is known.
    """

    people: tuple[Person, ...] = ()
    agents: tuple[Agent, ...] = ()
    state: NameState | None = None
    others: bool = False
    rest: str = ""

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None


def written_name(person: Person) -> str:
    """A person as "Particle Family, Initials Suffix": what :func:`people` reads back as the same person."""
    if person.kind is not PersonKind.PERSON or not person.family:
        return person.written
    family = " ".join(part for part in (person.particle, person.family) if part)
    return ", ".join(part for part in (family, person.initials or person.given, person.suffix) if part)

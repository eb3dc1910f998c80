"""People and organisations: names in one text, split and kept in order, with their identifiers."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.specimen.schemes import clean, identify
from naturalia.specimen.shared import Agent, AgentType, GupriLevel, Role
from naturalia.vocabulary import fold

_LABEL = re.compile(
    r"^(?:collector\(?s?\)?|coll?|leg|legit|det|determinavit|recorded by|identified by|sammler|récolteur"
    r"|colector(?:es)?)\s*[.:]+\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[|;]\s*|\s+(?:&|and|et|y|und|e|og|och|with|con|avec|mit)\s+|\s*&\s*")
_IDS = re.compile(r"\s*[|;,]\s*|\s+(?=https?://)")
_INITIALS_ONLY = re.compile(r"^(?:[A-ZÀ-Þ]\.\s?-?)+$")
_NOBODY = frozenset(
    fold(word)
    for word in (
        *(
            "unknown",
            "anon",
            "anonymous",
            "anonymus",
            "s.c.",
            "sine coll.",
            "s.coll.",
            "none",
            "n/a",
            "na",
            "null",
        ),
        *(
            "not recorded",
            "not stated",
            "not available",
            "no data",
            "illegible",
            "unknown collector",
            "?",
            "-",
        ),
        *("collector unknown", "unbekannt", "inconnu", "anonyme", "desconocido", "desconhecido", "onbekend"),
        *("sin datos", "no consta", "okänd"),
    )
)
_ORGANISATION = re.compile(
    r"\b(?:museum|museo|musée|museu|university|universität|universidad|université|institut\w*|expedition|expedici[oó]n|"
    r"survey|staff|team|department|herbarium|society|sociedad|station|project|programa?|garden|party|students?|club|"
    r"ministry|ministerio|agency|academy|academia|cent(?:er|re|ro|rum)|zentrum|collection|archives?|laborator\w*|association)\b",
    re.IGNORECASE,
)


class People(msgspec.Struct, frozen=True, gc=False):
    """Agents in the order they were named, and what is odd about the text of names or ids."""

    agents: tuple[Agent, ...] = ()
    code: IssueCode | None = None


@lru_cache(maxsize=1 << 14)
def people(names: str | None, ids: str | None = None, role: str = "collector") -> People:
    """The agents that a text of names and a text of identifiers speak of, each with a role and a position.

    Names are split on "|", ";", "&" and the word for "and" in several languages; an id belongs to the name
    at its place. A comma does not split: it stands in "Linnaeus, C".
    """
    named = _names(names) if names else []
    known = [name for name in named if fold(name) not in _NOBODY]
    identifiers = [clean(part) for part in _IDS.split(ids) if part.strip()] if ids else []
    if not known and not identifiers:
        return People((), IssueCode.PERSON_UNKNOWN if names else None)
    count = max(len(known), len(identifiers))
    agents = tuple(
        _agent(_at(known, place), _at(identifiers, place), role, place + 1) for place in range(count)
    )
    return People(agents, _oddity(named, known, identifiers))


def _oddity(named: list[str], known: list[str], identifiers: list[str]) -> IssueCode | None:
    if known and len(identifiers) > len(known):
        return IssueCode.PEOPLE_IDS_UNPAIRED
    return IssueCode.PERSON_UNKNOWN if len(known) < len(named) else None


def _names(text: str) -> list[str]:
    parts = [clean(part) for part in _SEPARATOR.split(_LABEL.sub("", clean(text)))]
    return _rejoined([part.strip(" ,") for part in parts if part.strip(" ,")])


def _rejoined(parts: list[str]) -> list[str]:
    """``H. & J. Groves`` is two people of one family: bare initials take the family name that follows."""
    whole: list[str] = []
    for place, part in enumerate(parts):
        following = parts[place + 1].split() if place + 1 < len(parts) else []
        shared = len(following) > 1 and _INITIALS_ONLY.match(part)
        whole.append(f"{part} {following[-1]}" if shared else part)
    return whole


def _agent(name: str | None, identifier: str | None, role: str, position: int) -> Agent:
    return Agent(
        type=AgentType.ORGANIZATION if name and _ORGANISATION.search(name) else AgentType.PERSON,
        identifier=_identifier(identifier) if identifier else None,
        name=name,
        has_roles=(Role(role_name=role, position=position),),
    )


def _identifier(text: str) -> str:
    """The one spelling of a global identifier; a local one as written."""
    found = identify(text)
    return text if found.level in (GupriLevel.LOCAL, GupriLevel.RESOLVABLE) else found.normalised


def _at(values: list[str], place: int) -> str | None:
    return values[place] if place < len(values) else None

"""The people of a text of names and a text of identifiers."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from naturalia.interpret.dates import date as read_date
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.people.commas import is_inverted, parted
from naturalia.interpret.people.ids import PersonId, person_ids
from naturalia.interpret.people.names import Name, name_key, parse
from naturalia.interpret.people.result import NameState, People, Person, PersonKind
from naturalia.interpret.people.segments import (
    Piece,
    begins_with_person,
    bracketed_role,
    kind_of,
    pieces,
    segments,
)
from naturalia.interpret.people.words import meanings, version
from naturalia.specimen.schemes import clean
from naturalia.specimen.shared import Agent, AgentType, Role
from naturalia.vocabulary import fold

LONGEST_TEXT = 4_000
"""A longer text is cut before it is read: no list of collectors is as long."""
_IN_TEXT_ID = re.compile(
    r"[(\[]?\s*(?:(?:https?://)?(?:orcid\.org|(?:www\.)?wikidata\.org|(?:www\.)?bionomia\.net|viaf\.org|isni\.org)/\S+?"
    r"|orcid(?:\s*id)?[:\s]*\d{4}-\d{4}-\d{4}-\d{3}[\dX]|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX])\s*[)\]]?(?=[\s,;|)\]]|$)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[<(\[]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?")
_NOTHING = re.compile(
    r"(?<![^\W_])(?:s\.\s?n\.?(?!\.?[^\W_])|(?i:sine numero|s/n|sin número|sem número)(?![^\W_]))"
)
_NO_DATE = re.compile(r"[(\[]?(?<![^\W_])s\.\s?d\.?[)\]]?(?=\W|$)|[(\[]\s*[)\]]", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\s,]+(?P<sign>(?i:no\.?|nr\.?|n[°ºo]\.?|num\.?|number|№|#|coll?\.?\s?no\.?))?\s*"
    r"(?P<number>(?:[A-Z]{1,4}[- ]?)?\d[\d.,]*[/-]?[\w/-]{0,8})\s*$"
)
_YEAR = re.compile(r"^(?:1[6-9]|20)\d\d$")
_DATE = re.compile(
    r"[\s,]*[(\[]?(?:\b(?:in|am|on|le|el|den)\s+)?(?P<date>\d{4}-\d\d(?:-\d\d)?|\d{1,2}[\s.\-/]+(?:[ivxIVX]{1,4}|\d{1,2}|[^\W\d_]{3,9})"
    r"[\s.\-/,]+\d{4}|[^\W\d_]{3,9}\.?\s+(?:\d{1,2},?\s+)?(?:1[6-9]|20)\d\d)[)\]]?\s*$"
)
_BRACKETED_YEAR = re.compile(r"\s*[(\[]\s*((?:1[6-9]|20)\d\d)\s*[)\]]")
_BARE_INITIALS = re.compile(r"^(?:[A-ZÀ-Þ]\.[\s-]?)+$|^[A-ZÀ-Þ]$")
_UNBALANCED = re.compile(r"^[^()]*\)|\([^()]*$|^[^\[\]]*\]|\[[^\[\]]*$")
_ENCLOSED = re.compile(r"^[(\[{<][^()\[\]{}<>]*[)\]}>]$")
_STOPS = re.compile(r"\.{2,}|\.(?=\s+-[A-ZÀ-Þ]\.)\s+")
_BRACKETED_NUMBER = re.compile(r"\s*[(\[]\s*(\d[\w-]*)\s*[)\]]\s*$")
_ACRONYM = re.compile(r"\s*[(\[][A-Z]{1,6}[)\]]|,\s*[A-Z]{3,6}(?=\s*,?$)")
_WORD = re.compile(r"[^\W\d_]{3}")
_IDEM = frozenset({"id", "idem", "ipse", "ibid"})
_LETTER = re.compile(r"[^\W\d_]")


class _Draft:
    """People in the making."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.states: list[NameState] = []
        self.issues: list[IssueCode] = []
        self.rest: list[str] = []
        self.others = False

    def note(self, code: IssueCode) -> None:
        if code not in self.issues:
            self.issues.append(code)


@lru_cache(maxsize=1 << 13)
def people(names: str | None, ids: str | None = None, role: str = "collector") -> People:
    """The people that a text of names and a text of identifiers speak of.

    ``role`` is that of names without a marker of their own ("leg.", "det." ...). Identifiers are paired with
    the people at their places; where there are more than names, the rest become agents of their own. Texts
    that name nobody (unknown, anonymous, illegible) have no people and a ``state``.
    """
    draft = _Draft()
    text = _STOPS.sub(".", clean((names or "")[:LONGEST_TEXT])).strip('"“”„ ')
    if text:
        _read(text, role, draft)
    found = person_ids(ids) if ids else ()
    _pair(found, role, draft)
    if any(not each.valid for person in draft.people for each in person.ids):
        draft.note(IssueCode.PERSON_ID_INVALID)
    numbered = tuple(
        msgspec.structs.replace(person, position=place) for place, person in enumerate(draft.people, start=1)
    )
    return People(
        people=numbered,
        agents=tuple(_agent(person) for person in numbered),
        state=next(iter(draft.states), None),
        others=draft.others,
        rest=" | ".join(draft.rest),
        issues=tuple(draft.issues),
        rule="names" if numbered else "state" if draft.states else "",
        version=version(),
    )


def state_of(text: str) -> NameState | None:
    """What a text says that names nobody; None if it may name somebody."""
    stripped = text.strip("[](){}<>.\"' ")
    if value := meanings("state").get(fold(text)) or meanings("state").get(fold(stripped)):
        return NameState(value)
    return None if any(map(str.isalnum, text)) else NameState.NOT_RECORDED


def _read(text: str, role: str, draft: _Draft) -> None:
    if (state := state_of(text)) is not None:
        draft.states.append(state)
        draft.note(IssueCode.PERSON_UNKNOWN)
        return
    held, plain = _hold_ids(text)
    for segment in segments(plain, role):
        found, others = pieces(segment)
        draft.others = draft.others or others
        first = len(draft.people)
        for piece in found:
            inverted = any(is_inverted(other.text) for other in found if other is not piece)
            _piece(piece, inverted, held, draft)
        _share_date(draft, first)
    _share_family(draft)
    if draft.others:
        draft.note(IssueCode.PEOPLE_NOT_ALL_NAMED)


def _hold_ids(text: str) -> tuple[dict[str, str], str]:
    """Identifiers and e-mails within a text, each replaced by a sign that no separator cuts."""
    held: dict[str, str] = {}

    def hold(match: re.Match[str]) -> str:
        sign = chr(0xE000 + len(held) % 0x1900)
        held[sign] = match[0].strip(" ()[]<>")
        return f" {sign} "

    return held, clean(_EMAIL.sub(hold, _IN_TEXT_ID.sub(hold, text)))


def _piece(piece: Piece, inverted: bool, held: dict[str, str], draft: _Draft) -> None:
    """One piece: the people that its commas part."""
    signs = [sign for sign in held if sign in piece.text]
    text = clean("".join(" " if sign in held else sign for sign in piece.text))
    roles, text = _bracketed(text, piece.roles)
    if kind_of(text) is not None and not begins_with_person(text):
        _one(text, roles, draft)
    else:
        if _ENCLOSED.match(text):
            text = text.strip("()[]{}<> ")
        if not text.isupper() and (acronym := _ACRONYM.search(text)) and acronym.start():
            draft.rest.append(acronym[0].strip(" ,()[]"))
            text = clean(_ACRONYM.sub(" ", text)).strip(" ,")
        text, date, number = _loose_ends(text, roles, draft)
        whole = parted(text, piece.listed, inverted)
        if whole.ambiguous:
            draft.note(IssueCode.PEOPLE_AMBIGUOUS)
        for place, name in enumerate(whole.names):
            last = place == len(whole.names) - 1
            _one(name, roles, draft, date if last else None, number if last else None)
    if signs and draft.people:
        _attach(signs, held, draft)


def _attach(signs: list[str], held: dict[str, str], draft: _Draft) -> None:
    texts = [held[sign] for sign in signs]
    email = next((each for each in texts if "@" in each), None)
    ids = tuple(found for each in texts if "@" not in each for found in person_ids(each))
    person = draft.people[-1]
    draft.people[-1] = msgspec.structs.replace(person, ids=person.ids + ids, email=email or person.email)


def _bracketed(text: str, roles: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    match = bracketed_role().search(text)
    if match is None:
        return roles, text
    role = meanings("role").get(fold(match["word"]))
    if match["word"] == "Rev":
        return roles, clean(f"Rev. {text[: match.start()]} {text[match.end() :]}")
    return ((role,) if role else roles), clean(text[: match.start()] + " " + text[match.end() :])


def _loose_ends(text: str, roles: tuple[str, ...], draft: _Draft) -> tuple[str, str | None, str | None]:
    """The text without the date or number at its end, and these."""
    number = "s.n." if _NOTHING.search(text) else None
    text = clean(_NO_DATE.sub(" ", _NOTHING.sub(" ", text))).strip(" ,")
    if match := _BRACKETED_YEAR.search(text):
        return clean(_BRACKETED_YEAR.sub(" ", text)), match[1], number
    if match := _DATE.search(text):
        name, iso = text[: match.start()].rstrip(" ,"), read_date(match["date"]).iso
        if _LETTER.search(name) and (iso is not None or not _WORD.search(match["date"])):
            draft.rest += [] if iso else [match["date"]]
            return name, iso, number
    text = _BRACKETED_NUMBER.sub(r" \1", text)
    match = _NUMBER.search(f" {text}")
    if match is None or not _LETTER.search(text[: max(match.start() - 1, 0)]):
        return text, None, number
    name = f" {text}"[: match.start()].strip(" ,")
    if match["sign"] is None and _YEAR.match(match["number"]):
        if "collector" not in roles:
            return name, match["number"], number
        draft.note(IssueCode.PERSON_NUMBER_OR_YEAR)
        draft.rest.append(match["number"])
        return name, None, number
    return name, None, match["number"].rstrip(".,")


def _one(
    text: str, roles: tuple[str, ...], draft: _Draft, date: str | None = None, number: str | None = None
) -> None:
    """One name, organisation or word for nobody."""
    written = _trimmed(text)
    if not written:
        return
    if (state := state_of(written)) is not None:
        draft.states.append(state)
        draft.note(IssueCode.PERSON_UNKNOWN)
    elif meanings("others").get(fold(written)) and (draft.people or kind_of(written) is None):
        draft.others = True
    elif fold(written) in _IDEM and draft.people:
        draft.people[-1] = _with_roles(draft.people[-1], roles)
    elif not _LETTER.search(written) or (not _WORD.search(written) and re.search(r"\d", written)):
        draft.rest.append(written)
        draft.note(IssueCode.PERSON_NOT_A_NAME)
    else:
        draft.people.append(_person(written, roles, date, number))


def _with_roles(person: Person, roles: tuple[str, ...]) -> Person:
    """As in "Leg. J. Alvarez. Det.: Id.": the same person, in one more role."""
    return msgspec.structs.replace(person, roles=tuple(dict.fromkeys((*person.roles, *roles))))


def _trimmed(text: str) -> str:
    """A name without brackets and punctuation around it; the full stop of an abbreviation stays."""
    trimmed = text.strip(" ,;:*?\"'")
    if _UNBALANCED.search(trimmed) or _ENCLOSED.match(trimmed):
        trimmed = trimmed.strip("()[]{}<> ")
    trimmed = re.sub(r"\s*\?+$", "", trimmed).strip(" ,;:-–")
    return re.sub(r"(?<=[^\W\d_]{4})\.+(?:-|,)?$", "", trimmed)


def _person(written: str, roles: tuple[str, ...], date: str | None, number: str | None) -> Person:
    kind = kind_of(written)
    if kind is not None:
        key = fold(written)
        return Person(written=written, kind=PersonKind(kind), roles=roles, date=date, number=number, key=key)
    name = parse(written)
    return Person(
        written=written,
        family=name.family,
        given=name.given,
        initials=name.initials,
        particle=name.particle,
        suffix=name.suffix,
        title=name.title,
        roles=roles,
        date=date,
        number=number,
        key=name_key(name),
    )


def _share_family(draft: _Draft) -> None:
    """As in "H. & J. Groves" are two of one family, so are "Barbier, V. et J."."""
    for place, person in enumerate(draft.people):
        if person.family is not None or not _BARE_INITIALS.match(person.written):
            continue
        after = draft.people[place + 1] if place + 1 < len(draft.people) else None
        before = draft.people[place - 1] if place else None
        if after is not None and after.family and after.given and "," not in after.written:
            family, written = after.family, f"{person.written} {_surname(after)}"
        elif before is not None and before.family and "," in before.written:
            family, written = before.family, f"{before.written.partition(',')[0]}, {person.written}"
        else:
            continue
        name = Name(family=family, given=person.given, initials=person.initials)
        draft.people[place] = msgspec.structs.replace(
            person, family=family, written=written, key=name_key(name)
        )


def _surname(person: Person) -> str:
    return " ".join(word for word in (person.particle, person.family) if word)


def _share_date(draft: _Draft, first: int) -> None:
    """A date at the end of a segment is that of all its people."""
    if len(draft.people) > first + 1 and (date := draft.people[-1].date) is not None:
        for place in range(first, len(draft.people) - 1):
            if draft.people[place].date is None:
                draft.people[place] = msgspec.structs.replace(draft.people[place], date=date)


def _pair(found: tuple[PersonId, ...], role: str, draft: _Draft) -> None:
    """Identifiers with the people of the role; of different numbers, those without a name stand alone."""
    named = [place for place, person in enumerate(draft.people) if role in person.roles] or list(
        range(len(draft.people))
    )
    for place, each in zip(named, found, strict=False):
        person = draft.people[place]
        draft.people[place] = msgspec.structs.replace(person, ids=(*person.ids, each))
    extra = found[len(named) :]
    if extra and named:
        draft.note(IssueCode.PEOPLE_IDS_UNPAIRED)
    draft.people += [Person(written="", roles=(role,), ids=(each,)) for each in extra]


def _agent(person: Person) -> Agent:
    roles = tuple(
        Role(role_name=role, position=person.position, start_date=person.date) for role in person.roles
    )
    return Agent(
        type=AgentType.PERSON if person.kind is PersonKind.PERSON else AgentType.ORGANIZATION,
        identifier=person.ids[0].uri if person.ids else None,
        name=person.written or None,
        has_roles=roles,
        email=person.email,
    )

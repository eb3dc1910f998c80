"""The text of a search box: words, phrases and conditions on terms, in one line.

``oak country:Sweden -sex:male year:1900,1950 "stora mosse" rob*`` has one word, three conditions, a phrase
and a beginning of a word. ``-`` in front leaves out. ``missing:country`` and ``present:country`` ask for a
value. Nothing is an error here: what is not a condition on a known term with a fitting value is text to
search for.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator

import msgspec

from naturalia.search.analysis import words
from naturalia.search.errors import QueryError
from naturalia.search.term import Term
from naturalia.search.terms import find_term
from naturalia.search.values import Value, parse_value

MOST_CLAUSES = 64  # words and phrases of one text that are searched for

_TOKEN = re.compile(
    r"""(?P<minus>-?)(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))""",
)


class Presence(enum.Enum):
    """Whether a term must have a value or must not."""

    MISSING = "missing"
    PRESENT = "present"


class Condition(msgspec.Struct, frozen=True):
    """A condition on a term, met in a text: a value or a presence, to be had or to be left out."""

    term: Term
    wanted: Value | Presence
    excluded: bool


class Ending(enum.Enum):
    """What may follow a word of which only the beginning is given.

    Without an asterisk only letters: of a hundred thousand numbers that begin with a code, whoever types the
    code wants none.
    """

    NOTHING = ""
    LETTERS = "letters"
    ANY = "*"

    def __bool__(self) -> bool:
        return self is not Ending.NOTHING


class Clause(msgspec.Struct, frozen=True):
    """A word, which may have an ending, or words that follow each other; ``exact`` if it was quoted."""

    words: tuple[str, ...]
    ending: Ending
    excluded: bool
    exact: bool = False


def split_text(text: str) -> tuple[str, list[Condition]]:
    """The text that remains when the conditions are taken out, and the conditions."""
    rest: list[str] = []
    conditions: list[Condition] = []
    for token in _TOKEN.finditer(text):
        condition = _condition(token)
        if condition is not None:
            conditions.append(condition)
        else:
            rest.append(_as_text(token))
    return " ".join(rest), conditions


def _condition(token: re.Match[str]) -> Condition | None:
    name, excluded = token["name"], bool(token["minus"])
    value = (token["quoted"] or token["bare"] or "").strip()
    if name is None or not value:
        return None
    if name.lower() in ("missing", "present"):
        term = find_term(value)
        return Condition(term, Presence(name.lower()), excluded) if term else None
    term = find_term(name)
    try:
        return Condition(term, parse_value(term, value), excluded) if term else None
    except QueryError:
        return None


def _as_text(token: re.Match[str]) -> str:
    """The token as it was written, with the quote that may be missing at the end."""
    unclosed = token["quoted"] is not None and not token[0].endswith('"', len(token[0]) - 1)
    return " ".join(token[0].split()) + ('"' if unclosed else "")


def clauses(text: str) -> tuple[Clause, ...]:
    """What free text asks for. The last word, unless quoted or left out, may begin a longer one."""
    tokens = list(_TOKEN.finditer(text))
    found = (clause for token in tokens for clause in _clauses(token, last=token is tokens[-1]))
    return tuple(clause for clause, _ in zip(found, range(MOST_CLAUSES), strict=False))


def _clauses(token: re.Match[str], *, last: bool) -> Iterator[Clause]:
    excluded = bool(token["minus"])
    if token["quoted"] is not None and token["name"] is None:
        phrase = tuple(words(token["quoted"]))
        if phrase:
            yield Clause(phrase, Ending.NOTHING, excluded, exact=True)
        return
    yield from _word_clauses(token, excluded=excluded, last=last)


def _word_clauses(token: re.Match[str], *, excluded: bool, last: bool) -> Iterator[Clause]:
    found = words(token[0])
    if excluded and len(found) > 1:
        yield Clause(tuple(found), Ending.NOTHING, excluded)
        return
    implied = Ending.LETTERS if last and not excluded else Ending.NOTHING
    ending = Ending.ANY if token[0].endswith("*") else implied
    for word in found[:-1]:
        yield Clause((word,), Ending.NOTHING, excluded)
    for word in found[-1:]:
        yield Clause((word,), ending, excluded)

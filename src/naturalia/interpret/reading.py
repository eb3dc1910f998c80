"""What interpreting gives: a value, what is odd about it, and what of the source it did not take."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

from naturalia.interpret.issues import Issue, IssueCode, issue

T = TypeVar("T")


class Interpreted(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every interpreter's result says of itself.

    ``issues`` are what is odd about the text, ``rule`` is the name of the rule that made the value (empty if
    nothing was understood), and ``version`` the version of the rules, as stamped on each stored result.
    """

    issues: tuple[IssueCode, ...] = ()
    rule: str = ""
    version: str = ""


class Reading(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A single text as understood.

    ``value`` is None if it was not; ``code`` tells what is odd; ``complete`` is False if the text says more
    than the value, so that it has to be listed.
    """

    value: T | None
    code: IssueCode | None = None
    complete: bool = True


class Found(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A value made of several terms, the issues met, and the (term, text) pairs that it did not take."""

    value: T
    issues: tuple[Issue, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


class Draft:
    """A value in the making: what its terms say, its properties so far, issues and what is left over."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        self.fields: dict[str, Any] = {}
        self.issues: list[Issue] = []
        self.left: dict[str, str] = {}

    def note(self, term: str, code: IssueCode) -> None:
        """Note an issue with a term."""
        self.issues.append(issue(term, self.said.get(term, ""), code))

    def leave(self, term: str) -> None:
        """Say that the text of a term was not taken, or not completely."""
        if term in self.said:
            self.left[term] = self.said[term]

    def take(self, term: str, name: str, reading: Reading[Any]) -> None:
        """Set a property to what was understood of a term."""
        if reading.code is not None:
            self.note(term, reading.code)
        if reading.value is not None:
            self.fields[name] = reading.value
        if reading.value is None or not reading.complete:
            self.leave(term)

    def found(self, value: T) -> Found[T]:
        """The finished value with everything noted."""
        return Found(value, tuple(self.issues), tuple(self.left.items()))

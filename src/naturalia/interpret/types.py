"""Type status: "Holotypus of Bufo baxteri" is a holotype, of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.interpret.words import Match, Qualifier, State, Term, term
from naturalia.specimen.schemes import clean

NOT_A_TYPE = "not a type"
_NO_TYPES = frozenset({NOT_A_TYPE, "type species", "manuscript type", "karyotype voucher"})
_TAG = re.compile(r"<[^<>]{0,400}>")
_PARTS = re.compile(r"\s*[|;\n]\s*")
_NAME_AFTER = re.compile(r"\s+(?:of|for|von|de|del|di|til|av|van|du|para|f\.)\s+|\s*:\s+", re.IGNORECASE)
_CITATION = re.compile(r",?\s+(?:page|p\.|pp\.|pl\.|fig\.|in)\s.*$|,\s*(?=det\b|fide\b).*$", re.IGNORECASE)


class TypeStatus(Interpreted, frozen=True, kw_only=True, gc=False):
    """The kinds of type named (usually one), the typified name, and whether it is a type.

    ``value`` is None if nothing was understood, several kinds are joined by " | "; ``is_type`` is None if
    that is open. ``matches`` are the kinds one by one, with counts and doubt; ``state`` is what a text
    without a kind says; ``rest`` what was not understood.
    """

    written: str
    value: str | None = None
    typified_name: str | None = None
    is_type: bool | None = None
    matches: tuple[Match, ...] = ()
    state: State | None = None
    rest: str = ""

    @property
    def code(self) -> IssueCode | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None

    @property
    def qualifier(self) -> Qualifier | None:
        """Doubt, if any of the kinds is stated with it."""
        kinds = {each.qualifier for each in self.matches}
        return Qualifier.DOUBTFUL if Qualifier.DOUBTFUL in kinds else None


@lru_cache(maxsize=1 << 13)
def type_status(text: str) -> TypeStatus:
    """The type status that a text states.

    Kinds are separated by "|", ";", "," or a word for "and"; what follows "of" or ":" after a kind is the
    name that it typifies. A text that says nothing, or only a word of another term, has no value.
    """
    plain = clean(_TAG.sub("", text)).strip("\"' ")
    whole = term("type-status", plain)
    if not plain or (whole.resolved and (not whole.rest or not whole.matches)):
        return _status(text, [whole], None)
    read = [_with_name(part) for part in _PARTS.split(plain) if part.strip(" ().")]
    name = next((name for _, name in read if name), None)
    return _status(text, [found for found, _ in read], name)


def _with_name(part: str) -> tuple[Term, str | None]:
    """A kind and the name after it: at "of", ":" or the first blank."""
    head, *tail = _NAME_AFTER.split(part, maxsplit=1)
    found = term("type-status", head)
    if found.matches and not found.rest and tail:
        return found, _name(tail[0])
    first, _, following = part.partition(" ")
    kind = term("type-status", first.rstrip(",:"))
    if kind.matches and not kind.rest and following[:1].isupper() and not found.matches[1:]:
        return kind, _name(following)
    return (found, _name(tail[0])) if found.matches and tail else (term("type-status", part), None)


def _name(text: str) -> str | None:
    return _CITATION.sub("", text).strip(" ,;\"'") or None


def _status(written: str, found: list[Term], name: str | None) -> TypeStatus:
    matches = tuple(match for each in found for match in each.matches)
    stated = [each for each in matches if each.qualifier is not Qualifier.NEGATED]
    kinds = tuple(dict.fromkeys(each.value for each in stated)) or ((NOT_A_TYPE,) if matches else ())
    understood = bool(kinds)
    return TypeStatus(
        written=written,
        value=" | ".join(kinds) if understood else None,
        typified_name=name if any(kind != NOT_A_TYPE for kind in kinds) else None,
        is_type=any(kind not in _NO_TYPES for kind in kinds) if understood else None,
        matches=matches,
        state=next((each.state for each in found if each.state is not None), None) if not matches else None,
        rest=" ".join(each.rest for each in found if each.rest),
        issues=_issues(found),
        rule="type status" if understood else "",
        version=found[0].version if found else "",
    )


def _issues(found: list[Term]) -> tuple[IssueCode, ...]:
    """The issues of the parts; doubt has its own name here, an unknown part beside a kind is a rest."""
    named = {IssueCode.VALUE_DOUBTFUL: IssueCode.TYPE_STATUS_DOUBTFUL}
    if any(each.matches for each in found):
        named[IssueCode.TYPE_STATUS_UNKNOWN] = IssueCode.VALUE_PARTLY_UNDERSTOOD
    codes = (named.get(code, code) for each in found for code in each.issues)
    order = (IssueCode.TYPE_STATUS_UNKNOWN, IssueCode.TYPE_STATUS_DOUBTFUL)
    return tuple(sorted(dict.fromkeys(codes), key=lambda code: order.index(code) if code in order else 9))

"""What the commas of a piece part: several people, or the family name and given names of one.

The structure of the parts decides: "Linné, C. v." is one person, "J. Smith, A.B. Jones" are two, "Smith, J.,
Jones, A.B." are two, "Wight, Robert" is one because Robert is a known given name, "Smith, Jones" are two.
"""

from __future__ import annotations

import re

import msgspec

from naturalia.interpret.people.names import _GLUED, _is_particle, _plain_particle, is_initial
from naturalia.interpret.people.words import is_given, spelled

_CHINESE = re.compile(r"^[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5}$")
"""Two short syllables with a hyphen are a Chinese or Korean given name: "Ching, Ren-Chang"."""
_WORD = re.compile(r"^[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]*)*$")


class Parted(msgspec.Struct, frozen=True, gc=False):
    """The names of a piece, each with one comma at most, and whether another reading is as good."""

    names: tuple[str, ...]
    ambiguous: bool = False


class _Frame(msgspec.Struct, frozen=True, gc=False):
    """What stands around a part: how many parts, what is beside the piece, whether they form pairs."""

    count: int
    listed: bool
    inverted: bool
    paired: bool

    @property
    def alone(self) -> bool:
        """Whether the piece has two parts and no list beside it."""
        return self.count == 2 and not self.listed


def is_inverted(text: str) -> bool:
    """Whether a piece is plainly "Family, Given" or "Family, I."."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) != 2 or not _may_be_family(parts[0]):
        return False
    return _only_initials(parts[1]) or all(is_given(token) for token in _tokens(parts[1]))


def parted(text: str, listed: bool = False, inverted: bool = False) -> Parted:
    """The names in a piece.

    ``listed`` says that names without commas stand beside it, ``inverted`` that others beside it are written
    "Family, Given".
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return Parted((" ".join(parts),) if parts else ())
    if len(parts) == 2 and len(parts[0].strip(".")) == 1 and _WORD.match(parts[1].rstrip(".")):
        return Parted((f"{parts[0]} {parts[1]}",))
    names: list[str] = []
    ambiguous = False
    frame = _Frame(len(parts), listed, inverted, _in_pairs(parts))
    place = 0
    while place < len(parts):
        family, place = parts[place], place + 1
        appendices, place = _appendices(parts, place)
        if place < len(parts) and (_may_be_family(family) or _has_second_initial(family, parts[place])):
            together = _belongs(family, parts[place], frame)
            ambiguous = ambiguous or together is None
            if together:
                family, place = f"{family}, {parts[place]}", place + 1
        more, place = _appendices(parts, place)
        names.append(", ".join((family, *appendices, *more)))
    return Parted(tuple(names), ambiguous)


def _appendices(parts: list[str], place: int) -> tuple[list[str], int]:
    """The suffixes and titles from a place on, and the place after them."""
    end = place
    while end < len(parts) and _is_appendix(parts[end]):
        end += 1
    return parts[place:end], end


def _only_initials(part: str) -> bool:
    names = [token for token in _tokens(part) if not _plain_particle(token)]
    return bool(names) and all(_initials_at(token, place, len(names)) for place, token in enumerate(names))


def _in_pairs(parts: list[str]) -> bool:
    """Whether each second part is initials or given names."""
    plain = [part for part in parts if not _is_appendix(part)]
    return all(_only_initials(part) or all(map(is_given, _tokens(part))) for part in plain[1::2])


def _has_second_initial(part: str, following: str) -> bool:
    """Initials after a name: "Scott Elliot, G.F."; "Sagastegui A., A." ends with that of a second one."""
    tokens = _tokens(part)
    if not _only_initials(following) or "." not in following:
        return False
    plain = not any(_initials_in(tokens, place) for place in range(len(tokens)))
    return plain or (len(tokens) == 2 and len(tokens[1].rstrip(".")) == 1 and len(tokens[0]) > 2)


def _tokens(part: str) -> list[str]:
    return _GLUED.sub(r"\1 ", part).split()


def _may_be_family(part: str) -> bool:
    """A part without initials and without a known given name before another word."""
    every = _tokens(part)
    tokens = [
        token for token in every if token not in spelled("suffix") and token not in spelled("title")
    ] or every
    if any(_initials_in(tokens, place) for place in range(len(tokens))):
        return False
    return len(tokens) == 1 or not is_given(tokens[0]) or _is_particle(tokens[0], tokens[1])


def _initials_in(tokens: list[str], place: int) -> bool:
    capitals = all(token.isupper() for token in tokens)
    return is_initial(tokens[place], capitals, place, len(tokens))


def _belongs(family: str, part: str, frame: _Frame) -> bool | None:
    """Whether a part has the given names of the family name before it; None if that cannot be told."""
    every = _tokens(part)
    tokens = [token for token in every if token not in spelled("title")] or every
    names = [token for token in tokens if not _plain_particle(token) and token not in spelled("suffix")]
    single_family = len(family.split()) == 1
    if not names:
        return bool(tokens) and single_family and all(map(_plain_particle, tokens))
    if all(_initials_at(token, place, len(names)) for place, token in enumerate(names)):
        return True
    if len(tokens) < len(every) and single_family:
        return True
    with_initial = any(_initials_at(token, 0, 1) for token in names[1:]) and not _initials_at(names[0], 0, 1)
    if with_initial and (is_given(names[0]) or (len(names) == 2 and frame.alone)):
        return True
    if all(is_given(name) or _initials_at(name, 0, 1) for name in names):
        return frame.count == 2 or frame.paired or len(names) > 1
    if len(names) == 1 and _CHINESE.match(names[0]):
        return True
    return _undecided(names, single_family, frame)


def _undecided(names: list[str], single_family: bool, frame: _Frame) -> bool | None:
    """Words that are no known given names: what stands beside decides, or nothing does."""
    if not single_family or not all(_WORD.match(name) for name in names):
        return False
    if frame.inverted:
        return True
    if len(names) > 1:
        return frame.alone and is_given(names[0])
    return None if frame.alone else False


def _initials_at(token: str, place: int, count: int) -> bool:
    short = token.isupper() and len(token) <= 4 and token.isalpha()
    return is_initial(token, False, place, count) or short


def _is_appendix(part: str) -> bool:
    """A suffix or a title on its own: "Jr.", "III", "Dr."."""
    return all(token in spelled("suffix") or token in spelled("title") for token in part.split())

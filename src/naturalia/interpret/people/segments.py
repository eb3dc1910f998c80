"""Cutting a text about people into parts of one role, and these into parts of one name.

"Linné, C. v. & Thunberg; det. Fries 1823" has two segments: of the collectors, and of the identifier.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from naturalia.interpret.people.words import is_given, meanings, organisations, words

_STRONG = re.compile(r"\s*[|;\n]\s*")
_AND = re.compile(
    r"\s*&\s*|\s*\+\s*|\s+/\s+|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})"
    r"|,?\s+(?:(?i:and|und|et|og|och|con|mit|with|cum|avec|med|és)|ja|en|u\.|y|e|i)\s+(?!al\b)"
)
_OTHERS = re.compile(
    r"[\s,&;|]*(?<![^\W_])(?:(?:et|und|and|y|e|&|u\.?)\s*)(?:al(?:ii|\.)?|coll(?:ab(?:oradores)?)?\.)\s*(?=$|[|;&,)])|"
    r"\s*(?:&|,|\band\b|\bet\b|\bund\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bwith\b|\bcon\b)\s*"
    r"(?:others?|andere[rn]?|otros|outros|autres|altri|party|students|friends|companions|colleagues|assistants"
    r"|alumnos|estudiantes|colegas|cols\.?|class|family|wife|team|co-?workers|mitarbeiter|kollegen|m\.?\s?fl\.?)"
    r"(?=\s*(?:$|[|;,&)]))|\s*[,;]?\s*(?-i:u\.\s?a\.|e\.\s?a\.|m\.?\s?fl\.?|ym\.)\s*(?=$|[|;])",
    re.IGNORECASE,
)
_JOINED_MARKS = re.compile(r"^\s*(?:&|et|and|und|y|e|/|,|\+|og|och)?\s*$", re.IGNORECASE)
_FREE_STANDING = 5
"""Markers of this many letters or more need no full stop or colon after them."""
_LOWER_MARKS = frozenset({"leg", "det", "coll", "rev", "conf", "ded", "comm"})
_TRAILING = frozenset(
    {"collector", "identifier", "reviser", "confirmer", "donor", "photographer", "preparator"}
)
_SHORT_TRAILING = frozenset({"leg", "det", "coll", "rev", "conf", "ded", "legit", "lgt", "phot"})


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A part of a text whose people have the same roles."""

    text: str
    roles: tuple[str, ...]


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part of a segment that names one person, one organisation, or people parted by commas.

    ``listed`` tells that names without commas stand beside it, so that its own commas part people.
    """

    text: str
    roles: tuple[str, ...]
    listed: bool = False


class _Mark(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    role: str
    word: str


@cache
def _marker() -> re.Pattern[str]:
    several = sorted((word for each in words("role").values() for word in each), key=len, reverse=True)
    forms = "|".join(re.escape(word.rstrip(".")).replace(r"\ ", r"\.?\s+") for word in several)
    return re.compile(
        rf"(?<![^\W_.'-])(?P<word>(?i:{forms}))(?:\s?\(s\))?(?P<end>\s*[.:]+(?:\s*:)?|(?=\s|$))"
    )


@cache
def bracketed_role() -> re.Pattern[str]:
    """A role in brackets after a name: "(leg.)", "[collector]"."""
    several = sorted((word for each in words("role").values() for word in each), key=len, reverse=True)
    forms = "|".join(re.escape(word.rstrip(".")) for word in several)
    return re.compile(rf"\s*[(\[]\s*(?P<word>(?i:{forms}))(?:\(s\))?[.:]?\s*[)\]]")


def segments(text: str, role: str) -> list[Segment]:
    """The segments of a text; what stands before the first marker has the given role."""
    marks = _joined(text, [mark for mark in _marks(text) if mark is not None])
    if not marks:
        return [Segment(text, (role,))]
    if text[: marks[0][0].start].strip(" ,;|") and not text[marks[-1][-1].end :].strip(" .,;|"):
        return _before_marks(text, marks)
    found = [Segment(text[: marks[0][0].start], (role,))]
    ends = [each[0].start for each in marks[1:]] + [len(text)]
    for each, end in zip(marks, ends, strict=True):
        found.append(Segment(text[each[-1].end : end], tuple(dict.fromkeys(mark.role for mark in each))))
    return [each for each in found if each.text.strip(" ,;|.")]


def _before_marks(text: str, marks: list[list[_Mark]]) -> list[Segment]:
    """As in "A. Smith leg., B. Jones det.": here each marker follows its people."""
    found, start = [], 0
    for each in marks:
        found.append(Segment(text[start : each[0].start], tuple(dict.fromkeys(mark.role for mark in each))))
        start = each[-1].end
    return [each for each in found if each.text.strip(" ,;|.")]


def _marks(text: str) -> list[_Mark]:
    marks = [_mark(text, match) for match in _marker().finditer(text)]
    return [mark for mark in marks if mark is not None]


def _mark(text: str, match: re.Match[str]) -> _Mark | None:
    """A marker of a role, unless it is more likely a part of a name or stands in brackets."""
    word = match["word"]
    plain = re.sub(r"\W", "", word).casefold()
    role = meanings("role").get(re.sub(r"[^\w]", "", word).casefold()) or meanings("role").get(plain)
    before = text[: match.start()].rstrip()
    after = text[match.end() :].strip(" .,;|")
    if role is None or before.endswith(("(", "[")) or (word == "Rev" and ":" not in match["end"]):
        return None
    if not after and (
        role not in _TRAILING or (len(plain) < _FREE_STANDING and plain not in _SHORT_TRAILING)
    ):
        return None
    starts = not before or before[-1] in ";,|&/:+)]" or (before[-1] == "." and len(before.split()[-1]) > 4)
    if match["end"]:
        accepted = starts or plain in _SHORT_TRAILING or len(plain) >= _FREE_STANDING
    else:
        accepted = (
            (starts and len(plain) >= _FREE_STANDING and plain != word)
            or word in _LOWER_MARKS
            or (" " in word.strip() and len(plain) > _FREE_STANDING)
        )
    return _Mark(match.start(), match.end(), role, plain) if accepted else None


def _joined(text: str, marks: list[_Mark]) -> list[list[_Mark]]:
    """Markers with nothing but "&" between them stand together, as in "leg. & det."."""
    groups: list[list[_Mark]] = []
    for mark in marks:
        if groups and _JOINED_MARKS.match(text[groups[-1][-1].end : mark.start]):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def pieces(segment: Segment) -> tuple[list[Piece], bool]:
    """The pieces of a segment, and whether it says that there were others."""
    text = _OTHERS.sub(" ; ", segment.text)
    found: list[Piece] = []
    for strong in _STRONG.split(text):
        part = strong.strip(" ,")
        if not part:
            continue
        if _is_one_organisation(part):
            found.append(Piece(part, segment.roles))
            continue
        parts = [each.strip(" ,") for each in _AND.split(part) if each.strip(" ,")]
        listed = any("," not in each and len(each.split()) == 1 for each in parts) and len(parts) > 1
        found += [Piece(each, segment.roles, listed) for each in parts]
    return found, text != segment.text


def _is_one_organisation(text: str) -> bool:
    """A name such as "Museum of Science and History": its "and" parts no people."""
    whole = kind_of(text)
    if whole is None:
        return False
    parts = [part for part in _AND.split(text) if part.strip()]
    return len(parts) == 1 or not any(_INITIAL_AND_NAME.search(part) for part in parts)


_INITIAL_AND_NAME = re.compile(
    r"(?:^|\s)[A-ZÀ-Þ]\.\s*(?:[A-ZÀ-Þ]\.\s*)*[A-ZÀ-Þ][a-zà-þ]+|^[A-ZÀ-Þ][a-zà-þ]+,\s*[A-ZÀ-Þ]\."
)


_PERSON_SHAPE = re.compile(
    r"^(?:(?:[A-ZÀ-Þ]\.[\s-]?)+[A-ZÀ-Þ][^\W\d_]+|[A-ZÀ-Þ][^\W\d_]+,?\s+(?:[A-ZÀ-Þ]\.[\s-]?)+|[A-ZÀ-Þ]\s[^\W\d_]+)$"
)


def begins_with_person(text: str) -> bool:
    """Whether a person stands before an organisation: "Anderson, D., Iowa State University"."""
    return "," in text and _INITIAL_AND_NAME.match(text) is not None


def kind_of(text: str) -> str | None:
    """As in "group", "expedition" or "organisation" if a word of the text shows one, else None.

    A word that stands where a family name does is one: "M. Park", "Park, M.", "Mungo Park".
    """
    if _PERSON_SHAPE.match(text) or (len(text.split()) == 2 and is_given(text.split(maxsplit=1)[0])):
        return None
    return next((kind for kind, pattern in organisations() if pattern.search(text)), None)

"""A text cut into the parts of a date: numbers, months, seasons, what joins them and what qualifies them.

Each part is one letter of a *shape* with a value: ``y`` a year of four digits, ``a`` a year of two ('87),
``n`` a number of one or two digits, ``m`` a month by name, ``r`` by Roman numeral, ``s`` a season, ``k`` a
year with missing digits (189x), ``u`` something left open (--, ??, 00), ``v`` a year left open (----, 0000),
``b`` eight digits, ``c`` five. Joints are `` `` (blank), ``.``, ``,``, ``/``, ``-``, ``~`` (to), ``&`` (and),
``|`` (or), ``;``.
"""

from __future__ import annotations

import re

import msgspec

from naturalia.interpret.dates.words import kinds, months, of_kind, plain

MAXIMUM_LENGTH = 120
"""Characters; no date is longer, and what reads long texts takes long."""
_STRENGTH = " .,/-~&|;"
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS, 1)}
_CENTURIES = ("xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi")
_TOKEN = re.compile(
    r"(?P<mask>(?<!\d)\d{2}(?:--|\?\?|xx|\*\*|__)(?![\da-z])|(?<!\d)\d{3}[-?x*_](?![\da-z]))"
    r"|(?P<number>\d+)(?P<suffix>(?:st|nd|rd|th|er|ere|eme|de|ste|te|ten|e|o|a|n|ro|do|mo)(?![a-z]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<open>-{2,}|\?{2,}|\*+|_+|(?<![^\s\[])\?(?=[-/ ]))|(?P<sign>\S)"
)
_WORD_KINDS = (
    "approximate",
    "uncertain",
    "before",
    "after",
    "between",
    "part",
    "until",
    "since",
    "julian",
    "gregorian",
)
_SIGNS = {
    "~": "approximate",
    "%": "both",
    "?": "uncertain",
    "<": "before",
    ">": "after",
    "≤": "until",
    "±": "approximate",
}
_IGNORED = frozenset("()\"'“”„«»:=#")
_TIME = re.compile(
    r"(?<![\d.])(?:(\d{1,2})(?::|h ?|\.(?=\d\d ?uhr))(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"|(\d{1,2})(?: ?h(?:rs|ours)?\b| ?(?=uhr\b|[ap]\.?m\b))|(\d{4}) ?(?:hrs|hours|h)\b)"
    r" ?(?:([ap])\.?m\b\.?|uhr\b|hrs?\b|h\b)? ?(z\b|utc\b|gmt\b)?"
)
_HAS_TIME = re.compile(r"\d ?[:hap]|uhr|noon|mid|mittag|minuit|mezzo|meio|night|morning|evening|dusk|dawn")


class Marks(msgspec.Struct):
    """What qualifies the date of a text."""

    found: set[str] = msgspec.field(default_factory=set)
    weekday: int | None = None
    time: str | None = None
    wide: bool = False
    """``1800s``: a decade or a century."""


class Tokens(msgspec.Struct):
    """A text in parts: one letter, one value and (but for the last) one joint each."""

    kinds: str
    values: list[int]
    joints: str
    marks: Marks


def tokens(text: str) -> Tokens | None:
    """The parts of a text; None if a word or sign has no place in a date."""
    marks = Marks()
    reader = _Reader(marks)
    for match in _TOKEN.finditer(_prepared(plain(text), marks)):
        if not reader.take(match):
            return None
    return reader.finished()


def stated_unknown(text: str) -> bool:
    """Whether a text says that there is no date: in words, or by signs and zeros alone."""
    if _HAS_NUMBER.search(text):
        return False
    letters = " ".join("".join(c if c.isalnum() else " " for c in plain(text)).split())
    return letters in of_kind("unknown") or not set(letters) - set("0x ") or letters in _PLACEHOLDERS


_HAS_NUMBER = re.compile("[1-8]")
_PLACEHOLDERS = frozenset({"yyyy mm dd", "dd mm yyyy", "mm dd yyyy", "0 jan 00"})


def _prepared(text: str, marks: Marks) -> str:
    text = text.replace("-feira", "")
    if "--" in text:
        text = _LONG_DASH.sub(" - ", text)
    if "年" in text:
        text = text.translate(_HAN)
    if _HAS_TIME.search(text):
        text = _without_times(text, marks)
    if _CENTURY_HINT.search(text):
        text = _HALF.sub(" half ", text)
        text = _LATE_BRIS.sub(_month_by_number, text)
        text = _DECADE.sub(_decade_mask, text)
        text = _S_DECADE.sub(lambda m: _english_decade(m, marks), text)
        text = _CENTURY_AFTER.sub(_century_mask, text)
        text = _CENTURY_C.sub(_century_mask, text)
        text = _CENTURY_BEFORE.sub(_century_mask, text)
    return text


def _without_times(text: str, marks: Marks) -> str:
    times = list(_TIME.finditer(text))
    if len(times) == 1:
        marks.time = _clock(times[0])
    if times:
        marks.found.add("time")
        text = _TIME.sub(" ", text)
    if len(cut := _NOON.sub(" ", text)) != len(text):
        marks.found.add("time")
    return cut


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, second, bare, joined, half, zone = match.groups()
    if joined:
        hour, minute = joined[:2], joined[2:]
    hours, minutes = int(hour or bare), int(minute or 0)
    hours = hours % 12 + (12 if half == "p" else 0) if half else hours
    if hours > 23 or minutes > 59 or int(second or 0) > 59:
        return None
    zone = {"z": "Z", "utc": "Z", "gmt": "Z", None: ""}.get(zone, zone)
    return f"{hours:02}:{minutes:02}" + (f":{second}" if second else "") + zone


def _words_of(kind: str) -> str:
    return "|".join(sorted((w.replace(" ", r"\s?") for w in of_kind(kind)), key=len, reverse=True))


_NOON = re.compile(rf"\b(?:at )?(?:{_words_of('noon')})\b")
_CENTURY_WORDS = _words_of("century")
_LATE_BRIS = re.compile(r"\b(7|8|9|10|x|vii|viii|ix)\s?(?:bris|ber|bre|br)\b")
_LONG_DASH = re.compile(r"(?<=\d)-{2,3}(?=\d)")
_HAN = str.maketrans({"年": "-", "月": "-", "日": " "})
_HALF = re.compile(
    r"\b(?:[1-4](?:st|nd|rd|th|e|ere|eme|a|o)?\.?|first|second|i{1,2}\.?) "
    r"(?:half|halfte|helft|halva|mitad|metade|moitie|meta|week|woche|semaine|semana|settimana)\b"
)
_DECADE = re.compile(
    rf"(?:\b(?:{_words_of('decade_before')}) (?:de |del |the )?)(1[4-9]|20)(\d)0\b"
    rf"|\b(1[4-9]|20)(\d)0[- ]?'?(?:{_words_of('decade')})(?: ?-?jahren?)?\b"
)
_S_DECADE = re.compile(r"\b(1[4-9]|20)(\d)0 ?'?s\b")
_NUMERAL = r"(\d{1,2}|[xvi]{2,5}|x)"
_CENTURY_AFTER = re.compile(rf"\b{_NUMERAL}(?:th|st|nd|rd|eme|e|o)?[-. ]{{0,2}}(?:{_CENTURY_WORDS})\b\.?")
_CENTURY_C = re.compile(r"\b(\d{1,2})th c\b\.?")
_CENTURY_BEFORE = re.compile(
    rf"\b(?:(?:{_CENTURY_WORDS})\.? ?(?=[xvi])|(?:siglo|seculo|secolo|saeculum|century) ?){_NUMERAL}\b"
)
_CENTURY_HINT = re.compile(
    r"\d[-. ]{0,2}'?[^\W\d_]|[xvi]{2}|x ?b|(?:an|dec|lat|let|jar|aar|god|год|лет).{0,12}\d"
)


def _month_by_number(match: re.Match[str]) -> str:
    number = {"x": 12, "vii": 9, "viii": 10, "ix": 11}.get(match[1]) or int(match[1]) + 2
    return f" {_LATIN[number]} "


_LATIN = {9: "septembris", 10: "octobris", 11: "novembris", 12: "decembris"}


def _decade_mask(match: re.Match[str]) -> str:
    before, decade = (match[1], match[2]) if match[1] else (match[3], match[4])
    nordic = match[1] is None and re.search(r"ta?l|lu[kv]", match[0])
    return f" {before}xx " if decade == "0" and nordic else f" {before}{decade}x "


def _english_decade(match: re.Match[str], marks: Marks) -> str:
    marks.wide = match[2] == "0"
    return f" {match[1]}xx " if marks.wide else f" {match[1]}{match[2]}x "


def _century_mask(match: re.Match[str]) -> str:
    text = match[1]
    known = {**ROMAN, **{roman: 13 + i for i, roman in enumerate(_CENTURIES)}}
    number = int(text) if text.isdigit() else known.get(text, 0)
    return f" {number - 1:02}xx " if 11 <= number <= 21 else match[0]


class _Reader:
    """Takes the matches of a text one after the other."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.kinds: list[str] = []
        self.values: list[int] = []
        self.joints: list[str] = []
        self.joint = " "
        self.quote = False
        self.loose: list[str] = []

    def take(self, match: re.Match[str]) -> bool:
        kind, text = match.lastgroup, match[0]
        if kind == "suffix":
            kind, text = "number", match["number"]
            if len(text) > 2:
                return False
        if kind == "word":
            return self._word(text)
        if kind == "sign":
            return self._sign(text)
        if kind == "number":
            return self._number(text)
        if kind == "mask":
            return self._add("k", int(text[:2]) if not text[2].isdigit() else int(text[:3]))
        return self._add("v" if len(text) > 3 else "u", 0)

    def finished(self) -> Tokens | None:
        if self.loose and not self._phrase():
            return None
        if self.joint == "-" and self.kinds and "since" not in self.marks.found:
            self.marks.found.add("dangling")
        return Tokens("".join(self.kinds), self.values, "".join(self.joints[1:]), self.marks)

    def _add(self, kind: str, value: int) -> bool:
        if self.loose and not self._phrase():
            return False
        self.kinds.append(kind)
        self.values.append(value)
        self.joints.append(self.joint)
        self.joint, self.quote = " ", False
        return True

    def _number(self, text: str) -> bool:
        length, value = len(text), int(text) if len(text) < 10 else 0
        if self.quote and length == 2:
            return self._add("a", value)
        if value == 0:
            self.marks.found.add("zero")
            return length <= 8 and self._add("v" if length == 4 else "u", value)
        if length <= 2 or (length == 3 and text[0] == "0" and value <= 31):
            return self._add("n", value)
        kind = {4: "y", 8: "b", 5: "c"}.get(length)
        return kind is not None and self._add(kind, value)

    def _join(self, joint: str) -> bool:
        if _STRENGTH.index(joint) > _STRENGTH.index(self.joint):
            self.joint = joint
        return True

    def _sign(self, text: str) -> bool:
        if text in ".":
            return self._join(text)
        if text in "-/,;|":
            return (not self.loose or self._phrase()) and self._join(text.replace("|", ";"))
        if text in "&+":
            return self._join("&")
        if text in "[]":
            self.marks.found.add("supplied")
            return True
        if text in _SIGNS and (text != "±" or not self.kinds):
            self.marks.found.add(_SIGNS[text])
            return True
        self.quote = text == "'"
        return text in _IGNORED

    def _word(self, text: str) -> bool:
        if not self.loose and (month := months().get(text)):
            return self._add("m", month)
        if not self.loose and text in ROMAN:
            return self._add("r", ROMAN[text])
        if set(text) == {"x"}:
            return self._add("v" if len(text) > 3 else "u", 0)
        if self.loose and text in months() and self._phrase():
            return self._add("m", months()[text])
        if self.loose and text in ROMAN and self._phrase():
            return self._add("r", ROMAN[text])
        self.loose.append(text)
        return True

    def _phrase(self) -> bool:
        """Understand the words gathered since the last part, longest phrase first."""
        words, self.loose = self.loose, []
        while words:
            length = next((n for n in (4, 3, 2, 1) if " ".join(words[:n]) in kinds()), 0)
            if not length:
                return False
            self._understand(" ".join(words[:length]), kinds()[" ".join(words[:length])])
            words = words[length:]
        return True

    def _understand(self, phrase: str, its: dict[str, str]) -> None:
        if "weekday" in its and not self.marks.weekday:
            self.marks.weekday = int(its["weekday"])
        elif "season" in its:
            self.loose = []
            self._add("s", int(its["season"]))
        elif self.kinds and self.marks.found.isdisjoint({"between"}) and "to" in its and phrase != "a s":
            self._join("~")
        elif self.kinds and ("and" in its or "to" in its):
            self._join("~" if "between" in self.marks.found else "&")
        elif self.kinds and "or" in its:
            self._join("|")
        else:
            self._mark(its)

    def _mark(self, its: dict[str, str]) -> None:
        for kind in _WORD_KINDS:
            if kind in its:
                if kind == "since" and "opening" in its and not self.kinds:
                    kind = "from"  # noqa: PLW2901
                self.marks.found.add(kind)
                return

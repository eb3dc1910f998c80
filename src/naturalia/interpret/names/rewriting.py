"""Making a text fit for the parser: what collections write that no code of nomenclature knows."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from importlib.resources import files

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.names.model import Part
from naturalia.vocabulary import fold

_MOJIBAKE = re.compile(
    "[ÃÂâÅÄ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u2013-\u203a\u20ac\u2122\u017d\u017e]"
)
_AROUND = re.compile(r"""^(?:\[(?P<a>[^\[\]]+)\]|\((?P<b>[^()]+)\)|"(?P<c>[^"]+)"|“(?P<d>[^”]+)”)$""")
_INSIDE = re.compile(r"[\[{<](?P<word>[a-z][a-z-]{2,})[\]}>]")
_TAGS = re.compile(r"</?[a-zA-Z]{1,6}\s*/?>")
_CULTIVAR = re.compile(r"\s(?:cv|cultivar)\.?\s+['\"]?(?P<name>[^\W\d_][\w .-]*?)['\"]?$")
_LETTER_EPITHET = re.compile(
    r"^(?P<genus>[A-Z][a-zë-]+) (?P<first>[a-z])\. ?(?P<epithet>(?P=first)[a-z-]{2,})\b"
)
_WHOLE_OPEN = re.compile(
    r"^(?P<name>[A-Z][a-zë-]+)\s+(?:\(?(?P<phrase>(?:"
    r"gen\.?(?:\s*(?:et|&|,)?\s*sp\.?)(?:\s*indet\.?)?|gen\.?\s+indet\.?|indet\.?\s*sp\.?|"
    r"(?:sp|spec|species)\.?\s+(?:indet|undet|unident)\w*\.?|indet\.?|undet\.?|unidentified|undetermined|"
    r"sp\.?\s*(?:indet)?|spec\.?|spp\.?|species|ssp\.?\s*indet\.?)(?:\s*[A-Z0-9]{1,4})?)\)?)$"
)
_NEW = re.compile(
    r"\s+(?:(?:n|nov)\.?\s?(?:sp|spec)\.?|nsp\.?|(?:sp|spec)\.?\s?(?:n|nov)\b\.?)(?P<rest>\s.*|)$"
)
_PROVISIONAL = re.compile(
    r"^(?P<genus>[A-Z][a-zë-]+)\s+sp\.?\s+(?P<word>cf|aff|nr|near|prox|prope)\.?\s+(?P<epithet>[a-z-]{3,})\.?$"
)
_GROUP = re.compile(r"^(?P<genus>[A-Z][a-zë-]+)\s+(?:gr|gp|group|grp)\.?\s+(?P<epithet>[a-z-]{3,})")
_NEAR = re.compile(r"\b(?:prox\.?|prope|near|nahe|vic\.)\s+(?=[a-z])")
_TRAILING_GROUP = re.compile(
    r"(?<=[a-z.)])[\s-]+"
    r"(?P<word>gr|gp|grp|aggr?|agreg|coll|complex|group|gruppe|sp\.?\s?group|species group|sp\. agg)\.?$",
    re.IGNORECASE,
)
_SEX = re.compile(
    r"[\s(,]+(?:males?|females?|juv(?:enile)?s?\.?|larvae?|nymphs?|adults?|pupae?|eggs?|♂+|♀+)\)?$",
    re.IGNORECASE,
)
_AUCT = re.compile(r"\s+(?P<note>auct\.?(?:\s*non\s+[A-Z][\w.]*)?)(?=\s+(?:subsp|ssp|var|f|fo)\.\s)")
_EMEND = re.compile(r"\s+(?P<note>emend\.?\s+[^()]*?)\s*(?=\))")
_MIDDLE_NOTE = re.compile(r"\s+(?P<note>pro parte|p\.\s?p\.|ad int\.?|hort\.(?=$))$")
_OR = re.compile(
    r"\s+(?:or|oder|ou|vel|o|eller|and|versus|vs\.?)\s+(?=[A-Za-z][a-z]{2,}|[A-Z]\.)|\s*/\s*(?=[A-Za-z])"
)
_BINOMIAL = re.compile(r"^[A-Z][a-zë-]+ [a-z-]{2,}")
_SECOND_CAPITAL = re.compile(
    r"^(?P<genus>[A-Z][a-zë]+) (?P<epithet>[A-Z][a-z]+(?:ensis|ense|iana|ianus|ianum|oides|issima|issimus|"
    r"ifolia|ifolius|ifolium|iflora|iflorus|orum|arum|ii|iae))(?P<rest>\s.*|)$"
)
_HIGHER_FIRST = re.compile(
    r"^(?P<higher>[A-Z][a-z]+)\s*[:,;>]\s*(?P<name>[A-Z][a-z]+(?:idae|inae|aceae|ptera|ales|oidea)?)$"
)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST = 500
"""Characters; a longer text is prose, not a name."""


class Rewritten(msgspec.Struct):
    """A text on its way to the parser, and what was taken out of it."""

    text: str
    issues: list[IssueCode] = msgspec.field(default_factory=list)
    qualifiers: list[tuple[str, Part]] = msgspec.field(default_factory=list)
    alternatives: tuple[str, ...] = ()
    phrase: str | None = None
    concept: str | None = None
    note: str | None = None
    left: str | None = None
    rule: str = "parsed"

    def take(self, pattern: re.Pattern[str], replacement: str) -> re.Match[str] | None:
        """Replace the first match, and give it."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = _blanks(
                self.text[: found.start()] + found.expand(replacement) + self.text[found.end() :]
            )
        return found

    def repaired(self, rule: str) -> None:
        """Say that the text was mended."""
        self.rule = rule
        if IssueCode.NAME_REPAIRED not in self.issues:
            self.issues.append(IssueCode.NAME_REPAIRED)


def is_no_name(text: str) -> bool:
    """Whether a text stands where a name is missing."""
    return text.strip(" .()[]\"'").casefold() in _no_names() or text.strip().casefold() in _no_names()


def rewritten(text: str, *, authorship_apart: bool) -> Rewritten:
    """A text as the parser understands it. ``authorship_apart``: the row gives the authors elsewhere."""
    made = Rewritten(_blanks(text))
    for step in (_clean, _unwrap, _group, _open, _notes, _alternatives, _spelling):
        step(made)
    if authorship_apart and (found := re.match(r"^([A-Z][a-zë]+) ([A-Z][a-z]{2,})$", made.text)):
        made.text = f"{found[1]} {found[2].lower()}"
        made.repaired("capital epithet")
    return made


def mended(text: str) -> str:
    """A text whose UTF-8 was once read as Windows-1252 or Latin-1, as it was; else the text itself."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


@cache
def no_names_version() -> str:
    """The version of the list of words that are no names."""
    return next(line.removeprefix("# version: ") for line in _lines() if line.startswith("# version: "))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(line.casefold() for line in _lines() if line and not line.startswith("#"))


@cache
def _lines() -> tuple[str, ...]:
    path = files("naturalia.interpret").joinpath("data/no-names.tsv")
    return tuple(path.read_text(encoding="utf-8").splitlines())


def _blanks(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _clean(made: Rewritten) -> None:
    text = unicodedata.normalize("NFC", _CONTROL.sub("", mended(made.text)))
    if text != made.text:
        made.text = _blanks(text)
        made.repaired("encoding")
    if "<" in made.text or "&" in made.text:
        plain = _blanks(_TAGS.sub("", html.unescape(made.text)))
        if plain != made.text:
            made.text = plain
            made.repaired("markup")
    made.text = _blanks(made.text.replace("_", " ")).rstrip(",;:")


def _unwrap(made: Rewritten) -> None:
    for pattern in (_AROUND, _INSIDE):
        found = pattern.search(made.text)
        if found is not None:
            inner = next(text for text in found.groups() if text)
            made.text = _blanks(made.text[: found.start()] + inner + made.text[found.end() :])
            made.repaired("brackets")
    if re.match(r"^\(([A-Z][a-z-]+)\) [a-z]", made.text) is None:
        made.text = re.sub(r"^[\"'“]([A-Z][a-z]+)[\"'”] ", r"\1 ", made.text)


def _group(made: Rewritten) -> None:
    if found := made.take(_GROUP, r"\g<genus> \g<epithet>"):
        made.qualifiers.append(("gr.", Part.SPECIES))
    if sex := made.take(_SEX, ""):
        made.left = sex[0].strip(" (,)")
    if (
        not found
        and len(made.text.split()) > 2 - ("-" in made.text)
        and (last := made.take(_TRAILING_GROUP, ""))
    ):
        word = fold(last["word"])
        made.qualifiers.append(("agg." if word.startswith(("ag", "spagg", "coll")) else "gr.", Part.SPECIES))
        if made.take(_TRAILING_GROUP, ""):
            made.rule = "group"


def _open(made: Rewritten) -> None:
    if found := made.take(_PROVISIONAL, r"\g<genus> \g<word>. \g<epithet>"):
        made.rule = "provisional species"
        if found["word"] in ("near", "prox", "prope"):
            made.text = f"{found['genus']} nr. {found['epithet']}"
        return
    if found := made.take(_NEW, r"\g<rest>"):
        made.note = "sp. nov."
        if " " not in made.text:
            made.phrase = "sp. nov."
    made.take(_NEAR, "nr. ")
    if found := made.take(_WHOLE_OPEN, r"\g<name>"):
        made.phrase = found["phrase"]


def _notes(made: Rewritten) -> None:
    for pattern in (_AUCT, _EMEND):
        if found := made.take(pattern, ""):
            made.concept = found["note"]
    if found := made.take(_MIDDLE_NOTE, ""):
        made.concept = found["note"]


def _alternatives(made: Rewritten) -> None:
    """Of several names ("Aus bus / cus") what they have in common is what is known."""
    if not _BINOMIAL.match(made.text) or (found := _OR.search(made.text)) is None:
        return
    one, other = made.text[: found.start()], made.text[found.end() :]
    if not _BINOMIAL.match(one) or not re.match(r"^(?:[A-Z][a-z]*\.? )?[a-z-]{3,}\b", other):
        return
    genus = one.split(" ")[0]
    full = f"{genus} {other}" if other[0].islower() else other
    if full.split(" ")[0].rstrip(".") and full[1:2] == ".":
        full = f"{genus} {full.split(' ', 1)[1]}"
    made.alternatives = (one, full)
    made.text = genus if full.split(" ")[0] == genus else ""
    made.rule = "alternatives"


def _spelling(made: Rewritten) -> None:
    if made.take(_LETTER_EPITHET, r"\g<genus> \g<epithet> \g<epithet>"):
        made.rule = "abbreviated epithet"
    if found := _CULTIVAR.search(made.text):
        made.text = f"{made.text[: found.start()]} '{found['name']}'"
    if found := _SECOND_CAPITAL.match(made.text):
        made.text = f"{found['genus']} {found['epithet'].lower()}{found['rest']}"
        made.repaired("capital epithet")
    if found := _HIGHER_FIRST.match(made.text):
        made.text, made.left = found["name"], found["higher"]

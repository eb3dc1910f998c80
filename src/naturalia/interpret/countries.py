"""Countries: what a name in any language, a code, a vanished state or a decorated word says.

The steps, the surest first: a code; a name; the name without decorations; its parts between commas and
brackets; the name with letters that an encoding lost; the name in spite of one slip of the pen. What may
mean several countries stays several: ``candidates``. Names and their years: ``vocabulary/data``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.vocabulary.geography.facts import equivalent
from naturalia.vocabulary.geography.names import (
    PlaceKind,
    PlaceName,
    codes,
    country_name,
    key,
    latin_keys,
    meanings,
    typo_keys,
)

COUNTRY_VERSION = "2"
SIMILAR, MARGIN = 0.84, 0.04
"""A misspelt name is at least so similar to one name, and by so much more than to those of other
countries.
"""

_LOST = re.compile(r"(?:\ufffd|(?<=\w)\?(?=\w))+")
_LOST_LETTER = "ʬ"
_GAP = re.compile(f"{_LOST_LETTER}+")
_LOST_REPUBLIC = re.compile(r"\br\ufffd+publi(?:que|ca)\b", re.IGNORECASE)
_OFF = (
    r"off(?:\s+the\s+coast\s+of)?|near|nr\.?|coast\s+of|border\s+of|"
    r"probably|prob\.|possibly|perhaps|presumably"
)
_FORMAL = (
    r"(?:the\s+)?(?:(?:democratic|people'?s|socialist|islamic|federal|independent|united|oriental)\s+)*"
    r"(?:republic|kingdom|commonwealth|state|states|sultanate|emirate|principality|empire|dominion|union|island)s?\s+"
    r"(?:of\s+)?(?:the\s+)?|(?:r[ée]p[uú]blica?|r[ée]publique|repubblica|republik|rep\.?|reino|royaume|estado|[ée]tat|"
    r"iles?|îles?|islas?|ilhas?|archipel|archipi[ée]lago)\s+(?:d[aeiou]s?\s+|des\s+|d'|l'|de\s+l[ao]s?\s+|de\s+l')?"
)
_COMPASS = (
    r"(?:(?:north|south|east|west|central|nort?d|sud|s[üu]d|ost|oeste|este|norte|sur|sul|ouest|nordeste|center|"
    r"upper|lower|inner|outer)(?:ern)?[-\s]*)+(?:of\s+)?|(?:[nsewc]{1,3}\.\s*(?:of\s+)?)+"
)
_TRIM = (
    re.compile(r"^[\s\[({<\"'«“?*.,;:=~-]+|[\s\])}>\"'»”?!*.,;:=~-]+$"),
    re.compile(r"\s*[(\[](?:country|pays|land|pa[ií]s|state|republic|continent|\?)[)\]]$", re.IGNORECASE),
    re.compile(rf"^(?:{_OFF})\s+", re.IGNORECASE),
    re.compile(r"^(?:iso[- ]?3166[-\d]*|country|pays|land|pa[ií]s)\s*:\s*", re.IGNORECASE),
    re.compile(rf"^(?:{_FORMAL})", re.IGNORECASE),
    re.compile(
        r",?\s+(?:republic|kingdom|rep\.|islands?|isl?\.?|ids\.?|group|region|coast|proper)(?:\s+of)?$", re.I
    ),
    re.compile(r"\(\s*i(?:les?|sl?)?\.?\s*\)$", re.IGNORECASE),
    re.compile(r"\s+[NSEW]{1,2}$"),
    re.compile(rf"^(?:{_COMPASS})", re.IGNORECASE),
)
_BREAK = re.compile(r"\s*(?:[,;/|:()\[\]{}<>=+\\]|\s[-–—]+\s|\s&\s|--|\bor\b|\bet\b|\band\b|\bund\b|\?)\s*")
_WATER = re.compile(
    r"\b(?:ocean|oceans|sea|seas|gulf|strait|straits|golf|ozean|meer|bank|seamount|atlanti(?:c|que|k|co)|pacifi(?:c|que|k|co)|pazifik)\b"
)
_DOUBT = re.compile(r"\w\s*\?|[\[\]]")
_NOTHING = re.compile(
    r"\b(?:unknown|unkown|unkn|inconnue?|desconocid[oa]|desconhecid[oa]|unbekannt|indeterminad[oa]|undetermined|"
    r"unspecified|no data|not (?:stated|known|recorded|given|available|provided|specified)|illegible|captive|"
    r"cultivated|zoo)\b"
)
_SIGNS_FOR_NOTHING = re.compile(
    r"^[\W_0]*$|^(?:n\s*/\s*a|n\.\s*a\.|s\s*/\s*[dnl]|s\.\s*[dnl]\.|s\.\s*loc\.?)$", re.I
)


class Country(Interpreted, frozen=True, kw_only=True, gc=False):
    """What the columns of the country say.

    ``code``: ISO 3166-1 alpha-2, None where it is not certain; ``name``: its English name. ``state``: what
    the text is the name of. ``candidates``: alpha-2 codes of all countries that may be meant. ``historic``
    and ``years``: the land of the past and the years that it held. ``part``: the part of a country that was
    named. ``score``: 0 to 1, below 1 for a misspelt name. ``derived``: the code follows from the name.
    """

    code: str | None = None
    name: str | None = None
    state: PlaceKind | None = None
    candidates: tuple[str, ...] = ()
    historic: str | None = None
    years: tuple[int, int] | None = None
    part: str | None = None
    score: float = 0.0
    derived: bool = False


class _Match(msgspec.Struct, frozen=True):
    """A meaning of a text, the rule that found it, how sure it is, and what was odd on the way."""

    place: PlaceName
    rule: str
    score: float = 1.0
    issues: tuple[IssueCode, ...] = ()


@lru_cache(maxsize=1 << 13)
def country(name: str | None, code: str | None = None, year: int | None = None) -> Country:
    """The country that a name (any language, or a code) and a code column say, in a year if one is known.

    A valid code stays; a blank or invalid one is derived from the name. A disagreement is told, not mended.
    """
    named = _read(name, year) if name and name.strip() else None
    coded = _read(code, year) if code and code.strip() else None
    if coded is None or not coded.place.codes:
        found = _country(named or coded, year)
        invalid = coded is not None and coded.place.kind is PlaceKind.UNRESOLVED
        return _derived(found, named, invalid)
    if named is None:
        return _country(coded, year)
    return _both(named, coded, year)


@lru_cache(maxsize=1 << 12)
def told_by_year(name: str | None, code: str | None) -> bool:
    """Whether it depends on the year what the columns of the country say: is it a land of the past?"""
    return any(
        match.place.kind is PlaceKind.HISTORIC
        or match.place.first is not None
        or any(each.kind is PlaceKind.HISTORIC for each in meanings().get(key(match.place.name), ()))
        for match in (_read(text, None) for text in (name, code) if text and text.strip())
    )


def term_of(code: IssueCode) -> str:
    """The Darwin Core term that an issue of a country belongs to."""
    coded = code in (IssueCode.COUNTRY_CODE_INVALID, IssueCode.COUNTRY_MISMATCH)
    return "dwc:countryCode" if coded else "dwc:country"


def _derived(found: Country, named: _Match | None, invalid: bool) -> Country:
    issues = found.issues
    if invalid:
        issues = (
            *(i for i in issues if named or i is not IssueCode.COUNTRY_UNKNOWN),
            IssueCode.COUNTRY_CODE_INVALID,
        )
    derived = named is not None and found.code is not None
    if derived:
        issues = (*issues, IssueCode.COUNTRY_CODE_DERIVED)
    return msgspec.structs.replace(found, issues=issues, derived=derived)


def _both(named: _Match, coded: _Match, year: int | None) -> Country:
    """Code and name: the code counts; of a name with several countries it tells which one."""
    found, said = _country(coded, year), _country(named, year)
    told = (said.code,) if said.code else said.candidates
    issues = [code for code in said.issues if code is not IssueCode.COUNTRY_AMBIGUOUS or found.code is None]
    if found.code and told and not any(equivalent(found.code, each) for each in told):
        issues.append(IssueCode.COUNTRY_MISMATCH)
    elif told and found.code is None and set(told) & set(found.candidates):
        return said
    return msgspec.structs.replace(
        found,
        issues=tuple(dict.fromkeys((*found.issues, *issues))),
        historic=said.historic or found.historic,
        years=said.years or found.years,
        part=said.part,
        state=found.state if not told or said.state is PlaceKind.UNRESOLVED else said.state,
    )


def _country(match: _Match | None, year: int | None) -> Country:
    if match is None:
        return Country(version=COUNTRY_VERSION)
    place = match.place
    code = place.codes[0] if len(place.codes) == 1 else None
    historic = place.kind is PlaceKind.HISTORIC
    return Country(
        code=code,
        name=country_name(code) if code else None,
        state=place.kind,
        candidates=place.codes,
        historic=place.name if historic else None,
        years=(place.first, place.last) if place.first is not None and place.last is not None else None,
        part=place.name if place.kind is PlaceKind.PART else None,
        score=match.score,
        issues=tuple(dict.fromkeys((*match.issues, *_issues(place, year)))),
        rule=match.rule,
        version=COUNTRY_VERSION,
    )


def _issues(place: PlaceName, year: int | None) -> Iterable[IssueCode]:
    kinds = {
        PlaceKind.HISTORIC: IssueCode.COUNTRY_HISTORIC,
        PlaceKind.PART: IssueCode.COUNTRY_FROM_PART,
        PlaceKind.REGION: IssueCode.COUNTRY_IS_REGION,
        PlaceKind.SEA: IssueCode.COUNTRY_IS_WATER,
        PlaceKind.UNKNOWN: IssueCode.COUNTRY_STATED_UNKNOWN,
        PlaceKind.UNRESOLVED: IssueCode.COUNTRY_UNKNOWN,
    }
    if place.kind in kinds:
        yield kinds[place.kind]
    if len(place.codes) > 1:
        yield IssueCode.COUNTRY_AMBIGUOUS
    if year is not None and place.first is not None and place.last is not None and not _held(place, year):
        yield IssueCode.COUNTRY_OUT_OF_ITS_TIME


def _held(place: PlaceName, year: int) -> bool:
    return place.first is not None and place.last is not None and place.first <= year <= place.last


@lru_cache(maxsize=1 << 13)
def _read(text: str, year: int | None) -> _Match:
    trimmed = " ".join(text.split())
    for variant, issue in _variants(trimmed):
        found = _exact(variant, year) or _undecorated(variant, year) or _of_parts(variant, year)
        if found:
            return _with(found, issue, IssueCode.COUNTRY_DECORATED if _DOUBT.search(trimmed) else None)
    found = _with_lost_letters(trimmed, year) or _worded(trimmed) or _misspelt(trimmed, year)
    return found or _Match(PlaceName(PlaceKind.UNRESOLVED, trimmed, ()), "", 0.0)


def _with(found: _Match, *issues: IssueCode | None) -> _Match:
    told = dict.fromkeys((*found.issues, *(each for each in issues if each)))
    return msgspec.structs.replace(found, issues=tuple(told))


def _variants(text: str) -> Iterable[tuple[str, IssueCode | None]]:
    """The text, and the text as it was before UTF-8 was taken for Latin-1 or Windows-1252."""
    yield text, None
    for encoding in ("cp1252", "latin-1", "mac_roman"):
        try:
            repaired = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if repaired != text:
            yield repaired, IssueCode.COUNTRY_MISSPELT


def _exact(text: str, year: int | None) -> _Match | None:
    if _SIGNS_FOR_NOTHING.match(text):
        return _Match(PlaceName(PlaceKind.UNKNOWN, text, ()), "word for nothing")
    upper = text.strip(". ").replace(".", "").upper()
    if len(upper) == 2 or (len(upper) == 3 and (text.isupper() or upper.isdigit())):
        if found := codes().get(upper):
            return _Match(found, "ISO 3166-1 code")
    elif len(upper) == 3 and (found := codes().get(upper)) and key(text) not in meanings():
        return _Match(found, "ISO 3166-1 code")
    chosen = _chosen(key(text), year)
    return _Match(chosen, f"{chosen.kind} name") if chosen else None


def _chosen(word: str, year: int | None) -> PlaceName | None:
    """One meaning of several: the land of the past that held in the year, else the first kind of meaning."""
    entries = meanings().get(word, ())
    if not entries:
        return None
    past = [each for each in entries if each.kind is PlaceKind.HISTORIC]
    held = [each for each in past if year is not None and _held(each, year)]
    if held and (entries[0].kind is PlaceKind.HISTORIC or len(held[0].codes) > 1):
        return held[0]
    same = [each for each in entries if each.kind is entries[0].kind]
    same = [each for each in same if key(each.name) == word] or same
    found = tuple(dict.fromkeys(code for each in same for code in each.codes))
    if len(found) == len(same[0].codes):
        return same[0]
    return PlaceName(same[0].kind, same[0].name, found, same[0].first, same[0].last)


def _undecorated(text: str, year: int | None) -> _Match | None:
    """The name without what stands around it, taken off one after the other."""
    left = text
    for pattern in _TRIM:
        left = pattern.sub("", left).strip()
        if left and left != text and (found := _exact(left, year)) and found.rule != "word for nothing":
            return _with(found, IssueCode.COUNTRY_DECORATED)
    return None


def _of_parts(text: str, year: int | None) -> _Match | None:
    parts = [part for part in _BREAK.split(text) if part and len(part) > 1]
    if len(parts) < 2:
        return None
    found = [match for part in parts if (match := _exact(part, year) or _undecorated(part, year))]
    found = [match for match in found if match.rule != "word for nothing"]
    if not found:
        return None
    return _with(_agreed(_as_parts(found)), IssueCode.COUNTRY_DECORATED)


def _as_parts(found: list[_Match]) -> list[_Match]:
    """Georgia beside USA is the state: a word that may be a part of a country named beside it, is one."""
    named = {code for match in found if match.place.kind is PlaceKind.COUNTRY for code in match.place.codes}
    return [_as_part(match, named - set(match.place.codes)) for match in found]


def _as_part(match: _Match, others: set[str]) -> _Match:
    states = [each for each in meanings().get(key(match.place.name), ()) if each.kind is PlaceKind.PART]
    inside = next((each for each in states if set(each.codes) & others), None)
    return msgspec.structs.replace(match, place=inside) if inside else match


def _agreed(found: list[_Match]) -> _Match:
    """What several parts say together: countries before lands of the past, these before parts and regions."""
    for kind in PlaceKind:
        alike = [match for match in found if match.place.kind is kind]
        told = dict.fromkeys(code for match in alike for code in match.place.codes)
        if alike and len(told) > 1 and len(alike) > 1:
            common = set.intersection(*(set(match.place.codes) for match in alike))
            told = dict.fromkeys(code for code in told if code in common) or told
        if alike:
            wider = [
                set(match.place.codes)
                for match in found
                if match.place.kind is not kind and match.place.codes
            ]
            narrowed = [code for code in told if all(code in each for each in wider)]
            codes_ = tuple(narrowed if len(told) > 1 and narrowed else told)
            return msgspec.structs.replace(
                alike[0], place=msgspec.structs.replace(alike[0].place, codes=codes_)
            )
    return found[0]


def _with_lost_letters(text: str, year: int | None) -> _Match | None:
    """A name whose accented letters were lost: two bytes of UTF-8 stand for one letter."""
    if not _LOST.search(text):
        return None
    text = _LOST_REPUBLIC.sub("republique", text)
    for part in (text, *_BREAK.split(text.replace("?", "\ufffd"))):
        marked = key(_LOST.sub(lambda gap: _LOST_LETTER * max(1, len(gap[0]) // 2), part))
        if len(marked.replace(_LOST_LETTER, "")) < 3 or _LOST_LETTER not in marked:
            continue
        pattern = re.compile(_GAP.sub(lambda gap: f"[a-z]{{1,{len(gap[0])}}}", re.escape(marked)))
        fitting = [each for word in latin_keys() if pattern.fullmatch(word) and (each := _chosen(word, year))]
        chosen = [each for each in fitting if each.kind is PlaceKind.COUNTRY] or fitting
        if len({each.codes for each in chosen}) == 1:
            return _Match(chosen[0], "letters lost", 0.9, (IssueCode.COUNTRY_MISSPELT,))
    return None


def _worded(text: str) -> _Match | None:
    """Words that tell what the text is, whatever else it says: a sea, or that nothing is known."""
    words = key(text)
    if _NOTHING.search(words) or _NOTHING.search(text.casefold()):
        return _Match(PlaceName(PlaceKind.UNKNOWN, text, ()), "word for nothing")
    if _WATER.search(words):
        return _Match(PlaceName(PlaceKind.SEA, text, ()), "word for a sea")
    return None


def _misspelt(text: str, year: int | None) -> _Match | None:
    """The one country whose name is similar enough; two countries alike are no answer."""
    word = key(text)
    if len(word) < 5:
        return None
    similar = process.extract(
        word, typo_keys(), scorer=OSA.normalized_similarity, score_cutoff=SIMILAR - MARGIN, limit=8
    )
    if not similar or similar[0][1] < SIMILAR:
        return None
    best = _chosen(similar[0][0], year)
    others = [_chosen(name, year) for name, score, _ in similar if score >= similar[0][1] - MARGIN]
    told = tuple(dict.fromkeys(code for each in others if each for code in each.codes))
    if best is None or not told:
        return None
    if set(told) == set(best.codes):
        return _Match(best, "misspelt name", round(similar[0][1], 3), (IssueCode.COUNTRY_MISSPELT,))
    ambiguous = PlaceName(PlaceKind.UNRESOLVED, text, told)
    return _Match(ambiguous, "", round(similar[0][1], 3), (IssueCode.COUNTRY_MISSPELT,))

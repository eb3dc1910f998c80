"""Words of controlled vocabularies: whether a value is one, and which one is meant by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import msgspec
from rapidfuzz.distance import OSA

from naturalia.quality.authorities import is_known
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with, rows_of
from naturalia.quality.response import (
    NOT_AMENDED,
    Answer,
    amended,
    complies,
    filled_in,
    missing,
    unavailable,
)
from naturalia.specimen.licences import licence
from naturalia.vocabulary import fold, vocabulary

_SHORTEST_ABBREVIATION = 3
_SHORTEST_MISSPELT = 4
ANY_CASE = frozenset({"sex", "typeStatus", "taxonRank"})
"""Vocabularies whose authority finds a label in any case; the others are compared to the letter."""
ELSEWHERE = {"sex": "sex", "typeStatus": "type-status", "taxonRank": "taxon-rank"}
"""Vocabularies of interpretation that know more synonyms."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Authority(msgspec.Struct, frozen=True):
    """A vocabulary: what counts as its values, and which value a folded word means."""

    name: str
    values: tuple[str, ...]
    accepted: frozenset[str]
    meanings: Mapping[str, str]

    def has(self, text: str) -> bool:
        """Whether a text is a value, or a label of one."""
        return (text.casefold() if self.name in ANY_CASE else text) in self.accepted

    def meant_by(self, text: str) -> str | None:
        """The one value that a text means, None if that is open."""
        if "?" in text:
            return None
        known = self.meanings.get(fold(text)) or self._elsewhere(text)
        return known or self._only(self._abbreviated(text)) or self._only(self._misspelt(text))

    def _elsewhere(self, text: str) -> str | None:
        name = ELSEWHERE.get(self.name)
        word = vocabulary(name).look_up(text) if name else None
        return self.meanings.get(fold(word)) if word else None

    def _abbreviated(self, text: str) -> Iterator[str]:
        words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
        if not words or min(map(len, words)) < _SHORTEST_ABBREVIATION:
            return
        for value in self.values:
            parts = [part.casefold() for part in _WORD.findall(value)]
            if len(parts) == len(words) and all(map(str.startswith, parts, words)):
                yield value

    def _misspelt(self, text: str) -> Iterator[str]:
        folded = fold(text)
        if len(folded) >= _SHORTEST_MISSPELT:
            for value in self.values:
                if len(value) > _SHORTEST_MISSPELT and OSA.distance(folded, fold(value), score_cutoff=1) <= 1:
                    yield value

    @staticmethod
    def _only(found: Iterator[str]) -> str | None:
        candidates = list(found)
        return candidates[0] if len(candidates) == 1 else None


@cache
def authority(name: str) -> Authority:
    """The vocabulary of this name in ``data/vocabularies.tsv``."""
    concepts = [row[1:] for row in rows_of("vocabularies") if row[0] == name]
    labels = [(value, label) for value, said, _ in concepts for label in (value, *_split(said))]
    synonyms = [(value, word) for value, _, said in concepts for word in _split(said)]
    fit = str.casefold if name in ANY_CASE else str
    return Authority(
        name,
        tuple(value for value, *_ in concepts),
        frozenset(fit(label) for _, label in labels),
        {fold(word): value for value, word in (*synonyms, *labels)},
    )


def _split(text: str) -> list[str]:
    return text.split("|") if text else []


def _standard(term: str, name: str) -> Function:
    def function(said: Said, parameters: Parameters) -> Answer:
        if term not in said:
            return missing(f"{term} is empty.")
        if not is_known(parameters["sourceAuthority"]):
            return unavailable(parameters["sourceAuthority"])
        return complies(authority(name).has(said[term]), f"{said[term]!r} is no word of the vocabulary.")

    return function


def _standardized(term: str, name: str) -> Function:
    def function(said: Said, parameters: Parameters) -> Answer:
        if term not in said:
            return missing(f"{term} is empty.")
        if not is_known(parameters["sourceAuthority"]):
            return unavailable(parameters["sourceAuthority"])
        return _replaced(term, said[term], _meaning(name, said[term]))

    return function


@lru_cache(maxsize=1 << 13)
def _meaning(name: str, text: str) -> str | None:
    return authority(name).meant_by(text)


def _replaced(term: str, text: str, value: str | None) -> Answer:
    if value is None or value == text:
        return NOT_AMENDED
    return amended({term: value}, f"{text!r} means {value}.")


_TERMS = {
    "BASISOFRECORD": ("dwc:basisOfRecord", "basisOfRecord"),
    "DCTYPE": ("dc:type", "dcType"),
    "DEGREEOFESTABLISHMENT": ("dwc:degreeOfEstablishment", "degreeOfEstablishment"),
    "ESTABLISHMENTMEANS": ("dwc:establishmentMeans", "establishmentMeans"),
    "PATHWAY": ("dwc:pathway", "pathway"),
    "SEX": ("dwc:sex", "sex"),
    "TAXONRANK": ("dwc:taxonRank", "taxonRank"),
}
for _label, (_term, _name) in _TERMS.items():
    answers_with(f"VALIDATION_{_label}_STANDARD", _standard(_term, _name))
    answers_with(f"AMENDMENT_{_label}_STANDARDIZED", _standardized(_term, _name))


@answers("VALIDATION_TYPESTATUS_STANDARD")
def type_status(said: Said, parameters: Parameters) -> Answer:
    """The first word of each part between bars has to be a kind of type."""
    if "dwc:typeStatus" not in said:
        return missing("dwc:typeStatus is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    unknown = [part for part in said["dwc:typeStatus"].split("|") if not _is_type(_first_word(part))]
    return complies(not unknown, f"{' | '.join(unknown).strip()!r} begins with no kind of type.")


def _is_type(word: str) -> bool:
    return authority("typeStatus").has(word)


def _first_word(part: str) -> str:
    return part.split(maxsplit=1)[0].rstrip(",;:") if part.split() else ""


@answers("AMENDMENT_TYPESTATUS_STANDARDIZED")
def type_status_standardized(said: Said, parameters: Parameters) -> Answer:
    """The first word of each part is replaced by the kind of type that it means; the rest stays."""
    text = said.get("dwc:typeStatus")
    if text is None:
        return missing("dwc:typeStatus is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    parts = [_type_named(part.strip()) for part in text.split("|")]
    if None in parts:
        return NOT_AMENDED
    if all(map(_is_type, map(_first_word, text.split("|")))):
        return NOT_AMENDED
    return _replaced("dwc:typeStatus", text, " | ".join(part for part in parts if part))


def _type_named(part: str) -> str | None:
    first, _, rest = part.partition(" ")
    value = _meaning("typeStatus", first)
    return f"{value} {rest}".strip() if value else None


_STATUS = {"present": "present", "absent": "absent", "1": "present", "0": "absent", "presence": "present",
           "absence": "absent", "yes": "present", "no": "absent", "presente": "present", "ausente": "absent",
           "anwesend": "present", "abwesend": "absent", "présent": "present"}  # fmt: skip


@answers("VALIDATION_OCCURRENCESTATUS_STANDARD")
def occurrence_status(said: Said, parameters: Parameters) -> Answer:
    """Present or absent, to the letter."""
    text = said.get("dwc:occurrenceStatus")
    if text is None:
        return missing("dwc:occurrenceStatus is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return complies(text in ("present", "absent"), f"{text!r} is neither present nor absent.")


@answers("AMENDMENT_OCCURRENCESTATUS_STANDARDIZED")
def occurrence_status_standardized(said: Said, parameters: Parameters) -> Answer:
    """Other words and the numbers of presence and absence."""
    text = said.get("dwc:occurrenceStatus")
    if text is None:
        return missing("dwc:occurrenceStatus is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return _replaced("dwc:occurrenceStatus", text, _STATUS.get(text.strip().casefold()))


@answers("AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT")
def occurrence_status_assumed(said: Said, parameters: Parameters) -> Answer:
    """A count would say whether it was there, so nothing is assumed beside one."""
    if "dwc:occurrenceStatus" in said or "dwc:individualCount" in said or "dwc:organismQuantity" in said:
        return NOT_AMENDED
    return filled_in(
        {"dwc:occurrenceStatus": parameters["defaultOccurrenceStatus"]}, "The default is assumed."
    )


_LANGUAGES = (
    "id|eu|da|de|en|es|fr|fy|hr|it|lv|lt|mi|ni|no|nl|pl|pt|ro|si|sl|fi|sv|tr|cs|el|ru|uk|ar|jp|ja"
    "|zh-hans|zh-hant|ko"
)
_LICENCE = re.compile(
    r"https?://creativecommons\.org/(?:licenses/by(?:-sa|-nc|-nc-sa|-nd|-nc-nd)?/4\.0|publicdomain/zero/1\.0)/"
    rf"(?:(?:deed|legalcode)(?:\.(?:{_LANGUAGES}))?)?\Z"
)


@answers("VALIDATION_LICENSE_STANDARD")
def licence_standard(said: Said, parameters: Parameters) -> Answer:
    """The address of a Creative Commons 4.0 licence, or of CC0."""
    text = said.get("dcterms:license")
    if text is None:
        return missing("dcterms:license is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return complies(_LICENCE.match(text) is not None, f"{text!r} is not the address of such a licence.")


@answers("AMENDMENT_LICENSE_STANDARDIZED")
def licence_standardized(said: Said, parameters: Parameters) -> Answer:
    """CC0 has one version; another licence is only meant where its version 4.0 is named."""
    text = said.get("dcterms:license")
    if text is None:
        return NOT_AMENDED
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    meant = licence(text)
    if meant is None or _LICENCE.match(text):
        return NOT_AMENDED
    if meant.name == "CC0":
        return _replaced(
            "dcterms:license", text, "https://creativecommons.org/publicdomain/zero/1.0/legalcode"
        )
    if meant.version != "4.0":
        return NOT_AMENDED
    return _replaced("dcterms:license", text, meant.uri.replace("http:", "https:") + "legalcode")

"""Reading a text as words of a vocabulary.

The order of the rules: the whole text is a word; it is a word for having no value; it is a list of words,
each perhaps with a count, doubt or negation; it contains words; it is a word of another term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.words.result import Match, Qualifier, State, Term
from naturalia.specimen.schemes import clean
from naturalia.vocabulary import Vocabulary, vocabulary

VERSION = "2"
LONGEST_TEXT = 2_000
"""Longer texts are no words: they are cut before they are searched."""
_LONGEST_WORD = 5
_SHORTEST_TOKEN = 3
_TAG = re.compile(r"<[^<>]{0,400}>")
_QUOTES = "\"'“”„«»`*_ \t"
_SEPARATORS = (
    re.compile(r"\s*(?:[|;\n]|\.{2,})\s*"),
    re.compile(r"\s*,\s*"),
    re.compile(r"\s*[/+&]\s*"),
    re.compile(r"\s+(?:and|und|et|y|e|og|och|en|i|with|mit|con|avec|plus|or|oder|ou|o|a)\s+", re.IGNORECASE),
)
_DOUBT = re.compile(
    r"\(?\?+\)?|\b(?:possibl[ey]|probabl[ey]|potential(?:ly)?|maybe|perhaps|presum(?:ed|ably)|putative(?:ly)?"
    r"|likely|apparently|suspected|uncertain|doubtful|vermutlich|wahrscheinlich|möglicherweise|fraglich"
    r"|probablement|peut-être|posible(?:mente)?|probablemente|dudoso|misschien|waarschijnlijk"
    r"|provavelmente|forse|prob\.|poss\.)(?=\W|$)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"^(?:not?|non|kein(?:e[nr]?)?|nicht|pas(?:\s+de)?|sin|niet|geen|ikke|inte|ej)\s+", re.IGNORECASE
)
_COUNT_BEFORE = re.compile(
    r"^\(?\s*(\d{1,6})\s*(?:x|×|ex\.?|spec\.?)?\s*\)?\s*(?=[^\W\d]|[♀♂⚥(])", re.IGNORECASE
)
_COUNT_AFTER = re.compile(r"(?:\s*[:=(x×]\s*|\s+(?=\d{1,3}\b))(\d{1,6})\s*(?:ex\.?)?\)?\s*$")
_PLURAL = re.compile(r"\((?:s|es|e|en|n|a|ae|i)\)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TOKEN = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*\.?|[♀♂⚥]+")
_UNKNOWN = {
    "type-status": IssueCode.TYPE_STATUS_UNKNOWN,
    "sex": IssueCode.SEX_UNKNOWN,
    "life-stage": IssueCode.LIFE_STAGE_UNKNOWN,
    "taxon-rank": IssueCode.TAXON_RANK_UNKNOWN,
    "basis-of-record": IssueCode.BASIS_OF_RECORD_UNKNOWN,
}


class _Found(msgspec.Struct, gc=False):
    """Matches of a text and what was not understood of it."""

    matches: tuple[Match, ...] = ()
    rest: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 13)
def term(name: str, text: str) -> Term:
    """What a text means in the vocabulary of a name ("sex", "life-stage", "type-status" ...).

    A blank text has no value, no state and no issue. FileNotFoundError if there is no such vocabulary.
    """
    words = vocabulary(name)
    written = text.strip()
    plain = clean(_TAG.sub("", written[:LONGEST_TEXT])).strip(_QUOTES)
    if not plain:
        return Term(vocabulary=name, written=written, state=State.NOT_RECORDED if written else None)
    if whole := words.look_up(plain):
        return _term(words, written, _Found((_match(words, whole, plain),)), "word")
    if state := state_of(plain):
        return Term(vocabulary=name, written=written, state=state, rule="state", version=words.version)
    found = _read(words, plain)
    if found.matches:
        return _term(words, written, found, "words")
    return _misplaced(words, written, plain)


def state_of(text: str) -> State | None:
    """What a text says that gives no value: a word for it, or nothing but punctuation."""
    if value := vocabulary("absences").look_up(text.strip(_QUOTES + "()[]<>.")):
        return State(value)
    if any(character.isalnum() or character in "♀♂⚥" for character in text):
        return None
    return State.UNKNOWN if "?" in text else State.NOT_RECORDED


def _read(words: Vocabulary, text: str, level: int = 0) -> _Found:
    """A list of words at the separators of a level, then at those of the next; at last a single part."""
    if whole := words.look_up(text):
        return _Found((_match(words, whole, text),))
    for deeper in range(level, len(_SEPARATORS)):
        parts = [part for part in _SEPARATORS[deeper].split(text) if part]
        if len(parts) > 1:
            return _joined([_read(words, part, deeper + 1) for part in parts])
    return _part(words, text)


def _joined(found: list[_Found]) -> _Found:
    return _Found(
        tuple(match for each in found for match in each.matches),
        tuple(word for each in found for word in each.rest),
    )


def _part(words: Vocabulary, text: str) -> _Found:
    """One word with count, doubt or negation; failing that, the words that a phrase contains."""
    stated = clean(_DOUBT.sub(" ", text))
    qualifier = Qualifier.DOUBTFUL if stated != text else None
    positive = _NEGATION.sub("", stated)
    if positive != stated and words.look_up(stated) is None:
        qualifier = Qualifier.NEGATED
    count, word = _counted(positive if qualifier is Qualifier.NEGATED else stated)
    value = next((value for form in _forms(word) if (value := words.look_up(form))), None)
    if count == 0:
        qualifier = Qualifier.NEGATED
    if value is not None:
        return _Found((_match(words, value, word, count, qualifier),))
    scanned = _scan(words, word)
    return _Found(
        tuple(msgspec.structs.replace(each, count=count, qualifier=qualifier) for each in scanned.matches),
        scanned.rest,
    )


def _counted(text: str) -> tuple[int | None, str]:
    """The number before or after a word ("2 adults", "adults: 2", "adult (2)") and the word."""
    for pattern in (_COUNT_BEFORE, _COUNT_AFTER):
        if (match := pattern.search(text)) and (word := pattern.sub("", text, count=1).strip()):
            return int(match[1]), word
    return None, text


def _forms(word: str) -> Iterator[str]:
    """A word as written, without the sign of a plural, and without what stands in brackets."""
    yield word
    yield _PLURAL.sub("", word)
    if bare := _BRACKETS.sub(" ", word).strip():
        yield bare
    yield word.strip("()[]!.* ")


def _scan(words: Vocabulary, text: str) -> _Found:
    """The longest words of the vocabulary in a phrase, from left to right; short ones mean too much."""
    tokens = _TOKEN.findall(text)
    matches: list[Match] = []
    rest: list[str] = []
    place = 0
    while place < len(tokens):
        for length in range(min(_LONGEST_WORD, len(tokens) - place), 0, -1):
            word = " ".join(tokens[place : place + length])
            value = words.look_up(word) if _telling(word) else None
            if value is not None:
                matches.append(_match(words, value, word))
                place += length
                break
        else:
            rest.append(tokens[place])
            place += 1
    return _Found(tuple(matches), tuple(rest))


def _telling(word: str) -> bool:
    return len(word) >= _SHORTEST_TOKEN or word[0] in "♀♂⚥"


def _match(
    words: Vocabulary, value: str, word: str, count: int | None = None, qualifier: Qualifier | None = None
) -> Match:
    concept = words.concepts[value]
    label = concept.labels.get("en", value)
    return Match(value, word, concept.uri, label, concept.definition, count, qualifier)


def _term(words: Vocabulary, written: str, found: _Found, rule: str) -> Term:
    rest = " ".join(found.rest)
    issues = [IssueCode.VALUE_PARTLY_UNDERSTOOD] if rest else []
    if any(each.qualifier is Qualifier.DOUBTFUL for each in found.matches):
        issues.insert(0, IssueCode.VALUE_DOUBTFUL)
    made = Term(
        vocabulary=words.name,
        written=written,
        matches=found.matches,
        rest=rest,
        issues=tuple(issues),
        rule=rule,
        version=words.version,
    )
    return msgspec.structs.replace(made, value=_value(words, made.values))


def _value(words: Vocabulary, values: tuple[str, ...]) -> str | None:
    if len(values) > 1 and words.several is not None:
        return words.several
    return " | ".join(values) or None


def _misplaced(words: Vocabulary, written: str, plain: str) -> Term:
    """A text that is a word of another term says so; any other one is unknown."""
    for name in words.also:
        if name != "absences" and (home := _at_home(vocabulary(name), plain)):
            return Term(
                vocabulary=words.name,
                written=written,
                state=State.MISPLACED,
                belongs_to=(vocabulary(name).term, home),
                issues=(IssueCode.VALUE_MISPLACED,),
                rule="misplaced",
                version=words.version,
            )
    unknown = _UNKNOWN.get(words.name, IssueCode.VALUE_UNKNOWN)
    return Term(vocabulary=words.name, written=written, rest=plain, issues=(unknown,), version=words.version)


def _at_home(words: Vocabulary, text: str) -> str | None:
    found = _read(words, text)
    complete = bool(found.matches) and not found.rest and all(len(each.word) > 1 for each in found.matches)
    return _value(words, tuple(dict.fromkeys(each.value for each in found.matches))) if complete else None

"""Suggesting a mapping: what columns mean, by their names and by their values, each with how sure and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
from rapidfuzz import fuzz, process

from naturalia.sources.containers import open_container
from naturalia.sources.dates import by_pattern
from naturalia.sources.errors import Notebook
from naturalia.sources.limits import Limits
from naturalia.sources.records import BrokenRow
from naturalia.sources.tables.mapping import Column, Mapping, TableMapping
from naturalia.sources.tables.raw import RawTable, raw_tables
from naturalia.sources.terms import is_known, shorten
from naturalia.vocabulary import fold, vocabulary

SAMPLE_ROWS = 500
LEAST_CONFIDENCE = 0.5
_DATE_PATTERNS = (
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
    "YYYYMMDD",
    "D MMM YYYY",
    "D-MMM-YYYY",
)
_DATED = frozenset({"dwc:eventDate", "dwc:dateIdentified", "dcterms:modified", "dwc:georeferencedDate"})
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ][\d:.+Z-]*)?(?:/\d{4}-\d{2}(?:-\d{2})?)?")
_BINOMIAL = re.compile(r"[A-Z][a-zë-]+(?: \([A-Z][a-z]+\))? (?:×\s?)?[a-zë-]{3,}(?: .*)?")
_GRID = re.compile(r"\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{2}|\d{4}|\d{6}|\d{8}|\d{10})")
_IMAGE = re.compile(r"https?://\S+\.(?:jpe?g|png|tiff?)(?:\?\S*)?", re.IGNORECASE)
_UUID = re.compile(r"(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d{1,3}[.,]\d{2,}")
_GROUP = re.compile(r"^.*[.>/:|]\s*")


class Guess(msgspec.Struct, frozen=True):
    """What a column may mean: the term, how sure (0 to 1), why, and the date pattern if it is one."""

    term: str
    confidence: float
    reason: str
    date: str = ""


def suggest(tables: Iterable[RawTable]) -> Mapping:
    """A mapping of the table that looks most like one of objects; other columns keep their names."""
    mapped = [(_suggest_table(raw), raw) for raw in tables]
    best, _ = max(mapped, key=lambda pair: _strength(pair[0]))
    return Mapping([best])


def suggest_mapping(location: Path) -> Mapping:
    """A suggestion for a file, zip or folder of tables. Raises SourceError if there is no table in it."""
    notes, limits = Notebook(), Limits()
    container = open_container(location, limits, notes)
    try:
        return suggest(raw_tables(location.name, container, limits, notes))
    finally:
        container.close()


def _strength(table: TableMapping) -> float:
    return sum(column.confidence or 0 for column in table.columns)


def _suggest_table(raw: RawTable) -> TableMapping:
    values = _sample(raw)
    guesses = {name: guess for name in raw.columns if (guess := guess_column(name, values[name]))}
    ranked = sorted(guesses, key=lambda name: -guesses[name].confidence)
    taken: dict[str, str] = {}
    for name in ranked:
        taken.setdefault(guesses[name].term, name)
    columns = []
    for name in raw.columns:
        guess = guesses.get(name)
        if guess is not None and taken[guess.term] == name:
            columns.append(_column(name, guess))
    return TableMapping(columns, file=raw.file)


def _column(name: str, guess: Guess) -> Column:
    return Column(
        name, guess.term, date=guess.date, confidence=round(guess.confidence, 2), reason=guess.reason
    )


def _sample(raw: RawTable) -> dict[str, list[str]]:
    """The first texts of each column, blank ones left out."""
    values: dict[str, list[str]] = {name: [] for name in raw.columns}
    for row in islice(raw.rows(), SAMPLE_ROWS):
        if not isinstance(row, BrokenRow):
            for name, text in row.terms.items():
                values[name].append(text.strip())
    return values


def guess_column(name: str, values: list[str]) -> Guess | None:
    """What a column means: by its name if that is known and its values allow it, else by its values."""
    named = _by_name(name)
    valued = _by_values(values)
    if named is None:
        return valued
    if values and not _allowed(named.term, values):
        lowered = named.confidence * 0.6
        named = Guess(named.term, lowered, f"{named.reason}, but the values do not look like it")
    best = valued if valued is not None and valued.confidence > named.confidence else named
    return _with_date(best, values) if best.confidence >= LEAST_CONFIDENCE else None


def _by_name(name: str) -> Guess | None:
    term = shorten(name)
    if is_known(term):
        return Guess(term, 1.0, "named after the term")
    words = vocabulary("column-names")
    leaf = _GROUP.sub("", name)
    for text, confidence in ((name, 0.95), (leaf, 0.8)):
        if found := _listed(text):
            return Guess(found, confidence, f"{text!r} is a known name of it")
    bare = shorten(leaf) if leaf != name else ""
    if bare and is_known(bare):
        return Guess(bare, 0.8, f"{leaf!r} is named after the term")
    folded = fold(name)
    close = process.extractOne(folded, words.words.keys(), scorer=fuzz.ratio, score_cutoff=88)
    if close is None or len(folded) < 5:
        return None
    return Guess(words.words[close[0]], 0.6 * close[1] / 100, f"the name is close to {close[0]!r}")


def _listed(name: str) -> str | None:
    return vocabulary("column-names").look_up(name)


@cache
def _country_words() -> frozenset[str]:
    return frozenset(vocabulary("countries").words)


def _share(values: list[str], fits: Callable[[str], object]) -> float:
    return sum(1 for value in values if fits(value)) / len(values) if values else 0.0


def _by_values(values: list[str]) -> Guess | None:
    """The best guess from the texts alone; never as sure as a name."""
    if len(values) < 3:
        return None
    words = vocabulary("basis-of-record")
    tests: tuple[tuple[str, float, str, Callable[[str], object]], ...] = (
        ("dwc:basisOfRecord", 0.75, "kinds of record", lambda v: words.look_up(v) in words.values),
        ("dwc:verbatimCoordinates", 0.75, "references of the military grid", _GRID.fullmatch),
        ("dwc:associatedMedia", 0.75, "addresses of images", _IMAGE.fullmatch),
        ("dwc:occurrenceID", 0.6, "unique identifiers", _UUID.fullmatch),
        ("dwc:eventDate", 0.6, "dates", lambda v: _ISO.fullmatch(v) or _pattern_of([v])),
        ("dwc:country", 0.7, "names of countries", lambda v: fold(v) in _country_words() and len(v) > 3),
        ("dwc:scientificName", 0.65, "scientific names", _BINOMIAL.fullmatch),
    )
    for term, confidence, what, fits in tests:
        share = _share(values, fits)
        if share >= 0.8:
            found = Guess(term, confidence * share, f"{share:.0%} of the values look like {what}")
            return _with_date(found, values) if found.confidence >= LEAST_CONFIDENCE else None
    return None


def _allowed(term: str, values: list[str]) -> bool:
    """Whether values may be of a term at all, for the terms whose values have a form."""
    if term in ("dwc:decimalLatitude", "dwc:decimalLongitude"):
        bound = 90 if term == "dwc:decimalLatitude" else 180
        return _share(values, lambda v: _within(v, bound)) > 0.5
    if term in ("dwc:year", "dwc:month", "dwc:day", "dwc:individualCount"):
        return _share(values, lambda v: re.search(r"\d|[ivx]", v.lower())) > 0.5
    if term in _DATED:
        return _share(values, lambda v: re.search(r"\d", v)) > 0.5
    return True


def _within(text: str, bound: int) -> bool:
    try:
        return abs(float(text.replace(",", ".").strip("°"))) <= bound
    except ValueError:
        return False


def _with_date(guess: Guess, values: list[str]) -> Guess:
    """The guess of a date with the one pattern that its values follow; none if two would do."""
    if guess.term not in _DATED or _share(values, _ISO.fullmatch) > 0.5:
        return guess
    pattern = _pattern_of(values)
    return msgspec.structs.replace(guess, date=pattern) if pattern else guess


def _pattern_of(values: list[str]) -> str:
    """The only pattern that nearly all values follow, "" if there are none or several."""
    shares = {pattern: _share_in(values, pattern) for pattern in _DATE_PATTERNS}
    fitting = [pattern for pattern, share in shares.items() if share >= 0.9]
    best = [p for p in fitting if shares[p] == max(shares.values())]
    return best[0] if len(best) == 1 else ""


def _share_in(values: list[str], pattern: str) -> float:
    return _share(values, lambda value: by_pattern(value, pattern))

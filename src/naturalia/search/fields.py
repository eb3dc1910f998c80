"""From the values of a term, as a document has them, to the fields of the index: one function for each term.

What depends on the term alone is settled when the function is made, and what depends on a value alone is kept
in caches, for collections repeat themselves: this runs for every term of every specimen. A value that is not
of the kind of its term (a latitude that is a word) is left out here; the catalogue keeps it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from naturalia.search.analysis import clean_value, fold, sort_key
from naturalia.search.dates import days_of, seconds_of
from naturalia.search.schema import TEXT, VALUED
from naturalia.search.term import Kind, Term

Fields = dict[str, Any]
Fill = Callable[[Sequence[Any], Fields], None]
_LARGEST = 2**63


def empty_fields() -> Fields:
    """Fields of a document of which nothing is known yet."""
    return {TEXT: [], VALUED: []}


def filler(term: Term) -> Fill:
    """The function that files the values of a term."""
    return _FILLERS[term.kind](term)


def fill_interval(term: Term, values: Sequence[Any], fields: Fields) -> None:
    """File the lowest and the highest of all ends of an interval of numbers."""
    numbers = [number for value in values if (number := as_float(value)) is not None]
    if numbers:
        fields[term.name], fields[term.upper_field] = min(numbers), max(numbers)


def as_float(value: Any) -> float | None:
    """A finite number, with no negative zero: the index takes -0 and 0 for different values."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number + 0.0 if math.isfinite(number) else None


def point_of(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """Both coordinates of a point on the globe, or None."""
    north, east = as_float(latitude), as_float(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return north, east


def _keyword(term: Term) -> Fill:
    name, searched = term.name, term.words
    several = _distinct if term.facet else _different
    sort_field = term.sort_field if term.sortable else ""
    valued = term.presence_field is None
    texts_of = _listed if term.listed else _single

    def one(value: str) -> tuple[Sequence[str], str]:
        texts = texts_of(value)
        return texts, sort_key(texts[0]) if sort_field and texts else ""

    def together(values: tuple[str, ...]) -> tuple[Sequence[str], str]:
        texts = several([text for value in dict.fromkeys(values) for text in kept(value)[0]])
        return texts, sort_key(texts[0]) if sort_field and texts else ""

    kept = lru_cache(maxsize=1 << 14)(one) if term.facet else one
    kept_together = lru_cache(maxsize=1 << 12)(together) if term.facet else together

    def fill(values: Sequence[Any], fields: Fields) -> None:
        if len(values) == 1:
            texts, key = kept(str(values[0]))
        else:
            texts, key = kept_together(tuple(map(str, values)))
        if not texts:
            return
        fields[name] = texts
        if searched:
            fields[TEXT] += texts
        if sort_field:
            fields[sort_field] = key
        if valued:
            fields[VALUED].append(name)

    return fill


def _single(value: str) -> Sequence[str]:
    """The clean value alone, or nothing where it is blank."""
    text = clean_value(value)
    return (text,) if text else ()


def _listed(value: str) -> Sequence[str]:
    """The values of a list in one text."""
    return _distinct([text for part in value.split("|") for text in _single(part)])


def _distinct(texts: Sequence[str]) -> Sequence[str]:
    """One text for each folded form, the first spelling: the values of a facet count a specimen once."""
    if len(texts) < 2:
        return texts
    firsts: dict[str, str] = {}
    for text in texts:
        firsts.setdefault(fold(text), text)
    return tuple(firsts.values())


def _different(texts: Sequence[str]) -> Sequence[str]:
    return tuple(dict.fromkeys(texts))


def _text(term: Term) -> Fill:
    def fill(values: Sequence[Any], fields: Fields) -> None:
        texts = [text for value in values if (text := clean_value(str(value)))]
        if texts:
            fields[term.name] = texts
            fields[TEXT] += texts
            fields[VALUED].append(term.name)

    return fill


def _integer(term: Term) -> Fill:
    name, most = term.name, 1 if term.single else None

    def fill(values: Sequence[Any], fields: Fields) -> None:
        numbers = [number for value in values if (number := _as_integer(value)) is not None]
        if numbers:
            fields[name] = list(dict.fromkeys(numbers))[:most] if len(numbers) > 1 else numbers

    return fill


def _as_integer(value: Any) -> int | None:
    if type(value) is int:
        return value if abs(value) < _LARGEST else None
    number = as_float(value)
    return int(number) if number is not None and number.is_integer() and abs(number) < _LARGEST else None


def _float(term: Term) -> Fill:
    def fill(values: Sequence[Any], fields: Fields) -> None:
        number = as_float(values[0])
        if number is not None:
            fields[term.name] = number

    return fill


def _date(term: Term) -> Fill:
    """The period from the first day of all dates to the last."""
    name, upper_field = term.name, term.upper_field

    def fill(values: Sequence[Any], fields: Fields) -> None:
        days = [found for value in values if (found := days_of(str(value))) is not None]
        if days:
            fields[name], fields[upper_field] = min(days)[0], max(last for _, last in days)

    return fill


def _instant(term: Term) -> Fill:
    def fill(values: Sequence[Any], fields: Fields) -> None:
        seconds = seconds_of(str(values[0]))
        if seconds is not None:
            fields[term.name] = seconds[0]

    return fill


def _boolean(term: Term) -> Fill:
    def fill(values: Sequence[Any], fields: Fields) -> None:
        if isinstance(values[0], bool):
            fields[term.name] = values[0]

    return fill


_FILLERS: Mapping[Kind, Callable[[Term], Fill]] = {
    Kind.KEYWORD: _keyword,
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.FLOAT: _float,
    Kind.DATE: _date,
    Kind.INSTANT: _instant,
    Kind.BOOLEAN: _boolean,
}

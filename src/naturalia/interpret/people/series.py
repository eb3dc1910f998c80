"""A collector's number as part of a series: what finds duplicates of one gathering in several collections."""

from __future__ import annotations

import re
from functools import lru_cache

from naturalia.interpret.people.names import family_key
from naturalia.interpret.people.people import people
from naturalia.interpret.people.result import PersonKind
from naturalia.interpret.reading import Interpreted
from naturalia.vocabulary import fold

_NONE = re.compile(r"^(?:s\.?\s?n\.?|s/n|sine numero|none|no number|-+|0+)$", re.IGNORECASE)
_SIGN = re.compile(r"^(?:no\.?|nr\.?|n[°ºo]\.?|num\.?|number|№|#)\s*(?=[\dA-Z])", re.IGNORECASE)
_PARTS = re.compile(r"^(?P<prefix>.*?)(?P<number>\d+)(?P<suffix>[^\d]*)$", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=\d)[,.' ](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


class Series(Interpreted, frozen=True, kw_only=True, gc=False):
    """A place in a collector's series of numbers.

    ``key`` is the same for all spellings of collector and number ("linne|123|a"); it is empty if there is no
    collector or no number. ``collector`` is the folded family name, ``initials`` those stated (two series of
    one key are of one collector only if their initials agree, see :func:`same_series`). ``year`` is that of
    the gathering, for collectors who began anew each year.
    """

    key: str = ""
    collector: str = ""
    initials: str = ""
    prefix: str = ""
    number: int | None = None
    suffix: str = ""
    year: int | None = None


@lru_cache(maxsize=1 << 10)
def series(collector: str | None, number: str | None, year: int | str | None = None) -> Series:
    """The series of the first collector of a text and a number ("A-1234b", "no. 17", "1987/12").

    ``year`` is the year of the gathering, as a number or a text that begins with it.
    """
    found = people(collector) if collector else None
    first = next((each for each in found.people if each.written), None) if found else None
    text = number or (first.number if first else None) or ""
    parts = _PARTS.match(_THOUSANDS.sub("", _SIGN.sub("", text.strip())))
    stated = _year(year)
    if first is None:
        return Series(year=stated)
    person = first.kind is PersonKind.PERSON and first.family is not None
    name = family_key(first.family or "") if person else fold(first.written)
    initials = first.key.partition(" ")[2] if person else ""
    if parts is None or _NONE.match(text.strip()) or not name:
        return Series(collector=name, initials=initials, year=stated)
    prefix, suffix = fold(parts["prefix"]), fold(parts["suffix"])
    digits = int(parts["number"][:18])
    return Series(
        key="|".join((name, prefix, str(digits), suffix)),
        collector=name,
        initials=initials,
        prefix=prefix,
        number=digits,
        suffix=suffix,
        year=stated,
        rule="collector and number",
        version="1",
    )


def _year(year: int | str | None) -> int | None:
    if isinstance(year, int):
        return year
    match = _YEAR.match(year.strip()) if year else None
    return int(match[0]) if match else None


def same_series(one: Series, other: Series) -> bool:
    """Whether two numbers may be one gathering: same key, initials that agree, no different years."""
    if not one.key or one.key != other.key:
        return False
    if one.year is not None and other.year is not None and one.year != other.year:
        return False
    return one.initials.startswith(other.initials) or other.initials.startswith(one.initials)

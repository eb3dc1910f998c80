"""Elevation and depth: lengths and ranges of lengths with the words that people put around them.

Units become metres; what a comma means stays open where it may be decimal or stand for thousands. Bounds: the
lowest land is the shore of the Dead Sea (-430 m), the highest Everest (8,849 m), the deepest sea Challenger
Deep.
"""

from __future__ import annotations

import re
from functools import lru_cache

from naturalia.interpret.issues import IssueCode
from naturalia.interpret.numbers import METRES_IN
from naturalia.interpret.reading import Interpreted
from naturalia.vocabulary import fold

VERTICAL_VERSION = "1"
ELEVATIONS, DEPTHS = (-430.0, 9000.0), (0.0, 11_000.0)
_SIZE = r"(?:\d{1,3}(?:[  '’]\d{3})+|\d{1,3}(?:[.,]\d{3}){2,}|\d+(?:[.,]\d+)?|[.,]\d+)"
_UNIT = r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|[′'\"]"
_TO = r"-|–|—|/|÷|\.\.\.?|(?:to|till?|bis|a|à|al|hasta|até|do|and|und|tot)(?![^\W\d_])"
_RANGE = re.compile(
    rf"^(?P<sign>-)?(?P<low>{_SIZE})\s*(?:(?!{_TO})(?P<first>{_UNIT}))?"
    rf"(?:\s*(?:{_TO})\s*(?P<negative>-)?(?P<high>{_SIZE})\s*(?P<unit>{_UNIT})?)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:c(?:irca|a)?\b\.?|~|≈|±|\+/-|about|approx(?:\.|imately)?|around|env(?:\.|iron)?|ung(?:\.|efähr)?|etwa|"
    r"cerca de|aprox(?:\.|imadamente)?|alrededor de|omkr(?:\.|ing)|noin|near|est\.?|verso|ongeveer|"
    r"cirka)\s*",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"^(?:<|≤|below|under|unter|bis zu|up to|less than|menos de|moins de|sous|tot|hasta|max\.?|maximum)\s*",
    re.I,
)
_ABOVE = re.compile(
    r"^(?:>|≥|above|over|über|ueber|more than|más de|plus de|min\.?|minimum|from|ab|desde)\s*", re.I
)
_LABEL = re.compile(
    r"^(?:(?:elev(?:ation|ación|\.)?|alt(?:itude|itud|\.)?|höhe|hoehe|seehöhe|h\.|depth|prof(?:undidad|ondeur|ondità|\.)?|"
    r"tiefe|djup|dybde|diepte|hoogte|höjd|kote|cota|quota|el\.|alt)(?![^\W\d_])\.?\s*[:=]?\s*)+",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:above|below|over|under)\s+(?:mean\s+)?sea(?:\s*level)?|\ba\.?\s*s\.?\s*l\.?|\bü\.?\s*(?:d\.?\s*)?(?:n\.?\s*n\.?|m\.?|"
    r"meer(?:esspiegel)?)|\bs\.?\s*n\.?\s*m\.?|\bs\.?\s*[lm]\.?\s*m?\.?|\bö\.?\s*h\.?|\bn\.?\s*[nm]\.?|\bd'altitude|"
    r"\bde altitud|\bm\.?\s*o\.?\s*h\.?|\bnap\b|\bn\.?\s*p\.?\s*m\.?|\bmpy\b|\bb\.?\s*s\.?\s*l\.?|"
    r"\bdeep|\btief|"
    r"\bü\.?\s*n\.?\s*n\.?|\bsobre el nivel del mar|\bau-dessus du niveau de la mer|"
    r"\bsul livello del mare|\baltitud(?:e)?|"
    r"\belevation|\balt\.?|\bdepth|\bwater|\bde profund\w+",
    re.IGNORECASE,
)
_BENEATH = re.compile(
    r"\bb\.?\s*s\.?\s*l\b|below\s+(?:mean\s+)?sea|unter\s+(?:dem\s+)?meer|bajo\s+el\s+nivel", re.IGNORECASE
)
_SEA_LEVEL = re.compile(
    r"^(?:at |al |am |au )?(?:sea ?level|nivel del mar|niveau de la mer|"
    r"meeres(?:höhe|spiegel|niveau)|havsnivå)$",
    re.I,
)
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
_UNITS = METRES_IN | {
    **dict.fromkeys(["yard", "yards", "yd", "yds", "yarda", "yardas"], 0.9144),
    **dict.fromkeys(["mile", "miles", "mi", "milla", "millas", "meile", "meilen"], 1609.344),
    **dict.fromkeys(
        ["faden", "fad", "famnar", "famn", "favne", "brazas", "brassen", "vadem", "fth", "fths", "fthms"],
        1.8288,
    ),
    **dict.fromkeys(["brasse", "brasses"], 1.624),
    **dict.fromkeys(["in", "inch", "inches"], 0.0254),
    **dict.fromkeys(["nm", "nmi"], 1852.0),
    **dict.fromkeys(["mm", "millimetres", "millimeters"], 0.001),
    **dict.fromkeys(["cms", "centimetros", "centimetre", "centimeter", "zentimeter"], 0.01),
    **dict.fromkeys(["kms", "kilometros", "kilometre", "kilometer"], 1000.0),
    **dict.fromkeys(
        [
            "ft",
            "feet",
            "foot",
            "fuss",
            "fuß",
            "pieds",
            "pied",
            "pies",
            "pie",
            "pes",
            "fot",
            "fods",
            "voet",
            "piedi",
            "'",
            "′",
        ],
        0.3048,
    ),
    **dict.fromkeys(
        [
            "meters",
            "metern",
            "metros",
            "metri",
            "metrov",
            "м",
            "метров",
            "мнум",
            "metrit",
            "metru",
            "mètres",
            "mètre",
            "metres",
            "ms",
            "mtr",
        ],
        1.0,
    ),
    **dict.fromkeys(
        [
            "mün",
            "münn",
            "müm",
            "müd",
            "ms",
            "mslm",
            "msm",
            "msnm",
            "masl",
            "mbsl",
            "mnm",
            "mnpm",
            "mpy",
            "möh",
            "asl",
        ],
        1.0,
    ),
}
_FOLDED = {fold(name) or name: size for name, size in _UNITS.items()}


class VerticalRange(Interpreted, frozen=True, kw_only=True, gc=False):
    """A range of elevations or depths in metres; a single value has equal ends, an open one lacks an end.

    ``unit`` is the metres in the unit that was named; ``approximate`` is True for "ca."; ``alternatives``
    are the (minimum, maximum) that an ambiguous separator allows; then there is no value.
    """

    minimum: float | None = None
    maximum: float | None = None
    unit: float = 1.0
    approximate: bool = False
    alternatives: tuple[tuple[float, float], ...] = ()


def elevation(
    text: str | None = None, minimum: str | None = None, maximum: str | None = None
) -> VerticalRange:
    """The elevation above the sea that columns (in metres unless they name a unit) or else a text say."""
    return _vertical(text, minimum, maximum, ELEVATIONS, IssueCode.ELEVATION_UNLIKELY)


def depth(text: str | None = None, minimum: str | None = None, maximum: str | None = None) -> VerticalRange:
    """The depth below the surface that columns (in metres unless they name a unit) or else a text say."""
    return _vertical(text, minimum, maximum, DEPTHS, IssueCode.DEPTH_UNLIKELY)


@lru_cache(maxsize=1 << 12)
def _vertical(
    text: str | None,
    minimum: str | None,
    maximum: str | None,
    bounds: tuple[float, float],
    unlikely: IssueCode,
) -> VerticalRange:
    low, high = (length(each) if each and each.strip() else None for each in (minimum, maximum))
    if low is not None or high is not None:
        found = _of_columns(low, high)
    elif text and text.strip():
        found = length(text)
    else:
        return VerticalRange(version=VERTICAL_VERSION)
    return _plausible(found, bounds, unlikely)


def _of_columns(low: VerticalRange | None, high: VerticalRange | None) -> VerticalRange:
    parts = [each for each in (low, high) if each is not None]
    return VerticalRange(
        minimum=low.minimum if low else None,
        maximum=high.maximum if high else (low.maximum if low and low.minimum != low.maximum else None),
        unit=parts[0].unit,
        approximate=any(each.approximate for each in parts),
        issues=tuple(dict.fromkeys(code for each in parts for code in each.issues)),
        rule="columns",
        version=VERTICAL_VERSION,
    )


def _plausible(found: VerticalRange, bounds: tuple[float, float], unlikely: IssueCode) -> VerticalRange:
    issues = list(found.issues)
    ends = [end for end in (found.minimum, found.maximum) if end is not None]
    if any(not bounds[0] <= end <= bounds[1] for end in ends):
        issues.append(unlikely)
    if len(ends) == 2 and ends[0] > ends[1] and IssueCode.RANGE_SWAPPED not in issues:
        issues.append(IssueCode.RANGE_SWAPPED)
    return VerticalRange(
        minimum=found.minimum,
        maximum=found.maximum,
        unit=found.unit,
        approximate=found.approximate,
        alternatives=found.alternatives,
        issues=tuple(issues),
        rule=found.rule,
        version=VERTICAL_VERSION,
    )


@lru_cache(maxsize=1 << 12)
def length(text: str) -> VerticalRange:
    """A length or range of lengths in metres, with what stands around it taken off."""
    if _SEA_LEVEL.match(text.strip(" .")):
        return VerticalRange(minimum=0.0, maximum=0.0, rule="sea level", version=VERTICAL_VERSION)
    left = re.sub(r"^[\[(](.*)[\])]$", r"\1", " ".join(text.replace("−", "-").split()).strip(" ;,"))
    flags = {"about": False, "below": False, "above": False}
    for _ in range(3):
        for name, pattern in (("", _LABEL), ("about", _ABOUT), ("below", _BELOW), ("above", _ABOVE)):
            shorter = pattern.sub("", left, count=1)
            if name and shorter != left:
                flags[name] = True
            left = shorter
    match = _RANGE.match(left) or _RANGE.match(re.sub(r"^([^\W\d_]+)\.?\s*(.*)$", r"\2 \1", left))
    if match is None or not _is_rest(match["rest"] or ""):
        return VerticalRange(issues=(IssueCode.NUMBER_INVALID,), version=VERTICAL_VERSION)
    return _of_match(match, flags)


def _is_rest(rest: str) -> bool:
    """Whether what follows only tells the level, doubt, or the same length in another unit."""
    left = re.sub(r"\(.*?\)|\[.*?\]|[=~].*$", "", rest)
    return not re.search(r"[^\W_]", _LEVEL.sub("", left))


def _factor(unit: str | None) -> float | None:
    if not unit:
        return None
    word = fold(unit) or unit.strip(".")
    return _FOLDED.get(word, _FOLDED.get(unit.strip(".").casefold()))


def _of_match(match: re.Match[str], flags: dict[str, bool]) -> VerticalRange:
    words = [word for word in (match["unit"], match["first"]) if word and not _LEVEL.fullmatch(word)]
    factors = [_factor(word) for word in words]
    if None in factors:
        return VerticalRange(issues=(IssueCode.NUMBER_INVALID,), version=VERTICAL_VERSION)
    last = _factor(match["unit"]) or _factor(match["first"]) or 1.0
    units = (_factor(match["first"]) or last, last)
    texts = (match["low"], match["high"] or match["low"])
    values = [_sizes(each, bool(words)) for each in texts]
    beneath = bool(_BENEATH.search(match["rest"] or ""))
    first = -1.0 if match["sign"] or beneath else 1.0
    signs = (first, -1.0 if match["negative"] or beneath else (1.0 if match["high"] else first))
    if max(map(len, values)) > 1:
        readings = zip(values[0] * (3 - len(values[0])), values[1] * (3 - len(values[1])), strict=False)
        both = tuple(
            (round(low * signs[0] * units[0], 3), round(high * signs[1] * units[1], 3))
            for low, high in readings
        )
        return VerticalRange(
            alternatives=both, unit=last, issues=(IssueCode.NUMBER_AMBIGUOUS,), version=VERTICAL_VERSION
        )
    low, high = (
        round(value[0] * sign * unit, 3) for value, sign, unit in zip(values, signs, units, strict=True)
    )
    return _told(low, high, last, flags, swapped=low > high)


def _told(low: float, high: float, unit: float, flags: dict[str, bool], swapped: bool) -> VerticalRange:
    issues = [IssueCode.UNIT_CONVERTED] if unit != 1.0 else []
    if any(flags.values()):
        issues.append(IssueCode.LENGTH_APPROXIMATE)
    if swapped:
        issues.append(IssueCode.RANGE_SWAPPED)
    return VerticalRange(
        minimum=None if flags["below"] and low == high else low,
        maximum=None if flags["above"] and low == high else high,
        unit=unit,
        approximate=flags["about"],
        issues=tuple(issues),
        rule="range of lengths" if low != high else "length",
        version=VERTICAL_VERSION,
    )


def _sizes(text: str, with_unit: bool) -> tuple[float, ...]:
    """The one number that a text is, or both that ``1,050`` (in words also ``1.050 m``) may be."""
    plain = re.sub(r"[  '’]", "", text)
    if len(re.findall("[.,]", plain)) > 1:
        return (float(re.sub("[.,]", "", plain)),)
    if _THOUSANDS.match(plain) and ("," in plain or with_unit):
        return (float(plain.replace(",", ".")), float(re.sub("[.,]", "", plain)))
    return (float(plain.replace(",", ".")),)

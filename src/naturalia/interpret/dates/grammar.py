"""Which part of a shape is the day, the month, the year: every way in which a shape can be read.

A *moment* gives each role (``d``, ``m``, ``y``, ``Y`` a year of two digits, ``s`` season, ``k`` year with
missing digits, ``z`` the year after) the index of the part that plays it. A *way* is a tuple of items, each a
moment or the two ends of a range; what one end leaves out it takes from the other. Shapes are few, so each is
planned once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

Moment = dict[str, int]
Item = tuple[Moment, Moment]
Way = tuple[Item, ...]

SINGLE: dict[str, tuple[str, ...]] = {
    # a month by name or Roman numeral
    "nmy": ("dmy",), "mny": ("mdy",), "ymn": ("ymd",), "ynm": ("ydm",), "my": ("my",), "ym": ("ym",),
    "nm": ("dm", "Ym"), "mn": ("md", "mY"), "nmn": ("dmY", "Ymd"), "mnn": ("mdY",), "m": ("m",),
    "nmk": ("dmk",), "mnk": ("mdk",), "mk": ("mk",), "kmn": ("kmd",), "km": ("km",),
    "nma": ("dmY",), "mna": ("mdY",), "ma": ("mY",),
    # numbers alone
    "y": ("y",), "k": ("k",), "a": ("Y",), "ny": ("my",), "yn": ("ym",), "nn": ("dm", "md", "mY"),
    "nny": ("dmy", "mdy"), "ynn": ("ymd", "ydm"), "nnn": ("dmY", "mdY", "Ymd"), "nna": ("dmY", "mdY"),
    "knn": ("kmd",), "kn": ("km",), "nnk": ("dmk", "mdk"), "nk": ("mk",),
    # seasons
    "sy": ("sy",), "ys": ("ys",), "sk": ("sk",), "sa": ("sY",), "sn": ("sY",), "s": ("s",),
    "syn": ("syz",), "syy": ("syz",),
}  # fmt: skip
"""Kinds of parts without openings to the roles that they may play, likelier first."""

PARTIAL: dict[str, tuple[str, ...]] = {
    **SINGLE, "nm": ("dm",), "n": ("d", "m", "Y"), "ny": ("dy", "my"), "nn": ("dm", "md"),
    "na": ("dY", "mY"), "nk": ("dk", "mk"),
}  # fmt: skip
"""The same for one end of a range, where the other end says the rest."""

OPENINGS: dict[str, tuple[str, ...]] = {
    "unn": ("umd",), "unu": ("umu",), "uny": ("umy",), "nuy": ("muy",), "nnu": ("dmu", "mdu"),
    "ynu": ("ymu",), "yun": ("yuu",), "unk": ("umk",), "yu": ("yu",), "uy": ("uy",), "nuk": ("muk",),
    "nun": ("muY",),
}  # fmt: skip
"""The same for numbers beside something left open: what is left open is the finer part."""

_FORBIDDEN_INSIDE = frozenset("~&|;")
_FINENESS = "dmsyYk"
_AS_FINE = {"Y": set("yY"), "k": set("yk")}
_NORDIC = ("/-", ".-")
"""12/8-1950 is a day in the Nordic countries."""
MOST_PARTS = 14
MOST_LIST_ITEMS = 8


@lru_cache(maxsize=1 << 13)
def ways(kinds: str, joints: str) -> tuple[Way, ...]:
    """All ways to read a shape, in the order of preference of their kind."""
    kinds = kinds.replace("r", "m")
    if len(kinds) > MOST_PARTS:
        return ()
    indices = tuple(range(len(kinds)))
    found = [((moment, moment),) for moment in _moments(kinds, joints, indices, SINGLE)]
    if "~" not in joints and _is_list(kinds, joints):
        return tuple(_lists(kinds, joints, indices))
    ranges = [(pair,) for pair in _ranges(kinds, joints, indices)]
    if found and kinds != "yn":
        return tuple(found)
    return tuple(found + _alike(ranges)) or tuple(_lists(kinds, joints, indices))


def _is_list(kinds: str, joints: str) -> bool:
    return any(joint in "&|;" for joint in joints) and len(kinds) > 1


def _moments(
    kinds: str, joints: str, indices: tuple[int, ...], table: dict[str, tuple[str, ...]]
) -> Iterator[Moment]:
    """Every way in which parts are one moment."""
    if not _FORBIDDEN_INSIDE.isdisjoint(joints):
        return
    named = any(kind in "ms" for kind in kinds)
    if "n,n" in _written(kinds, joints):
        return
    if "-" in joints and not named and len(set(joints)) > 1 and joints not in _NORDIC:
        return
    no_year = "v" in kinds
    opened = kinds.replace("v", "u")
    if not named and opened in OPENINGS:
        kinds, roles = opened, OPENINGS[opened]
    else:
        kept = [(kind, index) for kind, index in zip(kinds, indices, strict=True) if kind not in "uv"]
        kinds, indices = "".join(kind for kind, _ in kept), tuple(index for _, index in kept)
        roles = table.get(kinds, ())
    if no_year:
        roles = tuple(each for each in roles if "Y" not in each)
    for each in roles:
        yield {role: index for role, index in zip(each, indices, strict=True) if role != "u"}


def _written(kinds: str, joints: str) -> str:
    """The shape with its joints between the parts."""
    return "".join(kind + joint for kind, joint in zip(kinds, f"{joints} ", strict=False))


def _ranges(kinds: str, joints: str, indices: tuple[int, ...]) -> Iterator[Item]:
    """Every way in which parts are the two ends of a range."""
    for joint in ("~", "-", "/"):
        cuts = [place for place, each in enumerate(joints) if each == joint]
        for place in cuts if joint != "~" else cuts[:1]:
            yield from _joined(kinds, joints, indices, place)
        if cuts and joint != "/":
            return


def _alike(ranges: list[tuple[Item]]) -> list[tuple[Item]]:
    """Ranges whose ends are equally fine, if there are any."""
    return [way for way in ranges if _finest(way[0][0]) == _finest(way[0][1])] or ranges


def _joined(kinds: str, joints: str, indices: tuple[int, ...], place: int) -> Iterator[Item]:
    left = (kinds[: place + 1], joints[:place], indices[: place + 1])
    right = (kinds[place + 1 :], joints[place + 1 :], indices[place + 1 :])
    if set(right[0]) <= {"u", "v"}:
        yield from ((first, first) for first in _moments(*left, SINGLE))
        return
    for first in _moments(*left, PARTIAL):
        for last in _moments(*right, PARTIAL):
            if not _sensible(first, last, kinds):
                continue
            pair = _completed(first, last)
            if pair is not None:
                yield pair


def _sensible(first: Moment, last: Moment, kinds: str) -> bool:
    """A number alone is no month beside a month by name; in "4/9 - 10" the day 10 goes with April 9."""
    months = {kinds[moment["m"]] for moment in (first, last) if "m" in moment}
    if len(months) > 1 and min(len(first), len(last)) < 3:
        return False
    day_first = "d" in first and "m" in first and first["d"] < first["m"] and months == {"n"}
    return not (day_first and "d" in last and "m" not in last and set(last) & set("yY"))


def _completed(first: Moment, last: Moment) -> Item | None:
    """Both ends with what each leaves out taken from the other; None if that makes no sense."""
    if not _fit(first, last) or not _same_order(first, last):
        return None
    whole_first = dict(first)
    whole_last = dict(last)
    for role in "ymks":
        if role in last and role not in first and _coarser(role, first) and not _has_year(first, role):
            whole_first[role] = last[role]
        if role in first and role not in last and _coarser(role, last) and not _has_year(last, role):
            whole_last[role] = first[role]
    if "Y" in last and not set(whole_first) & set("yYk"):
        whole_first["Y"] = last["Y"]
    if "Y" in first and not set(whole_last) & set("yYk"):
        whole_last["Y"] = first["Y"]
    complete = all(
        set(m) & set("yYk") and ("d" not in m or "m" in m) and set(m) != {"Y"} | set("d")
        for m in (whole_first, whole_last)
    )
    return (whole_first, whole_last) if complete else None


def _has_year(moment: Moment, role: str) -> bool:
    return role in "yk" and bool(set(moment) & set("yYk"))


def _fit(first: Moment, last: Moment) -> bool:
    """Whether two ends speak of the same parts: their finest parts are alike, or one is a whole date."""
    a, b = _finest(first), _finest(last)
    if a == b or (a in "yYk" and b in "yYk"):
        return True
    wholes = [m for m in (first, last) if set(m) & set("yYk") and len(m) > 1]
    return {a, b} == {"d", "m"} and bool(wholes) and "m" in first and "m" in last


def _same_order(first: Moment, last: Moment) -> bool:
    """Whether day and month come in the same order at both ends."""
    orders = {moment["d"] < moment["m"] for moment in (first, last) if "d" in moment and "m" in moment}
    return len(orders) < 2


def _finest(moment: Moment) -> str:
    return next(role for role in _FINENESS if role in moment)


def _coarser(role: str, moment: Moment) -> bool:
    """A month is taken over only by a day; a year by all."""
    return role in "yk" or (role == "m" and "d" in moment) or (role == "s" and not set(moment) & set("dm"))


def _lists(kinds: str, joints: str, indices: tuple[int, ...]) -> Iterator[Way]:
    """Every way in which parts are several dates."""
    for cutting in ("&|;", "&|;,"):
        cuts = [place for place, joint in enumerate(joints) if joint in cutting]
        while cuts and kinds[cuts[-1] + 1 :] in ("y", "k", "a") and joints[cuts[-1]] == ",":
            if kinds[: cuts[-1] + 1].count("y"):
                break
            cuts.pop()
        if cuts and len(cuts) < MOST_LIST_ITEMS:
            yield from _listed(kinds, joints, indices, cuts)


def _listed(kinds: str, joints: str, indices: tuple[int, ...], cuts: list[int]) -> Iterator[Way]:
    edges = [0, *(cut + 1 for cut in cuts), len(kinds)]
    chunks = [(kinds[a:b], joints[a : b - 1], indices[a:b]) for a, b in pairwise(edges)]
    options = [_chunk(*chunk) for chunk in chunks]
    if not all(options):
        return
    for roles in _same_finest(options):
        filled = _filled(roles)
        if filled is not None:
            yield filled


def _chunk(kinds: str, joints: str, indices: tuple[int, ...]) -> list[Item]:
    singles = [(moment, moment) for moment in _moments(kinds, joints, indices, PARTIAL)]
    inner = []
    for joint in ("~", "-", "/"):
        for place in (p for p, each in enumerate(joints) if each == joint):
            left = _moments(kinds[: place + 1], joints[:place], indices[: place + 1], PARTIAL)
            right = list(_moments(kinds[place + 1 :], joints[place + 1 :], indices[place + 1 :], PARTIAL))
            inner += [(a, b) for a in left for b in right if _fit(a, b)]
    return singles + inner


def _same_finest(options: list[list[Item]]) -> Iterator[list[Item]]:
    """One item a chunk, all as fine as each other."""
    for fineness in ("d", "m", "s", "y", "Y", "k"):
        chosen = [
            [
                item
                for item in each
                if {_finest(item[0]), _finest(item[1])} <= _AS_FINE.get(fineness, {fineness})
            ]
            for each in options
        ]
        if all(chosen):
            yield [each[0] for each in chosen]


def _filled(items: list[Item]) -> Way | None:
    """What an item leaves out it takes from the next one that says it, else from the one before."""
    ends = [end for item in items for end in item]
    whole = [dict(end) for end in ends]
    backward, forward = range(len(ends) - 2, -1, -1), range(1, len(ends))
    for order in (backward, forward, backward):
        step = 1 if order.step < 0 else -1
        for place in order:
            _inherit(whole[place], whole[place + step])
    complete = all(set(m) & set("yYk") and ("d" not in m or "m" in m) for m in whole)
    return tuple(zip(whole[::2], whole[1::2], strict=True)) if complete else None


def _inherit(moment: Moment, neighbour: Moment) -> None:
    if "d" in moment and "m" not in moment and "m" in neighbour:
        moment["m"] = neighbour["m"]
    if not set(moment) & set("yYk"):
        moment.update({role: index for role, index in neighbour.items() if role in "yYk"})

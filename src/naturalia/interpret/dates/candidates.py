"""The readings of a shape that the calendar allows."""

from __future__ import annotations

from datetime import MAXYEAR

import msgspec

from naturalia.interpret.dates.grammar import Item, Moment, Way, ways
from naturalia.interpret.dates.instants import Ends, Instant, exists
from naturalia.interpret.dates.tokens import Tokens

_LONG_YEAR = 100
_OLDEST = 1000
"""Four digits below are no year of a label."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A reading: one or several items, and the order of day and month if numbers alone decided it.

    ``order`` is "dm", "md", or "" where names or the year in front leave no doubt. ``over_new_year`` marks a
    range from one year into the next with only one of them stated.
    """

    items: tuple[Ends, ...]
    order: str = ""
    over_new_year: bool = False

    @property
    def incomplete(self) -> bool:
        """Whether an impossible month or day was left out."""
        return any(end.incomplete for item in self.items for end in item)


def candidates(parts: Tokens) -> list[Candidate]:
    """All readings of the parts that the calendar allows, without doubles; complete ones if there are any."""
    if parts.kinds == "b":
        return _eight_digits(parts.values[0])
    found = [made for way in ways(parts.kinds, parts.joints) if (made := _made(way, parts)) is not None]
    if "|" in parts.joints:
        found = [msgspec.structs.replace(each, items=(item,)) for each in found for item in each.items]
    if len(found) < 2:
        return found
    whole = [each for each in found if not each.incomplete] or found
    return _in_sequence(_without_doubles(whole))


def _in_sequence(found: list[Candidate]) -> list[Candidate]:
    """A range that runs forward is meant rather than one that runs backward."""
    forward = [each for each in found if all(not _backward(item) for item in each.items)] or found[:1]
    return [each for each in forward if not each.over_new_year] or forward


def _backward(item: Ends) -> bool:
    first, last = item
    known = first.known and last.known
    return known and last.latest < first.start.first


def _without_doubles(found: list[Candidate]) -> list[Candidate]:
    kept: dict[tuple[Ends, ...], Candidate] = {}
    for each in found:
        kept.setdefault(each.items, each)
    return list(kept.values())


def _eight_digits(number: int) -> list[Candidate]:
    """Eight digits that are no ISO date: day, month, year without separators."""
    rest, year = divmod(number, 10000)
    readings = ((rest // 100, rest % 100, "dm"), (rest % 100, rest // 100, "md"))
    return [
        Candidate(((i, i),), order)
        for day, month, order in readings
        if exists(year, month, day)
        for i in (Instant(year, month, day),)
    ]


def _made(way: Way, parts: Tokens) -> Candidate | None:
    items = []
    for item in way:
        made = _ends(item, parts)
        if made is None:
            return None
        items.append(made)
    crosses = any(_crosses(ends, item) for ends, item in zip(items, way, strict=True))
    return Candidate(tuple(items), _order(way, parts.kinds), crosses)


def _crosses(ends: Ends, item: Item) -> bool:
    return "y" in item[0] and item[0]["y"] == item[1].get("y") and ends[0].year != ends[1].year


def _order(way: Way, kinds: str) -> str:
    for item in way:
        written = [moment for moment in item if "d" in moment and "m" in moment]
        if not written:
            continue
        own = min(reversed(written), key=lambda moment: abs(moment["d"] - moment["m"]))
        day, month = own["d"], own["m"]
        if kinds[month] == "n" and not any(own.get(role, 99) < min(day, month) for role in "yY"):
            return "dm" if day < month else "md"
    return ""


def _ends(item: Item, parts: Tokens) -> Ends | None:
    first = _instant(item[0], parts)
    if first is None or item[0] == item[1]:
        return None if first is None else (first, first)
    last = _instant(item[1], parts)
    if last is None:
        return None
    ends = _in_one_century(first, last)
    return _over_new_year(ends, item) if ends is not None and _backward(ends) else ends


def _over_new_year(ends: Ends, item: Item) -> Ends:
    """A range from December to January with one year: the year belongs to the end beside which it stands."""
    first, last = ends
    place = item[0].get("y")
    if place is None or place != item[1].get("y") or first.year is None or last.year is None:
        return ends
    if place > item[0].get("m", place):
        return msgspec.structs.replace(first, year=first.year - 1), last
    return first, msgspec.structs.replace(last, year=min(last.year + 1, MAXYEAR))


def _in_one_century(first: Instant, last: Instant) -> Ends | None:
    """A year of two digits at one end lies in the century of the other, or in the next one."""
    change = msgspec.structs.replace
    if first.known and last.open_century and first.year is not None and last.year is not None:
        year = first.year - first.year % _LONG_YEAR + last.year
        if year < first.year:
            return None
        last = change(last, year=year, open_century=False)
    elif last.known and first.open_century and first.year is not None and last.year is not None:
        year = last.year - last.year % _LONG_YEAR + first.year
        first = change(first, year=year if year <= last.year else year - _LONG_YEAR, open_century=False)
    return first, last


def _instant(moment: Moment, parts: Tokens) -> Instant | None:
    values, kinds = parts.values, parts.kinds
    year, missing, open_century = None, 0, False
    if "y" in moment:
        year = values[moment["y"]]
        if kinds[moment["y"]] != "y":
            return None
    elif "Y" in moment:
        year, open_century = values[moment["Y"]], True
        if moment["Y"] < moment.get("d", moment.get("m", 0)) and not _year_first(year, parts):
            return None
        if kinds[moment["Y"]] not in "na" or year > 99:
            return None
    elif "k" in moment:
        digits = values[moment["k"]]
        missing = 1 if digits >= 100 else 2
        year = digits * 10**missing
    if year is not None and not open_century and year < _OLDEST:
        return None
    if "z" in moment and not _follows(values[moment["z"]], year):
        return None
    if "s" in moment:
        season = Instant(year, missing=missing, open_century=open_century, season=values[moment["s"]])
        return msgspec.structs.replace(season, into_next_year="z" in moment)
    month = values[moment["m"]] if "m" in moment else None
    day = values[moment["d"]] if "d" in moment else None
    return _possible(Instant(year, month, day, missing, open_century), "julian" in parts.marks.found)


def _year_first(number: int, parts: Tokens) -> bool:
    """Whether two digits before month and day may be a year: no day is so high, or it looks like ISO 8601."""
    return number > 31 or (set(parts.joints) == {"-"} and set(parts.kinds) == {"n"})


def _follows(number: int, year: int | None) -> bool:
    """Whether a year of two or four digits is the one after a year."""
    return year is not None and number in (year + 1, (year + 1) % _LONG_YEAR)


def _possible(instant: Instant, julian: bool) -> Instant | None:
    """The instant if the calendar has it; without its day if only that is impossible."""
    month, day = instant.month, instant.day
    if month is not None and not 1 <= month <= 12:
        return None
    year = instant.year if instant.year is not None and instant.known and not instant.missing else 2000
    if year < 1:
        return None
    if julian and year % 4 == 0:
        year = 2000
    if day is not None and month is not None and not exists(year, month, day):
        return msgspec.structs.replace(instant, day=None, incomplete=True)
    return instant if day is None or day <= 31 else None

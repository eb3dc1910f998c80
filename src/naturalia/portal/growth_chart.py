"""Holdings month by month as a drawing: a column for each month, and in it those at MIDS level 2 or 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import dateformat, formats
from django.utils.translation import gettext as _

from naturalia.catalogue.growth import Month

WIDTH, HEIGHT = 720, 220  # units of the drawing
LEFT, HEAD, FOOT = 70, 12, 28
MOST_COLUMNS = 60
WIDEST = 48


@dataclass(frozen=True)
class Column:
    """A month: what was held, and where it is drawn; ``label`` is empty where there is no room for it."""

    month: Month
    name: str
    label: str
    x: float
    y: float
    width: float
    height: float
    full_y: float
    full_height: float

    @property
    def middle(self) -> float:
        """Across, where its label stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def full(self) -> int:
        """Objects at MIDS level 2 or 3."""
        return self.month.mids2 + self.month.mids3


@dataclass(frozen=True)
class Tick:
    """A line across, with its number of objects."""

    number: int
    y: float


@dataclass(frozen=True)
class GrowthChart:
    """A drawing of months, what it says in a sentence, and where its figures are as CSV."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    months: tuple[Month, ...]
    summary: str
    csv_url: str
    width = WIDTH
    height = HEIGHT
    left = LEFT
    foot = HEIGHT - FOOT


def growth_chart(months: Sequence[Month], csv_url: str) -> GrowthChart | None:
    """The drawing of the latest five years; None where nothing was counted yet."""
    if not months:
        return None
    last = _number(months[-1])
    shown = [month for month in months if last - _number(month) < MOST_COLUMNS]
    top = _round_up(max(month.objects for month in shown))
    span = last - _number(shown[0]) + 1
    columns = tuple(_column(month, _number(month) - _number(shown[0]), span, top) for month in shown)
    ticks = tuple(Tick(number, _down(number, top)) for number in (0, top // 2, top))
    return GrowthChart(columns, ticks, tuple(reversed(months)), _summary(months), csv_url)


def month_name(month: str) -> str:
    """A month such as ``2026-11`` in words."""
    return dateformat.format(date.fromisoformat(f"{month}-01"), "M Y")


def _column(month: Month, place: int, span: int, top: int) -> Column:
    each = (WIDTH - LEFT) / span
    width = min(each * 0.8, WIDEST)
    full = month.mids2 + month.mids3
    named = place % max(1, -(-span // 10)) == 0
    return Column(
        month=month,
        name=month_name(month.month),
        label=month_name(month.month) if named else "",
        x=round(LEFT + place * each + (each - width) / 2, 1),
        y=_down(month.objects, top),
        width=round(width, 1),
        height=round(HEIGHT - FOOT - _down(month.objects, top), 1),
        full_y=_down(full, top),
        full_height=round(HEIGHT - FOOT - _down(full, top), 1),
    )


def _down(number: int, top: int) -> float:
    return round(HEIGHT - FOOT - (HEIGHT - FOOT - HEAD) * number / top, 1)


def _number(month: Month) -> int:
    """Months since the year 0."""
    year, _dash, number = month.month.partition("-")
    return int(year) * 12 + int(number)


def _round_up(number: int) -> int:
    """The next even number of one or two digits with noughts behind: where an axis ends."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    steps = max(-(-number // unit), 2)
    return int((steps + steps % 2) * unit)


def _summary(months: Sequence[Month]) -> str:
    first, last = months[0], months[-1]
    told = {
        "first": month_name(first.month),
        "before": formats.number_format(first.objects, force_grouping=True),
        "last": month_name(last.month),
        "after": formats.number_format(last.objects, force_grouping=True),
    }
    if first is last:
        return _("%(last)s: %(after)s objects. The next month will stand beside it.") % told
    return _("From %(before)s objects in %(first)s to %(after)s in %(last)s.") % told

"""Charts of a result: how many of what is found by time, taxon, institution, country, MIDS level and issue.

Each is a drawing, a table and a CSV file of the same counts; each bar leads to the search that finds it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naturalia.portal.search_page import search_url, term_label, value_text
from naturalia.search import Facet, SpecimenIndex, SpecimenQuery, to_params
from naturalia.search.charting import CHARTS, RANKS, counted, ordered, term_of

TITLES = {
    "time": gettext_noop("When collected"),
    "taxonomy": gettext_noop("Taxonomy"),
    "institutions": gettext_noop("Institutions"),
    "countries": gettext_noop("Countries"),
    "mids": gettext_noop("MIDS level"),
    "issues": gettext_noop("Issues"),
}

MOST_BARS = 15
MOST_PERIODS = 60
WIDTH, HEIGHT = 720, 190  # units of a drawing of columns
FOOT, HEAD = 26, 18
ROW, NAME, FIGURE = 26, 240, 80  # of a drawing of bars


@dataclass(frozen=True)
class Bar:
    """One count: what is counted, how many, the search that finds it, and where it is drawn."""

    text: str
    count: int
    url: str
    x: float
    y: float
    width: float
    height: float
    ticked: bool = True

    @property
    def middle(self) -> float:
        """Across, where its label stands under a column."""
        return round(self.x + self.width / 2, 1)

    @property
    def baseline(self) -> float:
        """Down, where its label stands beside a bar."""
        return round(self.y + self.height / 2 + 4.5, 1)


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, what it says in a sentence, its size, and where its figures are."""

    name: str
    title: str
    summary: str
    columns: bool
    bars: tuple[Bar, ...]
    no_value: int
    no_value_url: str
    more: bool
    height: int
    csv_url: str
    ranks: tuple[tuple[str, str, bool], ...] = ()

    width = WIDTH


def charts(index: SpecimenIndex, query: SpecimenQuery, rank: str = "") -> tuple[Chart, ...]:
    """All charts of what a query finds, from one walk over it."""
    terms = {name: term_of(name, rank) for name in CHARTS}
    facets = counted(index, query, tuple(terms.values()))
    return tuple(_chart(name, query, facets[term], rank) for name, term in terms.items())


def chart_csv(index: SpecimenIndex, query: SpecimenQuery, name: str, rank: str = "") -> str:
    """The figures of one chart as CSV: value, label, number of specimens; no value has an empty one."""
    term = term_of(name, rank)
    facet = counted(index, query, (term,))[term]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((term, "label", "specimens"))
    for bucket in ordered(facet):
        writer.writerow((_harmless(bucket.value), _harmless(value_text(term, bucket.value)), bucket.count))
    writer.writerow(("", _("no value"), facet.no_value))
    return out.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _chart(name: str, query: SpecimenQuery, facet: Facet, rank: str) -> Chart:
    params = [pair for pair in to_params(query) if pair[0] not in ("cursor", "limit", "sort")]
    link = _Links(params, facet.term)
    figures = _periods(facet) if name == "time" else [(b.value, b.count) for b in ordered(facet)[:MOST_BARS]]
    bars = (_columns if name == "time" else _rows)(figures, link)
    own = [("rank", rank)] if rank else []
    return Chart(
        name=name,
        title=_(TITLES[name]),
        summary=_summary(bars),
        columns=name == "time",
        bars=bars,
        no_value=facet.no_value,
        no_value_url=search_url([*params, ("missing", facet.term)]),
        more=name != "time" and (facet.more or len(facet.buckets) > MOST_BARS),
        height=HEIGHT if name == "time" else ROW * len(bars) + 4,
        csv_url=f"/search/charts/{name}.csv?{urlencode([*params, *own])}",
        ranks=_ranks(params, facet.term) if name == "taxonomy" else (),
    )


def _ranks(params: list[tuple[str, str]], current: str) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (term_label(one), search_url([*params, ("view", "charts"), ("rank", one)]), one == current)
        for one in RANKS
    )


@dataclass(frozen=True)
class _Links:
    """Searches for the parts of a result; a part of a filtered term takes the place of its filter."""

    params: list[tuple[str, str]]
    term: str

    def to(self, value: str) -> str:
        kept = [pair for pair in self.params if pair[0] != self.term]
        return search_url([*kept, (self.term, value)])


def _summary(bars: Sequence[Bar]) -> str:
    if not bars:
        return ""
    most = max(bars, key=lambda bar: bar.count)
    return _("Most: %(text)s, %(count)s specimens.") % {"text": most.text, "count": f"{most.count:,}"}


def _periods(facet: Facet) -> list[tuple[str, int]]:
    """Counts by year, or by ten, or more years where there are many, without gaps; ranges as ``from,to``."""
    years = {int(bucket.value): bucket.count for bucket in facet.buckets}
    if not years:
        return []
    low, high = min(years), max(years)
    step = next((s for s in (1, 5, 10, 50, 100, 500) if (high - low) // s < MOST_PERIODS), 1000)
    starts = range(low - low % step, high + 1, step)
    counts = ((start, sum(years.get(year, 0) for year in range(start, start + step))) for start in starts)
    return [(str(start) if step == 1 else f"{start},{start + step - 1}", count) for start, count in counts]


def _columns(counted: list[tuple[str, int]], link: _Links) -> tuple[Bar, ...]:
    highest = max((count for _, count in counted), default=0)
    each = WIDTH / max(len(counted), 1)
    every = max(1, round(len(counted) / 8))
    bars = []
    for place, (value, count) in enumerate(counted):
        height = (HEIGHT - FOOT - HEAD) * count / highest if highest else 0
        height = max(height, 1.5) if count else 0
        bars.append(
            Bar(
                value_text(link.term, value),
                count,
                link.to(value),
                round(place * each + each * 0.1, 1),
                round(HEIGHT - FOOT - height, 1),
                round(min(each * 0.8, 60), 1),
                round(height, 1),
                ticked=place % every == 0,
            )
        )
    return tuple(bars)


def _rows(counted: list[tuple[str, int]], link: _Links) -> tuple[Bar, ...]:
    highest = max((count for _, count in counted), default=0)
    room = WIDTH - NAME - FIGURE
    return tuple(
        Bar(
            value_text(link.term, value),
            count,
            link.to(value),
            NAME,
            place * ROW + 4,
            round(max(room * count / highest, 1.5), 1),
            ROW - 8,
        )
        for place, (value, count) in enumerate(counted)
    )

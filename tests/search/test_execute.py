"""What the index answers against what plain Python works out of the same specimens."""

import re
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.search import (
    Page,
    QueryError,
    SpecimenIndex,
    SpecimenQuery,
    parse,
    parse_text,
    search,
)

from .making import Gathering, Specimen, document, facet, fold, index_of, keywords, words

EPOCH = date(1970, 1, 1)
COUNTRIES = ["Sweden", "SWEDEN", "Åland", "aland", "Côte d'Ivoire", "Chile"]
KEYWORDS = ("country", "recordedBy", "scientificName", "catalogNumber", "issue")


@st.composite
def gatherings(draw: st.DrawFn) -> Gathering:
    first = EPOCH + timedelta(days=draw(st.integers(-3, 3)))
    last = first + timedelta(days=draw(st.integers(0, 2)))
    low = draw(st.integers(0, 5))
    point = st.tuples(
        st.sampled_from([-10.0, -0.0, 45.5]), st.sampled_from([-180.0, -170.0, 0.0, 175.0, 180.0])
    )
    dated = draw(st.booleans())
    return Gathering(
        country=draw(st.sampled_from(["", *COUNTRIES])),
        locality=draw(st.sampled_from(["", "Stora mossen, norra delen", "norra Öland", "Ölands norra udde"])),
        collector=draw(st.sampled_from(["", "Linné, C.", "LINNE, C.", "Kalm, P."])),
        date=f"{first}/{last}" if dated else "",
        days=((first - EPOCH).days, (last - EPOCH).days) if dated else None,
        year=draw(st.none() | st.integers(1968, 1972)) if not dated else first.year,
        point=draw(st.none() | point),
        elevation=draw(st.none() | st.just((float(low), float(low + draw(st.integers(0, 2)))))),
    )


specimens = st.lists(
    st.builds(
        Specimen,
        id=st.integers(0, 10_000),
        name=st.sampled_from(
            ["Quercus robur L.", "quercus robur l.", "Quercus petraea", "Bembidion öländicum"]
        ),
        number=st.sampled_from(["", "BM-7", "bm-7", "BM-70", "S 7"]),
        mids=st.integers(0, 3),
        media=st.booleans(),
        gatherings=st.lists(gatherings(), max_size=2).map(tuple),
        issues=st.lists(st.sampled_from(["DATE_INVALID", "NAME_UNKNOWN"]), unique=True).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def first_point(one: Specimen) -> tuple[float, float] | None:
    return next((gathering.point for gathering in one.gatherings if gathering.point), None)


def years(one: Specimen) -> list[int]:
    return [gathering.year for gathering in one.gatherings if gathering.year is not None]


def period(one: Specimen) -> tuple[int, int] | None:
    days = [gathering.days for gathering in one.gatherings if gathering.days]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def elevation(one: Specimen) -> tuple[float, float] | None:
    ends = [gathering.elevation for gathering in one.gatherings if gathering.elevation]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None


def has_words(one: Specimen, text: str) -> bool:
    """Every word of the text is one of the specimen's; the last one may begin one, going on with letters."""
    texts = [
        one.name,
        one.number,
        *(g.locality for g in one.gatherings),
        *(g.country for g in one.gatherings),
    ]
    texts += [gathering.collector for gathering in one.gatherings]
    known = {word for value in texts for word in words(value)}
    *wanted, last = words(text)
    begins = re.compile(re.escape(last) + r"\D*")
    return set(wanted) <= known and any(begins.fullmatch(word) for word in known)


Condition = tuple[list[tuple[str, str]], Callable[[Specimen], bool]]


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """URL parameters and what they mean."""
    return draw(st.sampled_from([*_values(draw), *_ranges(draw), *_others(draw)]))


def _values(draw: st.DrawFn) -> list[Condition]:
    name = draw(st.sampled_from(["country", "recordedBy", "scientificName", "catalogNumber", "issue"]))
    pool = [*COUNTRIES, "Linne, C.", "QUERCUS PETRAEA", "BM-7", "date_invalid", "nothing"]
    chosen = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
    keys, values = {fold(value) for value in chosen}, keywords(name)
    return [
        ([(name, value) for value in chosen], lambda one: any(fold(value) in keys for value in values(one))),
        (
            [("-" + name, value) for value in chosen],
            lambda one: all(fold(v) not in keys for v in values(one)),
        ),
        ([("missing", name)], lambda one: not values(one)),
        ([("present", name)], lambda one: bool(values(one))),
    ]


def _ranges(draw: st.DrawFn) -> list[Condition]:
    low, high = sorted(draw(st.lists(st.integers(-3, 5), min_size=2, max_size=2)))
    first, last = EPOCH + timedelta(days=low), EPOCH + timedelta(days=high)
    year = 1970 + low
    return [
        ([("year", f"{year},1971")], lambda one: any(year <= found <= 1971 for found in years(one)))
        if year <= 1971
        else ([("year", str(year))], lambda one: year in years(one)),
        ([("-year", f"*,{year}")], lambda one: all(found > year for found in years(one))),
        ([("year", "1968"), ("year", "1972,")], lambda one: any(y == 1968 or y >= 1972 for y in years(one))),
        ([("eventDate", f"{first},{last}")], lambda one: _overlaps(period(one), low, high)),
        ([("eventDate", "1970-01")], lambda one: _overlaps(period(one), 0, 30)),
        ([("elevation", f"{low},{high}")], lambda one: _overlaps(elevation(one), low, high)),
        ([("elevation", f"{low},*")], lambda one: _overlaps(elevation(one), low, 1e9)),
        ([("midsLevel", f"{low},{high}")], lambda one: low <= one.mids <= high),
        ([("missing", "eventDate")], lambda one: period(one) is None),
        ([("present", "elevation")], lambda one: elevation(one) is not None),
        ([("decimalLatitude", "0,50")], lambda one: (first_point(one) or (-1.0, 0.0))[0] >= 0),
    ]


def _overlaps(found: tuple[float, float] | None, low: float, high: float) -> bool:
    return found is not None and found[0] <= high and low <= found[1]


def _others(draw: st.DrawFn) -> list[Condition]:
    text = draw(
        st.sampled_from(["robur", "quercus pe", "norra öland", "que", "NORRA mossen", "linne robur", "7"])
    )
    number = draw(st.sampled_from(["BM-7", "s 7"]))
    return [
        ([("q", text)], lambda one: has_words(one, text)),
        ([("q", number)], lambda one: has_words(one, number) or fold(one.number) == fold(number)),
        (
            [("q", '"norra oland"')],
            lambda one: any("norra oland" in fold(g.locality) for g in one.gatherings),
        ),
        ([("q", "quercus -robur")], lambda one: "Quercus petraea" in one.name),
        ([("q", "-petraea -bembidion")], lambda one: "robur" in fold(one.name)),
        ([("q", "q*")], lambda one: "quercus" in fold(one.name)),
        ([("q", "BM*")], lambda one: fold(one.number).startswith("bm")),
        ([("locality", "norra")], lambda one: any("norra" in g.locality for g in one.gatherings)),
        ([("-locality", "norra udde")], lambda one: all("udde" not in g.locality for g in one.gatherings)),
        ([("missing", "locality")], lambda one: not any(g.locality for g in one.gatherings)),
        ([("hasMedia", "true")], lambda one: one.media),
        ([("-hasCoordinate", "true")], lambda one: first_point(one) is None),
        ([("bbox", "-180,-20,0,40")], lambda one: _inside(one, lambda x: x <= 0, -20, 40)),
        (
            [("geometry", "POLYGON((-5 -20,185 -20,185 46,-5 44,-5 -20))")],
            lambda one: (
                _inside(one, lambda x: x in (175, 180, -180), -20, 46)
                or _inside(one, lambda x: x == 0, -20, 44)
            ),
        ),
        (
            [("geometry", "MULTIPOLYGON(((160 40,178 40,169 60,160 40)))")],
            lambda one: first_point(one) == (45.5, 175),
        ),
        (
            [("geoDistance", "-10,-179,700km")],
            lambda one: _inside(one, lambda x: abs(x) == 180 or x == 175, -11, -9),
        ),
        ([("bbox", "170,-20,-175,50")], lambda one: _inside(one, lambda x: x >= 170 or x <= -175, -20, 50)),
    ]


def _inside(one: Specimen, spans: Callable[[float], bool], south: float, north: float) -> bool:
    point = first_point(one)
    return point is not None and south <= point[0] <= north and spans(point[1])


@settings(max_examples=100, deadline=None)
@given(specimens, st.lists(st.lists(conditions(), max_size=3), min_size=1, max_size=8), st.integers(1, 3))
def test_total_rows_and_facets_agree_with_plain_python(
    found: list[Specimen], asked: list[list[Condition]], segments: int
) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        index = index_of(Path(folder), found, segments=segments)
        for several in asked:
            if len({_key(name) for params, _ in several for name, _ in params}) == len(several):
                _check(index, found, several)


GATHERED = {
    "bbox",
    "country",
    "decimalLatitude",
    "elevation",
    "eventDate",
    "geoDistance",
    "geometry",
    "locality",
    "recordedBy",
    "year",
}
"""Parameters of which several must hold within one gathering."""


def _key(name: str) -> str:
    """What several values of are alternatives: a term, or areas of any kind."""
    return "area" if name in ("geometry", "geoDistance") else name


def _meeting(one: Specimen, several: list[Condition]) -> Specimen | None:
    """The specimen with the gatherings that meet what is asked of gatherings; None if it is not found."""
    asked = [holds for params, holds in several if params[0][0] in GATHERED]
    others = [holds for params, holds in several if params[0][0] not in GATHERED]
    if not all(holds(one) for holds in others):
        return None
    if not asked:
        return one
    alone = [msgspec.structs.replace(one, gatherings=(each,)) for each in _one_point(one.gatherings)]
    kept = tuple(each.gatherings[0] for each in alone if all(holds(each) for holds in asked))
    return msgspec.structs.replace(one, gatherings=kept) if kept else None


def _one_point(gatherings: tuple[Gathering, ...]) -> list[Gathering]:
    """The gatherings, of which only the first that has a point keeps it: that is the specimen's."""
    first = next((place for place, each in enumerate(gatherings) if each.point), None)
    return [
        each if place == first else msgspec.structs.replace(each, point=None)
        for place, each in enumerate(gatherings)
    ]


def _check(index: SpecimenIndex, specimens: list[Specimen], several: list[Condition]) -> None:
    params = [pair for pairs, _ in several for pair in pairs]
    expected = [found for one in specimens if (found := _meeting(one, several)) is not None]
    page = search(index, parse(params), ["country", "recordedBy", "issue", "midsLevel", "hasMedia", "year"])
    assert page.total == len(expected)
    assert sorted(page.specimen_ids) == sorted(one.id for one in expected)
    assert {row.pid for row in page.rows} == {one.pid() for one in expected}
    for name in ("country", "recordedBy", "issue"):
        _check_facet(index, page, name, expected, params)
    levels = {bucket.value: bucket.count for bucket in page.facets["midsLevel"].buckets}
    assert levels == {
        str(level): n for level in range(4) if (n := sum(one.mids == level for one in expected))
    }
    media = {bucket.value: bucket.count for bucket in page.facets["hasMedia"].buckets}
    assert media.get("true", 0) == sum(one.media for one in expected)
    assert page.facets["year"].no_value == sum(not years(one) for one in expected)


def _check_facet(
    index: SpecimenIndex, page: Page, name: str, expected: list[Specimen], params: list[tuple[str, str]]
) -> None:
    counts, no_value = facet(expected, name)
    buckets = page.facets[name].buckets
    assert {fold(bucket.value): bucket.count for bucket in buckets} == counts
    assert (page.facets[name].no_value, page.facets[name].more) == (no_value, False)
    displayed = {value for one in expected for value in keywords(name)(one)}
    assert {bucket.value for bucket in buckets} <= displayed
    assert list(buckets) == sorted(buckets, key=lambda bucket: (-bucket.count, bucket.value))
    if buckets and name not in dict(params):
        narrower = search(index, parse([*params, (name, buckets[0].value)]))
        assert narrower.total == buckets[0].count


def test_counts_are_exact_where_a_term_has_more_values_than_are_read(many: SpecimenIndex) -> None:
    counts = search(many, SpecimenQuery(), ["recordedBy"], facet_limit=3).facets["recordedBy"]
    assert (counts.buckets[0].value, counts.buckets[0].count) == ("Person 001", 5)
    assert all(bucket.count == 3 for bucket in counts.buckets[1:])
    assert (counts.more, counts.no_value) == (True, 1)
    for bucket in counts.buckets:
        assert search(many, parse([("recordedBy", bucket.value)])).total == bucket.count


def test_facets_of_everything_are_kept_for_a_generation_and_those_of_a_search_are_not_mixed_with_them(
    many: SpecimenIndex,
) -> None:
    everything = search(many, SpecimenQuery(), ["hasMedia"]).facets
    some = search(many, parse_text("hasMedia:true"), ["hasMedia"]).facets
    assert search(many, SpecimenQuery(), ["hasMedia"]).facets == everything != some


def test_specimens_of_which_a_yes_or_no_is_not_known_are_counted(many: SpecimenIndex) -> None:
    known = search(many, SpecimenQuery(), ["hasMedia", "isMarkedAsType"]).facets
    assert (known["hasMedia"].no_value, known["isMarkedAsType"].no_value) == (0, 1504)


def test_facets_of_everything_follow_the_index(tmp_path: Path) -> None:
    index = index_of(tmp_path, [Specimen(1, mids=1)])
    assert search(index, SpecimenQuery(), ["midsLevel"]).facets["midsLevel"].buckets[0].count == 1
    with index.writer(heap=15_000_000) as update:
        update.replace([(2, document(Specimen(2, mids=1)))])
        update.commit(2)
    assert search(index, SpecimenQuery(), ["midsLevel"]).facets["midsLevel"].buckets[0].count == 2


@pytest.mark.parametrize(("names", "limit"), [(["locality"], 10), (["nosuch"], 10), (["country"], 0)])
def test_a_facet_that_cannot_be_counted_is_an_error(
    many: SpecimenIndex, names: list[str], limit: int
) -> None:
    with pytest.raises(QueryError):
        search(many, SpecimenQuery(), names, facet_limit=limit)


@pytest.mark.parametrize(
    "query",
    [
        SpecimenQuery(filters={"nosuch": ("x",)}),
        SpecimenQuery(filters={"year": ("1900",)}),
        SpecimenQuery(missing=("nosuch",)),
        SpecimenQuery(cursor="nonsense"),
        SpecimenQuery(cursor="WyJwIiwieCIsMSwxXQ"),
        SpecimenQuery(text="person", cursor="WyJwIiwiIixudWxsLDFd"),
    ],
)
def test_what_cannot_be_asked_is_an_error(many: SpecimenIndex, query: SpecimenQuery) -> None:
    with pytest.raises(QueryError):
        search(many, query)

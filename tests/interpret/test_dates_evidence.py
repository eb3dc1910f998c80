"""What is known beside a text decides between its readings, and says so."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import DateContext, DateEvidence, DateOrder, IssueCode, date
from naturalia.interpret.dates import Since, Spreadsheet, gather

DAY_FIRST = DateContext(order=DateOrder.DAY_FIRST)
MONTH_FIRST = DateContext(order=DateOrder.MONTH_FIRST)


def test_dates_that_can_be_read_one_way_only_prove_the_order_of_their_collection() -> None:
    evidence = gather(
        ["3/16/2015", "6/30/1999", "9/18/2014", "9/18/2014", "5/9/2018", "2018-05-09", "unknown"]
    )
    assert evidence == DateEvidence(day_first=0, month_first=3)
    assert evidence.order is DateOrder.MONTH_FIRST


def test_too_few_dates_prove_nothing() -> None:
    assert gather(["3/16/2015", "6/30/1999"]).order is None


def test_divided_evidence_proves_nothing() -> None:
    assert DateEvidence(day_first=50, month_first=40).order is None


def test_a_slip_of_the_pen_does_not_divide_the_evidence() -> None:
    assert DateEvidence(day_first=1000, month_first=3).order is DateOrder.DAY_FIRST


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1))
def test_evidence_of_parts_adds_up_in_any_order(parts: list[tuple[int, int]]) -> None:
    evidences = [DateEvidence(*each) for each in parts]
    assert sum(evidences, DateEvidence()) == sum(reversed(evidences), DateEvidence())


@pytest.mark.parametrize(("context", "iso"), [(DAY_FIRST, "2018-09-05"), (MONTH_FIRST, "2018-05-09")])
def test_the_order_of_the_collection_decides_an_ambiguous_date(context: DateContext, iso: str) -> None:
    found = date("5/9/2018", context)
    assert (found.iso, found.issues) == (iso, (IssueCode.DATE_ORDER_FROM_COLLECTION,))
    assert "as in the collection" in found.rule


def test_the_order_does_not_bend_a_date_that_can_be_read_one_way_only() -> None:
    assert date("23/9/2018", MONTH_FIRST).iso == "2018-09-23"
    assert date("5 May 2018", MONTH_FIRST).iso == "2018-05-05"


def test_points_mean_day_first_unless_the_collection_says_otherwise() -> None:
    assert date("05.09.2018").iso == "2018-09-05"
    assert date("05.09.2018", MONTH_FIRST).iso == "2018-05-09"


def test_the_collectors_life_tells_the_century() -> None:
    found = date("28.v.87", collector_life=(1840, 1910))
    assert (found.iso, found.rule) == (
        "1887-05-28",
        "month by Roman numeral, century by the collector's life",
    )


def test_a_life_that_leaves_two_centuries_tells_nothing() -> None:
    assert date("28.v.05", collector_life=(1790, 1910)).edtf == "XX05-05-28"


def test_a_pivot_tells_the_century() -> None:
    assert date("28.v.87", DateContext(pivot=1920)).iso == "1987-05-28"


def test_a_date_outside_the_collectors_life_is_told_and_kept() -> None:
    for life in ((1900, 1950), (None, 1886), (1886, None)):
        found = date("28 May 1887", collector_life=life)
        assert (found.iso, found.issues) == ("1887-05-28", (IssueCode.DATE_OUTSIDE_COLLECTORS_LIFE,))
    assert date("28 May 1887", collector_life=(1850, 1890)).issues == ()


def test_a_date_before_the_institution_was_founded_is_told_and_kept() -> None:
    found = date("1801-05-28", institution_founded=1845)
    assert (found.iso, found.issues) == ("1801-05-28", (IssueCode.DATE_BEFORE_INSTITUTION,))


def test_an_identification_before_linnaeus_is_unlikely() -> None:
    assert date("1740", DateContext(since=Since.IDENTIFICATION)).issues == (IssueCode.DATE_UNLIKELY,)
    assert date("1740").issues == ()


@pytest.mark.parametrize(
    ("system", "iso"), [(Spreadsheet.FROM_1900, "1987-01-02"), (Spreadsheet.FROM_1904, "1991-01-03")]
)
def test_a_serial_number_is_a_day_where_the_context_says_so(system: Spreadsheet, iso: str) -> None:
    assert date("31779", DateContext(spreadsheet=system)).iso == iso


def test_the_reference_day_of_the_context_is_the_last_that_can_be() -> None:
    context = DateContext(reference=datetime.date(2000, 1, 1))
    assert date("2000-01-02", context).code is IssueCode.DATE_IN_FUTURE
    assert date("2000-01-01", context).issues == ()

"""The columns that tell when are read apart and compared."""

from __future__ import annotations

import pytest

from naturalia.interpret import DateContext, DateOrder, DateState, IssueCode, event_date
from naturalia.interpret.dates import month_number, parts_date


def test_the_date_counts_where_all_agree() -> None:
    found = event_date("1987-05-28", "28.v.1987", "1987", "5", "28", "148")
    assert (found.date.iso, found.source, found.issues) == ("1987-05-28", "dwc:eventDate", ())
    assert found.agreeing == ("dwc:year", "dwc:startDayOfYear", "dwc:verbatimEventDate")


def test_a_contradiction_names_both_values() -> None:
    found = event_date("1987-05-28", None, "1988", "5", "28")
    assert (found.date.iso, found.disagreeing) == ("1987-05-28", ("dwc:year",))
    (note,) = found.notes
    assert note.code is IssueCode.DATE_PARTS_DISAGREE
    assert "'1988 5 28'" in note.message
    assert "'1987-05-28'" in note.message


def test_the_columns_make_a_date_where_there_is_none() -> None:
    found = event_date(None, None, "1987", "5", "28")
    assert (found.date.iso, found.source, found.issues) == (
        "1987-05-28",
        "dwc:year",
        (IssueCode.DATE_FROM_PARTS,),
    )


def test_a_day_of_the_year_makes_a_date() -> None:
    found = event_date(year="1987", start_day="148", end_day="150")
    assert (found.date.iso, found.source) == ("1987-05-28/1987-05-30", "dwc:startDayOfYear")


def test_the_verbatim_date_is_read_where_nothing_else_is() -> None:
    found = event_date(verbatim="12-15.vi.1987")
    assert (found.date.iso, found.source) == ("1987-06-12/1987-06-15", "dwc:verbatimEventDate")
    assert found.issues == (IssueCode.DATE_FROM_VERBATIM,)


@pytest.mark.parametrize(
    ("event", "verbatim", "iso"),
    [
        ("1987", "28 May 1987", "1987-05-28"),
        ("1987-05", "28.v.1987", "1987-05-28"),
        ("1987", "May 1987", "1987-05"),
        ("1800-01-01/2012-07-06", "1 June 1946", "1946-06-01"),
        ("1850/1900", "1887-05", "1887-05"),
    ],
)
def test_a_more_precise_verbatim_date_refines(event: str, verbatim: str, iso: str) -> None:
    found = event_date(event, verbatim)
    assert (found.date.iso, found.source) == (iso, "dwc:verbatimEventDate")
    assert IssueCode.DATE_REFINED in found.issues


def test_the_columns_of_a_range_hold_its_first_day_and_do_not_refine_it() -> None:
    found = event_date("2017-05-03/04", None, "2017", "05", "03")
    assert (found.date.iso, found.issues) == ("2017-05-03/2017-05-04", ())


def test_a_verbatim_date_that_means_another_day_is_told() -> None:
    found = event_date("1987-05-28", "29.v.1987")
    assert (found.date.iso, found.issues) == ("1987-05-28", (IssueCode.DATE_VERBATIM_DISAGREES,))


def test_the_columns_settle_an_ambiguous_date() -> None:
    found = event_date("5/9/2018", None, "2018", "9", "5")
    assert found.date.iso == "2018-09-05"
    assert IssueCode.DATE_AMBIGUOUS not in found.issues


def test_the_year_settles_the_century_of_a_verbatim_date() -> None:
    found = event_date("1887", "28.v.87")
    assert (found.date.iso, found.source) == ("1887-05-28", "dwc:verbatimEventDate")


def test_an_ambiguous_date_alone_gives_what_its_readings_share() -> None:
    found = event_date("5/9/2018")
    assert (found.date.state, found.date.iso, found.date.year) == (DateState.AMBIGUOUS, None, 2018)


def test_the_order_of_the_collection_reaches_the_columns() -> None:
    context = DateContext(order=DateOrder.DAY_FIRST)
    assert event_date("5/9/2018", context=context).date.iso == "2018-09-05"


def test_no_date_is_a_state() -> None:
    found = event_date("s.d.")
    assert (found.date.state, found.issues) == (DateState.STATED_UNKNOWN, (IssueCode.DATE_STATED_UNKNOWN,))


def test_nothing_said_is_nothing_found() -> None:
    assert event_date().issues == ()


@pytest.mark.parametrize(
    ("year", "month", "day", "iso"),
    [
        ("1987", "Sep", "5", "1987-09-05"),
        ("1987", "VII", "5", "1987-07-05"),
        ("1987", "julio", None, "1987-07"),
        ("1987.0", "7.0", "5.0", "1987-07-05"),
        ("1987", "7", "12-15", "1987-07-12/1987-07-15"),
        ("1890s", None, None, "1890/1899"),
        ("1987", "0", "0", "1987"),
        ("1987", "2", "30", "1987-02"),
        ("1987", None, "12", "1987"),
        (None, "7", "12", None),
        ("87", "7", "12", None),
    ],
)
def test_parts_may_be_names_ranges_and_zeros(
    year: str | None, month: str | None, day: str | None, iso: str | None
) -> None:
    assert parts_date(year, month, day).iso == iso


def test_a_month_is_a_number_a_name_or_a_numeral() -> None:
    assert [month_number(text) for text in ("9", "09", "IX", "Sept.", "syyskuu", "13", "0", "")] == [
        *(9, 9, 9, 9, 9),
        *(None, None, None),
    ]

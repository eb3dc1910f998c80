"""A text becomes a date: the standard forms, what stays open, and what is never taken."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import DateState, IssueCode, date
from naturalia.interpret.dates import Calendar, Precision, Qualifier

TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1971-03-24", "1971-03-24"),
        ("1971-3-4", "1971-03-04"),
        ("19710324", "1971-03-24"),
        ("1971-03", "1971-03"),
        ("1971", "1971"),
        ("1992-12-31 00:00:00.0", "1992-12-31"),
        ("1992-12-31T14:30:00Z", "1992-12-31T14:30:00Z"),
        ("2010-01-02T10:00:00.000+0000", "2010-01-02T10:00:00.000+00:00"),
        ("1800-01-01/2012-07-06", "1800-01-01/2012-07-06"),
        ("2001-03-04/07", "2001-03-04/2001-03-07"),
        ("2001-03-04/05-07", "2001-03-04/2001-05-07"),
        ("1989-03/05", "1989-03/1989-05"),
        ("1999/2001", "1999/2001"),
        ("2006-00-00", "2006"),
        ("2006-05-00", "2006-05"),
        ("2008-00-20", "2008"),
        ("2001-02-30", "2001-02"),
        ("2015/09/15", "2015-09-15"),
        ("1987-W12-3", "1987-03-18"),
        ("1987-W53", "1987-12-28/1988-01-03"),
        ("1987-123", "1987-05-03"),
        ("1987123", "1987-05-03"),
        ("1988-366", "1988-12-31"),
        ("1987-05-03T10:15:00+02:00", "1987-05-03T10:15:00+02:00"),
    ],
)
def test_a_standard_date_is_understood(text: str, iso: str) -> None:
    assert date(text).iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5/9/2018",
        "19 71",
        "1987-366",
        "13/13/1987",
        "4.XIII.1987",
        "get data from A Allison",
        "1418 Aug. 1992",
    ],
)
def test_what_is_uncertain_is_not_understood(text: str) -> None:
    found = date(text)
    assert found.iso is None
    assert found.code is not None
    assert not found.complete


@pytest.mark.parametrize(
    ("text", "edtf", "iso"),
    [
        ("1987~", "1987~", "1987"),
        ("1987?", "1987?", "1987"),
        ("1987%", "1987%", "1987"),
        ("198X", "198X", "1980/1989"),
        ("18XX", "18XX", "1800/1899"),
        ("1987-21", "1987-21", "1987"),
        ("../1900", "../1900", None),
        ("1900-05/..", "1900-05/..", None),
        ("[1987-03-04,1987-04-03]", "[1987-03-04,1987-04-03]", None),
        ("{1960,1961-12}", "{1960,1961-12}", "1960/1961-12"),
        ("XXXX-12-15", "XXXX-12-15", None),
        ("XX87", "XX87", None),
    ],
)
def test_edtf_is_read_as_it_is_written(text: str, edtf: str, iso: str | None) -> None:
    found = date(text)
    assert (found.edtf, found.iso) == (edtf, iso)


def test_an_ambiguous_date_keeps_both_readings_and_what_they_share() -> None:
    found = date("5/9/2018")
    assert {reading.iso for reading in found.alternatives} == {"2018-05-09", "2018-09-05"}
    assert (found.state, found.ambiguous, found.iso) == (DateState.AMBIGUOUS, True, None)
    assert (found.year, found.month, found.day) == (2018, None, None)
    assert found.issues == (IssueCode.DATE_AMBIGUOUS,)
    assert (found.earliest, found.latest) == (datetime.date(2018, 5, 9), datetime.date(2018, 9, 5))


def test_equal_readings_are_one() -> None:
    assert date("5/5/2018").iso == "2018-05-05"


def test_a_year_of_two_digits_leaves_the_century_open() -> None:
    found = date("28.v.87")
    assert (found.iso, found.edtf, found.state) == (None, "XX87-05-28", DateState.PARTIAL)
    assert [reading.iso for reading in found.alternatives] == ["1887-05-28", "1987-05-28"]
    assert found.issues == (IssueCode.DATE_CENTURY_UNKNOWN,)


def test_two_digits_at_the_end_of_a_range_lie_in_the_century_of_its_beginning() -> None:
    assert date("1923-25").iso == "1923/1925"
    assert date("XII.89-II.1990").iso == "1989-12/1990-02"


def test_years_that_may_be_a_season_in_edtf_stay_ambiguous() -> None:
    assert {reading.edtf for reading in date("1921-22").alternatives} == {"1921-22", "1921/1922"}


@pytest.mark.parametrize("text", ["7 May", "-- May ----", "?-05-07", "20.vii.??"])
def test_a_date_without_a_year_is_partial(text: str) -> None:
    found = date(text)
    assert found.state is DateState.PARTIAL
    assert found.edtf is not None
    assert found.edtf.startswith("XXXX-")
    assert IssueCode.DATE_YEAR_UNKNOWN in found.issues


@pytest.mark.parametrize(
    "text",
    [
        *("0000-00-00", "00 XXX 0000", "-- -- ----", "0000 00 00 - 0000 00 00", "??/??/????", "?", "--"),
        *("s.d.", "S.D.", "[s.d.]", "no date", "unknown", "n/a", "null", "[no verbatim date data]"),
        *("sin fecha", "ohne Datum", "sans date", "senza data", "zonder datum", "utan datum", "bez daty"),
        *("sine dato", "sem data", "uden dato", "kuupäevata", "datum unbekannt", "n.d.", "9999"),
    ],
)
def test_a_text_that_says_there_is_no_date_is_no_error(text: str) -> None:
    found = date(text)
    assert found.state is DateState.STATED_UNKNOWN
    assert found.issues == (IssueCode.DATE_STATED_UNKNOWN,)
    assert found.iso is found.edtf is None


def test_a_date_with_zeros_says_that_it_is_incomplete() -> None:
    found = date("2006-00-00")
    assert (found.code, found.complete) == (IssueCode.DATE_INCOMPLETE, False)


def test_a_date_in_the_future_is_told_and_not_taken() -> None:
    found = date("2027-01-01", reference=TODAY)
    assert (found.iso, found.state) == (None, DateState.IN_FUTURE)
    assert found.code is IssueCode.DATE_IN_FUTURE
    assert [reading.iso for reading in found.alternatives] == ["2027-01-01"]


def test_the_reference_day_defaults_to_today() -> None:
    tomorrow = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=2)
    assert date(tomorrow.isoformat()).code is IssueCode.DATE_IN_FUTURE


def test_the_reading_that_lies_in_the_future_is_left_out() -> None:
    found = date("05/12/2026", reference=TODAY)
    assert found.iso == "2026-05-12"
    assert "future" in found.rule


def test_a_range_that_runs_backward_is_not_understood() -> None:
    assert date("1987-05-03/1987-05-01").issues == (IssueCode.DATE_RANGE_SWAPPED,)


def test_the_result_tells_all_of_itself() -> None:
    found = date("ca. 12 May 1987?")
    assert (found.iso, found.edtf) == ("1987-05-12", "1987-05-12%")
    assert found.qualifiers == (Qualifier.UNCERTAIN, Qualifier.APPROXIMATE)
    assert (found.precision, found.verbatim) == (Precision.DAY, "ca. 12 May 1987?")
    assert (found.earliest, found.latest) == (datetime.date(1987, 5, 12), datetime.date(1987, 5, 12))
    assert found.rule == "month by name"
    assert found.version


@pytest.mark.parametrize("text", ["24.05.1887 (O.S.)", "24 мая 1887 г. ст. ст.", "24 May 1887 Julian"])
def test_a_julian_date_is_converted_and_told_as_stated(text: str) -> None:
    found = date(text)
    assert (found.iso, found.stated, found.calendar) == ("1887-06-05", "1887-05-24", Calendar.JULIAN)
    assert found.issues == (IssueCode.DATE_CALENDAR_CONVERTED,)


def test_a_leap_day_that_only_the_julian_calendar_has_is_a_day() -> None:
    assert date("29.2.1900 (Julian)").iso == "1900-03-13"


def test_the_october_revolution_was_in_november() -> None:
    assert date("25 October 1917 (old style)").iso == "1917-11-07"


def test_five_digits_may_be_a_day_of_a_spreadsheet() -> None:
    found = date("31779")
    assert [reading.iso for reading in found.alternatives] == ["1987-01-02", "1991-01-03"]
    assert found.issues == (IssueCode.DATE_MAYBE_SERIAL,)


def test_a_weekday_that_is_not_the_days_is_told() -> None:
    assert date("Monday 4 May 1987").issues == ()
    assert date("Tuesday 4 May 1987").issues == (IssueCode.DATE_WEEKDAY_DISAGREES,)


def test_a_weekday_tells_day_and_month_apart() -> None:
    found = date("Friday 3/4/1987")
    assert (found.iso, found.rule) == ("1987-04-03", "numbers, weekday")


def test_a_date_before_all_collections_is_unlikely_but_kept() -> None:
    found = date("1111-08")
    assert (found.iso, found.issues) == ("1111-08", (IssueCode.DATE_UNLIKELY,))


@pytest.mark.parametrize(
    "text",
    [
        *("1" * 100_000, "- " * 50_000, "1-" * 55, "1,1&" * 29, "may " * 29, "xx" * 59, "?" * 119),
        *(
            "1900s " * 19,
            "a " * 59,
            "1:1" * 39,
            "i" * 119,
            "12h" * 39,
            "1. half " * 14,
            "20. " * 29,
            "[{" * 59,
        ),
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    date(text)
    assert time.process_time() - begin < 0.5


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    date(text, reference=TODAY)


@given(st.text(alphabet="0123456789-/.,;&~?[]{}Xx wviMayo'+:TZ", max_size=30))
def test_nothing_that_looks_like_a_date_raises_or_lies_in_the_future(text: str) -> None:
    found = date(text, reference=TODAY)
    for day in (found.start, found.end):
        assert day is None or day.first <= TODAY
    if found.start is not None and found.end is not None:
        assert found.start.first <= found.end.last
    if found.iso is not None:
        assert found.state is DateState.UNDERSTOOD

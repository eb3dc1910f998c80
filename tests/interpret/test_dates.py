import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import IssueCode, date


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
        ("1800-01-01/2012-07-06", "1800-01-01/2012-07-06"),
        ("2001-03-04/07", "2001-03-04/2001-03-07"),
        ("2001-03-04/05-07", "2001-03-04/2001-05-07"),
        ("1999/2001", "1999/2001"),
        ("2006-00-00", "2006"),
        ("2006-05-00", "2006-05"),
        ("2008-00-20", "2008"),
        ("2001-02-30", "2001-02"),
        ("2015/09/15", "2015-09-15"),
    ],
)
def test_a_certain_date_is_understood(text: str, iso: str) -> None:
    assert date(text).iso == iso


@pytest.mark.parametrize(
    "text", ["", "0000-00-00", "5/9/2018", "unknown", "20-VII-2008", "1971-03-24/1970", "19 71"]
)
def test_what_is_uncertain_is_not_understood(text: str) -> None:
    found = date(text)
    assert found.iso is None
    assert found.code is not None
    assert not found.complete


def test_a_date_with_zeros_says_that_it_is_incomplete() -> None:
    found = date("2006-00-00")
    assert (found.code, found.complete) == (IssueCode.DATE_INCOMPLETE, False)


def test_a_date_in_the_future_is_an_issue() -> None:
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)
    assert date(tomorrow.isoformat()).code is IssueCode.DATE_IN_FUTURE


@given(st.dates(max_value=datetime.date(2020, 1, 1)))
def test_every_iso_date_is_its_own_reading(day: datetime.date) -> None:
    found = date(day.isoformat())
    assert (found.iso, found.code, found.complete) == (day.isoformat(), None, True)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    date(text)

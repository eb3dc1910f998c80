from datetime import date

import pytest

from naturalia.search.dates import days_of, seconds_of, year_of


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1970-01-01", "1970-01-01", "1970-01-01"),
        ("1904", "1904-01-01", "1904-12-31"),
        ("1904-02", "1904-02-01", "1904-02-29"),
        ("1904-02-03T14:30+02:00", "1904-02-03", "1904-02-03"),
        ("1904-02-03/1905", "1904-02-03", "1905-12-31"),
        ("1998-05-01/07", "1998-05-01", "1998-05-07"),
        ("1998-05-30/06-02", "1998-05-30", "1998-06-02"),
        ("1998-05/07", "1998-05-01", "1998-07-31"),
    ],
)
def test_a_date_is_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert days_of(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text",
    ["", "about 1900", "1900-13", "1900-02-30", "0000", "1900/1899", "/", "1900/", "/1900", "1900/x", "٢٠٠١"],
)
def test_what_is_not_iso_8601_has_no_days(text: str) -> None:
    assert days_of(text) is None


def test_the_year_of_an_interval_is_known_only_within_one_year() -> None:
    assert year_of("1998-05-01/1998-12-31") == 1998
    assert year_of("1998-12-31/1999-01-01") is None
    assert year_of("spring") is None


def test_an_instant_is_a_second_and_a_day_is_all_its_seconds() -> None:
    assert seconds_of("1970-01-01T00:01:00Z") == (60, 60)
    assert seconds_of("1970-01-01T01:01:00+01:00") == (60, 60)
    assert seconds_of("1970-01-02") == (86_400, 172_799)
    assert seconds_of("yesterday T") is None
    assert seconds_of("0001-01-01T00:00:00+14:00") in (None, (-62135647200, -62135647200))

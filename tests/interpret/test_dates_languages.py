"""Months, seasons and ranges as labels write them, language by language."""

from __future__ import annotations

import datetime

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import date
from naturalia.interpret.dates.words import month_names, months

LANGUAGES = [
    *(
        "en",
        "fr",
        "de",
        "nl",
        "es",
        "pt",
        "it",
        "sv",
        "nb",
        "nn",
        "da",
        "fi",
        "is",
        "pl",
        "cs",
        "et",
        "ca",
        "gl",
    ),
    *("ru", "hu", "lv", "lt", "sk", "ro", "sl"),
]
DAYS = st.dates(datetime.date(1600, 1, 1), datetime.date(2020, 12, 31))
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SHORT = {"kesä", "pro", "led", "úno", "bře", "lis", "bal", "vas", "kov"}
"""Abbreviations of CLDR that are words of their own on labels, or mean another month next door."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_name_of_the_language_is_known(language: str) -> None:
    locale = Locale.parse(language)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                bare = name.removeprefix("de ").removeprefix("d’").strip(".")
                if bare not in SHORT:
                    assert date(f"3 {name} 1887").iso == f"1887-{number:02}-03", name


@pytest.mark.parametrize("language", sorted(month_names()))
def test_every_name_of_the_data_file_is_read(language: str) -> None:
    for number, names in month_names()[language].items():
        for name in names:
            assert date(f"{name} 1887").iso == f"1887-{number:02}", name


def test_no_name_means_two_months() -> None:
    assert len(months()) > 400
    assert set(months().values()) == set(range(1, 13))


@given(DAYS, st.sampled_from(LANGUAGES))
def test_every_day_written_in_full_comes_back(day: datetime.date, language: str) -> None:
    written = format_date(day, "long", locale=language)
    assert date(written).iso == day.isoformat(), written


@given(
    DAYS,
    st.sampled_from(
        ["{d}.{r}.{y}", "{d}-{r}-{y}", "{d}/{r}/{y}", "{d} {r} {y}", "{y} {r} {d}", "{d}.{low}.{y}"]
    ),
)
def test_every_day_with_a_roman_month_comes_back(day: datetime.date, style: str) -> None:
    roman = ROMAN[day.month - 1]
    written = style.format(d=day.day, r=roman, low=roman.lower(), y=f"{day.year:04}")
    assert date(written).iso == day.isoformat()


@given(
    DAYS,
    st.sampled_from(
        ["%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y", "%Y%m%d", "%Y-%j"]
    ),
)
def test_every_day_in_every_style_comes_back(day: datetime.date, style: str) -> None:
    assert date(day.strftime(style)).iso == day.isoformat()


@given(DAYS, DAYS)
def test_a_range_comes_back_with_its_ends_in_order(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    written = f"{first.day} {first:%B} {first.year} - {last.day} {last:%B} {last.year}"
    expected = first.isoformat() if first == last else f"{first}/{last}"
    assert date(written).iso == expected
    assert date(expected).iso == expected


@given(DAYS)
def test_the_iso_form_of_a_reading_is_read_the_same(day: datetime.date) -> None:
    for written in (f"{day:%B} {day.year}", str(day.year), f"{day.year // 10}X", f"ca. {day.year}"):
        found = date(written)
        assert found.iso is not None
        assert found.edtf is not None
        again = date(found.edtf)
        assert (again.iso, again.edtf) == (found.iso, found.edtf)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14 Maii 1823", "1823-05-14"),
        ("3 Julii 1790", "1790-07-03"),
        ("7. Sept. 1890", "1890-09-07"),
        ("3 Xbris 1756", "1756-12-03"),
        ("8bris 1790", "1790-10"),
        ("12 7bris 1799", "1799-09-12"),
        ("1er août 1911", "1911-08-01"),
        ("du 3 au 5 mai 1987", "1987-05-03/1987-05-05"),
        ("vom 3. bis 5. Mai 1987", "1987-05-03/1987-05-05"),
        ("3.-5. Mai 1987", "1987-05-03/1987-05-05"),
        ("de 3 a 5 de mayo de 1987", "1987-05-03/1987-05-05"),
        ("12 de maio de 1987", "1987-05-12"),
        ("Montag, den 4. Mai 1987", "1987-05-04"),
        ("lundi 4 mai 1987", "1987-05-04"),
        ("segunda-feira, 4 de maio de 1987", "1987-05-04"),
        ("den 12 maj 1987", "1987-05-12"),
        ("5. toukokuuta 1923", "1923-05-05"),
        ("toukokuussa 1923", "1923-05"),
        ("3 września 1901", "1901-09-03"),
        ("we wrześniu 1901", None),
        ("3. října 1901", "1901-10-03"),
        ("1987. gada 3. maijs", "1987-05-03"),
        ("1987. május 3.", "1987-05-03"),
        ("12 мая 1887 г.", "1887-05-12"),
        ("Mai-Juni 1923", "1923-05/1923-06"),
    ],
)
def test_a_label_is_read_in_its_language(text: str, iso: str | None) -> None:
    assert date(text).iso == iso


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("spring, 1959", "1959-21"),
        ("Sommer 1963", "1963-22"),
        ("été 1963", "1963-22"),
        ("otoño de 1963", "1963-23"),
        ("hösten 1963", "1963-23"),
        ("jesień 1963", "1963-23"),
        ("winter 1950-51", "1950-24"),
        ("talv 1950", "1950-24"),
        ("autumn/winter 1987", "1987-23/1987-24"),
        ("1890s", "189X"),
        ("1890's", "189X"),
        ("1890er Jahre", "189X"),
        ("années 1920", "192X"),
        ("década de 1920", "192X"),
        ("1890-talet", "189X"),
        ("1920-luvulla", "192X"),
        ("lata 1920", "192X"),
        ("1800-talet", "18XX"),
        ("19th century", "18XX"),
        ("19. Jahrhundert", "18XX"),
        ("XIXe siècle", "18XX"),
        ("siglo XIX", "18XX"),
        ("XVIII w.", "17XX"),
        ("-- -- 18--", "18XX"),
        ("196-", "196X"),
        *(
            (f"{word} 1900", "../1900")
            for word in ("before", "vor", "avant", "antes de", "före", "przed", "před", "enne")
        ),
        *(
            (f"{word} 1900", "1900/..")
            for word in ("after", "nach", "post", "après", "después de", "efter", "po")
        ),
        *(
            (f"{word} 1900", "1900~")
            for word in ("ca.", "circa", "um", "c.", "vers", "hacia", "omkring", "noin", "~")
        ),
        ("1924-present", "1924/.."),
        ("from 1900", "1900/.."),
        ("zwischen 1900 und 1910", "1900/1910"),
        ("between 1900 and 1910", "1900/1910"),
        ("entre 1900 et 1910", "1900/1910"),
        ("1890 or 1891", "[1890,1891]"),
        ("1900?", "1900?"),
        ("[1987]", "1987"),
    ],
)
def test_seasons_decades_and_bounds_are_written_in_edtf(text: str, edtf: str) -> None:
    assert date(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12-15.vi.1987", "1987-06-12/1987-06-15"),
        ("28.v.-3.vi.1990", "1990-05-28/1990-06-03"),
        ("VI-VII 1987", "1987-06/1987-07"),
        ("17-18Sep1970", "1970-09-17/1970-09-18"),
        ("Oct 30-31, 1963", "1963-10-30/1963-10-31"),
        ("Nov 9-Dec 10 1939", "1939-11-09/1939-12-10"),
        ("Jul-12-13-2007", "2007-07-12/2007-07-13"),
        ("1-6-II-1999", "1999-02-01/1999-02-06"),
        ("03.08 - 12.08.2006", "2006-08-03/2006-08-12"),
        ("1.-3.5.1987", "1987-05-01/1987-05-03"),
        ("3/27 - 28/1987", "1987-03-27/1987-03-28"),
        ("8-9/00/1997", "1997-08/1997-09"),
        ("-- MAR 1987 TO -- APR 1987", "1987-03/1987-04"),
        ("1993 Nov 17 - 0000 00 00; 10:15 - 12:45", "1993-11-17"),
        ("12 Apr-Jul 1920", "1920-04-12/1920-07"),
        ("16--IX-2009", "2009-09-16"),
        ("30.XII-2.I.1990", "1989-12-30/1990-01-02"),
        ("Dec-Jan 1897", "1896-12/1897-01"),
        ("1989 Dec 30 - Jan 2", "1989-12-30/1990-01-02"),
        ("13/8-1950", "1950-08-13"),
        ("1950-08-12--1950-08-14", "1950-08-12/1950-08-14"),
        ("1950年8月12日", "1950-08-12"),
        ("after 1.5.1900 and before 3.6.1901", "1900-05-01/1901-06-03"),
        ("-0044-03-15", None),
        ("12/3 - 5/4/1950", "1950-03-12/1950-04-05"),
        ("11/30-12/02/1972", "1972-11-30/1972-12-02"),
        ("8. Xii-1971", "1971-12-08"),
        ("1893. 15. V.", "1893-05-15"),
        ("-- FEB 1984", "1984-02"),
        ("*/*/2002", "2002"),
        ("4/00/1983", "1983-04"),
        ("4. 2007", "2007-04"),
        ("46 Aug. 1993", "1993-08"),
        ("12 May 1987 14h30", "1987-05-12T14:30"),
        ("4 May 1987, 5 pm", "1987-05-04T17:00"),
        ("12 May 1987, noon", "1987-05-12"),
        ("day 123 of 1987", "1987-05-03"),
    ],
)
def test_omitted_parts_and_odd_joints_are_understood(text: str, iso: str | None) -> None:
    assert date(text).iso == iso


@pytest.mark.parametrize(
    ("text", "iso", "edtf"),
    [
        ("winter 1950-51", "1950/1951", "1950-24"),
        ("3, 5 & 7 May 1987", "1987-05-03/1987-05-07", "{1987-05-03,1987-05-05,1987-05-07}"),
        ("July 14,17, 1877", "1877-07-14/1877-07-17", "{1877-07-14,1877-07-17}"),
        ("1870-1872, 1905", "1870/1905", "{1870..1872,1905}"),
    ],
)
def test_several_dates_are_a_set_and_a_winter_ends_in_the_next_year(text: str, iso: str, edtf: str) -> None:
    found = date(text)
    assert (found.iso, found.edtf) == (iso, edtf)

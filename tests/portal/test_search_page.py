"""The search page: the address is the whole search, and it works without script."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.network import Network


def get(path: str, status: int = 200, **headers: str) -> str:
    response = Client(headers={"host": "127.0.0.1"}).get(path, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def total(page: str) -> int:
    found = re.search(r'class="total">([\d\u202f]+)', page)
    assert found
    return int(found[1].replace("\u202f", ""))


def test_everything_is_found_without_a_query(network: Network) -> None:
    assert total(get("/search")) > 280


def test_a_filter_narrows_and_is_a_chip_that_can_be_removed() -> None:
    page = get("/search?topicDiscipline=Botany&hasMedia=true")
    assert 0 < total(page) < total(get("/search?topicDiscipline=Botany")) < total(get("/search"))
    chips = re.search(r'<ul class="chips".*?</ul>', page, re.S)
    assert chips
    assert 'href="/search?hasMedia=true"' in chips[0]
    assert 'href="/search?topicDiscipline=Botany"' in chips[0]


def test_the_count_of_a_facet_is_the_total_of_the_search_with_it() -> None:
    page = get("/search")
    pattern = r'name="institutionCode" value="([^"]+)".*?class="count">([\d\u202f]+)'
    counts = re.findall(pattern, page, re.S)
    assert len(counts) == 3
    for code, count in counts:
        assert total(get(f"/search?institutionCode={code}")) == int(count)


def test_a_chosen_value_stays_a_checked_box_even_if_it_is_not_among_the_most_frequent() -> None:
    page = get("/search?countryCode=XX")
    assert re.search(r'name="countryCode" value="XX" checked', page)
    assert "Nothing matches this search" in page


def test_countries_and_licences_are_called_by_their_names() -> None:
    page = get("/search")
    assert re.search(r'name="countryCode" value="DE".*?<span>Germany</span>', page, re.S)
    assert "CC0" in page


def test_no_value_is_a_choice() -> None:
    page = get("/search?missing=typeStatus")
    assert re.search(r'name="missing" value="typeStatus" checked', page)
    assert total(page) + total(get("/search?present=typeStatus")) == total(get("/search"))


def test_paging_gives_every_specimen_once() -> None:
    seen: list[str] = []
    path = "/search?limit=100&sort=-scientificName"
    while path:
        page = get(path)
        seen += re.findall(r'<th scope="row"><a href="(/specimen/[^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == total(get("/search"))


def test_a_heading_sorts_ascending_then_descending_then_not() -> None:
    assert re.search(r'href="(/search\?sort=scientificName)"', get("/search"))
    ascending = get("/search?sort=scientificName")
    assert 'aria-sort="ascending"' in ascending
    assert 'href="/search?sort=-scientificName"' in ascending
    assert re.search(
        r'aria-sort="descending"><a id="sort-1" href="/search"', get("/search?sort=-scientificName")
    )


def test_fields_without_a_control_travel_with_the_form() -> None:
    page = get("/search?-country=Germany&bbox=-10,40,20,60")
    assert '<input type="hidden" name="-country" value="Germany">' in page
    assert '<input type="hidden" name="bbox" value="-10,40,20,60">' in page


def test_empty_fields_of_the_form_are_left_out_of_the_address() -> None:
    response = Client(headers={"host": "127.0.0.1"}).get("/search?q=&country=Germany&year=")
    assert response.status_code == 302
    assert response.headers["Location"] == "/search?country=Germany"


def test_the_script_is_told_the_proper_address() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    response = client.get("/search?q=&country=Germany", headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == "/search?country=Germany"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/search?contry=Sweden", "country"),
        ("/search?year=later", "year"),
        ("/search?sort=locality", "sort"),
        ("/search?cursor=nonsense", "cursor"),
        ("/search?bbox=1,2", "bbox"),
    ],
)
def test_what_cannot_be_understood_is_400_and_says_what(path: str, hint: str) -> None:
    page = get(path, 400)
    assert f"<code>{hint}</code>" in page
    assert "Search without it" in page


def test_what_a_visitor_types_is_never_markup() -> None:
    page = get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page

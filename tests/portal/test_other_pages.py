"""Front page, institutions, harvests, errors, and what holds for every page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from naturalia.catalogue.models import Harvest
from tests.network import Network

PAGES = [
    "/",
    "/search",
    "/search?q=zzz",
    "/institutions",
    "/institution/SYN-HERB",
    "/harvests",
    "/api",
    "/specimen",
]


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def get(path: str, status: int = 200) -> str:
    response = client().get(path)
    assert response.status_code == status
    return response.content.decode()


class Links(HTMLParser):
    """Links, inline script and style of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            self.links.append(named.get("href") or "")
        if tag == "style" or "style" in named or any(name.startswith("on") for name in named):
            self.forbidden.append(f"{tag} {named}")
        if tag == "script" and named.get("type") == "application/ld+json":
            return  # data: a browser neither runs it nor applies the policy to it
        if tag == "script" and not (named.get("src") or "").startswith("/static/"):
            self.forbidden.append("inline script")


def links_of(page: str) -> Links:
    links = Links()
    links.feed(page)
    return links


def all_pages(network: Network) -> list[str]:
    specimens = [f"/specimen/{network.updated}", f"/specimen/{network.updated}/history"]
    return [*PAGES, *specimens, f"/harvest/{network.second_harvest}"]


def test_numbers_of_the_front_page_lead_to_searches_that_find_as_many() -> None:
    page = get("/")
    figures = re.findall(r'<li><a href="(/search[^"]*)"><b>([\d\u202f]+)</b>', page)
    values = [(path, number) for path, number in figures if "/facet/" in path]
    assert (len(figures), len(values)) == (5, 2)
    for path, number in values:
        assert f"1–{number} of {number}" in get(path)
    for path, number in figures[:3]:
        assert f'class="total">{number} ' in get(path.replace("&amp;", "&"))


def test_an_example_of_the_front_page_finds_something() -> None:
    tiles = re.search(r'<ul class="tiles">.*?</ul>', get("/"), re.S)
    assert tiles
    for path in re.findall(r'href="(/search[^"]*)"', tiles[0]):
        assert "Nothing matches" not in get(path.replace("&amp;", "&"))


def test_holdings_of_an_institution_add_up() -> None:
    page = get("/institution/SYN-HERB")
    total = re.search(r'class="button" href="[^"]+">([\d\u202f]+) objects', page)
    shares = re.search(r'aria-labelledby="holdings-2".*?</table>', page, re.S)
    assert total
    assert shares
    counts = re.findall(r'<td class="number">(\d+)</td>', shares[0])
    assert sum(map(int, counts)) == int(total[1])


def test_a_harvest_report_adds_up_and_tells_why_rows_were_refused(network: Network) -> None:
    harvest = Harvest.objects.get(pk=network.second_harvest)
    page = get(f"/harvest/{harvest.pk}")
    body = re.search(r'<table class="balance">.*?</tbody>', page, re.S)
    assert body
    assert sum(map(int, re.findall(r'class="number">(\d+)<', body[0]))) == harvest.read
    assert harvest.rejected >= 1
    assert "no identifier" in page
    assert "line 2" in page


def test_an_undone_harvest_says_so(network: Network) -> None:
    assert "This harvest was undone" in get(f"/harvest/{network.undone_harvest}")


@pytest.mark.parametrize("path", ["/nothing", "/harvest/999", "/institution/NOBODY", "/specimen/10.5072/x"])
def test_what_is_not_there_is_404_with_a_search_to_try(path: str) -> None:
    assert 'href="/search?q=' in get(path, 404)


def test_a_null_character_in_an_address_is_not_our_fault() -> None:
    assert client().get("/search?q=a%00b").status_code < 500
    assert client().get("/institution/a%00b").status_code < 500
    assert client().get("/specimen?id=a%00b").status_code < 500


def test_no_page_has_inline_script_or_style_or_a_foreign_address_to_load(network: Network) -> None:
    for path in all_pages(network):
        page = get(path)
        assert links_of(page).forbidden == [], path
        assert re.findall(r'(?:src|href)="https?://[^"]*"[^>]*(?:stylesheet|script)', page) == []


def test_every_page_states_the_policy_and_may_not_be_framed(network: Network) -> None:
    for path in [*all_pages(network), "/nothing"]:
        policy = client().get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_every_link_within_the_portal_leads_somewhere(network: Network) -> None:
    seen: set[str] = set()
    for path in all_pages(network):
        seen |= {link.partition("#")[0] for link in links_of(get(path)).links if link.startswith("/")}
    broken = {path for path in seen - {""} if client().get(path).status_code not in (200, 302, 410)}
    assert broken == set()


def test_every_page_has_one_main_heading_a_title_and_a_way_past_the_navigation(network: Network) -> None:
    for path in all_pages(network):
        page = get(path)
        assert len(re.findall(r"<h1[ >]", page)) == 1, path
        assert re.search(r"<title>[^<]+Naturalia|<title>Naturalia", page), path
        assert 'href="#main"' in page

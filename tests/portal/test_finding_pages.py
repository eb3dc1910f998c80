"""All filters, facets, lists, the tree of taxa, comparison and feeds, as pages without script."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from naturalia.catalogue.indexing import search_index
from naturalia.search import TERMS, parse, search
from tests.portal.test_search_page import get, total

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def located(path: str) -> str:
    response = client().get(path)
    assert response.status_code == 302
    return str(response.headers["Location"])


def fields(page: str) -> list[tuple[str, str]]:
    """What a browser would send of the form of all filters as it stands."""
    form = re.search(r'<form class="filters".*?</form>', page, re.S)
    assert form
    sent: list[tuple[str, str]] = []
    for tag in re.finditer(r"<input ([^>]*)>|<select ([^>]*)>(.*?)</select>", form[0], re.S):
        attributes = tag[1] or tag[2]
        name = re.search(r'name="([^"]*)"', attributes)
        value = re.search(r'value="([^"]*)"', attributes)
        chosen = re.search(r'value="([^"]*)" selected', tag[3] or "") or re.search(
            r'value="([^"]*)"', tag[3] or ""
        )
        found = value if tag[1] else chosen
        assert name
        sent.append((name[1], unescape(found[1]) if found else ""))
    return sent


QUERIES = [
    "q=carex&country=Sweden&country=Norway&-sex=male",
    "year=1900,1950&year=1960,*&-year=1955",
    "missing=locality&present=country&missing=year",
    "bbox=-10,40,20,60&geometry=POLYGON((10 50,20 50,20 60,10 50))&geoDistance=59.3,18.1,5km",
    "sort=-eventDate&limit=50&geoDistance=1,2,3km&geoDistance=59.3,18.1,5km",
    "hasMedia=true&eventDate=1904-05,1904-07&modified=2020-01-01,*&decimalLatitude=*,10.5",
]


@pytest.mark.parametrize("text", QUERIES)
def test_the_form_of_all_filters_gives_back_the_search_it_was_opened_with(text: str) -> None:
    page = get(f"/search/all?{text}")
    assert located(f"/search/all?{urlencode(fields(page))}") == unescape(
        re.findall(r'class="crumb"><a href="([^"]*)"', page)[0]
    )


def test_every_term_has_a_field_with_its_label_and_help() -> None:
    page = get("/search/all")
    for term in TERMS:
        assert f'name="{term.name}.way"' in page
        assert f'id="help-{term.name}"' in page


def test_a_row_says_is_or_is_not_or_whether_there_is_a_value() -> None:
    sent = [
        ("send", "1"),
        ("country.way", "is"),
        ("country", "Sweden"),
        ("country.way", "not"),
        ("country", "Norway"),
        ("locality.way", "missing"),
        ("locality", ""),
        ("year.way", "is"),
        ("year.from", ""),
        ("year.to", "1900"),
    ]
    wanted = "/search?country=Sweden&year=%2A%2C1900&-country=Norway&missing=locality"
    assert located(f"/search/all?{urlencode(sent)}") == wanted


def test_what_the_form_cannot_understand_is_named() -> None:
    page = get("/search/all?send=1&year.way=is&year.from=long+ago&year.to=", 400)
    assert "<code>year</code>" in page


def test_values_are_suggested_as_options_for_a_field() -> None:
    assert 'value="SYN-HERB"' in get("/search/suggest/institutionCode?institutionCode=syn")
    assert get("/search/suggest/nosuch?nosuch=x").strip() == ""


def test_facets_stand_by_theme_and_can_be_chosen_and_are_remembered() -> None:
    visitor = client()
    page = visitor.get("/search?facet=genus&facet=sex").content.decode()
    assert re.findall(r'id="facet-(\w+)"', page) == ["sex", "genus"]
    assert re.findall(r'class="theme">([^<]+)<', page) == ["Specimen", "Name"]
    assert re.findall(r'id="facet-(\w+)"', visitor.get("/search").content.decode()) == ["sex", "genus"]
    visitor.get("/search?facet=usual")
    assert "facet-institutionCode" in visitor.get("/search").content.decode()


def test_facets_that_are_not_counted_are_an_error() -> None:
    assert "<code>facet</code>" in get("/search?facet=locality", 400)


def test_a_cookie_that_names_no_facets_does_no_harm() -> None:
    visitor = client()
    visitor.cookies["facets"] = "locality.<b>.x"
    assert "facet-institutionCode" in visitor.get("/search").content.decode()


def test_to_a_browser_with_script_facets_come_after_the_results() -> None:
    visitor = client()
    visitor.cookies["script"] = "1"
    page = visitor.get("/search?institutionCode=SYN-HERB&country=Sweden").content.decode()
    assert 'id="facet-' not in page
    assert '<input form="search-form" type="hidden" name="institutionCode" value="SYN-HERB">' in page
    address = re.search(r'hx-get="(/search/facets[^"]*)"', page)
    assert address
    later = visitor.get(unescape(address[1]), headers={"HX-Request": "true"}).content.decode()
    whole = get("/search?institutionCode=SYN-HERB&country=Sweden")
    assert re.findall(r'class="count">[^<]*', later) == re.findall(r'class="count">[^<]*', whole)


def test_all_values_of_a_facet_are_paged_and_each_leads_to_what_it_counts() -> None:
    first, second = get("/search/facet/scientificName"), get("/search/facet/scientificName?page=2")
    pattern = r'<li><a href="([^"]+)"[^>]*>[^<]*</a> <span class="count">([\d\u202f]+)'
    listed = [re.findall(pattern, page) for page in (first, second)]
    assert len(listed[0]) >= 50
    assert not {url for url, _ in listed[0]} & {url for url, _ in listed[1]} - {
        "/search?missing=scientificName"
    }
    for url, count in listed[0][:5] + listed[1][:2]:
        assert total(get(unescape(url))) == int(count.replace("\u202f", ""))


def test_values_are_searched_by_any_part_and_by_the_name_of_their_code() -> None:
    assert "SYN-HERB" in get("/search/facet/institutionCode?within=herb")
    assert "Germany" in get("/search/facet/countryCode?within=german")
    assert "No value fits" in get("/search/facet/countryCode?within=zzzz")


def test_values_go_from_a_to_z_if_wanted() -> None:
    page = get("/search/facet/family?by=value")
    names = re.findall(r'<li><a href="[^"]+"[^>]*>([^<]+)</a>', page)
    assert names[:-1] == sorted(names[:-1])


def some_numbers(count: int) -> list[str]:
    page = search(search_index(), parse([("present", "catalogNumber"), ("limit", str(count))]))
    return [row.catalog_number for row in page.rows]


def test_a_pasted_list_leads_to_a_report_a_table_and_a_search() -> None:
    numbers = some_numbers(30)
    values = "\r\n".join([*numbers, "=no such"])
    response = client().post("/search/list", {"values": values, "lines": "any"})
    assert response.status_code == 302
    address = response.headers["Location"]
    page = get(address)
    assert "<b>30</b> lines found" in page
    assert "<b>1</b> lines not found" in page
    assert total(get(f"/search?list={address.rpartition('/')[2]}")) == 30
    table = client().get(f"{address}.csv").content.decode().splitlines()
    assert len(table) == 32
    assert "'=no such,not found,,0," in table


def test_a_file_is_a_list_too() -> None:
    file = SimpleUploadedFile("numbers.txt", "\ufeff".encode() + "\n".join(some_numbers(3)).encode())
    response = client().post("/search/list", {"values": "", "lines": "numbers", "file": file})
    assert "<b>3</b> lines found" in get(response.headers["Location"])


def test_an_empty_list_says_so_and_keeps_what_was_typed() -> None:
    response = client().post("/search/list", {"values": "  ", "lines": "any"})
    assert response.status_code == 400
    assert "the list is empty" in response.content.decode()


def test_a_list_that_is_gone_is_not_found() -> None:
    get("/search/list/" + "0" * 24, 404)
    get("/search/list/nonsense", 404)


def test_the_tree_of_taxa_leads_down_and_counts_like_the_search() -> None:
    page = get("/taxonomy?topicDiscipline=Botany")
    below = re.search(r'hx-get="([^"]+)"', page)
    assert below
    deeper = get(unescape(below[1]))
    counts = re.findall(r'<a href="([^"]+)">Specimens.*?', deeper)
    assert counts
    first = re.search(r'class="count">([\d\u202f]+)', deeper)
    assert first
    assert total(get(unescape(counts[0]))) == int(first[1].replace("\u202f", ""))


def test_two_searches_are_compared_by_their_shares() -> None:
    page = get("/compare?a=topicDiscipline%3DBotany&b=/search?hasMedia%3Dtrue")
    rows = re.findall(
        r'<th scope="row"><a href="([^"]+)">[^<]+</a></th>((?:<td class="number">[^<]+</td>){3})', page
    )
    for url, numbers in rows[:2]:
        found, only, both = (int(n.replace("\u202f", "")) for n in re.findall(r">([^<]+)</td>", numbers))
        assert found == only + both == total(get(unescape(url)))
    both_filters = total(get("/search?topicDiscipline=Botany&hasMedia=true"))
    assert f'<td class="number">{both_filters}</td>' in page


def test_a_comparison_that_cannot_be_understood_says_why() -> None:
    assert "contry" in get("/compare?a=contry%3DSweden&b=x", 400)
    assert "takes a, b and facet" in get("/compare?a=x&b=y&c=z", 400)


def test_the_feed_has_the_newest_objects_of_a_search_first() -> None:
    response = client().get("/search.atom?institutionCode=SYN-HERB")
    feed = etree.fromstring(response.content)
    moments = [one.text or "" for one in feed.findall("a:entry/a:updated", ATOM)]
    assert len(moments) == 50
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext("a:updated", None, ATOM) == moments[0]
    kinds = {one.get("term") for one in feed.findall("a:entry/a:category", ATOM)}
    assert kinds == {"new", "changed"}
    addresses = [one.text for one in feed.findall("a:entry/a:id", ATOM)]
    assert len(set(addresses)) == 50


def test_a_feed_is_not_sent_again_while_nothing_changes() -> None:
    first = client().get("/search.atom?q=carex")
    again = client().get("/search.atom?q=carex", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client().get("/search.atom?contry=x").status_code == 400


def test_a_feed_of_nothing_is_a_feed() -> None:
    feed = etree.fromstring(client().get("/search.atom?q=zzzzzz").content)
    assert feed.findtext("a:updated", None, ATOM) == "1970-01-01T00:00:00Z"


def test_a_search_can_be_copied_in_every_form() -> None:
    page = unescape(get("/search?-country=Germany&year=1900,1950&class=Aves&q=o'neill"))
    assert (
        "client.specimens(q=\"o'neill\", year='1900,1950', **{'class': 'Aves', '-country': 'Germany'})"
        in page
    )
    assert '`-country` = "Germany"' in page
    assert "/search.atom?q=o%27neill" in page

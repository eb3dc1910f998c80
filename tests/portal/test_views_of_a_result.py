"""Table, gallery, map, charts and quality show the same result, and work without script."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings

from naturalia.portal.security import policy
from tests.portal.test_search_page import get, total

VIEWS = ["table", "gallery", "map", "charts", "quality"]


def links(page: str, within: str) -> list[str]:
    return [unescape(one) for one in re.findall(rf'href="({within}[^"]*)"', page)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_the_count_of_the_same_search(view: str) -> None:
    address = "/search?topicDiscipline=Botany&hasMedia=false"
    assert total(get(f"{address}&view={view}")) == total(get(address)) > 0


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_nothing_says_so(view: str) -> None:
    assert "Nothing matches this search" in get(f"/search?q=zzzzzz&view={view}")


def test_an_unknown_view_is_an_error_with_the_name_that_it_resembles() -> None:
    page = get("/search?view=galery", status=400)
    assert "table, gallery, map, charts, quality" in page


def test_chips_form_and_tabs_keep_the_view_or_change_it() -> None:
    page = get("/search?topicDiscipline=Botany&hasMedia=true&view=charts&rank=genus")
    assert 'href="/search?hasMedia=true&amp;view=charts&amp;rank=genus"' in page
    assert '<input type="hidden" name="view" value="charts">' in page
    assert 'id="view-map" href="/search?hasMedia=true&amp;topicDiscipline=Botany&amp;view=map"' in page
    assert 'id="view-charts"' in page
    assert 'aria-current="page">Charts' in page


def test_a_bar_leads_to_the_search_with_its_count() -> None:
    page = get("/search?topicDiscipline=Botany&view=charts")
    bars = re.findall(r'<a href="([^"]+)" aria-label="[^"]*: ([\d\u202f]+)">', page)
    assert len(bars) > 20
    for url, count in bars[::4]:
        assert total(get(unescape(url))) == int(count.replace("\u202f", ""))


def test_a_chart_has_a_title_a_description_and_a_table_of_the_same_figures() -> None:
    page = get("/search?view=charts")
    for name in ("time", "taxonomy", "institutions", "countries", "mids", "issues"):
        assert f'<title id="chart-{name}-title">' in page
        assert re.search(rf'<desc id="chart-{name}-desc">Most: [^<]+</desc>', page)
        assert f'<table class="figures-of" aria-labelledby="chart-{name}">' in page


def test_the_figures_of_a_chart_are_a_csv_file_that_adds_up() -> None:
    rows = list(csv.reader(io.StringIO(get("/search/charts/mids.csv?topicDiscipline=Botany"))))
    assert rows[0] == ["midsLevel", "label", "specimens"]
    assert sum(int(row[2]) for row in rows[1:]) == total(get("/search?topicDiscipline=Botany"))


def test_figures_of_a_chart_or_rank_that_does_not_exist_are_errors() -> None:
    get("/search/charts/shapes.csv", status=404)
    get("/search/charts/taxonomy.csv?rank=tribe", status=400)
    get("/search?view=charts&rank=tribe", status=400)


def test_a_square_of_the_map_leads_to_a_search_of_at_least_its_count() -> None:
    page = get("/search?view=map")
    table = page[page.index('id="densest"') :]
    found = re.findall(r'<a href="([^"]+bbox[^"]+)">[^<]+</a></th><td class="number">([\d\u202f]+)', table)
    assert found
    for url, count in found[:4]:
        # A box has the points of all its edges, a square those of its west and south only.
        assert total(get(unescape(url))) >= int(count.replace("\u202f", "")) > 0


def test_the_map_is_drawn_without_script_on_the_land_of_the_place_asked_for() -> None:
    world = re.search(r'<svg viewBox="([^"]+)" role="img"', get("/search?view=map"))
    sweden = re.search(r'<svg viewBox="([^"]+)" role="img"', get("/search?view=map&bbox=10,55,25,70"))
    assert world
    assert sweden
    assert world[1] == "-180 -85 360 145"
    west, north, across, down = map(float, sweden[1].split())
    assert west < 10 < 25 < west + across
    assert north < -70 < -55 < north + down
    assert re.search(r'class="land" d="M[-\d. L]+Z', get("/search?view=map&bbox=10,55,25,70"))


def test_a_finding_leads_to_the_search_that_lists_it() -> None:
    page = get("/search?topicDiscipline=Botany&view=quality")
    found = re.findall(r'weight-\d"><a href="([^"]+)">([\d\u202f]+)</a>', page)
    assert len(found) > 10
    assert any("institutionCode=" in url for url, _ in found)
    for url, count in found[::5]:
        assert total(get(unescape(url))) == int(count.replace("\u202f", ""))


def test_columns_are_chosen_in_the_address_and_remembered() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    page = client.get("/search?columns=family&columns=lifeStage").content.decode()
    assert heads(page) == ["Name", "Family", "Life stage"]
    assert 'href="/search?sort=family&amp;columns=scientificName%2Cfamily%2ClifeStage"' in page
    assert heads(client.get("/search").content.decode()) == ["Name", "Family", "Life stage"]
    assert len(heads(client.get("/search?columns=usual").content.decode())) == 7
    assert len(heads(client.get("/search").content.decode())) == 7


def heads(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)
    ]


def test_a_column_that_does_not_exist_is_an_error_but_not_in_a_cookie() -> None:
    get("/search?columns=shape", status=400)
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["columns"] = "shape.family"
    assert heads(client.get("/search").content.decode()) == ["Name", "Family"]


def test_a_gallery_has_cards_with_licences_and_loads_nothing_from_others() -> None:
    page = get("/search?view=gallery&topicDiscipline=Botany")
    assert page.count('<figure class="picture">') >= 10
    assert "<img" not in page
    assert 'rel="license external"' in page
    assert total(get("/search?topicDiscipline=Botany&hasMedia=true")) > 0


def test_a_gallery_loads_images_late_from_a_host_that_is_allowed() -> None:
    page = get("/search?view=gallery&topicDiscipline=Botany")
    frames = re.findall(r'<a class="frame" href="(https://[^"]+)"', page)
    host = urlsplit(frames[0]).netloc
    with override_settings(NATURALIA_IMAGE_HOSTS=frozenset({host})):
        assert '<img src="https://' in get("/search?view=gallery&topicDiscipline=Botany")
        assert 'loading="lazy"' in get("/search?view=gallery&topicDiscipline=Botany")
        header = Client(headers={"host": "127.0.0.1"}).get("/search").headers["Content-Security-Policy"]
    assert f"img-src 'self' data: https://{host}" in header


def test_no_host_is_allowed_unless_the_administrator_says_so() -> None:
    assert policy(()).endswith("img-src 'self' data:")


def test_the_pages_of_a_gallery_have_different_specimens() -> None:
    first = get("/search?view=gallery&limit=5")
    following = links(first, r"/search\?[^\"]*cursor=")
    second = get(following[0])
    assert not set(links(first, "/specimen/")) & set(links(second, "/specimen/"))


def test_outlines_are_served_compressed_and_kept() -> None:
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    response = client.get("/outlines.geojson")
    assert response.headers["Content-Encoding"] == "gzip"
    assert (
        client.get("/outlines.geojson", headers={"if-none-match": response.headers["ETag"]}).status_code
        == 304
    )

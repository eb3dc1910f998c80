"""The page of a specimen: as it is, as it was, and what happened to it."""

from __future__ import annotations

import re

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import current_state, find_specimen
from tests.network import Network


def get(path: str, status: int = 200) -> str:
    response = Client(headers={"host": "127.0.0.1"}).get(path)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_a_page_shows_name_identifier_institution_and_completeness(network: Network) -> None:
    page = get(f"/specimen/{network.untouched}")
    assert network.untouched in page
    assert "SYN-HERB" in page
    assert re.search(r"MIDS \d", page)
    assert re.search(r"<h1><i>[A-Z]", page)


def test_each_term_of_the_row_stands_beside_what_was_understood(network: Network) -> None:
    page = get(f"/specimen/{network.untouched}")
    rows = re.findall(r'<th scope="row" title="([^"]+)">.*?<td class="wrap verbatim">(.*?)</td>', page, re.S)
    written = dict(rows)
    assert written["dwc:institutionCode"] == "SYN-HERB"
    assert len(written) > 15


def test_mids_is_explained_element_by_element(network: Network) -> None:
    page = get(f"/specimen/{network.untouched}")
    assert "Physical specimen ID" in page
    assert "✓ yes" in page
    assert "✗ no" in page


def test_provenance_names_file_line_and_hashes(network: Network) -> None:
    state = current_state(find_specimen(network.untouched)[0])
    page = get(f"/specimen/{network.untouched}")
    assert state
    assert state.fingerprint in page
    assert state.hash in page
    assert "occurrence.txt" in page


def test_every_specimen_of_the_network_has_a_page_of_valid_markup(network: Network) -> None:
    for specimen in Specimen.objects.order_by("pk")[::7]:
        page = Client(headers={"host": "127.0.0.1"}).get(f"/specimen/{specimen.pid}")
        assert page.status_code in (200, 410), specimen.pid
        text = page.content.decode()
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), specimen.pid


def test_a_page_needs_few_queries(network: Network) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(f"/specimen/{network.updated}")
    assert len(queries) <= 6


def test_an_update_is_shown_as_term_before_and_after(network: Network) -> None:
    page = get(f"/specimen/{network.updated}/history")
    assert re.search(r"<del>.*</del>", page)
    assert re.search(r"<ins>.*, by the bridge</ins>", page)


def test_any_two_versions_have_a_page_of_their_differences(network: Network) -> None:
    page = get(f"/specimen/{network.updated}/difference/1/2")
    assert re.search(r"<ins>.*, by the bridge</ins>", page)
    assert f"/api/v1/specimens/{network.updated}/versions/1/difference/2" in page
    same = get(f"/specimen/{network.updated}/difference/2/2")
    assert "the two versions mean the same" in same
    get(f"/specimen/{network.updated}/difference/1/99", status=404)


def test_an_old_version_says_so_and_leads_to_the_current_one(network: Network) -> None:
    page = get(f"/specimen/{network.updated}/1")
    assert "This is version 1. The current one is version 2." in page
    assert "by the bridge" not in page.partition('id="versions"')[0]


def test_an_undone_version_says_so_and_is_not_the_current_one(network: Network) -> None:
    assert "This version was undone." in get(f"/specimen/{network.undone}/2")
    current = get(f"/specimen/{network.undone}")
    assert "mistaken habitat" not in current.partition('id="versions"')[0]


def test_a_vanished_specimen_is_gone_with_a_page(network: Network) -> None:
    page = get(f"/specimen/{network.vanished}", 410)
    assert "gone from its source" in page
    assert f"/specimen/{network.vanished}/1" in page
    assert "This is version 1" in get(f"/specimen/{network.vanished}/1")


def test_other_spellings_of_a_pid_lead_to_the_proper_one(network: Network) -> None:
    prefix, suffix = network.updated.split("/")
    for spelling in (suffix.lower(), suffix.replace("-", ""), suffix.lower().replace("-", "")):
        for rest in ("", "/1", "/history", ".json"):
            response = Client(headers={"host": "127.0.0.1"}).get(f"/specimen/{prefix}/{spelling}{rest}")
            assert response.status_code == 302
            assert response.headers["Location"] == f"/specimen/{network.updated}{rest}"


def test_a_mistyped_pid_is_explained(network: Network) -> None:
    wrong = network.updated[:-1] + ("0" if network.updated[-1] != "0" else "1")
    assert "check character" in get(f"/specimen/{wrong}", 404)


@pytest.mark.parametrize("rest", ["/99", "/999999999"])
def test_a_version_that_never_was_is_404(network: Network, rest: str) -> None:
    assert "has no version" in get(f"/specimen/{network.updated}{rest}", 404)


def test_a_specimen_is_found_by_its_physical_id(network: Network) -> None:
    specimen = find_specimen(network.updated)[0]
    response = Client(headers={"host": "127.0.0.1"}).get("/specimen", {"id": specimen.physical_id})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/specimen/{network.updated}"
    assert "No specimen has this identifier" in get("/specimen?id=nothing-like-it", 404)


def test_the_json_twin_is_the_document(network: Network) -> None:
    document = msgspec.json.decode(get(f"/specimen/{network.updated}.json"))
    assert document["@id"] == f"https://doi.org/{network.updated}"
    assert document["ods:version"] == 2


def test_all_tests_of_quality_have_a_page_of_their_own(network: Network) -> None:
    page = get(f"/specimen/{network.untouched}")
    address = re.search(r'href="(/specimen/[^"]+/tests)"', page)
    assert address is not None
    listed = get(address[1])
    assert listed.count('rel="external"') == 110

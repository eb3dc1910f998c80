"""A specimen for machines: forms, negotiation, links, and the FAIR principles checked over what is served."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from rdflib import Graph, Literal, URIRef
from referencing import Registry, Resource

from naturalia.exports.representations import REPRESENTATIONS
from naturalia.portal.negotiation import NotAcceptableError, preferred
from tests.network import Network
from tests.shared import shared_file

FORMS = [*REPRESENTATIONS, "linkset.json"]
LINK = re.compile(r'<([^>]*)>((?:; \w+="[^"]*")*)')


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def get(path: str, accept: str | None = None, status: int = 200) -> Any:
    response = client().get(path, headers={"accept": accept} if accept is not None else {})
    assert response.status_code == status, (path, response.status_code)
    return response


def links(response: Any) -> list[dict[str, str]]:
    """The links of a header, each with its target and parameters."""
    found = LINK.findall(response.headers["Link"])
    return [{"href": href} | dict(re.findall(r'(\w+)="([^"]*)"', rest)) for href, rest in found]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("application/json", "json"),
        ("application/ld+json, application/json;q=0.5", "jsonld"),
        ("text/turtle;q=0.9, text/html;q=0.2", "ttl"),
        ("text/*;q=0.3, text/csv", "csv"),
        ("application/*", "json"),
        ("nonsense", "html"),
    ],
)
def test_the_form_that_the_client_likes_best_is_served(accept: str, form: str) -> None:
    forms = {"html": ["text/html"], **{name: one.media_types for name, one in REPRESENTATIONS.items()}}
    assert preferred(accept, forms) == form


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/json;q=zero"])
def test_what_is_not_there_or_refused_is_not_served(accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        preferred(accept, {"html": ["text/html"], "json": ["application/json"]})


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_an_address_and_is_negotiated_to_the_same_bytes(network: Network, form: str) -> None:
    named = get(f"/specimen/{network.updated}.{form}")
    media_type = named.headers["Content-Type"].partition(";")[0]
    negotiated = get(f"/specimen/{network.updated}", media_type)
    assert negotiated.content == named.content
    assert negotiated.headers["Content-Location"] == f"/specimen/{network.updated}.{form}"
    assert "Accept" in negotiated.headers["Vary"]
    assert named.headers["ETag"].startswith('"')


def test_a_page_varies_with_what_is_accepted(network: Network) -> None:
    assert "Accept" in get(f"/specimen/{network.updated}").headers["Vary"]


def test_what_nobody_has_is_406_with_what_there_is(network: Network) -> None:
    answer = get(f"/specimen/{network.updated}", "image/png", 406)
    assert f"/specimen/{network.updated}.ttl text/turtle" in answer.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_vanished_specimen_is_410_in_every_form(network: Network, form: str) -> None:
    assert get(f"/specimen/{network.vanished}.{form}", status=410).content
    get(f"/specimen/{network.vanished}", "text/html", 410)


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_specimen_is_404_in_every_form(form: str) -> None:
    get(f"/specimen/10.5072/BCD-FGH-JKM-NPQ.{form}", status=404)


def test_a_version_never_changes_and_may_be_kept_for_ever(network: Network) -> None:
    first = get(f"/specimen/{network.updated}/1.json")
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = client().get(f"/specimen/{network.updated}/1.json", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert get(f"/specimen/{network.updated}.json").headers["ETag"] != etag


def test_json_ld_turtle_and_the_document_say_the_same(network: Network) -> None:
    subject = URIRef(f"https://doi.org/{network.updated}")
    linked = Graph().parse(data=get(f"/specimen/{network.updated}.jsonld").content, format="json-ld")
    turtle = Graph().parse(data=get(f"/specimen/{network.updated}.ttl").content, format="turtle")
    assert len(linked) == len(turtle) > 30
    document = get(f"/api/v1/specimens/{network.updated}").json()
    name = Literal(document["ods:specimenName"])
    assert (subject, URIRef("https://w3id.org/openDS/terms/specimenName"), name) in turtle
    licence = URIRef(document["dcterms:license"])
    assert (subject, URIRef("http://purl.org/dc/terms/license"), licence) in turtle


def test_darwin_core_is_served_as_a_row_and_as_lines(network: Network) -> None:
    document = get(f"/api/v1/specimens/{network.updated}").json()
    (row,) = csv.DictReader(io.StringIO(get(f"/specimen/{network.updated}.csv").content.decode()))
    assert row["digitalSpecimenID"] == f"https://doi.org/{network.updated}"
    assert row["specimenName"] == document["ods:specimenName"]
    assert (
        f"dwc:scientificName: {row['scientificName']}\n"
        in get(f"/specimen/{network.updated}.txt").content.decode()
    )


def schemas() -> Registry[Any]:
    folder = shared_file("specs", "openDS")
    registry: Registry[Any] = Registry()
    for path in folder.rglob("*.json"):
        schema = json.loads(path.read_text())
        kind, version = path.parts[-3], path.parts[-2]
        address = f"https://schemas.dissco.tech/schemas/fdo-type/{kind}/{version}/{path.name}"
        registry = registry.with_resource(address, Resource.from_contents(schema | {"$id": address}))
    return registry


@pytest.mark.shared
def test_the_json_of_every_specimen_is_valid_against_the_published_schemas(network: Network) -> None:
    address = "https://schemas.dissco.tech/schemas/fdo-type/digital-specimen/0.4.0/digital-specimen.json"
    registry = schemas()
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator({"$ref": address}, registry=registry, format_checker=checker)
    found = get("/api/v1/specimens?limit=60").json()["results"]
    pids = [one["pid"].removeprefix("https://doi.org/") for one in found]
    for pid in [*pids, network.updated, network.untouched]:
        document = get(f"/specimen/{pid}.json").json()
        assert [error.message for error in validator.iter_errors(document)] == []
    grave = get(f"/specimen/{network.vanished}.json", status=410).json()
    assert [error.message for error in validator.iter_errors(grave)] == []


def test_links_lead_from_the_page_to_everything_and_back(network: Network) -> None:
    page = get(f"/specimen/{network.updated}")
    found = links(page)
    relations = {link["rel"] for link in found}
    assert {"cite-as", "describedby", "type", "license", "collection", "linkset"} <= relations
    for link in found:
        if link["rel"] in ("describedby", "collection", "linkset"):
            answer = client().get(link["href"].removeprefix("http://127.0.0.1"))
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].partition(";")[0] == link.get("type", "text/html")
    meta = links(get(f"/specimen/{network.updated}.json"))
    assert {"describes", "cite-as", "license"} <= {link["rel"] for link in meta}
    assert next(link["href"] for link in meta if link["rel"] == "describes").endswith(network.updated)


def test_the_linkset_has_all_links_and_the_way_back(network: Network) -> None:
    found = get(f"/specimen/{network.updated}.linkset.json").json()["linkset"]
    assert found[0]["cite-as"] == [{"href": f"https://doi.org/{network.updated}"}]
    assert {one["anchor"] for one in found[1:]} == {link["href"] for link in found[0]["describedby"]}


def test_nothing_that_a_source_wrote_can_break_out_of_a_header_or_a_data_block() -> None:
    from naturalia.exports.signposts import Link
    from naturalia.portal.templatetags.naturalia import data_block

    header = Link("item", 'https://x.org/a>; rel="evil"\r\nSet-Cookie: a', "image/png").header()
    assert header.count(">") == 1
    assert "\n" not in header
    assert "</script" not in data_block({"name": "</script><script>alert(1)</script>"})


# FAIR principles (Wilkinson et al. 2016), checked over a served object.


def test_findable_a_global_persistent_identifier_names_the_object_and_is_in_its_metadata(
    network: Network,
) -> None:
    identifier = f"https://doi.org/{network.updated}"
    assert [
        link["href"] for link in links(get(f"/specimen/{network.updated}")) if link["rel"] == "cite-as"
    ] == [identifier]
    for form in ("json", "jsonld", "ttl", "datacite.json", "csv", "schema.jsonld"):
        assert network.updated in get(f"/specimen/{network.updated}.{form}").content.decode(), form


def test_findable_rich_metadata_are_in_the_page_and_in_the_index(network: Network) -> None:
    page = get(f"/specimen/{network.updated}").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert block
    described = json.loads(block[1])
    assert {"name", "identifier", "url", "subjectOf", "maintainer"} <= set(described)
    found = get(f"/api/v1/specimens?q={network.updated}").json()
    assert found["count"] == 1


def test_accessible_by_an_open_protocol_also_when_the_object_is_gone(network: Network) -> None:
    grave = get(f"/specimen/{network.vanished}.json", status=410).json()
    assert grave["ods:status"] == "Tombstone"
    assert grave["ods:hasTombstoneMetadata"]["ods:tombstoneText"]


def test_interoperable_formal_language_open_vocabularies_and_qualified_references(network: Network) -> None:
    graph = Graph().parse(data=get(f"/specimen/{network.updated}.ttl").content, format="turtle")
    spaces = {str(p).rpartition("/")[0] for _, p, _ in graph}
    assert {"http://rs.tdwg.org/dwc/terms", "http://purl.org/dc/terms"} <= spaces
    assert any(isinstance(o, URIRef) for _, _, o in graph)


def test_reusable_licence_and_provenance_are_stated(network: Network) -> None:
    page = get(f"/specimen/{network.updated}")
    (licence,) = [link["href"] for link in links(page) if link["rel"] == "license"]
    assert licence.startswith("http")
    events = get(f"/api/v1/specimens/{network.updated}/history").json()
    assert all(event["agent"] and event["at"] and event["hash"] for event in events)

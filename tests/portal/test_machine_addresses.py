"""Addresses for machines: sitemaps, robots, OAI-PMH, DCAT, VoID."""

from __future__ import annotations

import gzip
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree
from rdflib import DCAT, RDF, VOID, Graph

from naturalia.catalogue.models import Harvest, Specimen
from naturalia.portal.oai import answers
from tests.network import Network

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def body(path: str) -> bytes:
    response = client().get(path)
    assert response.status_code == 200
    return response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]


def oai(**arguments: str) -> Any:
    names = {"since": "from"}
    said = urlencode({names.get(name, name): value for name, value in arguments.items()})
    root = etree.fromstring(body(f"/oai?{said}"))
    assert root.tag == f"{{{OAI['o']}}}OAI-PMH"
    assert [etree.QName(child).localname for child in root][:2] == ["responseDate", "request"]
    return root


def error(root: Any) -> str:
    (found,) = root.findall("o:error", OAI)
    return str(found.get("code"))


def texts(root: Any, path: str) -> list[str]:
    return [str(one.text) for one in root.findall(f".//{path}", OAI)]


def all_identifiers(**arguments: str) -> list[str]:
    root = oai(verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
    found = texts(root, "o:identifier")
    while token := "".join(texts(root, "o:resumptionToken")).replace("None", ""):
        root = oai(verb="ListIdentifiers", resumptionToken=token)
        found += texts(root, "o:identifier")
    return found


def test_a_sitemap_lists_every_specimen_that_is_there_and_none_that_is_gone(network: Network) -> None:
    index = etree.fromstring(body("/sitemap.xml"))
    places = [str(one.text) for one in index.iter("{*}loc")]
    urls = "".join(gzip.decompress(body(place.removeprefix("http://127.0.0.1"))).decode() for place in places)
    assert f"/specimen/{network.updated}<" in urls
    assert network.vanished not in urls
    count = client().get("/api/v1/specimens?limit=0").json()["count"]
    assert len(re.findall(r"<loc>[^<]*/specimen/", urls)) == count
    assert client().get("/sitemaps/specimens-99.xml.gz").status_code == 404


def test_robots_are_told_where_the_sitemaps_are() -> None:
    assert b"Sitemap: http://127.0.0.1/sitemap.xml" in body("/robots.txt")


def test_a_repository_identifies_itself() -> None:
    root = oai(verb="Identify")
    assert texts(root, "o:protocolVersion") == ["2.0"]
    assert texts(root, "o:deletedRecord") == ["persistent"]
    assert texts(root, "o:granularity") == ["YYYY-MM-DDThh:mm:ssZ"]


def test_formats_and_sets_are_listed() -> None:
    assert texts(oai(verb="ListMetadataFormats"), "o:metadataPrefix") == ["oai_dc", "datacite", "opends"]
    assert {"institution", "source", "source:1"} <= set(texts(oai(verb="ListSets"), "o:setSpec"))


def test_a_list_in_pieces_has_every_record_once(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = all_identifiers()
    monkeypatch.setattr(answers, "PAGE", 7)
    assert all_identifiers() == whole
    assert len(set(whole)) == len(whole) == Specimen.objects.count()


def test_sets_divide_the_records(network: Network) -> None:
    sources = [spec for spec in texts(oai(verb="ListSets"), "o:setSpec") if spec.startswith("source:")]
    institutions = [s for s in texts(oai(verb="ListSets"), "o:setSpec") if s.startswith("institution:")]
    for sets in (sources, institutions):
        parts = [one for spec in sets for one in all_identifiers(set=spec)]
        assert sorted(parts) == sorted(all_identifiers())


@pytest.mark.parametrize("prefix", ["oai_dc", "datacite", "opends"])
def test_a_record_is_given_in_every_format(network: Network, prefix: str) -> None:
    root = oai(verb="GetRecord", identifier=f"oai:127.0.0.1:{network.updated}", metadataPrefix=prefix)
    (metadata,) = root.findall(".//o:metadata", OAI)
    assert len(metadata) == 1
    assert network.updated in "".join(metadata.itertext())


def test_a_vanished_specimen_is_a_deleted_record_without_metadata(network: Network) -> None:
    root = oai(verb="GetRecord", identifier=f"oai:127.0.0.1:{network.vanished}", metadataPrefix="oai_dc")
    assert [one.get("status") for one in root.iter(f"{{{OAI['o']}}}header")] == ["deleted"]
    assert root.findall(".//o:metadata", OAI) == []


def test_what_an_undo_took_back_has_changed(network: Network) -> None:
    undone = Harvest.objects.get(pk=network.undone_harvest).publications.order_by("-pk")[0].at
    since = undone.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert f"oai:127.0.0.1:{network.undone}" in all_identifiers(since=since)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2999-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "nowhere:1"}, "noRecordsMatch"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2020-02-02", "until": "2020-01-01"},
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "since": "2020-02-02",
                "until": "2021-01-01T00:00:00Z",
            },
            "badArgument",
        ),
        ({"verb": "ListRecords", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "x", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        (
            {
                "verb": "GetRecord",
                "identifier": "oai:127.0.0.1:10.5072/BCD-FGH-JKM-NPQ",
                "metadataPrefix": "oai_dc",
            },
            "idDoesNotExist",
        ),
    ],
)
def test_errors_have_the_codes_of_the_protocol(arguments: dict[str, str], code: str) -> None:
    assert error(oai(**arguments)) == code


def test_a_repeated_argument_is_an_error() -> None:
    root = etree.fromstring(body("/oai?verb=Identify&verb=Identify"))
    assert error(root) == "badVerb"


def test_a_token_of_another_verb_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PAGE", 7)
    (token,) = texts(oai(verb="ListIdentifiers", metadataPrefix="oai_dc"), "o:resumptionToken")
    assert error(oai(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_requests_by_post_are_answered() -> None:
    answer = client().post("/oai", {"verb": "Identify"})
    assert b"<Identify" in answer.content


def test_every_data_set_is_in_the_catalogue_with_its_distributions() -> None:
    turtle = Graph().parse(data=body("/catalogue.ttl"), format="turtle")
    linked = Graph().parse(data=body("/catalogue.jsonld"), format="json-ld")
    assert len(turtle) == len(linked)
    sets = set(turtle.subjects(RDF.type, DCAT.Dataset))
    assert {f"http://127.0.0.1/dataset/{number}" for number in (1, 2, 3)} == {str(one) for one in sets}
    for one in sets:
        assert len(set(turtle.objects(one, DCAT.distribution))) >= 12
        assert Graph().parse(data=body(f"{str(one).removeprefix('http://127.0.0.1')}.ttl"), format="turtle")


def test_distributions_lead_to_the_form_of_an_export() -> None:
    turtle = Graph().parse(data=body("/dataset/1.ttl"), format="turtle")
    for place in turtle.objects(None, DCAT.accessURL):
        assert client().get(str(place).removeprefix("http://127.0.0.1")).status_code == 200


def test_the_whole_is_described_as_void() -> None:
    graph = Graph().parse(data=body("/.well-known/void"), format="turtle")
    (entities,) = graph.objects(next(graph.subjects(VOID.subset, None)), VOID.entities)
    assert int(str(entities)) == client().get("/api/v1/specimens?limit=0").json()["count"]
    assert client().get("/.well-known/void", headers={"accept": "image/png"}).status_code == 406

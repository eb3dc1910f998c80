import base64
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.search import BY_NAME, Summary, index_document
from naturalia.search.summary import read_summary


def indexed(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    return msgspec.json.decode(index_document(document, specimen_id=7, **more))


def summary(document: dict[str, Any]) -> Summary:
    return read_summary(base64.b64decode(indexed(document)["summary"]))


def agent(name: str, *roles: str) -> dict[str, Any]:
    return {"schema:name": name, "ods:hasRoles": [{"schema:roleName": role} for role in roles]}


def event(**location: Any) -> dict[str, Any]:
    return {"ods:hasLocation": {f"dwc:{name}": value for name, value in location.items()}}


def named(name: str, *, verified: bool = False, **more: str) -> dict[str, Any]:
    taxon = {"dwc:scientificName": name, **{f"dwc:{key}": value for key, value in more.items()}}
    return {"ods:isVerifiedIdentification": verified, "ods:hasTaxonIdentifications": [taxon]}


def test_values_of_all_events_are_found() -> None:
    fields = indexed({"ods:hasEvents": [event(country="Chile"), event(country="Peru", island="Foca")]})
    assert fields["country"] == ["Chile", "Peru"]
    assert fields["island"] == ["Foca"]
    assert {"Chile", "Peru", "Foca"} <= set(fields["text"])


def test_tuples_are_walked_as_lists() -> None:
    assert indexed({"ods:hasEvents": (event(country="Chile"),)})["country"] == ["Chile"]


def test_spellings_that_differ_in_case_or_accents_are_one_value() -> None:
    fields = indexed({"ods:hasEvents": [event(country=name) for name in ("Åland", "ALAND", "A\u030aland")]})
    assert fields["country"] == ["Åland"]


def test_an_agent_is_filed_by_its_role() -> None:
    document = {
        "ods:hasEvents": [{"ods:hasAgents": [agent("Linné", "collector"), agent("Kalm", "georeferencer")]}],
        "ods:hasIdentifications": [{"ods:hasAgents": [agent("Thunberg", "identifier")]}],
        "ods:hasAgents": [agent("Forsskål", "collector", "identifier")],
    }
    fields = indexed(document)
    assert fields["recordedBy"] == ["Linné", "Forsskål"]
    assert fields["identifiedBy"] == ["Thunberg", "Forsskål"]


def test_an_identifier_is_filed_by_its_title() -> None:
    titles = ("dwc:catalogNumber", "dwc:otherCatalogNumbers", "dwc:occurrenceID")
    identifiers = [{"dcterms:title": title, "dcterms:identifier": f"{title[4:]} 1"} for title in titles]
    fields = indexed({"ods:hasIdentifiers": identifiers})
    assert fields["catalogNumber"] == ["catalogNumber 1"]
    assert fields["otherCatalogNumbers"] == ["otherCatalogNumbers 1"]
    assert "occurrenceID 1" not in fields["text"]


def test_a_pid_is_found_whole_without_its_resolver_and_by_its_suffix() -> None:
    pids = indexed(
        {"@id": "https://doi.org/10.9999/AB-1", "dcterms:identifier": "https://doi.org/10.9999/AB-1"}
    )
    assert pids["pid"] == ["10.9999/AB-1", "https://doi.org/10.9999/AB-1", "AB-1"]


def test_the_accepted_name_comes_first() -> None:
    names = [
        named("Parus major", family="Paridae"),
        named("Parus ater", verified=True, family="Aegithalidae"),
    ]
    fields = indexed({"ods:hasIdentifications": names})
    assert fields["scientificName"] == ["Parus ater", "Parus major"]
    assert fields["family"][0] == "Aegithalidae"
    assert bytes.fromhex(fields["scientificName_sort"]) == b"parus ater"


def test_names_of_parts_come_after_those_of_the_whole() -> None:
    parts = [{"ods:hasIdentifications": [named("Pulex irritans")], "dwc:recordNumber": "12b"}]
    fields = indexed({"ods:hasSpecimenParts": parts, "ods:hasIdentifications": [named("Vulpes vulpes")]})
    assert fields["scientificName"] == ["Vulpes vulpes", "Pulex irritans"]
    assert fields["recordNumber"] == ["12b"]


def test_a_list_in_one_text_is_several_values() -> None:
    assert indexed({"dwc:preparations": "skin | skull|Skin| "})["preparations"] == ["skin", "skull"]


def test_the_dates_of_all_events_make_one_period() -> None:
    dates = ["1899-06", "1897-01-01/1897-01-03", "in autumn"]
    fields = indexed({"ods:hasEvents": [{"dwc:eventDate": text} for text in dates]})
    assert (fields["eventDate"], fields["eventDate_to"]) == (-26662, -25752)
    assert fields["year"] == [1899, 1897]


def test_a_year_that_is_told_is_not_worked_out() -> None:
    assert indexed({"ods:hasEvents": [{"dwc:eventDate": "1899", "dwc:year": 1898}]})["year"] == [1898]


def test_one_end_of_an_elevation_is_also_the_other() -> None:
    fields = indexed({"ods:hasEvents": [event(maximumElevationInMeters=120)]})
    assert (fields["elevation"], fields["elevation_to"]) == (120.0, 120.0)


def test_both_coordinates_are_those_of_one_event() -> None:
    def at(**georeference: float) -> dict[str, Any]:
        point = {f"dwc:{name}": value for name, value in georeference.items()}
        return {"ods:hasLocation": {"ods:hasGeoreference": point}}

    events = [
        at(decimalLatitude=1.0),
        at(decimalLatitude=-0.0, decimalLongitude=20.5),
        at(decimalLongitude=3.0),
    ]
    fields = indexed({"ods:hasEvents": events})
    assert (fields["decimalLatitude"], fields["decimalLongitude"]) == (0.0, 20.5)
    assert not str(fields["decimalLatitude"]).startswith("-")
    assert fields["hasCoordinate"] is True
    assert indexed({"ods:hasEvents": events[:1]})["hasCoordinate"] is False


def test_issues_and_sources_are_terms() -> None:
    fields = indexed(
        {"ods:sourceSystemName": "Herbarium"}, beside={"issue": ("DATE_INVALID",), "source": ("herbarium",)}
    )
    assert fields["issue"] == ["DATE_INVALID"]
    assert fields["source"] == ["Herbarium"]


def test_a_summary_shows_first_values() -> None:
    found = summary(
        {
            "@id": "https://doi.org/10.9999/AB-1",
            "ods:specimenName": "Parus ater",
            "ods:midsLevel": 0,
            "ods:isKnownToContainMedia": True,
            "ods:hasEvents": [{"dwc:eventDate": "1899-06", **event(country="Chile", locality="x" * 300)}],
        }
    )
    assert (found.pid, found.scientific_name) == ("10.9999/AB-1", "Parus ater")
    assert (found.mids_level, found.has_media, found.event_date) == (0, True, "1899-06")
    assert len(found.locality) == 200
    assert found.locality.endswith("…")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "north", True, {"a": 1}, [[1]], 10**400])
def test_a_number_that_is_none_is_left_out(value: Any) -> None:
    fields = indexed({"ods:hasEvents": [event(minimumElevationInMeters=value)], "ods:midsLevel": value})
    numbers = [fields.get("elevation"), fields.get("midsLevel")]
    assert numbers in ([None, None], [1.0, [1]])


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
keys = st.sampled_from(
    sorted(
        {step.split("[")[0] for term in BY_NAME.values() for path in term.paths for step in path.split("/")}
    )
)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, documents, max_size=5))
def test_no_document_is_too_odd_to_be_indexed(document: dict[str, Any]) -> None:
    fields = indexed(document)
    assert fields["specimen_id"] == 7


def test_the_name_that_a_checklist_accepts_finds_its_synonyms() -> None:
    synonym = named("Bufo bufo cinereus", verified=True)
    taxon = synonym["ods:hasTaxonIdentifications"][0]
    taxon["naturalia:hasTaxonMatches"] = [
        {
            "dwc:scientificName": "Bufo cinereus Schneider, 1799",
            "dwc:acceptedNameUsage": "Bufo bufo (Linnaeus, 1758)",
        }
    ]
    fields = indexed({"ods:hasIdentifications": [synonym]})
    assert fields["acceptedScientificName"] == ["Bufo bufo (Linnaeus, 1758)"]
    assert "Bufo bufo (Linnaeus, 1758)" in fields["text"]
    assert fields["scientificName"] == ["Bufo bufo cinereus"]


def test_the_age_of_a_rock_is_an_interval() -> None:
    rock = {"naturalia:earliestAgeInMa": 201.4, "naturalia:latestAgeInMa": 143.1}
    fields = indexed({"ods:hasEvents": [{"ods:hasLocation": {"ods:hasGeologicalContext": rock}}]})
    assert (fields["ageInMa"], fields["ageInMa_to"]) == (143.1, 201.4)

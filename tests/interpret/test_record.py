import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.interpret import (
    INTERPRETERS,
    Context,
    DateContext,
    DateOrder,
    IssueCode,
    accepts,
    interpret,
    interpreter_signature,
)
from naturalia.interpret.converters import TEXTS
from naturalia.interpret.mapping import rules
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.model import TopicDiscipline, encode_specimen
from tests.interpret.records import CORE, codes, read


def test_what_the_existing_software_loses_is_kept() -> None:
    specimen = read(
        {
            "dwc:recordNumber": "12 b",
            "dwc:collectionCode": "Herb",
            "dwc:institutionCode": "X",
            "dwc:scientificName": "Aus bus",
            "dwc:identificationQualifier": "cf.",
            "dwc:footprintWKT": "POINT (1 2)",
            "dwc:acceptedNameUsageID": "urn:x:1",
            "dwc:scientificNameAuthorship": "Smith, 1900",
            "dwc:eventDate": "1990-05-01/1990-05-03",
            "dwc:eventTime": "10:00",
            "dwc:startDayOfYear": "121",
            "dwc:endDayOfYear": "123",
        }
    ).specimen
    event, identification = specimen.has_events[0], specimen.has_identifications[0]
    taxon = identification.has_taxon_identifications[0]
    assert specimen.record_number == "12 b"
    assert (specimen.collection_code, specimen.organisation_code) == ("Herb", "X")
    assert identification.identification_qualifier == "cf."
    assert event.has_location is not None
    assert event.has_location.has_georeference is not None
    assert event.has_location.has_georeference.footprint_wkt == "POINT (1 2)"
    assert (taxon.accepted_name_usage_id, taxon.scientific_name_authorship) == ("urn:x:1", "Smith, 1900")
    assert (event.event_date, event.event_time) == ("1990-05-01/1990-05-03", "10:00")
    assert (event.start_day_of_year, event.end_day_of_year) == (121, 123)
    assert specimen.not_carried_over == {}


def test_terms_without_a_place_and_texts_not_understood_are_listed() -> None:
    specimen = read(
        {"dwc:previousIdentifications": "Cus", "http://x.org/y": "z", "dwc:minimumElevationInMeters": "high"},
        gbif_VernacularName=[{"dwc:vernacularName": "toad"}],
    ).specimen
    assert specimen.not_carried_over == {
        "dwc:previousIdentifications": "Cus",
        "http://x.org/y": "z",
        "dwc:minimumElevationInMeters": "high",
        "gbif:VernacularName/dwc:vernacularName": "toad",
    }


def test_the_preferred_identification_counts_then_the_newest_and_equal_ones_are_merged() -> None:
    core = {"dwc:scientificName": "Aus bus", "dwc:dateIdentified": "1950"}
    rows = [
        {"dwc:scientificName": "Aus bus"},
        {"dwc:scientificName": "Aus cus", "dwc:dateIdentified": "2001"},
        {"dwc:scientificName": "Aus dus", "dwc:dateIdentified": "1990"},
    ]
    newest = read(core, dwc_Identification=rows).specimen
    assert len(newest.has_identifications) == 3
    assert newest.specimen_name == "Aus cus"
    assert [each.is_verified_identification for each in newest.has_identifications] == [False, True, False]
    verified = {**rows[2], "dwc:identificationVerificationStatus": "verified"}
    assert read(core, dwc_Identification=[*rows[:2], verified]).specimen.specimen_name == "Aus dus"


def test_any_identification_can_make_the_object_a_type() -> None:
    rows = [{"dwc:scientificName": "Aus dus", "dwc:typeStatus": "Holotype of Aus dus"}]
    specimen = read({"dwc:scientificName": "Aus bus"}, dwc_Identification=rows).specimen
    assert specimen.is_marked_as_type is True


def test_several_events_media_measurements_relations_and_ages_are_kept() -> None:
    specimen = read(
        {"dwc:eventDate": "1990", "dwc:associatedMedia": "http://x.org/a.jpg | http://x.org/b.png"},
        dwc_Event=[{"dwc:eventDate": "1991", "dwc:country": "Spain"}],
        gbif_Multimedia=[{"dcterms:identifier": "http://x.org/c.jpg", "dcterms:creator": "A. Gray"}],
        dwc_MeasurementOrFact=[
            {"dwc:measurementType": "mass", "dwc:measurementValue": "3", "dwc:measurementDeterminedBy": "B"}
        ],
        dwc_ResourceRelationship=[
            {"dwc:relationshipOfResource": "on", "dwc:relatedResourceID": "http://x.org/1"}
        ],
        chrono_ChronometricAge=[{"chrono:earliestChronometricAge": "4000"}],
        gbif_Identifier=[{"dcterms:identifier": "doi:10.1234/x"}],
        gbif_Reference=[{"dcterms:bibliographicCitation": "Smith 1900"}],
    ).specimen
    assert [event.event_date for event in specimen.has_events] == ["1990", "1991"]
    assert [medium.access_uri[-5:] for medium in specimen.has_media] == ["a.jpg", "b.png", "c.jpg"]
    assert specimen.has_assertions[0].has_agents[0].name == "B"
    assert specimen.has_entity_relationships[0].related_resource_uri == "http://x.org/1"
    assert specimen.has_chronometric_ages[0].earliest_chronometric_age == 4000
    assert specimen.has_identifiers[-1].identifier == "doi:10.1234/x"
    assert specimen.has_citations[0].bibliographic_citation == "Smith 1900"
    assert specimen.not_carried_over == {}


def test_what_is_said_of_the_object_is_added_to_its_gathering() -> None:
    row = {
        "dwc:eventDate": "1998",
        "dwc:eventRemarks": "rain",
        "dwc:occurrenceRemarks": "wet",
        "dwc:sex": "male",
    }
    (event,) = read(row).specimen.has_events
    assert (event.event_date, event.event_remarks, event.sex) == ("1998", "rain | wet", "male")
    (same,) = read(row | {"dwc:occurrenceRemarks": "rain"}).specimen.has_events
    assert same.event_remarks == "rain"
    (alone,) = read({"dwc:sex": "male"}).specimen.has_events
    assert (alone.event_type, alone.sex) == ("Collecting Event", "male")
    odd = read({"dwc:sex": "qwertz", "dwc:eventDate": "1998"})
    assert IssueCode.SEX_UNKNOWN in codes(odd)
    assert odd.specimen.has_events[0].sex == "qwertz"


def test_other_catalogue_numbers_are_split() -> None:
    specimen = read({"dwc:otherCatalogNumbers": "A 1 | B 2; C 3"}).specimen
    assert [each.identifier for each in specimen.has_identifiers][-3:] == ["A 1", "B 2", "C 3"]


def test_the_country_stays_as_written_and_only_a_blank_code_is_derived() -> None:
    location = read({"dwc:country": "Espagne"}).specimen.has_events[0].has_location
    assert location is not None
    assert (location.country, location.country_code) == ("Espagne", "ES")


def test_a_date_not_understood_is_kept_as_verbatim_date() -> None:
    found = read({"dwc:eventDate": "Mai des Jahres der Flut"})
    assert found.specimen.has_events[0].verbatim_event_date == "Mai des Jahres der Flut"
    assert IssueCode.DATE_INVALID in codes(found)


def test_an_ambiguous_date_gives_the_year_and_keeps_the_text() -> None:
    event = read({"dwc:eventDate": "5/9/2018"}).specimen.has_events[0]
    assert (event.event_date, event.year, event.month) == ("2018", 2018, None)
    assert event.verbatim_event_date == "5/9/2018"


def test_what_is_known_of_the_dates_of_a_source_reaches_its_records() -> None:
    context = Context(dates=DateContext(order=DateOrder.MONTH_FIRST))
    event = interpret(VerbatimRecord({**CORE, "dwc:eventDate": "5/9/2018"}, {}), context).specimen.has_events[
        0
    ]
    assert (event.event_date, event.month, event.day) == ("2018-05-09", 5, 9)


def test_a_month_column_may_hold_a_name() -> None:
    event = read({"dwc:year": "1987", "dwc:month": "Sep", "dwc:day": "5"}).specimen.has_events[0]
    assert (event.event_date, event.month) == ("1987-09-05", 9)


def test_year_month_and_day_that_disagree_with_the_date_are_an_issue() -> None:
    assert IssueCode.DATE_PARTS_DISAGREE in codes(read({"dwc:eventDate": "1990-05-01", "dwc:year": "1991"}))
    assert IssueCode.DATE_PARTS_DISAGREE not in codes(
        read({"dwc:eventDate": "1990-05-01/1991", "dwc:year": "1991"})
    )


def test_a_name_is_composed_where_there_is_none() -> None:
    plant = {
        "dwc:genus": "Aus",
        "dwc:specificEpithet": "bus",
        "dwc:infraspecificEpithet": "cus",
        "dwc:taxonRank": "var.",
    }
    found = read(plant)
    assert found.specimen.specimen_name == "Aus bus var. cus"
    assert IssueCode.NAME_FROM_PARTS in codes(found)
    assert read({**plant, "dwc:nomenclaturalCode": "ICZN"}).specimen.specimen_name == "Aus bus cus"


@pytest.mark.parametrize(
    ("core", "discipline"),
    [
        ({"dwc:kingdom": "Fungi"}, TopicDiscipline.BOTANY),
        ({"dwc:kingdom": "Chromista"}, TopicDiscipline.BOTANY),
        ({"dwc:kingdom": "Viruses"}, TopicDiscipline.MICROBIOLOGY),
        ({"dwc:kingdom": "Animalia", "dwc:basisOfRecord": "FossilSpecimen"}, TopicDiscipline.PALAEONTOLOGY),
        ({"dwc:basisOfRecord": "Meteorite"}, TopicDiscipline.ASTROGEOLOGY),
        ({"dwc:higherClassification": "Animalia; Chordata"}, TopicDiscipline.ZOOLOGY),
        ({"dwc:class": "Insecta"}, TopicDiscipline.ZOOLOGY),
        ({"dwc:collectionCode": "NRM-Herps"}, TopicDiscipline.ZOOLOGY),
        ({}, TopicDiscipline.UNCLASSIFIED),
    ],
)
def test_the_discipline_follows_from_what_is_said(core: dict[str, str], discipline: TopicDiscipline) -> None:
    assert read(core).specimen.topic_discipline is discipline


@pytest.mark.parametrize(
    ("core", "accepted"),
    [
        ({"dwc:basisOfRecord": "HumanObservation", "dwc:occurrenceID": "urn:x:1"}, False),
        (
            {"dwc:basisOfRecord": "HumanObservation", "dwc:catalogNumber": "7", "dwc:collectionCode": "H"},
            True,
        ),
        ({"dwc:basisOfRecord": "HumanObservation", "dwc:catalogNumber": "7"}, False),
        ({"dwc:basisOfRecord": "MaterialCitation", "dwc:occurrenceID": "urn:x:1"}, False),
        ({"dwc:catalogNumber": "7"}, True),
        ({"dwc:basisOfRecord": "something else", "dwc:catalogNumber": "7"}, True),
    ],
)
def test_only_records_of_physical_objects_are_accepted(core: dict[str, str], accepted: bool) -> None:
    assert (accepts(core) is None) is accepted


def test_the_record_states_its_licence_before_the_dataset() -> None:
    context = Context(dataset_licence="CC BY 4.0")
    stated = interpret(VerbatimRecord({**CORE, "dcterms:license": "CC0 1.0"}), context).specimen.license
    assert stated == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert (
        interpret(VerbatimRecord(CORE), context).specimen.license
        == "http://creativecommons.org/licenses/by/4.0/"
    )


def test_the_signature_changes_with_the_version_of_an_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    before = interpreter_signature()
    interpreter_signature.cache_clear()
    monkeypatch.setitem(INTERPRETERS, "date", "another")
    assert interpreter_signature() != before
    interpreter_signature.cache_clear()


_terms = sorted({(rule.row_type, rule.term) for rule in rules()})
_texts = st.text(max_size=12) | st.sampled_from(
    [
        "0",
        "-1",
        "1,000",
        "12 m",
        "1990-13-45",
        "/",
        "|",
        ";",
        "http://",
        "http://x.org/a.jpg",
        "N",
        "unknown",
        "1e400",
    ]
)


def _table(row_type: str) -> st.SearchStrategy[dict[str, str]]:
    mine = [term for kind, term in _terms if kind == row_type]
    return st.dictionaries(st.sampled_from(mine), _texts, max_size=25)


@settings(max_examples=300, deadline=None)
@given(_table("dwc:Occurrence"), st.data())
def test_no_record_raises_and_every_text_is_taken_or_listed(
    core: dict[str, str], data: st.DataObject
) -> None:
    kinds = data.draw(
        st.sets(st.sampled_from(sorted({kind for kind, _ in _terms} - {"dwc:Occurrence"})), max_size=3)
    )
    extensions = {kind: data.draw(st.lists(_table(kind), max_size=3)) for kind in kinds}
    found = interpret(VerbatimRecord(core, extensions), Context(), "key")
    encode_specimen(found.specimen)
    assert set(found.specimen.not_carried_over) <= set(core) | {
        f"{kind}/{term}" for kind, rows in extensions.items() for row in rows for term in row
    }


_as_written = [rule for rule in rules() if rule.row_type == "dwc:Occurrence" and rule.converter in TEXTS]


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([rule.term for rule in _as_written]), st.text("abc é-", min_size=1, max_size=9)
    )
)
def test_a_text_that_has_a_place_stands_there_or_is_listed(core: dict[str, str]) -> None:
    specimen = interpret(VerbatimRecord(core, {}), Context(), "key").specimen
    listed, document = specimen.not_carried_over, encode_specimen(specimen)
    for term, text in core.items():
        if text.strip():
            assert term in listed or text.strip() in document, term

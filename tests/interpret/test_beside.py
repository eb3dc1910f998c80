"""What stands beside what is written: ages, kinds of preparation, institutions, lands of the past."""

from pathlib import Path

import pytest

from naturalia.interpret import (
    Context,
    IssueCode,
    interpret,
    interpreter_signature,
)
from naturalia.interpret.countries import told_by_year
from naturalia.interpret.institutions import (
    Institution,
    Registry,
    RegistryError,
    keep_registry,
    kept_registry,
)
from naturalia.sources.records import VerbatimRecord
from tests.interpret.records import CORE, codes, read


def test_geological_ages_in_million_years_stand_beside_the_words_of_the_source() -> None:
    found = read({"dwc:earliestAgeOrLowestStage": "Toarcian", "dwc:latestPeriodOrHighestSystem": "Jurasic?"})
    location = found.specimen.has_events[0].has_location
    assert location is not None
    context = location.has_geological_context
    assert context is not None
    assert context.earliest_age_or_lowest_stage == "Toarcian"
    assert (context.earliest_age_in_ma, context.latest_age_in_ma) == (184.2, 174.7)
    assert "dwc:earliestPeriodOrLowestSystem: Jurassic" in context.proposals
    assert IssueCode.GEOLOGICAL_AGE_UNKNOWN in codes(found)


def test_preparations_are_told_in_words_of_the_vocabulary_beside_the_text() -> None:
    specimen = read({"dwc:preparations": "Balg; Schädel (im Magazin)"}).specimen
    assert specimen.preparations == "Balg; Schädel (im Magazin)"
    assert {"skin", "skull"} <= set(specimen.preparation_types)
    assert specimen.not_carried_over == {}
    assert IssueCode.VALUE_UNKNOWN in codes(read({"dwc:preparations": "blorb"}))


@pytest.mark.parametrize(("year", "candidates"), [("1900", {"TZ", "BI", "RW"}), ("1930", {"TZ", "BI", "RW"})])
def test_what_a_land_of_the_past_was_depends_on_the_year(year: str, candidates: set[str]) -> None:
    found = read({"dwc:country": "Deutsch-Ostafrika", "dwc:year": year})
    location = found.specimen.has_events[0].has_location
    assert location is not None
    assert candidates <= set(location.country_candidates)
    assert (IssueCode.COUNTRY_OUT_OF_ITS_TIME in codes(found)) is (year == "1930")


def test_the_year_of_the_event_is_asked_only_where_the_country_depends_on_it() -> None:
    assert told_by_year("Jugoslawien", None)
    assert not told_by_year("Sweden", "SE")


def test_a_point_at_the_institution_that_keeps_the_object_is_told(tmp_path: Path) -> None:
    file = tmp_path / "institutions.json"
    houses = (
        Institution("NRM", "A museum", "Stockholm", latitude=59.369, longitude=18.0535),
        Institution("BGBM", "A garden", "Berlin", latitude=52.4555, longitude=13.305),
    )
    keep_registry(Registry("a register", "7", houses), file)
    point = {"dwc:decimalLatitude": "59.369", "dwc:decimalLongitude": "18.0535", "dwc:country": "Sweden"}

    def told(institution: str) -> set[IssueCode]:
        record = VerbatimRecord({**CORE, **point, "dwc:institutionCode": institution})
        return codes(interpret(record, Context(registry=str(file))))

    assert IssueCode.COORDINATES_AT_INSTITUTION in told("NRM")
    assert IssueCode.COORDINATES_AT_INSTITUTION not in told("BGBM")


def test_what_a_registry_knows_of_the_institution_stands_beside_its_code(tmp_path: Path) -> None:
    file = tmp_path / "institutions.json"
    houses = (
        Institution("AM", "Australian Museum", "Sydney"),
        Institution("AM", "Antwerp Museum", "Antwerp"),
    )
    keep_registry(Registry("a register", "7", houses), file)
    context = Context(registry=str(file))
    several = interpret(VerbatimRecord({**CORE, "dwc:institutionCode": "AM"}), context)
    match = several.specimen.has_organisation_match
    assert match is not None
    assert (match.organisation_name, len(match.alternatives)) == (None, 2)
    assert "Sydney" in match.reason
    assert IssueCode.INSTITUTION_AMBIGUOUS in codes(several)
    assert several.specimen.organisation_code == "AM"
    unknown = interpret(VerbatimRecord({**CORE, "dwc:institutionCode": "ZZZ"}), context)
    assert IssueCode.INSTITUTION_UNKNOWN in codes(unknown)
    assert IssueCode.INSTITUTION_UNKNOWN not in codes(read({"dwc:institutionCode": "ZZZ"}))


def test_another_registry_changes_the_signature(tmp_path: Path) -> None:
    file = tmp_path / "institutions.json"
    keep_registry(Registry("a register", "7", (Institution("AM", "Australian Museum"),)), file)
    assert interpreter_signature((), str(file)) != interpreter_signature()


def test_a_damaged_registry_is_named(tmp_path: Path) -> None:
    file = tmp_path / "institutions.json"
    file.write_text("{")
    with pytest.raises(RegistryError, match=r"institutions\.json.*import it again"):
        kept_registry(str(file))


def test_words_of_establishment_and_of_codes_are_those_of_their_vocabularies() -> None:
    specimen = read(
        {"dwc:establishmentMeans": "indigenous", "dwc:nomenclaturalCode": "ICBN", "dwc:scientificName": "Aus"}
    ).specimen
    taxon = specimen.has_identifications[0].has_taxon_identifications[0]
    assert specimen.has_events[0].establishment_means == "native"
    assert taxon.nomenclatural_code == "ICN"

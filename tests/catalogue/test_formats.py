"""Whatever the format, every row has an outcome, and what a catalogue gives out comes in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naturalia.catalogue.harvest import Options
from naturalia.catalogue.models import Harvest, Institution, Source, Specimen, Version
from naturalia.catalogue.queries import current_document, current_state, find_specimen, verbatim_record
from naturalia.catalogue.services import harvest_location
from naturalia.quality.profiling import context_of, profile_source
from naturalia.sources import Opening, open_as
from naturalia.sources.records import SOURCE_ROW
from naturalia.synthetic import make_network
from tests.conftest import empty_catalogue
from tests.shared import shared_file
from tests.sources.abcd.making import dataset, document, unit, written
from tests.sources.provider import Provider, serving

pytestmark = pytest.mark.usefixtures("catalogue")


def harvest(location: Path | str, **options: object) -> Harvest:
    return harvest_location(str(location), Options(workers=1, **options))  # type: ignore[arg-type]


def counts(done: Harvest) -> tuple[int, ...]:
    return (done.read, done.created, done.updated, done.unchanged, done.rejected, done.vanished)


def test_abcd_is_harvested_and_harvested_again_without_a_change(tmp_path: Path) -> None:
    text = document(dataset("".join(unit(n, guid=True) for n in range(20))))
    path = written(tmp_path, text)
    assert counts(harvest(path)) == (20, 20, 0, 0, 0, 0)
    path.write_text(text + "\n")
    assert counts(harvest(path)) == (20, 0, 0, 20, 0, 0)


def test_units_with_the_same_ids_are_refused_with_their_place(tmp_path: Path) -> None:
    done = harvest(written(tmp_path, document(dataset(unit(1) + unit(2) + unit(1)))))
    assert counts(done) == (3, 2, 0, 0, 1, 0)


def test_extension_rows_of_a_unit_stay_with_it(tmp_path: Path) -> None:
    media = (
        "<abcd:MultiMediaObjects><abcd:MultiMediaObject><abcd:FileURI>https://example.org/{}.jpg</abcd:FileURI>"
        "</abcd:MultiMediaObject></abcd:MultiMediaObjects>"
    )
    path = written(tmp_path, document(dataset(unit(1, media.format(1)) + unit(2, media.format(2)))))
    harvest(path)
    specimen = Specimen.objects.get(physical_id="beetles:2")
    state = current_state(specimen)
    assert state is not None
    assert [each["ac:accessURI"] for each in state.document["naturalia:hasMedia"]] == [
        "https://example.org/2.jpg"
    ]


def test_a_provider_is_harvested_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATURALIA_ALLOW_PRIVATE_ADDRESSES", "1")
    with serving(Provider(30, most=10, dropped=frozenset({7}))) as provider:
        done = harvest(provider.url)
    assert counts(done) == (29, 28, 0, 0, 1, 0)  # a catalogue number 0 stands for nothing
    assert any("dropped 1 records" in note for note in done.notes)


def test_a_mapping_is_kept_with_its_source_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Nr;Ort;Datum\n1;Lugo;3.5.1794\n")
    mapping = (
        '[[tables]]\n[tables.constants]\n"dwc:institutionCode" = "TEST"\n'
        '[[tables.columns]]\nfrom = "Nr"\nto = "dwc:catalogNumber"\n'
        '[[tables.columns]]\nfrom = "Ort"\nto = "dwc:locality"\n'
        '[[tables.columns]]\nfrom = "Datum"\nto = "dwc:eventDate"\ndate = "DD.MM.YYYY"\n'
    )
    assert counts(harvest(path, mapping=mapping)) == (1, 1, 0, 0, 0, 0)
    assert Source.objects.get().mapping == mapping
    path.write_text("Nr;Ort;Datum\n1;Lugo;3.5.1794\n2;Vigo;4.5.1794\n")
    assert counts(harvest(path)) == (2, 1, 0, 1, 0, 0)
    (specimen,) = find_specimen("1")
    record = verbatim_record(specimen, 1)
    assert record is not None
    assert record.extensions[SOURCE_ROW] == [{"Datum": "3.5.1794"}]
    state = current_state(specimen)
    assert state is not None
    assert "naturalia:notCarriedOver" not in state.document


def test_what_the_catalogue_gives_out_as_opends_comes_in_again_unchanged(tmp_path: Path) -> None:
    archives = make_network(tmp_path / "network", 120, 1)
    for path in archives:
        harvest(path)
    fingerprints = {bytes(version.fingerprint) for version in Version.objects.all()}
    documents = [current_document(specimen.suffix) for specimen in Specimen.objects.all()]
    lines = tmp_path / "documents.jsonl"
    lines.write_text("".join(json.dumps(each.document) + "\n" for each in documents if each))
    done = harvest(lines)
    assert counts(done) == (len(documents), 0, 0, len(documents), 0, 0)
    empty_catalogue()
    done = harvest(lines)
    assert counts(done) == (len(documents), len(documents), 0, 0, 0, 0)
    assert {bytes(version.fingerprint) for version in Version.objects.all()} == fingerprints


def test_a_document_of_opends_is_tested_like_any_other_record(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("catalogNumber,institutionCode,country\n1,TEST,Sweden\n")
    harvest(table)
    document = current_document(Specimen.objects.get().suffix)
    assert document is not None
    empty_catalogue()
    lines = tmp_path / "documents.jsonl"
    lines.write_text(json.dumps(document.document) + "\n")
    harvest(lines)
    found = {finding["code"] for finding in Version.objects.get().findings}
    assert "VALIDATION_TAXON_NOTEMPTY" in found
    assert "VALIDATION_COUNTRY_NOTEMPTY" not in found
    with open_as(Opening(lines)) as source:
        report = profile_source(source, context_of(source, None))
    assert {"dwc:country", "dwc:catalogNumber"} <= {one.term for one in report.terms}


@pytest.mark.parametrize(
    ("policy", "expected", "codes"),
    [
        ("", (1, 1, 0, 0, 0, 0), {"LICENCE_RESTRICTS"}),
        ("withhold media", (1, 1, 0, 0, 0, 0), {"LICENCE_RESTRICTS", "MEDIA_WITHHELD"}),
        ("reject", (1, 0, 0, 0, 1, 0), set()),
    ],
)
def test_other_licences_follow_the_policy_and_are_always_reported(
    tmp_path: Path, policy: str, expected: tuple[int, ...], codes: set[str]
) -> None:
    media = (
        "<abcd:MultiMediaObjects><abcd:MultiMediaObject><abcd:FileURI>https://example.org/1.jpg</abcd:FileURI>"
        "</abcd:MultiMediaObject></abcd:MultiMediaObjects>"
    )
    path = written(tmp_path, document(dataset(unit(1, media), licence="CC BY-SA 4.0")))
    Source.objects.create(location=str(path), licence_policy=policy)
    assert counts(harvest(path)) == expected
    for version in Version.objects.all():
        assert codes <= {issue["code"] for issue in version.issues}
    for specimen in Specimen.objects.all():
        state = current_state(specimen)
        assert state is not None
        assert state.document["dcterms:license"].endswith("licenses/by-sa/4.0/")
        assert ("naturalia:hasMedia" in state.document) is (policy == "")


def test_the_policy_of_an_institution_counts_where_the_source_has_none(tmp_path: Path) -> None:
    path = written(tmp_path, document(dataset(unit(1), licence="all rights reserved")))
    institution = Institution.objects.create(code="TEST", licence_policy="reject")
    Source.objects.create(location=str(path), institution=institution)
    assert counts(harvest(path)) == (1, 0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bgbm-campanula-59taxa.xml", (59, 59, 0, 0, 0, 0)),
        ("biocase-206-with-invalid-media.xml", (1, 1, 0, 0, 0, 0)),
        ("biocase-smns.xml", (10, 10, 0, 0, 0, 0)),
    ],
)
def test_real_documents_of_providers_are_harvested_whole(name: str, expected: tuple[int, ...]) -> None:
    assert counts(harvest(shared_file("data", "abcd", name))) == expected


@pytest.mark.parametrize(
    ("name", "institution", "expected"),
    [
        ("lou-herbarium-4484.csv", "LOU", (4484, 4484, 0, 0, 0, 0)),
        ("cnci-teleasinae-1342.csv", None, (1342, 1157, 0, 0, 185, 0)),
        ("symbiota-mcz-14.csv", None, (14, 14, 0, 0, 0, 0)),
        ("latin1-crlf-30.csv", "TEST", (30, 29, 0, 0, 1, 0)),
    ],
)
def test_real_tables_are_harvested_with_a_reason_for_every_row(
    name: str, institution: str | None, expected: tuple[int, ...]
) -> None:
    assert counts(harvest(shared_file("data", "tables", name), institution=institution)) == expected


@pytest.mark.parametrize("name", ["illustrative-input.zip", "illustrative-output.zip"])
def test_archives_of_transcription_platforms_are_harvested_whole(name: str) -> None:
    assert counts(harvest(shared_file("data", "ms28", name))) == (1392, 1392, 0, 0, 0, 0)

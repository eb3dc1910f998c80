"""A harvest gives every row an outcome, keeps history, and is all or nothing."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from naturalia.catalogue import registry
from naturalia.catalogue.changes import difference_between
from naturalia.catalogue.harvest import HarvestStoppedError, Options
from naturalia.catalogue.models import Harvest, Specimen, Version
from naturalia.catalogue.outcomes import read_outcomes
from naturalia.catalogue.publication import CannotUndoError
from naturalia.catalogue.queries import current_state, find_specimen, history, verbatim_record
from naturalia.catalogue.services import (
    changes_of_trial,
    harvest_location,
    harvest_outcomes,
    undo_harvest,
)
from naturalia.sources import SourceError
from naturalia.specimen.patch import apply_patch
from tests.catalogue.archives import herbarium_row, write_archive
from tests.conftest import empty_catalogue

pytestmark = pytest.mark.usefixtures("catalogue")


def harvest(path: Path, **options: object) -> Harvest:
    return harvest_location(str(path), Options(**options))  # type: ignore[arg-type]


def counts(done: Harvest) -> tuple[int, ...]:
    return (done.read, done.created, done.updated, done.unchanged, done.rejected, done.vanished)


def rows_of(done: Harvest) -> list[dict[str, object]]:
    found = harvest_outcomes(done.pk)
    assert found is not None
    return list(read_outcomes(found.paths))


def test_every_row_of_a_first_harvest_creates_a_specimen(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in range(1, 31)])
    done = harvest(path)
    assert counts(done) == (30, 30, 0, 0, 0, 0)
    assert done.state == "published"
    assert Specimen.objects.count() == 30


def test_the_same_archive_again_writes_no_version(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(n) for n in range(1, 11)])
    harvest(path)
    assert counts(harvest(path)) == (10, 0, 0, 10, 0, 0)
    assert Version.objects.count() == 10


def test_a_repacked_archive_with_other_column_order_is_unchanged(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 11)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    turned = [dict(reversed(row.items())) for row in rows]
    assert counts(harvest(write_archive(tmp_path / "a.zip", turned))) == (10, 0, 0, 10, 0, 0)


def test_a_changed_meaning_makes_a_version_and_keeps_the_one_before(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 4)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    rows[1] = herbarium_row(2, country="Norway")
    assert counts(harvest(write_archive(tmp_path / "a.zip", rows))) == (3, 0, 1, 2, 0, 0)
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:2")
    first, second = history(specimen)
    assert [first.version, second.version] == [1, 2]
    assert "Sweden" in str(first.document)
    assert "Norway" in str(second.document)


def test_a_changed_timestamp_alone_makes_no_version(tmp_path: Path) -> None:
    row = herbarium_row(1) | {"modified": "2020-01-01"}
    harvest(write_archive(tmp_path / "a.zip", [row]))
    done = harvest(write_archive(tmp_path / "a.zip", [row | {"modified": "2021-01-01"}]))
    assert counts(done) == (1, 0, 0, 1, 0, 0)


def test_the_second_row_with_an_identifier_is_rejected_and_names_the_first(tmp_path: Path) -> None:
    rows = [herbarium_row(1), herbarium_row(2), herbarium_row(1, id="row-9")]
    done = harvest(write_archive(tmp_path / "a.zip", rows))
    assert counts(done) == (3, 2, 0, 0, 1, 0)
    (rejected,) = [row for row in rows_of(done) if row["outcome"] == "rejected"]
    assert rejected["line"] == 4
    assert "line 2" in str(rejected["reason"])


def test_the_same_catalogue_number_in_two_institutions_is_two_specimens(tmp_path: Path) -> None:
    rows = [
        herbarium_row(1, occurrenceID="", institutionCode=code, id=f"row-{code}") for code in ("AAA", "BBB")
    ]
    assert counts(harvest(write_archive(tmp_path / "a.zip", rows))) == (2, 2, 0, 0, 0, 0)


def test_a_specimen_is_the_same_through_whichever_source_it_comes(tmp_path: Path) -> None:
    harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1)]))
    done = harvest(write_archive(tmp_path / "b.zip", [herbarium_row(1)]))
    assert counts(done) == (1, 0, 0, 1, 0, 0)
    assert Specimen.objects.count() == 1


def test_rows_without_institution_are_rejected_unless_one_is_named(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1, institutionCode="", collectionCode="")])
    done = harvest(path)
    assert done.rejected == 1
    assert "--institution" in str(rows_of(done)[0]["reason"])
    assert counts(harvest(path, institution="TEST")) == (1, 1, 0, 0, 0, 0)


def test_vanished_objects_become_tombstones_within_the_guard(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 41)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    done = harvest(write_archive(tmp_path / "a.zip", rows[:-2]))
    assert counts(done) == (38, 0, 0, 38, 0, 2)
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:40")
    state = current_state(specimen)
    assert state is not None
    assert state.is_tombstone
    assert state.document["ods:status"] == "Tombstone"


def test_the_guard_stops_a_harvest_that_would_lose_too_much(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 21)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    shrunk = write_archive(tmp_path / "a.zip", rows[:10])
    with pytest.raises(HarvestStoppedError, match="10 of 20"):
        harvest(shrunk)
    assert Version.objects.count() == 20
    assert harvest(shrunk, vanish_share=1.0).vanished == 10


def test_a_returning_object_gets_its_pid_back(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 3)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    harvest(write_archive(tmp_path / "a.zip", rows[:1]), vanish_share=1.0)
    done = harvest(write_archive(tmp_path / "a.zip", rows))
    assert counts(done) == (2, 0, 1, 1, 0, 0)
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:2")
    assert [state.kind for state in history(specimen)] == ["create", "tombstone", "restore"]


def test_what_another_source_still_holds_does_not_become_a_tombstone(tmp_path: Path) -> None:
    harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1), herbarium_row(2)]))
    harvest(write_archive(tmp_path / "b.zip", [herbarium_row(2)]))
    done = harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1)]), vanish_share=1.0)
    assert done.vanished == 1
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:2")
    state = current_state(specimen)
    assert state is not None
    assert not state.is_tombstone


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path) -> None:
    rows = [herbarium_row(n) for n in range(1, 4)]
    path = write_archive(tmp_path / "a.zip", rows)
    trial = harvest(path, dry_run=True)
    assert counts(trial) == (3, 3, 0, 0, 0, 0)
    assert trial.state == "trial"
    assert (Specimen.objects.count(), Version.objects.count()) == (0, 0)
    assert counts(harvest(path)) == (3, 3, 0, 0, 0, 0)


def test_a_dry_run_tells_what_would_change(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1), herbarium_row(2)])
    harvest(path)
    write_archive(path, [herbarium_row(1, country="Norway")])
    trial = harvest(path, dry_run=True)
    assert counts(trial) == (1, 0, 1, 0, 0, 1)
    updated, vanished = changes_of_trial(trial.pk, limit=20)
    assert "country: 'Sweden' -> 'Norway'" in updated["reason"]
    assert vanished["outcome"] == "vanished"
    assert Version.objects.count() == 2


def test_undo_restores_the_state_before(tmp_path: Path) -> None:
    rows = [herbarium_row(1), herbarium_row(2)]
    harvest(write_archive(tmp_path / "a.zip", rows))
    changed = [herbarium_row(1, country="Norway"), herbarium_row(2), herbarium_row(3)]
    done = harvest(write_archive(tmp_path / "a.zip", changed))
    undo_harvest(done.pk)
    (first,) = find_specimen("urn:catalog:TEST:HERB:1")
    (third,) = find_specimen("urn:catalog:TEST:HERB:3")
    state = current_state(first)
    assert state is not None
    assert (state.version, current_state(third)) == (1, None)
    assert [version.visible for version in history(first)] == [True, False]


def test_what_was_undone_comes_back_with_the_next_harvest_under_the_same_pid(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1)])
    done = harvest(path)
    pid = Specimen.objects.get().pid
    undo_harvest(done.pk)
    assert counts(harvest(path)) == (1, 1, 0, 0, 0, 0)
    assert Specimen.objects.get().pid == pid


def test_an_earlier_harvest_cannot_be_undone_before_the_later_one(tmp_path: Path) -> None:
    first = harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1)]))
    second = harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1, country="Norway")]))
    with pytest.raises(CannotUndoError, match=f"harvest {second.pk}"):
        undo_harvest(first.pk)


def test_a_harvest_that_another_source_has_built_on_cannot_be_undone(tmp_path: Path) -> None:
    first = harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1)]))
    harvest(write_archive(tmp_path / "b.zip", [herbarium_row(1, country="Norway")]))
    with pytest.raises(CannotUndoError, match="has built on it"):
        undo_harvest(first.pk)


def test_the_verbatim_record_of_each_version_stays_available(tmp_path: Path) -> None:
    harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1, country="Sverige ")]))
    harvest(write_archive(tmp_path / "a.zip", [herbarium_row(1, country="Norge")]))
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:1")
    records = [verbatim_record(specimen, number) for number in (1, 2)]
    assert [record.core["dwc:country"] for record in records if record] == ["Sverige ", "Norge"]


def test_extension_rows_come_with_their_object_and_orphans_are_reported(tmp_path: Path) -> None:
    extension = [
        {"coreid": "row-1", "scientificName": "Carex alba", "dateIdentified": "1950"},
        {"coreid": "row-7", "scientificName": "Carex nigra", "dateIdentified": "1951"},
    ]
    path = write_archive(tmp_path / "a.zip", [herbarium_row(1)], Identification=extension)
    done = harvest(path)
    assert counts(done) == (1, 1, 0, 0, 0, 0)
    (orphan,) = [row for row in rows_of(done) if row["outcome"] == "orphaned"]
    assert (orphan["file"], orphan["line"]) == ("identification.txt", 3)
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:1")
    record = verbatim_record(specimen, 1)
    assert record is not None
    assert record.extensions["dwc:Identification"][0]["dwc:dateIdentified"] == "1950"


def test_many_parts_in_several_processes_give_the_same_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [herbarium_row(n, country=f"Country {n % 7}") for n in range(1, 401)]
    path = write_archive(tmp_path / "a.zip", rows)
    harvest(path)
    before = {s.physical_id: (s.suffix, fingerprints(s)) for s in Specimen.objects.all()}
    secret = registry.pid_secret()
    empty_catalogue()
    registry.setting("pid_secret", secret.hex())
    monkeypatch.setattr("naturalia.catalogue.reading.BUCKET_BYTES", 4096)
    done = harvest(path, workers=2)
    assert done.buckets >= 8
    assert {s.physical_id: (s.suffix, fingerprints(s)) for s in Specimen.objects.all()} == before


def fingerprints(specimen: Specimen) -> list[str]:
    return [state.fingerprint for state in history(specimen)]


def test_a_missing_file_is_a_clear_error() -> None:
    with pytest.raises(SourceError, match=r"nowhere\.zip"):
        harvest_location("nowhere.zip", Options())


def test_a_checklist_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "taxa.zip"
    write_archive(path, [herbarium_row(1)])
    with ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content.replace(b"terms/Occurrence", b"terms/Taxon"))
    with pytest.raises(SourceError, match="dwc:Taxon rows"):
        harvest(path)
    assert not Harvest.objects.exists()


def test_any_two_versions_are_compared_for_people_and_for_machines(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for country in ("Sweden", "Norway", "Finland"):
        harvest(write_archive(path, [herbarium_row(1, country=country)]))
    (specimen,) = find_specimen("urn:catalog:TEST:HERB:1")
    first, _, third = history(specimen)
    found = difference_between(first, third)
    assert ("Sweden", "Finland") in [(change.before, change.after) for change in found.changes]
    assert apply_patch(first.document, found.patch) == third.document

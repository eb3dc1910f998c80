"""Checklists as they are read, kept, replaced and removed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from naturalia.interpret import interpreter_signature
from naturalia.interpret.checklists import (
    Checklist,
    ChecklistError,
    MatchKind,
    add_checklist,
    checklist_folders,
    checklists,
    match,
    remove_checklist,
)
from tests.interpret.checklists.conftest import COLDP


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.tsv").write_text(text.replace("|", "\t"), encoding="utf-8")
    return folder


def look_up(kept: Path, text: str) -> tuple[MatchKind, str | None]:
    found = match(checklist_folders(kept)[-1], text)
    return found.kind, found.usage.accepted_name if found.usage else None


def test_a_checklist_says_what_it_is(tmp_path: Path) -> None:
    made = add_checklist(tmp_path, COLDP)
    assert (made.id, made.version, made.licence) == ("small", "2026-11", "CC0-1.0")
    assert made.citation.startswith("Naturalia")
    assert made.usages == 382
    assert checklists(tmp_path) == (made,)


def test_names_taxa_and_synonyms_may_be_apart(tmp_path: Path) -> None:
    source = write(
        tmp_path / "coldp",
        Name="col:ID|col:scientificName|col:authorship\n1|Aus bus|L.\n2|Aus cus|Mill.\n",
        Taxon="ID|nameID|parentID|provisional\nt1|1||true\n",
        Synonym="taxonID|nameID|status\nt1|2|synonym\n",
    )
    add_checklist(tmp_path / "kept", source)
    assert look_up(tmp_path / "kept", "Aus cus") == (MatchKind.EXACT, "Aus bus L.")


def test_a_darwin_core_archive_of_taxa_is_a_checklist(tmp_path: Path) -> None:
    archive = tmp_path / "taxa.zip"
    terms = ("taxonID", "scientificName", "acceptedNameUsageID", "taxonomicStatus", "taxonRank", "kingdom")
    rows = (
        ("1", "Aus bus (L.) Mill.", "1", "accepted", "species", "Plantae"),
        ("2", "Cus bus L.", "1", "homotypic synonym", "species", "Plantae"),
        ("3", "Aus dus 'quoted", "", "accepted", "species", "Plantae"),
    )
    fields = "".join(
        f'<field index="{place}" term="http://rs.tdwg.org/dwc/terms/{term}"/>'
        for place, term in enumerate(terms)
    )
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("taxon.txt", "\n".join(map("\t".join, (terms, *rows))) + "\n")
        file.writestr(
            "meta.xml",
            '<archive xmlns="http://rs.tdwg.org/dwc/text/">'
            '<core rowType="http://rs.tdwg.org/dwc/terms/Taxon" '
            'fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" ignoreHeaderLines="1">'
            f'<files><location>taxon.txt</location></files><id index="0"/>{fields}</core></archive>',
        )
    add_checklist(tmp_path / "kept", archive)
    assert look_up(tmp_path / "kept", "Cus bus") == (MatchKind.EXACT, "Aus bus (L.) Mill.")
    assert match(checklist_folders(tmp_path / "kept")[0], "Aus bus", code="ICZN").kind is MatchKind.NONE


def test_chains_lead_on_and_circles_and_missing_names_lead_nowhere(tmp_path: Path) -> None:
    rows = (
        "a||accepted|Aus aureus|L.", "b|a|synonym|Aus bonus|L.", "c|b|synonym|Aus caninus|L.",
        "d|e|synonym|Aus dubius|L.", "e|d|synonym|Aus edulis|L.", "f|gone|synonym|Aus fuscus|L.",
        "g||synonym|Aus gratus|L.",
    )  # fmt: skip
    source = write(
        tmp_path / "coldp",
        NameUsage="ID|parentID|status|scientificName|authorship\n" + "\n".join(rows) + "\n",
    )
    add_checklist(tmp_path / "kept", source)
    folder = checklist_folders(tmp_path / "kept")[0]
    assert look_up(tmp_path / "kept", "Aus caninus") == (MatchKind.EXACT, "Aus aureus L.")
    for text, reason in (("dubius", "circle"), ("fuscus", "missing"), ("gratus", "not stated")):
        found = match(folder, f"Aus {text}")
        assert found.usage is not None
        assert found.usage.accepted_name is None
        assert reason in found.reason


def test_another_edition_replaces_the_first_and_changes_the_signature(tmp_path: Path) -> None:
    first = write(tmp_path / "one", NameUsage="ID|scientificName\n1|Aus bus\n")
    add_checklist(tmp_path / "kept", first, id="mine")
    before = interpreter_signature(checklist_folders(tmp_path / "kept"))
    second = write(tmp_path / "two", NameUsage="ID|scientificName\n1|Aus bus\n2|Aus cus\n")
    add_checklist(tmp_path / "kept", second, id="mine")
    assert [each.usages for each in checklists(tmp_path / "kept")] == [2]
    assert interpreter_signature(checklist_folders(tmp_path / "kept")) != before
    assert before != interpreter_signature()


def test_a_checklist_can_be_removed(tmp_path: Path) -> None:
    add_checklist(tmp_path, COLDP)
    assert isinstance(remove_checklist(tmp_path, "small"), Checklist)
    assert remove_checklist(tmp_path, "small") is None
    assert checklists(tmp_path) == ()


def test_what_is_no_checklist_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (tmp_path / "text.txt").write_text("no table\n")
    empty = write(tmp_path / "empty", NameUsage="ID|scientificName\n")
    for path in (tmp_path / "text.txt", tmp_path / "nowhere", empty):
        with pytest.raises(ChecklistError):
            add_checklist(kept, path)
    assert list(kept.iterdir()) == []


def test_broken_lines_are_left_aside_and_told(tmp_path: Path) -> None:
    source = write(tmp_path / "coldp", NameUsage='ID|scientificName\n1|Aus bus\nbroken\n2|Aus "cus\n')
    made = add_checklist(tmp_path / "kept", source)
    assert made.usages == 2
    assert any("1 lines" in note for note in made.notes)

"""Taxa of identifications: the source's words, parts read out of the name, and matches beside."""

from __future__ import annotations

from naturalia.interpret import Context, Interpretation, IssueCode, interpret
from naturalia.sources.records import VerbatimRecord
from tests.interpret.checklists.conftest import small

__all__ = ["small"]


def read(checklists: tuple[str, ...] = (), **core: str) -> Interpretation:
    named = {f"dwc:{term}": text for term, text in core.items()}
    return interpret(VerbatimRecord({"dwc:catalogNumber": "1", **named}), Context(checklists=checklists))


def codes(found: Interpretation) -> set[IssueCode]:
    return {issue.code for issue in found.issues if issue.code.startswith("NAME")}


def test_parts_that_the_source_leaves_out_are_read_out_of_the_name_and_marked() -> None:
    found = read(scientificName="Carex alba Scop.", specificEpithet="alba")
    taxon = found.specimen.has_identifications[0].has_taxon_identifications[0]
    assert (taxon.scientific_name, taxon.generic_name, taxon.specific_epithet) == (
        "Carex alba Scop.",
        "Carex",
        "alba",
    )
    assert (taxon.scientific_name_authorship, taxon.taxon_rank) == ("Scop.", "species")
    assert taxon.interpreted == ("dwc:genericName", "dwc:scientificNameAuthorship", "dwc:taxonRank")
    assert codes(found) == set()


def test_a_qualifier_in_the_name_becomes_one_unless_the_source_states_its_own() -> None:
    within = read(scientificName="Carex cf. alba").specimen.has_identifications[0]
    assert (within.identification_qualifier, within.interpreted) == (
        "cf. alba",
        ("dwc:identificationQualifier",),
    )
    stated = read(scientificName="Carex cf. alba", identificationQualifier="?").specimen.has_identifications[
        0
    ]
    assert (stated.identification_qualifier, stated.interpreted) == ("?", ())


def test_columns_that_contradict_the_name_are_issues_with_their_terms() -> None:
    found = read(scientificName="Carex alba Scop.", specificEpithet="nigra", taxonRank="genus")
    told = {(issue.term, issue.code) for issue in found.issues if issue.code.startswith("NAME")}
    assert told == {
        ("dwc:specificEpithet", IssueCode.NAME_PARTS_DISAGREE),
        ("dwc:taxonRank", IssueCode.NAME_RANK_DISAGREES),
    }


def test_the_accepted_name_stands_beside_the_sources_own_words(small: str) -> None:
    found = read((small,), scientificName="Bufo baxteri Porter, 1968", acceptedNameUsage="Rana baxteri")
    taxon = found.specimen.has_identifications[0].has_taxon_identifications[0]
    assert (taxon.scientific_name, taxon.accepted_name_usage) == ("Bufo baxteri Porter, 1968", "Rana baxteri")
    assert taxon.taxonomic_status is None
    (match,) = taxon.has_taxon_matches
    assert (match.kind, match.score) == ("exact", 100)
    assert match.accepted_name_usage == "Anaxyrus baxteri (Porter, 1968)"
    assert match.higher_classification == "Animalia | Chordata | Amphibia | Anura | Bufonidae | Anaxyrus"
    assert codes(found) == set()


def test_names_that_a_curator_should_look_at_are_issues(small: str) -> None:
    for name, code in (
        ("Nusquamia nulla", IssueCode.NAME_MATCH_NONE),
        ("Coccinella septempuncatta", IssueCode.NAME_MATCH_FUZZY),
        ("Carex nusquamensis", IssueCode.NAME_MATCH_HIGHER_RANK),
        ("Oenanthe", IssueCode.NAME_MATCH_AMBIGUOUS),
    ):
        assert codes(read((small,), scientificName=name)) == {code}


def test_the_kingdom_of_the_row_decides_between_homonyms(small: str) -> None:
    assert codes(read((small,), scientificName="Oenanthe", kingdom="Plantae")) == set()

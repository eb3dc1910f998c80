import pytest
from tantivy import SchemaBuilder

from naturalia.search import BY_NAME, TERMS
from naturalia.search.paths import plan
from naturalia.search.query import CONTROLS
from naturalia.search.schema import SPECIMEN_ID, SUMMARY, TEXT, VALUED, schema, schema_version
from naturalia.search.term import COUNTED, RANGED, Kind, Term
from naturalia.search.terms import near_names

by_name = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)


def test_names_are_unique_and_not_those_of_other_parameters_or_fields() -> None:
    assert len(BY_NAME) == len(TERMS)
    assert len({term.name.lower() for term in TERMS}) == len(TERMS)
    fields = {*BY_NAME, *(term.upper_field for term in TERMS if term.interval)}
    fields |= {term.sort_field for term in TERMS if term.sortable}
    assert not fields & {SPECIMEN_ID, SUMMARY, TEXT, VALUED}
    assert not set(BY_NAME) & {*CONTROLS, "facet", "facetLimit"}


@by_name
def test_a_term_is_declared_in_a_way_that_the_index_can_serve(term: Term) -> None:
    assert SchemaBuilder.is_valid_field_name(term.name)
    assert term.label
    assert term.help
    assert not term.facet or term.kind in COUNTED
    assert not term.words or term.kind in (Kind.KEYWORD, Kind.TEXT)
    assert not term.upper_paths or term.kind is Kind.FLOAT
    if term.sortable and term.kind in RANGED:
        assert term.single or term.interval, "sorting needs one number for each specimen"


def test_every_path_is_understood() -> None:
    assert plan(TERMS).children


def test_the_version_of_the_schema_is_that_of_the_terms() -> None:
    assert schema() is schema()
    assert len(schema_version()) == 16


def test_near_names_are_found_whatever_the_case() -> None:
    assert near_names("Contry", BY_NAME)[0] == "country"
    assert "scientificName" in near_names("scientific_name", BY_NAME)
    assert near_names("zzzzzz", BY_NAME) == ()

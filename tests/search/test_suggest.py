from pathlib import Path

import pytest

from naturalia.search import QueryError, SpecimenIndex, parse
from naturalia.search.suggest import suggest
from tests.search.making import Gathering, Specimen, index_of

COLLECTORS = ["Linné, C.", "LINNE, C.", "Linné, C.", "Lindgren, A.", "Kalm, P.", "Kalm, P."]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SpecimenIndex:
    path: Path = tmp_path_factory.mktemp("suggest")
    found = [
        Specimen(number, media=number % 2 == 0, gatherings=(Gathering(collector=name, country="Sweden"),))
        for number, name in enumerate(COLLECTORS)
    ]
    return index_of(path, found, segments=2)


def test_values_that_begin_so_come_most_frequent_first_in_their_usual_spelling(index: SpecimenIndex) -> None:
    found = suggest(index, "recordedBy", "LIN")
    assert [(one.value, one.count) for one in found] == [("Linné, C.", 3), ("Lindgren, A.", 1)]


def test_within_a_search_only_its_specimens_count(index: SpecimenIndex) -> None:
    found = suggest(index, "recordedBy", "", parse([("hasMedia", "true")]))
    assert [(one.value, one.count) for one in found] == [("Linné, C.", 2), ("Kalm, P.", 1)]


def test_nothing_that_begins_so_is_an_empty_answer(index: SpecimenIndex) -> None:
    assert suggest(index, "recordedBy", "zz") == ()


@pytest.mark.parametrize(("name", "limit"), [("nosuch", 10), ("locality", 10), ("year", 10), ("country", 0)])
def test_what_cannot_be_suggested_is_an_error(index: SpecimenIndex, name: str, limit: int) -> None:
    with pytest.raises(QueryError):
        suggest(index, name, "a", limit=limit)

import time
from collections import Counter
from importlib.resources import files

import pytest

from naturalia.vocabulary import LANGUAGES, fold, vocabulary
from naturalia.vocabulary.disciplines import discipline

DESCRIBED = (
    *(
        "basis-of-record",
        "chronostratigraphy",
        "degree-of-establishment",
        "discipline",
        "establishment-means",
    ),
    *("identification-qualifier", "life-stage", "nomenclatural-code", "occurrence-status", "pathway"),
    *("preparations", "sex", "absences", "taxon-rank", "type-status"),
)
NAMES = (*DESCRIBED, "countries")


@pytest.mark.parametrize("name", NAMES)
def test_every_file_states_source_licence_and_version(name: str) -> None:
    text = files("naturalia.vocabulary").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    comment = "".join(line for line in text.splitlines() if line.startswith("#"))
    assert "licence" in comment.lower()
    assert vocabulary(name).version


@pytest.mark.parametrize("name", NAMES)
def test_every_value_means_itself(name: str) -> None:
    words = vocabulary(name)
    assert [value for value in words.values if words.look_up(value) != value] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_value_is_listed_twice(name: str) -> None:
    assert max(Counter(vocabulary(name).values).values()) == 1


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("sex", "Hembra", "female"),
        ("sex", "♂", "male"),
        ("life-stage", "Raupe", "larva"),
        ("basis-of-record", "PRESERVED_SPECIMEN", "PreservedSpecimen"),
        ("basis-of-record", "http://rs.tdwg.org/dwc/terms/FossilSpecimen", "FossilSpecimen"),
        ("taxon-rank", "Género", "genus"),
        ("type-status", "PARATYPUS", "paratype"),
        ("countries", "Schweiz", "CH"),
    ],
)
def test_words_of_several_languages_mean_a_value(name: str, word: str, value: str) -> None:
    assert vocabulary(name).look_up(word) == value


def test_case_accents_and_punctuation_do_not_matter_but_signs_of_sex_do() -> None:
    assert fold("Cô-te d'Ivoire ") == "cotedivoire"
    assert fold("♀") != fold("♂")


def test_countries_load_in_a_tenth_of_a_second() -> None:
    started = time.perf_counter()
    vocabulary.__wrapped__("countries")
    assert time.perf_counter() - started < 0.5  # measured 0.05 s; a loaded machine may take longer


def test_the_kind_of_record_decides_before_the_kingdom() -> None:
    assert discipline({"basisOfRecord": "FossilSpecimen", "kingdom": "Plantae"}) == "Palaeontology"
    assert discipline({"kingdom": "Plantae"}) == "Botany"
    assert discipline({}) is None


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_concept_is_defined_and_has_a_label_in_each_language(name: str) -> None:
    for concept in vocabulary(name).concepts.values():
        assert concept.definition.endswith(".")
        assert tuple(concept.labels) == LANGUAGES


@pytest.mark.parametrize("name", DESCRIBED)
def test_no_word_means_two_values(name: str) -> None:
    meanings: dict[str, set[str]] = {}
    for concept in vocabulary(name).concepts.values():
        for word in (concept.value, *concept.labels.values(), *concept.synonyms):
            meanings.setdefault(fold(word), set()).add(concept.value)
    assert {word: values for word, values in meanings.items() if len(values) > 1} == {}


def test_units_of_the_chart_lie_within_their_parents() -> None:
    chart = vocabulary("chronostratigraphy").concepts
    for unit in chart.values():
        assert float(unit.more["begin"]) > float(unit.more["end"])
        if parent := chart.get(unit.more["parent"]):
            assert float(parent.more["begin"]) >= float(unit.more["begin"])
            assert float(parent.more["end"]) <= float(unit.more["end"])

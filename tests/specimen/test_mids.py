import csv
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naturalia.specimen.mids import LEVELS, MidsDiscipline, assess, mids_discipline, ruleset
from naturalia.specimen.model import TopicDiscipline
from tests.shared import shared_file

BARE = {"dwc:catalogNumber": "1", "dwc:institutionCode": "NRM"}
BASIC = {**BARE, "dwc:scientificName": "Bufo", "dwc:preparations": "alcohol", "dcterms:modified": "2020"}


def test_the_level_is_the_highest_whose_elements_are_all_met() -> None:
    assert assess({}, {}, MidsDiscipline.BIOLOGY).level == -1
    assert assess(BARE, {}, MidsDiscipline.BIOLOGY).level == 0
    assert assess(BASIC, {}, MidsDiscipline.BIOLOGY).level == 0
    assert assess({**BASIC, "dcterms:license": "CC0"}, {}, MidsDiscipline.BIOLOGY).level == 1


def test_what_the_dataset_says_for_all_records_counts() -> None:
    assert assess(BASIC, {}, MidsDiscipline.BIOLOGY, frozenset({"dcterms:license"})).level == 1


def test_an_unmet_element_tells_which_terms_would_meet_it() -> None:
    found = assess({**BARE, "dwc:decimalLatitude": "5"}, {}, MidsDiscipline.BIOLOGY)
    quantitative = next(each for each in found.elements if each.element == "QuantitativeLocation")
    assert not quantitative.met
    assert "dwc:decimalLongitude" in quantitative.would_meet


def test_an_extension_row_can_meet_an_element() -> None:
    rows = {"ac:Multimedia": [{"ac:accessURI": "http://example.org/1.jpg"}]}
    media = [each for each in assess(BARE, rows, MidsDiscipline.BIOLOGY).elements if each.element == "Media"]
    assert media[0].met_by == ("ac:Multimedia/ac:accessURI",)


def test_values_that_stand_for_nothing_do_not_count_but_fillers_do() -> None:
    nothing = {**BARE, "dwc:scientificName": "incertae sedis", "dwc:recordNumber": "s.n."}
    met = {each.element for each in assess(nothing, {}, MidsDiscipline.BIOLOGY).elements if each.met}
    assert "Name" not in met
    assert "CollectingNumber" in met


def test_fungi_and_other_unclassified_objects_are_judged_by_the_rules_of_biology() -> None:
    assert mids_discipline(TopicDiscipline.UNCLASSIFIED) is MidsDiscipline.BIOLOGY
    assert mids_discipline(TopicDiscipline.ASTROGEOLOGY) is MidsDiscipline.GEOLOGY


@pytest.mark.parametrize("discipline", list(MidsDiscipline))
def test_levels_agree_with_a_naive_evaluation_of_the_published_rules(discipline: MidsDiscipline) -> None:
    rules = _published(discipline)
    terms = sorted(
        {row["sssom:object_id"] for row in rules if row["sssom:object_category"] == "dwc:Occurrence"}
    )
    media = st.dictionaries(
        st.sampled_from(["dcterms:identifier", "ac:accessURI", "dcterms:references"]), _values
    )
    people = st.dictionaries(st.just("dwc:identifiedByID"), _values)
    extensions = st.fixed_dictionaries(
        {},
        optional={
            "ac:Multimedia": st.lists(media, max_size=2),
            "gbif:Multimedia": st.lists(media, max_size=2),
            "dwc:Identification": st.lists(people, max_size=2),
        },
    )

    @settings(max_examples=200, deadline=None)
    @given(st.sets(st.sampled_from(terms), max_size=3), _values, extensions)
    def agrees(absent: set[str], value: str, rows: dict[str, Any]) -> None:
        core = {
            term: value if place % 7 == 0 else "x" for place, term in enumerate(terms) if term not in absent
        }
        assert assess(core, rows, discipline).level == _naive_level(rules, core, rows)

    agrees()


_values = st.sampled_from(["x", "0", "unknown:undigitized", "incertae sedis"])


def _published(discipline: MidsDiscipline) -> list[dict[str, str]]:
    path = shared_file("specs", "mids", f"mids_dwc-a_{discipline}_1.sssom.tsv")
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _naive_level(rules: list[dict[str, str]], core: dict[str, str], rows: dict[str, Any]) -> int:
    reached = -1
    for level in LEVELS:
        names = {
            row["sssom:subject_id"] for row in rules if row["sssom:subject_category"] == f"mids:MIDS{level}"
        }
        if not all(_naive_element(rules, name, level, core, rows) for name in names):
            return reached
        reached = level
    return reached


def _naive_element(
    rules: list[dict[str, str]], name: str, level: int, core: dict[str, str], rows: dict[str, Any]
) -> bool:
    mine = [
        r
        for r in rules
        if r["sssom:subject_id"] == name and r["sssom:subject_category"] == f"mids:MIDS{level}"
    ]
    said = {(r["sssom:object_id"], r["sssom:predicate_id"]) for r in mine if _naive_said(r, core, rows)}
    if any(predicate != "owl:intersectionOf" for _, predicate in said):
        return True
    together = {term for term, predicate in said if predicate == "owl:intersectionOf"}
    groups = [set(r["sssom:object_match_field"].split("|")) for r in mine if r["sssom:object_match_field"]]
    return any(group <= together for group in groups)


def _naive_said(row: dict[str, str], core: dict[str, str], rows: dict[str, Any]) -> bool:
    category, term = row["sssom:object_category"], row["sssom:object_id"]
    holders = [core] if category == "dwc:Occurrence" else rows.get(category, [])
    return any(holder.get(term, "") not in row["semapv:RegexRemoval"].split("|") for holder in holders)


def test_every_discipline_has_elements_at_every_level() -> None:
    for discipline in MidsDiscipline:
        assert {element.level for element in ruleset(discipline).elements} == set(LEVELS)

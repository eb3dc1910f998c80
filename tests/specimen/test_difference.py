from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.specimen.difference import Change, ChangeKind, difference
from naturalia.specimen.patch import InvalidPatch, apply_patch, json_patch
from tests.specimen.documents import as_document, specimens

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab~/", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab~/", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
SPAIN = {"@type": "ods:Event", "dwc:eventDate": "1990-05-01", "ods:hasLocation": {"dwc:country": "Spain"}}


@given(json_values, json_values)
def test_applying_the_patch_to_the_earlier_document_gives_the_later_one(before: Any, after: Any) -> None:
    made = apply_patch(before, json_patch(before, after))
    assert made == after
    assert repr(made) == repr(after) or isinstance(after, dict | list)


@given(json_values)
def test_equal_documents_need_no_patch(value: Any) -> None:
    assert json_patch(value, value) == []


def test_a_patch_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidPatch, match="/a/b"):
        apply_patch({"a": {}}, [{"op": "remove", "path": "/a/b"}])


def test_a_changed_value_is_told_with_its_place_before_and_after() -> None:
    after = {**SPAIN, "ods:hasLocation": {"dwc:country": "España"}}
    assert difference({"ods:hasEvents": [SPAIN]}, {"ods:hasEvents": [after]}) == (
        Change("event 1 › location › country", ChangeKind.CHANGED, "Spain", "España"),
    )


def test_an_event_put_before_another_is_one_event_added() -> None:
    new = {"@type": "ods:Event", "dwc:eventDate": "1880"}
    assert difference({"ods:hasEvents": [SPAIN]}, {"ods:hasEvents": [new, SPAIN]}) == (
        Change("event 1 › eventDate", ChangeKind.ADDED, None, "1880"),
    )


def test_a_removed_object_is_told_value_by_value() -> None:
    assert difference({"ods:hasEvents": [SPAIN]}, {}) == (
        Change("event 1 › eventDate", ChangeKind.REMOVED, "1990-05-01"),
        Change("event 1 › location › country", ChangeKind.REMOVED, "Spain"),
    )


@given(specimens, st.randoms())
def test_the_order_of_lists_is_no_difference(specimen: Any, random: Any) -> None:
    document = as_document(specimen)
    turned = {key: value[::-1] if isinstance(value, list) else value for key, value in document.items()}
    assert difference(document, turned) == ()


@given(specimens, specimens)
def test_there_is_a_difference_exactly_if_the_reverse_has_one(one: Any, other: Any) -> None:
    before, after = as_document(one), as_document(other)
    assert bool(difference(before, after)) == bool(difference(after, before))


def test_long_lists_are_compared_in_bounded_time() -> None:
    before = {"ods:hasAssertions": [{"dwc:measurementValue": str(n)} for n in range(3000)]}
    after = {"ods:hasAssertions": [{"dwc:measurementValue": str(n)} for n in range(3000, 6000)]}
    assert len(difference(before, after)) == 3000

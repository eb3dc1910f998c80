import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.interpret import (
    Context,
    IssueCode,
    basis_of_record,
    chronostratigraphy,
    identification_qualifier,
    interpret,
    life_stage,
    preparations,
    sex,
    taxon_rank,
    term,
    type_status,
    unmatched,
    value_maps,
)
from naturalia.interpret.reference import VOCABULARIES
from naturalia.sources.records import VerbatimRecord
from naturalia.specimen.licences import licence
from tests.shared import shared_file


@pytest.mark.parametrize(
    ("text", "value", "counts"),
    [
        ("1 male, 2 females", "mixed", [1, 2]),
        ("2f + 1m", "mixed", [2, 1]),
        ("♂", "male", [None]),
        ("male; male", "male", [None, None]),
        ("02 machos", "male", [2]),
        ("0 males, 3 females", "female", [0, 3]),
    ],
)
def test_sexes_are_counted(text: str, value: str, counts: list[int | None]) -> None:
    found = sex(text)
    assert (found.value, [each.count for each in found.matches]) == (value, counts)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 adult(s)", "adult"),
        ("Adult/juvenile", "adult | juvenile"),
        ("4 adults, 0 juveniles", "adult"),
        ("AHY", "at least 2nd calendar year"),
        ("1K+", "at least 1st calendar year"),
        ("flowers & fruits", "flowering and fruiting"),
    ],
)
def test_stages_of_life_are_listed(text: str, value: str) -> None:
    assert life_stage(text).value == value


def test_doubt_and_negation_are_qualifiers() -> None:
    assert (sex("female ?").value, sex("female ?").qualifier) == ("female", "doubtful")
    assert (sex("not male").value, sex("not male").qualifier) == (None, "negated")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("--", "not recorded"),
        ("no aplica", "not applicable"),
        ("[illegible]", "illegible"),
        ("???", "unknown"),
    ],
)
def test_a_text_that_gives_no_value_has_a_state(text: str, state: str) -> None:
    found = preparations(text)
    assert (found.value, found.state, found.issues) == (None, state, ())


def test_a_word_of_another_term_says_where_it_belongs() -> None:
    found = term("type-status", "PhysicalObject")
    assert found.belongs_to == ("dwc:basisOfRecord", "PreservedSpecimen")
    assert found.issues == (IssueCode.VALUE_MISPLACED,)


def test_preparations_of_one_text_are_listed() -> None:
    assert preparations("skin | skull; tissue (frozen)").values == ("skin", "skull", "tissue")


def test_what_follows_a_qualifier_is_the_rest() -> None:
    found = identification_qualifier("cf. winchelli")
    assert (found.value, found.rest) == ("cf.", "winchelli")


def test_a_value_comes_with_its_identifier_and_meaning() -> None:
    found = taxon_rank("Gattung")
    assert found.uri == "http://rs.gbif.org/vocabulary/gbif/rank/genus"
    assert (found.label, bool(found.definition), found.version) == ("genus", True, "2026-11-25")


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("!Syntype?", "syntype", None),
        ("2 paratypes", "paratype", None),
        ("holotype of Carex x", "holotype", "Carex x"),
        ("Isotype, Paratype | Topotype", "isotype | paratype | topotype", None),
        (
            '"paratype of <a href="http://x.org">Cynops orphicus</a>, page 46 in Risch"',
            "paratype",
            "Cynops orphicus",
        ),
        ("ISOTYPE of Carex alba Scop.; fide Egorova", "isotype", "Carex alba Scop."),
    ],
)
def test_kinds_of_types_and_their_names_are_parted(text: str, value: str, name: str | None) -> None:
    assert (type_status(text).value, type_status(text).typified_name) == (value, name)


@given(st.sampled_from(VOCABULARIES), st.text(max_size=60))
def test_no_text_raises_in_any_vocabulary(name: str, text: str) -> None:
    found = term(name, text)
    assert (found.value is None) == (not found.values)


@given(
    st.sampled_from(["female", "male", "unknown"]),
    st.sampled_from(["; ", " | ", ", ", " and "]),
    st.integers(1, 4),
)
def test_a_word_repeated_means_what_it_means_once(word: str, separator: str, times: int) -> None:
    assert sex(separator.join([word] * times)).value == sex(word).value


@given(st.permutations(["adult", "2 larvae", "egg?"]))
def test_the_order_of_words_changes_nothing_but_the_order_of_values(words: list[str]) -> None:
    assert set(life_stage("; ".join(words)).values) == {"adult", "larva", "egg"}


def test_a_sources_mapping_comes_before_the_vocabulary_and_is_told() -> None:
    context = Context(value_maps=value_maps([("dwc:sex", "W.", "male"), ("dwc:typeStatus", "Sammlung", "")]))
    record = VerbatimRecord({"dwc:sex": "w.", "dwc:typeStatus": "Sammlung", "dwc:catalogNumber": "1"}, {})
    unmapped = interpret(record, Context())
    assert any(each.value == "Sammlung" for each in unmapped.issues)
    mapped = interpret(VerbatimRecord({**record.core, "dwc:sex": "W."}, {}), context)
    told = {
        (each.term, each.value) for each in mapped.issues if each.code is IssueCode.VALUE_MAPPED_BY_SOURCE
    }
    assert told == {("dwc:sex", "W."), ("dwc:typeStatus", "Sammlung")}
    assert mapped.specimen.has_events[0].sex == "male"


def test_unmatched_values_are_counted_for_the_curator() -> None:
    record = VerbatimRecord({"dwc:sex": "blorp", "dwc:catalogNumber": "1"}, {})
    issues = [each for _ in range(3) for each in interpret(record, Context()).issues]
    assert [(each.term, each.value, each.count) for each in unmatched(issues) if each.term == "dwc:sex"] == [
        ("dwc:sex", "blorp", 3)
    ]


def test_the_chart_gives_ages_and_proposes_higher_ranks() -> None:
    found = chronostratigraphy(earliest_epoch="Early Jurassic")
    assert (found.begin, found.end) == (201.4, 174.7)
    assert dict(found.proposals)["dwc:earliestPeriodOrLowestSystem"] == "Jurassic"
    assert chronostratigraphy(earliest_epoch="Lower Jurassic").units[0].name == found.units[0].name


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (
            {"earliest_period": "Cretaceous", "latest_period": "Jurassic"},
            IssueCode.GEOLOGICAL_AGE_RANGE_INVALID,
        ),
        ({"earliest_period": "Maastrichtian"}, IssueCode.GEOLOGICAL_AGE_RANK_MISMATCH),
        (
            {"earliest_era": "Cenozoic", "earliest_period": "Jurassic"},
            IssueCode.GEOLOGICAL_AGE_PARENT_MISMATCH,
        ),
        ({"earliest_age": "Waipipian"}, IssueCode.GEOLOGICAL_AGE_UNKNOWN),
    ],
)
def test_ranks_order_and_parents_of_ages_are_checked(terms: dict[str, str], code: IssueCode) -> None:
    assert code in chronostratigraphy(**terms).issues


SEEN = [
    ("VertNet_distinct_typeStatus_2018-06-05", "type-status", 0.97),
    ("VertNet_distinct_sex_2018-06-05", "sex", 0.97),
    ("GBIF_distinct_lifestage_2020-04-09", "life-stage", 0.97),
    ("GBIF_distinct_basisofrecord_2020-04-09", "basis-of-record", 0.99),
    ("GBIF_distinct_establishmentmeans_2020-04-09", "establishment-means", 0.99),
    ("GBIF_distinct_taxonrank_2020-04-09", "taxon-rank", 0.99),
    ("iDigBio_distinct_identificationQualifier_01-03-17", "identification-qualifier", 0.97),
]


def _distribution(name: str) -> list[tuple[str, int]]:
    path = shared_file("data", "value-distributions", f"{name}.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            (row[0], int(row[1])) for row in list(csv.reader(lines))[1:] if len(row) == 2 and row[0].strip()
        ]


@pytest.mark.parametrize(("name", "words", "share"), SEEN)
def test_what_the_networks_have_seen_resolves_by_records(name: str, words: str, share: float) -> None:
    seen = _distribution(name)
    resolved = sum(count for text, count in seen if term(words, text).resolved)
    assert resolved / sum(count for _, count in seen) >= share


def test_the_licences_that_the_networks_have_seen_are_known() -> None:
    seen = _distribution("iDigBio_distinct_license_01-03-17")
    known = sum(count for text, count in seen if licence(text))
    assert known / sum(count for _, count in seen) >= 0.99


def test_ranks_kinds_and_type_status_agree_with_those_of_gbif() -> None:
    differ: list[tuple[str, str, str]] = []
    for verbatim, theirs in _gbif():
        for column, ours in (
            ("taxonRank", taxon_rank(verbatim.get("taxonRank", "")).value),
            ("basisOfRecord", basis_of_record(verbatim.get("basisOfRecord", "")).value),
            ("typeStatus", type_status(verbatim.get("typeStatus", "")).value),
        ):
            stated = verbatim.get(column, "").strip()
            if stated and theirs.get(column) and not _same(ours, theirs[column]):
                differ.append((column, stated, theirs[column]))
    assert set(differ) <= ARGUED


ARGUED = {
    # GBIF gives the rank of the taxon that it matched; ours is the one that the source states.
    ("taxonRank", "var.", "SPECIES"),
    ("taxonRank", "subspecies", "VARIETY"),
    # "Occurrence" is a class of Darwin Core, and "6" is no word at all: ours stays open.
    ("basisOfRecord", "Occurrence", "UNKNOWN"),
    ("basisOfRecord", "6", "UNKNOWN"),
}
"""(column, text, GBIF's value) where ours is another, and why."""


def _same(ours: str | None, theirs: str) -> bool:
    return (ours or "").replace(" ", "").casefold() == theirs.replace("_", "").replace(" ", "").casefold()


def _gbif() -> list[tuple[dict[str, str], dict[str, str]]]:
    with zipfile.ZipFile(shared_file("data", "gbif", "gbif-mixed-470.zip")) as archive:
        tables = []
        for name in ("verbatim.txt", "occurrence.txt"):
            text = archive.read(next(each for each in archive.namelist() if each.endswith(name))).decode(
                "utf-8"
            )
            rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
            tables.append({row["gbifID"]: row for row in rows})
    return [(row, tables[1][key]) for key, row in tables[0].items() if key in tables[1]]

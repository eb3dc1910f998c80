"""Dates of real collections: the share that is understood, and agreement with GBIF's interpretation."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import zipfile
from collections import Counter

import pytest

from naturalia.interpret import DateState, EventDate, date, event_date
from tests.shared import shared_file

REFERENCE = datetime.date(2026, 11, 25)
TERMS = ("eventDate", "verbatimEventDate", "year", "month", "day", "startDayOfYear", "endDayOfYear")


def counted(column: str) -> Counter[DateState]:
    states: Counter[DateState] = Counter()
    path = shared_file("data", "value-distributions", f"VertNet_distinct_{column}_2018-06-05.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        for text, records in list(csv.reader(lines))[1:]:
            if text.strip():
                states[date(text, reference=REFERENCE).state] += int(records)
    return states


def test_nearly_all_dates_that_vertnet_has_seen_are_understood() -> None:
    states = counted("eventDate")
    answered = states[DateState.UNDERSTOOD] + states[DateState.STATED_UNKNOWN]
    total = sum(states.values())
    assert answered / total > 0.996
    assert states[DateState.NOT_UNDERSTOOD] / total < 0.001


@pytest.mark.parametrize(
    ("file", "column", "share"),
    [
        ("truth/herbarium_benchmark_1800_dwc.csv", "verbatimEventDate", 0.98),
        ("tables/cnci-teleasinae-1342.csv", "verbatimEventDate", 0.88),
        ("tables/lou-herbarium-4484.csv", "eventDate", 0.99),
    ],
)
def test_the_dates_of_a_table_are_understood(file: str, column: str, share: float) -> None:
    path = shared_file("data", *file.split("/"))
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        head = lines.readline()
        lines.seek(0)
        rows = csv.DictReader(lines, delimiter="\t" if "\t" in head else ",")
        texts = [row[column] for row in rows if (row.get(column) or "").strip()]
    answered = [
        t
        for t in texts
        if date(t, reference=REFERENCE).state in (DateState.UNDERSTOOD, DateState.STATED_UNKNOWN)
    ]
    assert len(answered) / len(texts) >= share


def test_dates_agree_with_gbif_or_are_argued_to_be_better() -> None:
    path = shared_file("data", "gbif", "gbif-mixed-470.zip")
    verbatim = {row["gbifID"]: row for row in rows_of(path, "verbatim.txt")}
    compared: Counter[str] = Counter()
    for row in rows_of(path, "occurrence.txt"):
        source = verbatim[row["gbifID"]]
        ours = event_date(*(source.get(term) or None for term in TERMS))
        compared[argued(row["eventDate"].removesuffix("T00:00Z"), ours, source)] += 1
    assert compared.pop("agrees") >= 452
    assert compared.keys() <= {"theirs is padded to the first day", "theirs dropped what ours keeps"}


def argued(theirs: str, ours: EventDate, source: dict[str, str]) -> str:
    """Why two dates differ."""
    iso = (ours.date.iso or "").removesuffix("T00:00:00")
    if iso == theirs:
        return "agrees"
    if theirs == f"{iso}-01":
        return "theirs is padded to the first day"
    if not theirs and iso:
        return "theirs dropped what ours keeps"
    return f"{theirs!r} is not {iso!r} of {source}"


def rows_of(path: object, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(str(path)) as archive:
        text = io.StringIO(archive.read(name).decode("utf-8", "replace"))
    return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))

"""What a search must find, worked out in plain Python from the documents of the catalogue."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from naturalia.catalogue.models import Specimen
from naturalia.catalogue.queries import current_document

Document = dict[str, Any]
Params = list[tuple[str, str]]
GATHERED = ("country", "recordedBy", "year", "bbox")
"""Conditions that one gathering must meet together."""


class Question(msgspec.Struct, frozen=True):
    """A search as its conditions: values of terms, exclusions, and whether there is a value."""

    filters: dict[str, list[str]] = {}
    exclusions: dict[str, list[str]] = {}
    missing: list[str] = []
    present: list[str] = []
    years: tuple[int, int] | None = None
    box: tuple[float, float, float, float] | None = None
    numbers: list[str] = []

    def params(self, list_id: str) -> Params:
        """The parameters of the address; ``list_id`` is that of the list of the numbers."""
        asked = [(name, value) for name, values in self.filters.items() for value in values]
        asked += [(f"-{name}", value) for name, values in self.exclusions.items() for value in values]
        asked += [("missing", name) for name in self.missing] + [("present", name) for name in self.present]
        asked += [("year", f"{self.years[0]},{self.years[1]}")] if self.years else []
        asked += [("bbox", ",".join(map(str, self.box)))] if self.box else []
        return asked + ([("list", list_id)] if self.numbers else [])


def documents() -> list[Document]:
    """All that is visible and not vanished."""
    found = (current_document(suffix) for suffix in Specimen.objects.values_list("suffix", flat=True))
    return [one.document for one in found if one and one.version and one.kind != "tombstone"]


def fold(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def values(document: Document, term: str) -> list[str]:
    """The folded values of a term, each once."""
    return sorted({fold(text) for text in READ[term](document) if text})


def finds(question: Question, document: Document) -> bool:
    """Whether a search finds a specimen."""
    return (
        all(_has(document, name, wanted) for name, wanted in question.filters.items() if name not in GATHERED)
        and not any(_has(document, name, refused) for name, refused in question.exclusions.items())
        and not any(values(document, name) for name in question.missing)
        and all(values(document, name) for name in question.present)
        and (not question.numbers or _has(document, "catalogNumber", question.numbers))
        and _in_one_gathering(question, document)
    )


def facet(found: list[Document], term: str) -> tuple[dict[str, int], int]:
    """How many of the specimens have each value, and how many none."""
    each = [values(document, term) for document in found]
    return dict(Counter(value for one in each for value in one)), sum(not one for one in each)


def point(event: Document) -> tuple[float, float] | None:
    place = (event.get("ods:hasLocation") or {}).get("ods:hasGeoreference") or {}
    north, east = place.get("dwc:decimalLatitude"), place.get("dwc:decimalLongitude")
    return None if north is None or east is None else (north, east)


def first_point(document: Document) -> tuple[float, float] | None:
    return next((found for event in _events(document) if (found := point(event))), None)


def _has(document: Document, name: str, wanted: list[str]) -> bool:
    return bool({fold(value) for value in wanted} & set(values(document, name)))


def _in_one_gathering(question: Question, document: Document) -> bool:
    asked = {name: wanted for name, wanted in question.filters.items() if name in GATHERED}
    if not asked and not question.years and not question.box:
        return True
    events = _events(document) or [{}]
    return any(_meets(question, asked, document, event) for event in events)


def _meets(question: Question, asked: dict[str, list[str]], document: Document, event: Document) -> bool:
    alone = {**document, "ods:hasEvents": [event]}
    if not all(_has(alone, name, wanted) for name, wanted in asked.items()):
        return False
    if question.years:
        years = [int(year) for year in READ["year"](alone)]
        if not any(question.years[0] <= year <= question.years[1] for year in years):
            return False
    return question.box is None or _inside(point(event), question.box)


def _inside(found: tuple[float, float] | None, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return found is not None and south <= found[0] <= north and west <= found[1] <= east


def _events(document: Document) -> list[Document]:
    return list(document.get("ods:hasEvents") or [])


def _whole(document: Document) -> Iterator[Document]:
    yield document
    yield from document.get("ods:hasSpecimenParts") or []


def _identifications(document: Document) -> Iterator[Document]:
    for one in _whole(document):
        yield from one.get("ods:hasIdentifications") or []


def _taxon(*names: str) -> Callable[[Document], list[str]]:
    def read(document: Document) -> list[str]:
        taxa = (
            taxon
            for identification in _identifications(document)
            for taxon in identification.get("ods:hasTaxonIdentifications") or []
        )
        return [taxon.get(f"dwc:{name}") or "" for taxon in taxa for name in names]

    return read


def _types(document: Document) -> list[str]:
    listed = (one.get("dwc:typeStatus") or "" for one in _identifications(document))
    return [part.strip() for text in listed for part in text.split("|")]


def _numbers(document: Document) -> list[str]:
    known = document.get("ods:hasIdentifiers") or []
    return [one["dcterms:identifier"] for one in known if one.get("dcterms:title") == "dwc:catalogNumber"]


def _collectors(document: Document) -> list[str]:
    holders = [document, *_events(document)]
    agents = (agent for holder in holders for agent in holder.get("ods:hasAgents") or [])
    return [
        agent.get("schema:name") or ""
        for agent in agents
        if any(role.get("schema:roleName") == "collector" for role in agent.get("ods:hasRoles") or [])
    ]


def _years(document: Document) -> list[str]:
    stated = [event["dwc:year"] for event in _events(document) if event.get("dwc:year") is not None]
    if stated:
        return [str(year) for year in stated]
    dates = [event["dwc:eventDate"] for event in _events(document) if event.get("dwc:eventDate")]
    return [date[:4] for date in dates if date[:4] == date.partition("/")[2][:4] or "/" not in date]


READ: dict[str, Callable[[Document], list[str]]] = {
    "institutionCode": lambda one: [one.get("ods:organisationCode") or ""],
    "topicDiscipline": lambda one: [one.get("ods:topicDiscipline") or ""],
    "basisOfRecord": lambda one: [one.get("dwc:basisOfRecord") or ""],
    "midsLevel": lambda one: [str(one["ods:midsLevel"])],
    "hasMedia": lambda one: [str(one["ods:isKnownToContainMedia"]).lower()],
    "family": _taxon("family"),
    "genus": _taxon("genus", "genericName"),
    "typeStatus": _types,
    "catalogNumber": _numbers,
    "recordedBy": _collectors,
    "year": _years,
    "country": lambda one: [
        (event.get("ods:hasLocation") or {}).get("dwc:country") or "" for event in _events(one)
    ],
}
